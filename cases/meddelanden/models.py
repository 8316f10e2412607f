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
