"""What happened: every step forward of every process, and what it was told and read."""

from django.db import models


class Move(models.Model):
    """One step forward of a process: who did what, and as of when. Only ever inserted."""

    class Kind(models.IntegerChoices):
        START = 1, "Start"
        TASK = 2, "Uppgift"
        TIMER = 3, "Tid"
        MESSAGE = 4, "Processmeddelande"
        JOB = 5, "Bakgrundssteg"
        RECHECK = 6, "Ny kontroll"
        RETRY = 7, "Nytt försök"
        SKIP = 8, "Överhoppat"
        CANCEL = 9, "Avbrutet"
        RE_ENTER = 10, "Tillbaka i guiden"
        VERSION = 11, "Flyttat till en annan version"
        MENDED = 12, "Återställt"
        PLACED = 13, "Flyttat till ett annat steg"

    process = models.ForeignKey("Process", models.CASCADE, related_name="moves", db_index=False)
    rev = models.PositiveIntegerField()
    version_id = models.PositiveIntegerField()
    kind = models.PositiveSmallIntegerField(choices=Kind)
    element = models.CharField(max_length=100, blank=True)
    task_id = models.UUIDField(null=True, blank=True)
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    # Null when the same as `at`.
    effective_at = models.DateTimeField(null=True, blank=True)
    # Elements that the tokens left during this move, in order, separated by spaces.
    trail = models.TextField(blank=True)
    # What stopped waiting in this move, as `workflows.engine.stays` writes it. Null for nothing,
    # and in moves from before it was written.
    waited = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "rev"], name="move_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.element}"


class MoveDetail(models.Model):
    """What a move was told and read: may be erased by rule, unlike the move itself.

    `content` is compressed JSON: input, facts, decisions, noted, message, due. `state_before` is
    the engine's state before the move, kept while the case is open and 90 days after.
    """

    move = models.OneToOneField(Move, models.CASCADE, primary_key=True, related_name="detail")
    content = models.BinaryField(null=True)
    state_before = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"Detail of move {self.move_id}"
