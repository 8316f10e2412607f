"""Running cases on their way to another version of their process, and back."""

from django.db import models


class Transfer(models.Model):
    """A decision to move running cases to a version: who, why, and what corresponds to what."""

    definition = models.ForeignKey("Definition", models.PROTECT, related_name="transfers")
    target = models.ForeignKey("Version", models.PROTECT, related_name="+")
    # Old element -> new, as the owner chose; to nothing for what stays.
    chosen = models.JSONField(default=dict)
    reason = models.CharField(max_length=400)
    by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    # When the owner asked for the way back, or said that what is left stays.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"Transfer to {self.target} {self.begun_at:%Y-%m-%d %H:%M}"


class TransferCase(models.Model):
    """One case of a transfer: what is to be done with it, or what was."""

    class Status(models.TextChoices):
        HELD = "held", "Väntar på klartecken"
        WAITING = "waiting", "På tur"
        MOVED = "moved", "Flyttad"
        REFUSED = "refused", "Inte flyttad"
        RETURNING = "returning", "På väg tillbaka"
        RETURNED = "returned", "Tillbaka"
        STAYED = "stayed", "Kvar i den nya"
        LEFT = "left", "Lämnad"

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="cases", db_index=False)
    process = models.ForeignKey("Process", models.CASCADE, related_name="transfers")
    status = models.CharField(max_length=10, choices=Status)
    # The process's revision that moving made: while it is the last, there is a way back.
    rev = models.PositiveIntegerField(null=True, blank=True)
    # Why it was refused, or stayed.
    sentence = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "process"], name="transfer_case_once")
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="transfer_under_way",
                condition=models.Q(status__in=["waiting", "returning"]),
            ),
            models.Index(fields=["transfer", "status"], name="transfer_status"),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} {self.status}"
