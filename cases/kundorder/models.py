"""A kundorder: what is ordered, where it is to go, and how far each row has come."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.artiklar.models import Artikel
from cases.gemensamt.antal import i_kronor
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Adress, Baskod, Betalare, Lager, Leveransadress


class Kundorder(Adress):
    """An order. Its address is its own from the day it was chosen, whatever the source does."""

    class Typ(models.TextChoices):
        BESTALLNING = "bestallning", "Beställning"
        UTTAG = "uttag", "Uttag ur eget förråd"
        PAFYLLNAD = "pafyllnad", "Lagerpåfyllnad"

    class Prioritet(models.TextChoices):
        NORMAL = "normal", "Normal leverans"
        UTLAMNING = "utlamning", "Leverans till Utlämningsställe"
        AKUT = "akut", "Akut – (Extra kostnad)"

    class Status(models.TextChoices):
        UNDER_REGISTRERING = "Under registrering"
        REGISTRERAD = "Registrerad"
        FOR_PLOCKNING = "För plockning"
        PLOCKAD = "Plockad"
        UTLEVERERAD = "Utlevererad"
        SLUTLEVERERAD = "Slutlevererad"
        MAKULERAD = "Makulerad"
        RADERAD = "Raderad"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="kundorder", verbose_name="ärende"
    )
    typ = models.CharField("ordertyp", max_length=12, choices=Typ, default=Typ.BESTALLNING)
    # Where an uttag is taken, or what a lagerpåfyllnad is to fill (KO-3).
    forrad = models.ForeignKey(
        Lager,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="buffertförråd",
    )
    # That the goods were there though the books said otherwise, as the person confirmed (KO-5).
    underskott_bekraftat = models.BooleanField("negativt saldo bekräftat", default=False)
    till_vardenhet = models.BooleanField("till vårdenhet", default=False)
    # The number of the mottagare as it was typed, also when it did not hold: a draft loses nothing.
    skrivet_nummer = models.CharField(max_length=20, blank=True)
    # KO-16: rent becomes purchase for a vårdenhet, decided before the first article.
    till_kop = models.BooleanField("ändra debiteringsform till köp", default=False)
    # Whose address it is: the mottagare's own when null.
    hamtad_fran = models.ForeignKey(
        Leveransadress, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adressnamn = models.CharField("namn i leveransadressen", max_length=120, blank=True)
    prioritet = models.CharField(
        "leveransprioritet", max_length=10, choices=Prioritet, default=Prioritet.NORMAL
    )
    # The fee for an urgent delivery, as it was when the order was sent; null where there is none.
    akutavgift = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    overenskommen = models.BooleanField("överenskommen med HMC", default=False)
    samleverans = models.BooleanField("samleverans önskas", default=False)
    ovrig_information = models.TextField("övrig information", max_length=1000, blank=True)
    # A document for the whole order is sent another way (KO-22).
    epost_utanfor = models.BooleanField("bifogas e-post utanför Sesam", default=False)
    # Counts every change, so that a page left open is found out before it overwrites another's.
    version = models.PositiveIntegerField(default=1)
    andrad = models.DateTimeField("ändrad")
    andrad_av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    senaste_andring = models.CharField("senaste ändring", max_length=200, blank=True)
    # The order whose other rows wait for an arbetsorder, where these went on by themselves.
    delad_fran = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="delade"
    )
    # When all rows were taken away by Avbryt: they can be had back for a day.
    rader_avbrutna = models.DateTimeField(null=True, blank=True)
    makulerad = models.DateTimeField(null=True, blank=True)
    # Asked of kundtjänst while the order stands on a plocklista (DMN 12 row 5), until answered.
    makulering_begard = models.DateTimeField("makulering begärd", null=True, blank=True)
    makulering_skal = models.CharField("skäl till makulering", max_length=400, blank=True)
    # When the request was laid with kundtjänst, and the last no. Facts tell a first request from
    # one after a no by it, so that an old request is never taken for a new.
    makulering_noterad = models.DateTimeField(null=True, blank=True)
    makulering_svar = models.CharField("kundtjänsts svar", max_length=400, blank=True)

    class Meta:
        verbose_name_plural = "kundorder"

    def __str__(self) -> str:
        return f"Kundorder {self.arende}"

    @property
    def har_mottagare(self) -> bool:
        """Whether it is said whom or what the order is for: a lagerpåfyllnad fills a förråd."""
        if self.typ == self.Typ.PAFYLLNAD:
            return self.forrad_id is not None
        return self.arende.mottagare_id is not None

    @property
    def har_huvud(self) -> bool:
        """Whether Orderhuvud is filled in, so that rows may be added."""
        return self.har_mottagare and self.arende.kund_id is not None


class Avgift(models.Model):
    """What something extra costs from a day on; the amounts are HMC's to set [A]."""

    class Slag(models.TextChoices):
        AKUT = "akut", "Akut leverans"

    slag = models.CharField(max_length=10, choices=Slag)
    belopp = models.DecimalField(max_digits=8, decimal_places=2)
    fran = models.DateField("från")

    class Meta:
        verbose_name_plural = "avgifter"
        constraints = [models.UniqueConstraint(fields=["slag", "fran"], name="avgift_en_per_dag")]

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {i_kronor(self.belopp)} från {self.fran}"


