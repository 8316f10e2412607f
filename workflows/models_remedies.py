"""What is done about many incidents of one cause at once."""

from django.db import models
from django.db.models import Q


class Remedy(models.Model):
    """A decision to do one thing about many incidents: what, who and why."""

    class What(models.TextChoices):
        RETRY = "retry", "Försök igen"
        SKIP = "skip", "Hoppa över steget"
        GIVE = "give", "Ge värdet som saknas"

    what = models.CharField(max_length=8, choices=What)
    # What they had in common, in words, as it was.
    title = models.CharField(max_length=200)
    cause = models.CharField(max_length=500)
    reason = models.CharField(max_length=400, blank=True)
    # The fact that is given a value, and the value as typed.
    fact = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "remedies"

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.title}"


class RemedyCase(models.Model):
    """One incident of a remedy: what is to be done, or what became of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", "På tur"
        DONE = "done", "Klart"
        AGAIN = "again", "Stannade igen"
        REFUSED = "refused", "Gick inte"

    remedy = models.ForeignKey(Remedy, models.CASCADE, related_name="cases", db_index=False)
    incident = models.ForeignKey("Incident", models.CASCADE, related_name="remedies")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    # What it led to, or why it could not be done.
    sentence = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Whoever asks twice, or beside another, does nothing twice.
            models.UniqueConstraint(
                fields=["incident"], name="remedy_once", condition=Q(status="waiting")
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="remedy_waiting", condition=Q(status="waiting")),
            models.Index(fields=["remedy", "status"], name="remedy_status"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.status}"
