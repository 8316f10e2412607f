"""Finished cases replayed through a draft: the job, and what came of each case."""

from django.db import models

from workflows.models_versions import Definition


class Replay(models.Model):
    """A draft as it was, held against finished cases. Its cases are chosen when it is made."""

    class Status(models.TextChoices):
        RUNNING = "running", "Pågår"
        DONE = "done", "Klar"
        CANCELLED = "cancelled", "Avbruten"

    definition = models.ForeignKey(Definition, models.CASCADE, related_name="replays")
    digest = models.CharField(max_length=64)
    bpmn = models.BinaryField()
    files = models.JSONField(default=dict)
    # The choice in words, for those who read the result.
    chosen = models.CharField(max_length=300, blank=True)
    total = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # When a worker may take it: now for a new one, the lease's end for one under way.
    take_at = models.DateTimeField(null=True, blank=True, db_index=True)
    read_by = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Replay {self.pk}"


class ReplayedCase(models.Model):
    """One case of a replay. `told` is JSON of `workflows.trial.difference.Told`."""

    class Outcome(models.TextChoices):
        WAITING = "", "Väntar"
        SAME = "same", "Samma väg"
        OTHER = "other", "Går annorlunda"
        UNTIL = "until", "Känd till"

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="cases")
    case_id = models.UUIDField()
    process = models.ForeignKey("workflows.Process", models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=5, choices=Outcome, default="", blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["replay", "case_id"], name="replayed_once")]
        indexes = [models.Index(fields=["replay", "outcome"], name="replayed_outcome")]

    def __str__(self) -> str:
        return f"{self.replay_id} {self.case_id}"
