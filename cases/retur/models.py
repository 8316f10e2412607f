"""A retur: bought aids that a unit takes back to its own förråd, or scraps (RE-1 … RE-5)."""

from django.db import models
from django.db.models import Q

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Lager


class Retur(models.Model):
    """What was taken back, to which förråd."""

    class Status(models.TextChoices):
        REGISTRERAD = "Registrerad"
        KLAR = "Klar"
        ANGRAD = "Ångrad"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="retur", verbose_name="ärende"
    )
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="+")
    information = models.CharField(max_length=400, blank=True)
    # When the goods were moved, so that it can't happen twice.
    hemtagen = models.DateTimeField(null=True, blank=True)
    angrad = models.DateTimeField("ångrad", null=True, blank=True)
    angrad_skal = models.CharField("skäl att ångra", max_length=400, blank=True)
    aterstalld = models.DateTimeField("återställd", null=True, blank=True)

    class Meta:
        verbose_name_plural = "returer"

    def __str__(self) -> str:
        return f"Retur {self.arende}"


class Returpost(models.Model):
    """One aid of a retur. `skrotas` is what was ticked; the table says what it means (DMN 7)."""

    retur = models.ForeignKey(Retur, models.CASCADE, related_name="poster")
    nr = models.PositiveSmallIntegerField("radnummer")
    innehav = models.ForeignKey(Innehav, models.PROTECT, related_name="+")
    antal = models.PositiveIntegerField()
    skrotas = models.BooleanField(default=False)
    tabellens_ord = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "returpost"
        verbose_name_plural = "returposter"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["retur", "nr"], name="returpost_nr_en_gang"),
            models.UniqueConstraint(fields=["retur", "innehav"], name="returpost_innehav_en_gang"),
            models.CheckConstraint(condition=Q(antal__gte=1), name="returpost_antal"),
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.innehav.artikel}"
