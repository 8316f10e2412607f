"""The individer: one marked aid each, what is special about it, and what is done to it when."""

from django.db import models
from django.db.models import Q

from cases.artiklar.models import Artikel
from cases.mottagare.models import Mottagare
from cases.organisation.models import Lager


class Agare(models.TextChoices):
    """Who owns an aid (manual L542, L545)."""

    OMRADE_HJALPMEDEL = "omrade_hjalpmedel", "Område Hjälpmedel"
    NAMND = "namnd", "Östra Hälso- och sjukvårdsnämnden"
    KOMMUN = "kommun", "Kommunen"
    HABILITERING = "habilitering", "Habilitering & Hälso"
    MOTTAGARE = "mottagare", "Mottagaren"


class Skrotningskod(models.Model):
    """Why an aid is scrapped; the words and which may be chosen are HMC's to change."""

    kod = models.CharField(max_length=2, primary_key=True)
    text = models.CharField(max_length=100)
    # A code that only tells why an aid is held (S9), or that is no longer used, can't be chosen.
    valbar = models.BooleanField("kan väljas", default=True)

    class Meta:
        verbose_name = "skrotningskod"
        verbose_name_plural = "skrotningskoder"
        ordering = ["kod"]

    def __str__(self) -> str:
        return f"{self.kod} {self.text}"


class Individ(models.Model):
    """One marked aid by its individnummer. It is in exactly one place."""

    class Plats(models.TextChoices):
        LAGER = "lager", "I lager"
        TRANSPORT = "transport", "På väg"
        MOTTAGARE = "mottagare", "Hos mottagare"
        VERKSTAD = "verkstad", "Hos tekniker"
        SKROTAD = "skrotad", "Skrotad"
        FORKOMMEN = "forkommen", "Förkommen"

    nummer = models.CharField("individnummer", max_length=10, unique=True)
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="individer")
    serienummer = models.CharField(max_length=40, blank=True)
    plats = models.CharField(max_length=10, choices=Plats)
    lager = models.ForeignKey(
        Lager, models.PROTECT, null=True, blank=True, related_name="individer"
    )
    mottagare = models.ForeignKey(
        Mottagare, models.PROTECT, null=True, blank=True, related_name="individer"
    )
    # The shelf, in the lager's own words (IK-3).
    placering = models.CharField(max_length=40, blank=True)
    agare = models.CharField("ägare", max_length=20, choices=Agare)
    senaste_fu = models.DateField("senaste förebyggande underhåll", null=True, blank=True)
    senaste_besiktning = models.DateField(null=True, blank=True)
    specialanpassning = models.CharField("specialanpassnings-id", max_length=20, blank=True)
    # What the individ's card says in words (IK-5).
    kortstext = models.TextField("individkortstext", max_length=2000, blank=True)
    # Held for an investigation: may not be delivered, lent or scrapped.
    karantan = models.BooleanField("karantän", default=False)

    class Meta:
        verbose_name_plural = "individer"
        constraints = [
            models.CheckConstraint(
                # What is lost stands in the svinnlager's books.
                condition=Q(
                    plats__in=["lager", "forkommen"], lager__isnull=False, mottagare__isnull=True
                )
                | Q(plats="mottagare", lager__isnull=True, mottagare__isnull=False)
                | Q(
                    ~Q(plats__in=["lager", "forkommen", "mottagare"]),
                    lager__isnull=True,
                    mottagare__isnull=True,
                ),
                name="individ_pa_en_plats",
            )
        ]
        indexes = [models.Index(fields=["artikel", "lager"], name="individ_i_lager")]

    def __str__(self) -> str:
        return self.nummer


class Specialmarkning(models.Model):
    """That an individ is specially adapted: its specialanpassnings-id and its CE mark (L9, MDR).

    Open until a technician has restored it. `mottagare` is the only one who may use it; null where
    it is made for a group of patients within one legal entity (art. 5.5).
    """

    class Ce(models.TextChoices):
        BORTTAGEN = "borttagen", "CE-märkningen är borttagen eller dold"
        EJ_CE = "ej_ce", "Inte CE-märkt"

    individ = models.ForeignKey(Individ, models.PROTECT, related_name="specialmarkningar")
    nummer = models.CharField("specialanpassnings-id", max_length=20)
    klass = models.CharField(max_length=60)
    ce = models.CharField("CE-märkning", max_length=10, choices=Ce)
    mottagare = models.ForeignKey(
        Mottagare, models.PROTECT, null=True, blank=True, related_name="+"
    )
    arende = models.UUIDField("ärende", db_index=True)
    markt = models.DateTimeField("märkt")
    av = models.CharField(max_length=150)
    aterstalld = models.DateTimeField("återställd", null=True, blank=True)
    aterstalld_av = models.CharField("återställd av", max_length=150, blank=True)
    # What was done to make it what its manufacturer once marked.
    atgard = models.CharField("åtgärd", max_length=400, blank=True)

    class Meta:
        verbose_name = "specialmärkning"
        verbose_name_plural = "specialmärkningar"
        constraints = [
            models.UniqueConstraint(
                fields=["individ"],
                name="specialmarkning_en_oppen",
                condition=Q(aterstalld__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.nummer


class Underhall(models.TextChoices):
    """What is done to an aid at intervals: Aktivitetstyp in the manual's words (IK-2)."""

    FU = "fu", "Förebyggande underhåll"
    BESIKTNING = "besiktning", "Besiktning"
    BATTERIBYTE = "batteribyte", "Batteribyte"


class Underhallsplan(models.Model):
    """How often something is done: to every individ of an article, or to one of its own (§2.11).

    An individ's own row goes before its article's.
    """

    aktivitetstyp = models.CharField(max_length=12, choices=Underhall)
    artikel = models.ForeignKey(
        Artikel, models.CASCADE, null=True, blank=True, related_name="underhallsplaner"
    )
    individ = models.ForeignKey(
        Individ, models.CASCADE, null=True, blank=True, related_name="underhallsplaner"
    )
    intervall = models.PositiveSmallIntegerField("intervall i månader")
    # Where the interval comes from: the manufacturer's instructions, or an authority [S15].
    kalla = models.CharField("källa", max_length=200)

    class Meta:
        verbose_name = "underhållsplan"
        verbose_name_plural = "underhållsplaner"
        constraints = [
            models.CheckConstraint(
                condition=Q(artikel__isnull=True, individ__isnull=False)
                | Q(artikel__isnull=False, individ__isnull=True),
                name="underhallsplan_for_en_sak",
            ),
            models.UniqueConstraint(
                fields=["artikel", "aktivitetstyp"],
                name="underhallsplan_artikel_en_gang",
                condition=Q(artikel__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["individ", "aktivitetstyp"],
                name="underhallsplan_individ_en_gang",
                condition=Q(individ__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(intervall__gte=1, intervall__lte=240), name="underhallsplan_intervall"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_aktivitetstyp_display()} var {self.intervall}:e månad"


class Utfort(models.Model):
    """That something of a plan was done to an individ: one row each time."""

    individ = models.ForeignKey(Individ, models.PROTECT, related_name="utfort")
    aktivitetstyp = models.CharField(max_length=12, choices=Underhall)
    dag = models.DateField()
    # The arbetsorder that it was done in.
    arende = models.UUIDField("ärende", null=True, blank=True)

    class Meta:
        verbose_name = "utfört underhåll"
        verbose_name_plural = "utfört underhåll"
        constraints = [
            models.UniqueConstraint(
                fields=["individ", "aktivitetstyp", "arende"], name="utfort_en_gang_per_arende"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_aktivitetstyp_display()} {self.dag}"
