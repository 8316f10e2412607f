"""A returmottagning: what came in to the HMC, in what state, and what becomes of it."""

from django.db import models

from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Lager


class Returmottagning(models.Model):
    """What is on its way in from one hämtorder, or was handed in at the return desk."""

    class Status(models.TextChoices):
        PA_VAG = "På väg in"
        MOTTAGEN = "Mottagen"
        KLAR = "Klar"

    arende = models.OneToOneField(
        Arende,
        models.CASCADE,
        primary_key=True,
        related_name="returmottagning",
        verbose_name="ärende",
    )
    # The hämtorder's case and number: the two case types meet by messages, not by tables. None for
    # what was handed in without one.
    hamtorder = models.UUIDField(null=True, blank=True, db_index=True)
    hamtordernummer = models.CharField(max_length=12, blank=True)
    # Handed in at the desk, with or without a hämtorder: nobody fetched it.
    lamnad = models.BooleanField("lämnad vid disken", default=False)
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="+")
    # The day the aids left the mottagare: rent is not charged after it.
    hamtad = models.DateField("hämtad")
    # What was out of order about it has been looked into (W10): when, by whom, what was found.
    avstamd = models.DateTimeField("avstämd", null=True, blank=True)
    avstamd_av = models.CharField("avstämd av", max_length=150, blank=True)
    avstamd_text = models.CharField("vad avstämningen visade", max_length=400, blank=True)

    class Meta:
        verbose_name_plural = "returmottagningar"

    def __str__(self) -> str:
        return f"Returmottagning {self.arende}"

    @property
    def vad(self) -> str:
        """What it is called where the number alone says too little."""
        if self.hamtorder is None:
            return f"Retur {self.arende.nummer or ''} utan hämtorder".replace("  ", " ")
        return f"Returen från {self.slag.lower()} {self.hamtordernummer}"

    @property
    def slag(self) -> str:
        """What it comes from, a hämtorder or the arbetsorder that took it down; empty for what was
        handed in without one."""
        found = Arende.objects.filter(pk=self.hamtorder).first() if self.hamtorder else None
        return arendetyp(found.typ).label if found else "Hämtorder" if self.hamtordernummer else ""


class Returrad(models.Model):
    """One aid that should come in. `rad` is the hämtorder's row."""

    class Skick(models.TextChoices):
        GODKANT = "godkänt", "Godkänt"
        EJ_RENGJORT = "ej rengjort", "Inte rengjort"
        UNDERKANT = "underkänt", "Underkänt"

    class Disposition(models.TextChoices):
        REKONDITIONERAS = "rekonditioneras", "Rekonditioneras"
        BEDOMS = "bedoms", "Bedöms av tekniker"
        SKROTAS = "skrotas", "Skrotas"
        KARANTAN = "karantan", "I karantän"
        SAKNAS = "saknas", "Kom inte med"
        I_LAGER = "i_lager", "I lager"

    returmottagning = models.ForeignKey(Returmottagning, models.CASCADE, related_name="rader")
    rad = models.UUIDField()
    nr = models.PositiveSmallIntegerField("radnummer")
    innehav = models.ForeignKey(Innehav, models.PROTECT, related_name="+")
    antal = models.PositiveIntegerField()
    kom = models.BooleanField("kom med", null=True, blank=True)
    avvikelse = models.BooleanField("medicinteknisk avvikelse", default=False)
    skick = models.CharField(max_length=12, choices=Skick, blank=True)
    # What the table said, in its own words, and what was done.
    tabellens_ord = models.CharField(max_length=200, blank=True)
    disposition = models.CharField(max_length=16, choices=Disposition, blank=True)
    skrotningskod = models.CharField(max_length=2, blank=True)
    # Why it was done otherwise than the table said.
    skal = models.CharField("skäl", max_length=400, blank=True)

    class Meta:
        verbose_name_plural = "returrader"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["returmottagning", "rad"], name="returrad_en_gang")
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.innehav.artikel}"

    @property
    def halls(self) -> bool:
        """Whether it waits for an investigation; what has no individ is held by the row alone."""
        individ = self.innehav.individ
        return individ.karantan if individ else self.disposition == self.Disposition.KARANTAN

    @property
    def skrotad(self) -> bool:
        """Whether the investigation that held it has scrapped it."""
        individ = self.innehav.individ
        return individ is not None and individ.plats == Individ.Plats.SKROTAD


# What waits for a technician; what is held waits until it is let go of.
HOS_TEKNIKER = frozenset(
    {
        Returrad.Disposition.REKONDITIONERAS,
        Returrad.Disposition.BEDOMS,
        Returrad.Disposition.KARANTAN,
    }
)
