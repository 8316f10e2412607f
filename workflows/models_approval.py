"""A publication that waits for a second process owner."""

from django.db import models
from django.db.models import Q


class Approval(models.Model):
    """That somebody wants to publish a draft (at `rev`) or an earlier version (`number`), and what
    a second person said. A draft that has changed since is another: the question is void."""

    class Status(models.TextChoices):
        ASKED = "asked", "Väntar på godkännande"
        APPROVED = "approved", "Godkänd"
        DECLINED = "declined", "Avslagen"
        VOID = "void", "Inte längre aktuell"

    definition = models.ForeignKey("Definition", models.CASCADE, related_name="approvals")
    rev = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=400)
    # Null: as soon as it is approved.
    live_at = models.DateTimeField(null=True, blank=True)
    # What spoke against it when it was asked, a line each.
    despite = models.TextField(blank=True)
    # Why what speaks against it is signed.
    reason = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["definition"], name="approval_one_asked", condition=Q(status="asked")
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition} {self.status}"
