"""What every case type shares: the case itself, its number, what holds it, what is attached."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.gemensamt.antal import i_kronor
from cases.hjalpmedel.models import Innehav
from cases.mottagare.models import Mottagare
from cases.organisation.models import Betalare, Grupp, Kund
from workflows.models import Process


class Arende(models.Model):
    """A case. `status` is a label that its case type derives; the process knows where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    typ = models.CharField(max_length=40)
    # Null until Verkställ: a draft has no number.
    nummer = models.CharField(  # noqa: DJ001 - drafts share the lack of one: unique per type
        max_length=12, null=True, blank=True
    )
    rubrik = models.CharField(max_length=160, blank=True)
    process = models.OneToOneField(
        Process, models.PROTECT, null=True, blank=True, related_name="arende"
    )
    mottagare = models.ForeignKey(
        Mottagare, models.PROTECT, null=True, blank=True, related_name="arenden"
    )
    # The unit that ordered; null for HMC's own cases.
    kund = models.ForeignKey(Kund, models.PROTECT, null=True, blank=True, related_name="arenden")
    bestallare = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="arenden",
        verbose_name="beställare",
    )
    # The case that this one is about: a rättelse mends the receipt of an order.
    galler = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="foljdarenden",
        verbose_name="gäller",
    )
    # The only group that may read it, beside whoever wrote it; null: all whom `far_se` lets in.
    lases_av = models.ForeignKey(
        Grupp, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="läses av"
    )
    status = models.CharField(max_length=40, blank=True)
    skapad = models.DateTimeField()
    verkstalld = models.DateTimeField("verkställd", null=True, blank=True)
    avslutad = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        constraints = [
            # Each type has a series of its own, so that two types may meet in a number.
            models.UniqueConstraint(fields=["typ", "nummer"], name="arende_nummer_en_gang"),
            models.CheckConstraint(
                condition=Q(nummer__isnull=True) | Q(verkstalld__isnull=False),
                name="arende_nummer_vid_verkstall",
            ),
        ]
        indexes = [
            models.Index(fields=["kund", "-skapad"], name="arende_kund"),
            models.Index(fields=["mottagare", "-skapad"], name="arende_mottagare"),
            models.Index(fields=["bestallare", "-skapad"], name="arende_bestallare"),
            models.Index(fields=["nummer"], name="arende_nummer"),
            # Those that are open are few among all that ever were.
            models.Index(
                fields=["typ", "status"], name="arende_oppna", condition=Q(avslutad__isnull=True)
            ),
            models.Index(
                fields=["typ", "-avslutad"],
                name="arende_avslutade",
                condition=Q(avslutad__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.nummer or f"Utkast {str(self.id)[:8]}"


class Nummerserie(models.Model):
    """The last number given out to a type of case in an ISO week."""

    typ = models.CharField(max_length=40)
    # The ISO year, which is not always the calendar's.
    ar = models.PositiveSmallIntegerField("år")
    vecka = models.PositiveSmallIntegerField()
    senaste = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "nummerserier"
        constraints = [
            models.UniqueConstraint(fields=["typ", "ar", "vecka"], name="nummerserie_en_gang"),
            models.CheckConstraint(
                condition=Q(vecka__gte=1, vecka__lte=53), name="nummerserie_vecka"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typ} {self.ar}-V{self.vecka:02d}: {self.senaste}"


class Hall(models.Model):
    """That one case holds another (AO-6). Set and read under the held one's lock."""

    class Vad(models.TextChoices):
        LEVERANS = "leverans", "Leveransen"
        OVERLAMNING = "overlamning", "Överlämningen till mottagaren"

    arende = models.ForeignKey(Arende, models.CASCADE, related_name="hall", verbose_name="ärende")
    av_arende = models.ForeignKey(
        Arende, models.CASCADE, related_name="haller", verbose_name="hålls av"
    )
    vad = models.CharField(max_length=12, choices=Vad)
    skal = models.CharField("skäl", max_length=200)
    satt = models.DateTimeField()
    slappt = models.DateTimeField("släppt", null=True, blank=True)

    class Meta:
        verbose_name = "håll"
        verbose_name_plural = "håll"
        constraints = [
            models.UniqueConstraint(
                fields=["arende", "av_arende", "vad"],
                name="hall_en_gang",
                condition=Q(slappt__isnull=True),
            )
        ]
        indexes = [
            models.Index(fields=["arende", "vad"], name="hall_nu", condition=Q(slappt__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.get_vad_display()} hålls: {self.skal}"


class Debitering(models.Model):
    """That a payer is charged once, beside rent and purchase: decided by a person, with why.

    The amount is kronor, excluding VAT, for all of the row.
    """

    class Slag(models.TextChoices):
        SLITAGE = "slitage", "Onormalt slitage"
        FORKOMMET = "forkommet", "Förkommet hjälpmedel"

    arende = models.ForeignKey(
        Arende, models.PROTECT, related_name="debiteringar", verbose_name="ärende"
    )
    rad = models.UUIDField()
    innehav = models.ForeignKey(Innehav, models.PROTECT, related_name="+")
    slag = models.CharField(max_length=10, choices=Slag)
    betalare = models.ForeignKey(Betalare, models.PROTECT, related_name="debiteringar")
    belopp = models.DecimalField(max_digits=8, decimal_places=2)
    skal = models.CharField("skäl", max_length=400)
    beslutad = models.DateTimeField()
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "debiteringar"
        constraints = [
            models.UniqueConstraint(fields=["arende", "rad"], name="debitering_en_gang"),
            models.CheckConstraint(condition=Q(belopp__gt=0), name="debitering_belopp"),
        ]
        indexes = [models.Index(fields=["betalare", "-beslutad"], name="debitering_betalare")]

    def __str__(self) -> str:
        return f"{self.get_slag_display()}: {i_kronor(self.belopp)}"


_VISAS = {
    "image/jpeg": "bild",
    "image/png": "bild",
    "image/webp": "bild",
    "application/pdf": "pdf",
}


class Bilaga(models.Model):
    """A file attached to a case or to one of its rows. Stored by its id, never by its name."""

    class Kontroll(models.TextChoices):
        """What is known of viruses in it."""

        OKONTROLLERAD = "", "inte viruskontrollerad"
        VANTAR = "vantar", "viruskontroll pågår"
        REN = "ren", "viruskontrollerad"
        SMITTAD = "smittad", "stoppad: innehöll skadlig kod"
        EGEN = "egen", "skapad av webSesam"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arende = models.ForeignKey(
        Arende, models.CASCADE, related_name="bilagor", verbose_name="ärende"
    )
    rad = models.UUIDField(null=True, blank=True)
    # What it is, where that matters: the case type's own word.
    slag = models.CharField(max_length=20, blank=True)
    filnamn = models.CharField(max_length=150)
    innehallstyp = models.CharField("innehållstyp", max_length=100)
    storlek = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uppladdad = models.DateTimeField()
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kontroll = models.CharField(max_length=8, choices=Kontroll, blank=True)
    # When the scanner looks at it next; null when it has, or need not.
    kontrolleras = models.DateTimeField(null=True, blank=True, db_index=True)
    kontrollforsok = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "bilagor"

    def __str__(self) -> str:
        return self.filnamn

    @property
    def visas_som(self) -> str:
        """How a browser may show it in the page's own world: `bild`, `pdf`, or not at all."""
        if self.kontroll == self.Kontroll.SMITTAD:
            return ""
        return _VISAS.get(self.innehallstyp, "")


class BesvaradPost(models.Model):
    """What a page's post with a key was answered, written with what it did (`ko.en_gang`)."""

    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="användare"
    )
    nyckel = models.CharField(max_length=64)
    # Of what was posted: a key is for one thing.
    sha256 = models.CharField(max_length=64)
    svar = models.JSONField()
    nar = models.DateTimeField("när", db_index=True)

    class Meta:
        verbose_name = "besvarad post"
        verbose_name_plural = "besvarade poster"
        constraints = [
            models.UniqueConstraint(fields=["anvandare", "nyckel"], name="besvarad_post_en_gang")
        ]

    def __str__(self) -> str:
        return self.nyckel
