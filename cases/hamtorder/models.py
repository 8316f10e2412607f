"""A hämtorder: what a mottagare gives back, where it is fetched, and how it went for each aid."""

import uuid
from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Adress, Anvandare, Leveransadress

# What page 15 of the manual, and other units' papers, call them still (B5).
TIDIGARE_ORD: Mapping[str, tuple[str, ...]] = {
    "enhet": (
        "Förskrivares arbetsplats/enhet (Ej buffertförråd)",
        "Förskrivarens arbetsplats/enhet (Ej buffertförråd)",
    ),
    "reservdel": ("Avregistrering av reservdel",),
    "tillbehor": ("Avregistrering av tillbehör",),
}


class Hamtorder(Adress):
    """Aids to be given back (HO-1 … HO-19). The address is its own, whatever the source does."""

    class Atgard(models.TextChoices):
        """Hämtplats/Åtgärd: the labels of manual page 13 are those of the table `hamtplats`."""

        PRIVAT = "privat", "Patientens privatadress"
        BUFFERT = "buffert", "Buffertförråd (har förrådsnummer i webSesam)"
        BOENDE = "boende", "Äldreboende eller annat omsorgsboende"
        ENHET = "enhet", "Arbetsplats/enhet (Ej buffertförråd)"
        DODSBO = "dodsbo", "Dödsbo, patientens privatadress"
        INSTALLNING = "installning", "Avregistrering av inställning"
        RESERVDEL = "reservdel", "Återlämnat men ej avregistrerat – Reservdel"
        TILLBEHOR = "tillbehor", "Återlämnat men ej avregistrerat – Tillbehör"
        HUVUD = "huvud", "Återlämnat men ej avregistrerat – Huvudhjälpmedel"
        UTPROVNING = "utprovning", "Återlämnad i samband med utprovning"
        # Ours, beside the manual's ten (domain.md 2.8): nothing is fetched, it is searched for.
        FORKOMMET = "forkommet", "Förkommet hjälpmedel"

    class Klass(models.TextChoices):
        FYSISK = "fysisk", "Hämtas"
        DIREKT = "direkt", "Avregistreras direkt"
        UTREDNING = "utredning", "Utreds först"

    class Status(models.TextChoices):
        REGISTRERAD = "Registrerad"
        PLANERAD = "Planerad"
        HAMTAD = "Hämtad"
        # Handed back at a try-out: the HMC is to say whether it is there, then the desk.
        BEKRAFTAS = "Under bekräftelse"
        PA_VAG_IN = "På väg till returdisken"
        RETURMOTTAGEN = "Returmottagen"
        STANGD = "Stängd"
        DELVIS = "Delvis"
        MAKULERAD = "Makulerad"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="hamtorder", verbose_name="ärende"
    )
    atgard = models.CharField("hämtplats/åtgärd", max_length=12, choices=Atgard)
    # What the table said of the hämtplats when the order was made.
    klass = models.CharField(max_length=10, choices=Klass)
    sokbar = models.BooleanField("sökbar efteråt", default=True)
    hmc_bekraftar = models.BooleanField("HMC bekräftar efteråt", default=False)
    # Whose address it is: the mottagare's own when null.
    hamtad_fran = models.ForeignKey(
        Leveransadress, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adressnamn = models.CharField("namn i hämtadressen", max_length=120, blank=True)
    information = models.TextField("hämtorderinformation", max_length=1000, blank=True)
    # Of a lost aid: the number of the report to the police, or why there is none.
    polisanmalan = models.CharField("polisanmälan", max_length=200, blank=True)
    # The beställare has seen that it is clean (HO-16); the driver and the desk are told otherwise.
    rengjort = models.BooleanField("synligt rent och vid behov desinficerat", default=False)
    planerad = models.DateField("planerad hämtdag", null=True, blank=True)
    forsok = models.PositiveSmallIntegerField("antal försök", default=0)
    # The day the aids left the mottagare, or were seen at the HMC: what the return is dated by.
    hamtad = models.DateField("hämtad", null=True, blank=True)
    hyra_stoppad = models.DateTimeField("hyran stoppad", null=True, blank=True)
    # When the beställare asked for it to be cancelled, and why.
    makulering_begard = models.DateTimeField("makulering begärd", null=True, blank=True)
    makulering_skal = models.CharField("skäl till makulering", max_length=400, blank=True)
    utredning = models.CharField("utredningens resultat", max_length=400, blank=True)
    uppfoljning = models.CharField("uppföljning", max_length=400, blank=True)
    # A direct avregistrering that was taken back, when its process had ended.
    aterregistrerad = models.DateTimeField("återregistrerad", null=True, blank=True)
    aterregistrerad_av = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "hämtorder"
        verbose_name_plural = "hämtorder"

    def __str__(self) -> str:
        return f"Hämtorder {self.arende}"


class Hamtrad(models.Model):
    """One aid on a hämtorder, and how it went."""

    class Utfall(models.TextChoices):
        VANTAR = "vantar", "Väntar på hämtning"
        HAMTAD = "hamtad", "Hämtad"
        SAKNAS = "saknas", "Saknas"
        VAGRAD = "vagrad", "Lämnades inte ut"
        AVREGISTRERAD = "avregistrerad", "Avregistrerad"
        RETURNERAD = "returnerad", "Returmottagen"
        KOM_INTE = "kom_inte", "Kom inte med"
        MAKULERAD = "makulerad", "Makulerad"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Hamtorder, models.CASCADE, related_name="rader")
    nr = models.PositiveSmallIntegerField("radnummer")
    innehav = models.ForeignKey(Innehav, models.PROTECT, related_name="hamtrader")
    antal = models.PositiveIntegerField()
    # HO-9: the förskrivare was told that it will be scrapped.
    skrotas = models.BooleanField("skrotas vid retur", default=False)
    utfall = models.CharField(max_length=14, choices=Utfall, default=Utfall.VANTAR)
    # An aid stands on one open hämtorder at most (HO-8): the database refuses a second.
    oppen = models.BooleanField("öppen", default=True)

    class Meta:
        verbose_name = "hämtrad"
        verbose_name_plural = "hämtrader"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["order", "nr"], name="hamtrad_nr_en_gang"),
            models.UniqueConstraint(
                fields=["innehav"], name="hamtrad_en_oppen_per_innehav", condition=Q(oppen=True)
            ),
            models.CheckConstraint(condition=Q(antal__gte=1), name="hamtrad_antal"),
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.innehav.artikel}"

    @property
    def lage(self) -> str:
        """How it stands, in words: what is searched for waits for nobody to fetch it."""
        sought = self.order.klass == Hamtorder.Klass.UTREDNING
        if sought and self.utfall == Hamtrad.Utfall.VANTAR:
            return "Eftersöks"
        return self.get_utfall_display()
