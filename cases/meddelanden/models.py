"""What a person reads on the start page: news about her own cases."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Meddelande(models.Model):
    """A message to one person (ME-1). Removing it takes it off her list and keeps the row."""

    till = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="meddelanden")
    avsandare = models.CharField("avsändare", max_length=150)
    rubrik = models.CharField(max_length=160)
    text = models.TextField()
    arende = models.UUIDField("ärende", null=True, blank=True)
    ankom = models.DateTimeField()
    last = models.DateTimeField("läst", null=True, blank=True)
    borttaget = models.DateTimeField(null=True, blank=True)
    # Set by a step that may run again: the same message is not sent to the same person twice.
    nyckel = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "meddelanden"
        indexes = [
            models.Index(
                fields=["till", "-ankom"],
                name="meddelande_lista",
                condition=Q(borttaget__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["till", "nyckel"], name="meddelande_en_gang", condition=~Q(nyckel="")
            )
        ]

    def __str__(self) -> str:
        return self.rubrik


class Nyhet(models.Model):
    """A piece of news on everyone's start page (ST-9). Standing information has no date."""

    class Slag(models.TextChoices):
        NYHET = "nyhet", "Nyhet"
        INFORMATION = "information", "Information"
        SAKERHET = "sakerhet", "Säkerhetsmeddelande"
        SUPPORT = "support", "Kontakt med supporten"

    slag = models.CharField(max_length=12, choices=Slag)
    rubrik = models.CharField(max_length=160, unique=True)
    text = models.TextField()
    datum = models.DateField(null=True, blank=True)
    visas_till = models.DateField("visas till och med", null=True, blank=True)

    class Meta:
        verbose_name_plural = "nyheter"
        constraints = [
            models.CheckConstraint(
                condition=~Q(slag="nyhet") | Q(datum__isnull=False), name="nyhet_har_datum"
            )
        ]

    def __str__(self) -> str:
        return self.rubrik


class Text(models.Model):
    """A text that HMC has written in place of the one that the product ships with (LÅ-3, ST-7)."""

    nyckel = models.SlugField(max_length=40, unique=True)
    text = models.TextField()
    andrad = models.DateTimeField("ändrad")
    andrad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ändrad av"
    )

    class Meta:
        verbose_name_plural = "texter"

    def __str__(self) -> str:
        return self.nyckel
