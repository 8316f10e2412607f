"""A token moved by hand, or that somebody has asked to have moved."""

from django.db import models
from django.db.models import Q


class Placement(models.Model):
    """That a case goes on from another element: who, from where, why, and who agreed."""

    class Status(models.TextChoices):
        ASKED = "asked", "Väntar på klartecken"
        DONE = "done", "Flyttat"
        DECLINED = "declined", "Avslaget"
        OVERTAKEN = "overtaken", "Inte längre aktuellt"

    process = models.ForeignKey("Process", models.CASCADE, related_name="placements")
    task_id = models.UUIDField()
    source = models.CharField(max_length=100)
    target = models.CharField(max_length=100)
    # As they were called then.
    source_name = models.CharField(max_length=200)
    target_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=400)
    status = models.CharField(max_length=10, choices=Status)
    by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    # Who agreed or declined; empty where nobody else had to.
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process"], name="placement_one_asked", condition=Q(status="asked")
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="placement_asked", condition=Q(status="asked"))
        ]

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}"
