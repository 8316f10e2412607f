"""The keys that programs log in with, and the answers that a repeated request gets again."""

from django.conf import settings
from django.db import models

from cases.organisation.models import Kund


class ApiNyckel(models.Model):
    """A bearer token of a person's. Only its SHA-256 is kept; the token is shown once.

    `kund` narrows it to the cases of that unit. `omfattning` is some of `Omfattning`.
    """

    class Omfattning(models.TextChoices):
        LASA = "lasa", "Läsa"
        SKRIVA = "skriva", "Skriva"

    namn = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    agare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_nycklar", verbose_name="ägare"
    )
    omfattning = models.JSONField(default=list)
    kund = models.ForeignKey(Kund, models.CASCADE, null=True, blank=True, related_name="+")
    skapad = models.DateTimeField()
    upphor = models.DateTimeField("upphör")
    senast_anvand = models.DateTimeField("senast använd", null=True, blank=True)
    sparrad = models.DateTimeField("spärrad", null=True, blank=True)

    class Meta:
        verbose_name = "API-nyckel"
        verbose_name_plural = "API-nycklar"

    def __str__(self) -> str:
        return self.namn


class Idempotens(models.Model):
    """What a request with an Idempotency-Key was answered, written with what it did."""

    # `nyckel:<id>` or `person:<id>`: two clients may happen on the same key.
    anropare = models.CharField(max_length=40)
    nyckel = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    huvuden = models.JSONField(default=dict)
    svar = models.JSONField(null=True)
    skapad = models.DateTimeField()

    class Meta:
        verbose_name_plural = "idempotens"
        constraints = [
            models.UniqueConstraint(fields=["anropare", "nyckel"], name="idempotens_en_gang")
        ]
        indexes = [models.Index(fields=["anropare", "skapad"], name="idempotens_gammal")]

    def __str__(self) -> str:
        return self.nyckel
