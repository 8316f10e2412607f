"""A leverans: what one lager picks, sends and gets a receipt for."""

from django.db import models
from django.db.models import F, Q

from cases.artiklar.models import Artikel
from cases.gemensamt.komplettering import radtext
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Adress, Baskod, Betalare, Lager


class Leverans(Adress):
    """What a kundorder asked of one lager. The address is the order's, as it was then."""

    class Status(models.TextChoices):
        FOR_PLOCKNING = "För plockning"
        PLOCKAD = "Plockad"
        UTLEVERERAD = "Utlevererad"
        UTLAMNINGSSTALLE = "På utlämningsstället"
        EJ_HAMTAD = "Inte hämtad"
        EJ_HEMMA = "Ej hemma"
        VAGRAD = "Vägrad"
        LEVERERAD = "Levererad"
        KVITTERAD = "Kvitterad"
        RESTNOTERAD = "Restnoterad"
        ATERLAGD = "Återlagd"
        MAKULERAD = "Makulerad"

    class Beslut(models.TextChoices):
        NYTT_FORSOK = "nytt_forsok", "Nytt försök"
        TILLBAKA = "tillbaka", "Ta tillbaka till lagret"

    class Utfall(models.TextChoices):
        LEVERERAD = "levererad", "Levererad"
        EJ_HEMMA = "ej_hemma", "Ingen hemma"
        VAGRAD = "vagrad", "Togs inte emot"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="leverans", verbose_name="ärende"
    )
    # The kundorder's case and number: the two case types meet by messages, not by tables.
    kundorder = models.UUIDField(db_index=True)
    kundordernummer = models.CharField(max_length=12)
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="leveranser")
    # A lagerpåfyllnad goes to a buffertförråd instead of to a mottagare.
    till_lager = models.ForeignKey(
        Lager, models.PROTECT, null=True, blank=True, related_name="pafyllnader"
    )
    samleverans = models.BooleanField(default=False)
    akut = models.BooleanField(default=False)
    # The mottagare fetches it at an utlämningsställe (KO-20).
    utlamning = models.BooleanField("till utlämningsställe", default=False)
    prioritet = models.CharField("leveransprioritet", max_length=40)
    adressnamn = models.CharField("namn i leveransadressen", max_length=120)
    ovrig_information = models.TextField("övrig information", blank=True)
    planerad = models.DateField("planerad leveransdag", null=True, blank=True)
    foljesedel = models.CharField("följesedel", max_length=20, null=True, blank=True, unique=True)
    # Seen on the vehicle before the run.
    lastad = models.DateTimeField(null=True, blank=True)
    lastad_av = models.CharField(max_length=150, blank=True)
    utfall = models.CharField(max_length=10, choices=Utfall, blank=True)
    orsak = models.CharField(max_length=400, blank=True)
    forsok = models.PositiveSmallIntegerField("antal försök", default=0)
    # What kundtjänst decided when it could not be handed over.
    beslut = models.CharField(max_length=12, choices=Beslut, blank=True)
    # What kundtjänst found out when the receipt was late.
    uppfoljning = models.CharField("uppföljning", max_length=400, blank=True)
    mottagen_av = models.CharField(max_length=120, blank=True)
    signatur = models.CharField(max_length=120, blank=True)
    kvitterad = models.DateTimeField(null=True, blank=True)
    # When its goods became the mottagare's, so that it can't happen twice.
    aktiverad = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "leveranser"
        constraints = [
            models.CheckConstraint(
                condition=Q(kvitterad__isnull=True) | ~Q(mottagen_av=""),
                name="leverans_kvitterad_av_nagon",
            )
        ]

    def __str__(self) -> str:
        return f"Leverans {self.arende}"

    @property
    def kvitteras_senare(self) -> bool:
        """Whether HMC may sign the next morning, as for what is urgent [S10]."""
        return self.akut and self.till_lager_id is None

    @property
    def sedelfil(self) -> str:
        """What the following note is called as a document."""
        return f"foljesedel-{self.foljesedel}.pdf"


class Leveransrad(models.Model):
    """A row to pick. `rad` is the kundorderrad; `huvudrad` the one it is a component of."""

    leverans = models.ForeignKey(Leverans, models.CASCADE, related_name="rader")
    rad = models.UUIDField()
    nr = models.PositiveSmallIntegerField("radnummer")
    huvudrad = models.UUIDField(null=True, blank=True)
    # The mottagare's individ that the row completes, where it came with an order of its own (KH-6).
    kompletterar = models.ForeignKey(
        Innehav, models.PROTECT, null=True, blank=True, related_name="+"
    )
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="+")
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="+")
    antal = models.PositiveSmallIntegerField()
    # What has been read off at the shelf; `plockat` is what then left it.
    hittat = models.PositiveSmallIntegerField(default=0)
    # Said at the shelf: what is not found is not there.
    brist = models.BooleanField(default=False)
    plockat = models.PositiveSmallIntegerField(default=0)
    # Picked in another lager and lost before it came here (KO-24).
    forkommet = models.PositiveSmallIntegerField("kom bort", default=0)
    individer = models.ManyToManyField(Individ, blank=True, related_name="leveransrader")
    # What a förråd found when it unpacked; null until then, and where a mottagare signs.
    mottaget = models.PositiveSmallIntegerField(null=True, blank=True)
    mottagna = models.ManyToManyField(Individ, blank=True, related_name="+")
    anmarkning = models.CharField("anmärkning", max_length=200, blank=True)
    kommentar = models.CharField(max_length=500, blank=True)
    debiteringsform = models.CharField(max_length=4, choices=Artikel.Debiteringsform)
    apris = models.DecimalField("à-pris", max_digits=10, decimal_places=2, null=True, blank=True)
    betalare = models.ForeignKey(Betalare, models.PROTECT, related_name="+")
    baskod = models.ForeignKey(Baskod, models.PROTECT, null=True, blank=True, related_name="+")
    bestalld = models.DateField("beställd")

    class Meta:
        verbose_name_plural = "leveransrader"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["leverans", "rad"], name="leveransrad_en_gang"),
            models.CheckConstraint(
                condition=Q(antal__gte=1, plockat__lte=F("hittat"), hittat__lte=F("antal")),
                name="leveransrad_plockat",
            ),
            models.CheckConstraint(
                condition=Q(mottaget__isnull=True) | Q(mottaget__lte=F("plockat")),
                name="leveransrad_mottaget",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.artikel}"

    @property
    def komplettering(self) -> str:
        """Which delivered individ the row completes, in words (V15)."""
        return radtext(self.kompletterar)

    @property
    def restnoterat(self) -> int:
        """How many the lager could not send: known once it has looked."""
        before = {Leverans.Status.FOR_PLOCKNING, Leverans.Status.MAKULERAD}
        return 0 if self.leverans.arende.status in before else self.antal - self.plockat