class Kundorderrad(models.Model):
    """A row: how many are ordered, and where each of them is now.

    What is left when `reserverat`, `i_leverans`, `levererat` and `makulerat` are taken from
    `antal` is the rest. A component points to the row of its main article.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Kundorder, models.CASCADE, related_name="rader")
    nr = models.PositiveSmallIntegerField("radnummer")
    huvudrad = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="komponenter"
    )
    # A standard component: part of its main article's rent, at no price of its own (KH-5).
    ingar = models.BooleanField("ingår i hyran", default=False)
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="+")
    # What was asked for, where an equivalent took its place (EA-3).
    original_artikel = models.ForeignKey(
        Artikel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The mottagare's delivered individ that this accessory completes (KH-6).
    kompletterar = models.ForeignKey(
        Innehav, models.PROTECT, null=True, blank=True, related_name="+"
    )
    antal = models.PositiveSmallIntegerField(default=1)
    # How many stand in, at no cost when bought, for what a felrapport was about (§2.7).
    ersatter = models.PositiveSmallIntegerField("ersätter", default=0)
    # Which one is taken from one's own förråd; a row of a marked article is one of them (KO-6).
    individ = models.ForeignKey(Individ, models.PROTECT, null=True, blank=True, related_name="+")
    kommentar = models.CharField(max_length=500, blank=True)
    # A document for the row is sent another way (KO-8).
    epost_utanfor = models.BooleanField("bifogas e-post utanför Sesam", default=False)
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="+")
    debiteringsform = models.CharField(max_length=4, choices=Artikel.Debiteringsform)
    # Kronor a month for rent, kronor once for a purchase, each; null where it is not known.
    apris = models.DecimalField("à-pris", max_digits=10, decimal_places=2, null=True, blank=True)
    betalare = models.ForeignKey(Betalare, models.PROTECT, related_name="+")
    baskod = models.ForeignKey(Baskod, models.PROTECT, null=True, blank=True, related_name="+")
    planerad = models.DateField("planerat leveransdatum", null=True, blank=True)
    levererad = models.DateField("faktiskt leveransdatum", null=True, blank=True)
    reserverat = models.PositiveSmallIntegerField(default=0)
    i_leverans = models.PositiveSmallIntegerField(default=0)
    levererat = models.PositiveSmallIntegerField(default=0)
    makulerat = models.PositiveSmallIntegerField(default=0)
    # When the shortage was told to inköp; null while nobody has been asked to buy.
    inkop_begart = models.DateTimeField("inköp begärt", null=True, blank=True)
    # When a lager could not find it: what the books say there is not believed before they change.
    brist_noterad = models.DateTimeField("brist noterad", null=True, blank=True)
    # When the supplier has promised the goods to the lager.
    vantas = models.DateField("väntas till lagret", null=True, blank=True)
    bestallningsnummer = models.CharField("beställningsnummer", max_length=30, blank=True)
    # Taken away by Avbryt, and kept for a day.
    borttagen = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "kundorderrader"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["order", "nr"], name="kundorderrad_nr_en_gang"),
            models.CheckConstraint(
                condition=Q(antal__gte=1, antal__lte=999), name="kundorderrad_antal"
            ),
            models.CheckConstraint(
                condition=Q(
                    antal__gte=F("reserverat") + F("i_leverans") + F("levererat") + F("makulerat")
                ),
                name="kundorderrad_inte_mer_an_bestallt",
            ),
            models.CheckConstraint(
                condition=Q(ingar=False) | Q(huvudrad__isnull=False),
                name="kundorderrad_ingar_i_nagot",
            ),
            models.CheckConstraint(
                condition=Q(kompletterar__isnull=True) | Q(huvudrad__isnull=True),
                name="kundorderrad_tillhor_ett",
            ),
        ]
        indexes = [models.Index(fields=["artikel", "lager"], name="kundorderrad_artikel")]

    def __str__(self) -> str:
        return f"Rad {self.nr}: {self.antal} {self.artikel}"

    @property
    def rest(self) -> int:
        """How many nobody has set aside, sent or cancelled."""
        return self.antal - self.reserverat - self.i_leverans - self.levererat - self.makulerat

    @property
    def pa_vag(self) -> int:
        """How many of those in a leverans have left the lager."""
        return self._i_lage(Begaran.Lage.UTLEVERERAD)

    @property
    def hos_leverantoren(self) -> int:
        """How many the supplier is to send to the mottagare."""
        return self._i_lage(Begaran.Lage.BESTALLD)

    def _i_lage(self, lage: "Begaran.Lage") -> int:
        if not self.i_leverans:
            return 0
        return sum(part.antal for part in self.begard_i.all() if part.begaran.lage == lage)


class Begaran(models.Model):
    """What is asked of one lager at one time. Its id is the id of the leverans that answers."""

    class Lage(models.TextChoices):
        NY = "ny", "Ska begäras"
        BESTALLD = "bestalld", "Beställd hos leverantören"
        FOR_PLOCKNING = "for_plockning", "För plockning"
        PLOCKAD = "plockad", "Plockad"
        UTLEVERERAD = "utlevererad", "Utlevererad"
        LEVERERAD = "levererad", "Levererad"
        BRIST = "brist", "Kunde inte plockas"
        VAGRAD = "vagrad", "Togs inte emot"
        MAKULERAD = "makulerad", "Makulerad"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Kundorder, models.CASCADE, related_name="begaranden")
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="+")
    lage = models.CharField("läge", max_length=14, choices=Lage, default=Lage.NY)
    skapad = models.DateTimeField()
    planerad = models.DateField(null=True, blank=True)
    foljesedel = models.CharField("följesedel", max_length=20, blank=True)
    # Direktinköp: the supplier ships to the mottagare, and no lager is asked (L1696).
    direkt = models.BooleanField("direktinköp", default=False)
    # Who took a direktinköp in, by the supplier's own receipt.
    mottagen_av = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "begäran"
        verbose_name_plural = "begäranden"
        ordering = ["skapad", "id"]

    def __str__(self) -> str:
        return f"{self.order} från {self.lager}"

    @property
    def radstatus(self) -> str:
        """How far its rows have come, in the words of an order's status (OO-4).

        What is ordered of a supplier stands with whoever is to send it, as on a plocklista [A].
        """
        return str((self.Lage.FOR_PLOCKNING if self.direkt else self.Lage(self.lage)).label)


class Begaransrad(models.Model):
    """How many of a row a begäran asks for."""

    begaran = models.ForeignKey(Begaran, models.CASCADE, related_name="rader")
    rad = models.ForeignKey(Kundorderrad, models.CASCADE, related_name="begard_i")
    antal = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "begäransrad"
        verbose_name_plural = "begäransrader"
        constraints = [
            models.UniqueConstraint(fields=["begaran", "rad"], name="begaransrad_en_gang"),
            models.CheckConstraint(condition=Q(antal__gte=1), name="begaransrad_antal"),
        ]

    def __str__(self) -> str:
        return f"{self.antal} av {self.rad}"
