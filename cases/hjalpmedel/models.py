"""Where the aids are: what each mottagare has, and the stock with its ledger."""

from django.db import models
from django.db.models import F, Q

from cases.artiklar.models import Artikel
from cases.hjalpmedel.models_individ import (
    Agare,
    Individ,
    Skrotningskod,
    Specialmarkning,
    Underhall,
    Underhallsplan,
    Utfort,
)
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod, Betalare, Kund, Lager

__all__ = [
    "Agare",
    "Individ",
    "Innehav",
    "Rorelse",
    "Saldo",
    "Skrotningskod",
    "Specialmarkning",
    "Underhall",
    "Underhallsplan",
    "Utfort",
    "UtgangenIForrad",
]


class Innehav(models.Model):
    """That a mottagare has, or has had, an aid: the row of Hjälpmedelsbilden.

    Rent runs from `hyra_fran` to and with `hyra_till`. A component points to its main aid.
    """

    mottagare = models.ForeignKey(Mottagare, models.PROTECT, related_name="innehav")
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="innehav")
    individ = models.ForeignKey(
        Individ, models.PROTECT, null=True, blank=True, related_name="innehav"
    )
    komponent_till = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="komponenter"
    )
    antal = models.PositiveIntegerField(default=1)
    aterlamnat = models.PositiveIntegerField("återlämnat antal", default=0)
    agare = models.CharField("ägare", max_length=20, choices=Agare)
    debiteringsform = models.CharField(max_length=4, choices=Artikel.Debiteringsform)
    # Kronor a month for rent, kronor once for a purchase, each; null where it is not known.
    apris = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    kund = models.ForeignKey(Kund, models.PROTECT, null=True, blank=True, related_name="+")
    betalare = models.ForeignKey(Betalare, models.PROTECT, null=True, blank=True, related_name="+")
    baskod = models.ForeignKey(Baskod, models.PROTECT, null=True, blank=True, related_name="+")
    # The kundorder and its row; null for what was here before the orders.
    arende = models.UUIDField("ärende", null=True, blank=True, db_index=True)
    rad = models.UUIDField(null=True, blank=True)
    bestalld = models.DateField("beställd", null=True, blank=True)
    levererad = models.DateField()
    aterlamnad = models.DateField("återlämnad", null=True, blank=True)
    hyra_fran = models.DateField("hyra från", null=True, blank=True)
    hyra_till = models.DateField(null=True, blank=True)
    # A delivery that never was (wrong individ or mottagare): kept in the history, charged nothing.
    annullerad = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "innehav"
        constraints = [
            models.UniqueConstraint(
                fields=["individ"],
                name="innehav_ett_per_individ",
                condition=Q(aterlamnad__isnull=True, individ__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(antal__gte=1, aterlamnat__lte=F("antal")), name="innehav_antal"
            ),
            models.CheckConstraint(
                condition=Q(aterlamnad__isnull=True, aterlamnat__lt=F("antal"))
                | Q(aterlamnad__gte=F("levererad"), aterlamnat=F("antal")),
                name="innehav_aterlamnat_helt",
            ),
            models.CheckConstraint(
                condition=Q(hyra_till__isnull=True)
                | Q(hyra_fran__isnull=False, hyra_till__gte=F("hyra_fran")),
                name="innehav_hyra_framat",
            ),
            models.CheckConstraint(
                condition=Q(individ__isnull=True) | Q(antal=1), name="innehav_individ_ar_en"
            ),
            models.CheckConstraint(
                condition=Q(annullerad=False) | Q(aterlamnad__isnull=False, hyra_fran__isnull=True),
                name="innehav_annullerat_kostar_inget",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mottagare", "-levererad"],
                name="innehav_hos_nu",
                condition=Q(aterlamnad__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.artikel} hos mottagare {self.mottagare_id}"


class Saldo(models.Model):
    """How many of an article a lager has: the ledger's sum, kept in step by `saldon.bokfor`.

    `antal` is on the shelf, of which `reserverat` is promised. Only a buffertförråd may be short.
    """

    lager = models.ForeignKey(Lager, models.PROTECT, related_name="saldon")
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="saldon")
    antal = models.IntegerField(default=0)
    reserverat = models.PositiveIntegerField(default=0)
    sakerhetslager = models.PositiveIntegerField("säkerhetslager", default=0)
    # Where an article without individer lies, in the lager's own words.
    placering = models.CharField("hylla", max_length=40, blank=True)
    # When it was last counted, whether or not the count changed it.
    inventerad = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "saldon"
        constraints = [
            models.UniqueConstraint(fields=["lager", "artikel"], name="saldo_en_gang"),
            models.CheckConstraint(
                condition=Q(reserverat__gte=0), name="saldo_reserverat_inte_negativt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artikel} i {self.lager}: {self.antal}"

    @property
    def disponibelt(self) -> int:
        """What may still be promised."""
        return self.antal - self.reserverat


class Rorelse(models.Model):
    """A row of the stock ledger: how `antal` and `reserverat` changed. Only ever inserted."""

    class Slag(models.TextChoices):
        INLEVERANS = "inleverans", "Inleverans"
        RESERVATION = "reservation", "Reservation"
        SLAPPT = "slappt", "Släppt reservation"
        PLOCK = "plock", "Plock"
        ATERLAGT = "aterlagt", "Återlagt plock"
        UTTAG = "uttag", "Uttag ur eget förråd"
        PAFYLLNAD = "pafyllnad", "Lagerpåfyllnad"
        RETUR = "retur", "Retur"
        SKROT = "skrot", "Skrotning"
        INVENTERING = "inventering", "Inventering"
        RATTELSE = "rattelse", "Rättelse"
        DIREKTINKOP = "direktinkop", "Direktinköp"
        SVINN = "svinn", "Svinn"
        ATERFUNNET = "aterfunnet", "Återfunnet"

    nar = models.DateTimeField("när")
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="rorelser")
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="rorelser")
    slag = models.CharField(max_length=12, choices=Slag)
    antal = models.IntegerField(default=0)
    reserverat = models.IntegerField(default=0)
    individ = models.ForeignKey(
        Individ, models.PROTECT, null=True, blank=True, related_name="rorelser"
    )
    arende = models.UUIDField("ärende", null=True, blank=True, db_index=True)
    rad = models.UUIDField(null=True, blank=True)
    av = models.CharField(max_length=150)
    # Why, where a person decided it.
    skal = models.CharField("skäl", max_length=200, blank=True)

    class Meta:
        verbose_name = "rörelse"
        verbose_name_plural = "rörelser"
        indexes = [models.Index(fields=["lager", "artikel", "nar"], name="rorelse_konto")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(antal=0, reserverat=0), name="rorelse_flyttar_nagot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_slag_display()} {self.antal:+d}"


class UtgangenIForrad(models.Model):
    """An expired article that a buffertförråd may still hand out and take back (UA-1)."""

    lager = models.ForeignKey(Lager, models.CASCADE, related_name="utgangna")
    artikel = models.ForeignKey(Artikel, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "utgången artikel i förråd"
        verbose_name_plural = "utgångna artiklar i förråd"
        constraints = [
            models.UniqueConstraint(fields=["lager", "artikel"], name="utgangen_en_gang")
        ]

    def __str__(self) -> str:
        return f"{self.artikel} i {self.lager}"
