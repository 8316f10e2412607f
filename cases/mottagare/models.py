"""Who gets the aids, who pays for them, and who has looked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.mottagare.identitet import Identitetstyp
from cases.organisation.models import Adress, Baskod, Kund


class Mottagare(Adress):
    """A patient or a vårdenhet. Address and phone are read through `visning.visad` alone."""

    class Typ(models.TextChoices):
        PATIENT = "patient", "Patient"
        VARDENHET = "vardenhet", "Vårdenhet"

    class Skydd(models.TextChoices):
        INGET = "", "Inget skydd"
        SEKRETESSMARKERING = "sekretess", "Sekretessmarkering"
        SKYDDAD_FOLKBOKFORING = "folkbokforing", "Skyddad folkbokföring"

    typ = models.CharField("mottagartyp", max_length=10, choices=Typ)
    # A patient's number, twelve characters; null for a vårdenhet.
    identitet = models.CharField(max_length=12, null=True, blank=True, unique=True)
    identitetstyp = models.CharField(
        max_length=20, choices=[(t.value, t.etikett) for t in Identitetstyp], blank=True
    )
    fodd = models.DateField("född", null=True, blank=True)
    kund = models.OneToOneField(
        Kund, models.PROTECT, null=True, blank=True, related_name="mottagare"
    )
    namn = models.CharField(max_length=120)
    skydd = models.CharField(max_length=16, choices=Skydd, default=Skydd.INGET, blank=True)
    avliden = models.DateField(null=True, blank=True)
    baskod = models.ForeignKey(Baskod, models.PROTECT, null=True, blank=True, related_name="+")
    avvikande_baskod = models.ForeignKey(
        Baskod, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sortnyckel = models.CharField(max_length=260, editable=False, db_index=True)

    class Meta:
        verbose_name_plural = "mottagare"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    typ="patient", identitet__isnull=False, kund__isnull=True, baskod__isnull=False
                )
                | Q(
                    typ="vardenhet",
                    identitet__isnull=True,
                    kund__isnull=False,
                    baskod__isnull=True,
                    avvikande_baskod__isnull=True,
                ),
                name="mottagare_patient_eller_vardenhet",
            )
        ]

    def __str__(self) -> str:
        return f"Mottagare {self.pk}"

    @property
    def skyddad(self) -> bool:
        """Whether the person has skyddade personuppgifter."""
        return bool(self.skydd)

    @property
    def gallande_baskod(self) -> Baskod | None:
        """Whose budget it is now: the avvikande baskod where there is one (BK-4)."""
        return self.avvikande_baskod or self.baskod


class Baskodsperiod(models.Model):
    """Which baskod held from which day (BK-6). The one that holds has no last day."""

    mottagare = models.ForeignKey(Mottagare, models.CASCADE, related_name="baskodshistorik")
    baskod = models.ForeignKey(Baskod, models.PROTECT, related_name="+")
    avvikande = models.BooleanField(default=False)
    fran = models.DateField("från")
    till = models.DateField(null=True, blank=True)
    av = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name_plural = "baskodsperioder"
        constraints = [
            models.UniqueConstraint(
                fields=["mottagare"], name="baskodsperiod_en_oppen", condition=Q(till__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(till__isnull=True) | Q(till__gte=models.F("fran")),
                name="baskodsperiod_framat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.baskod} {self.fran}–{self.till or ''}"


class Atkomst(models.Model):
    """That somebody saw or changed something about a mottagare (L3). Only ever inserted."""

    class Vad(models.TextChoices):
        OPPNADE = "oppnade", "Öppnade"
        ANDRADE = "andrade", "Ändrade"
        SOKTE = "sokte", "Sökte fram"
        SKREV_UT = "skrev_ut", "Skrev ut"
        BEKRAFTADE = "bekraftade", "Bekräftade vårdrelation"
        ANNAN_ENHET = "annan_enhet", "Öppnade annan enhets ärende"

    nar = models.DateTimeField("när", db_index=True)
    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="användare"
    )
    roller = models.CharField(max_length=400)
    kund = models.ForeignKey(Kund, models.PROTECT, null=True, blank=True, related_name="+")
    mottagare = models.ForeignKey(Mottagare, models.PROTECT, related_name="atkomster")
    vad = models.CharField(max_length=12, choices=Vad)
    # The page or thing it concerned, in words.
    objekt = models.CharField(max_length=120, blank=True)
    skal = models.CharField("skäl", max_length=400, blank=True)
    arende = models.UUIDField("ärende", null=True, blank=True)

    class Meta:
        verbose_name = "åtkomst"
        verbose_name_plural = "åtkomster"
        indexes = [
            models.Index(fields=["mottagare", "-nar"], name="atkomst_mottagare"),
            models.Index(fields=["anvandare", "-nar"], name="atkomst_anvandare"),
        ]

    def __str__(self) -> str:
        return f"{self.nar:%Y-%m-%d %H:%M} {self.get_vad_display()}"
