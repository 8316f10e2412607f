"""What the history comes to, counted by day: sums only, of no person and no case."""

from django.db import models


class ElementDay(models.Model):
    """What happened at an element of a version on a day (in Sweden), for one unit.

    `unit` is a kund's id; `EVERY` holds all units together, and `NONE` the cases that have none.
    Times are seconds, summed.
    """

    EVERY = 0
    NONE = -1

    version = models.ForeignKey("Version", models.PROTECT, related_name="+", db_index=False)
    element = models.CharField(max_length=100)
    day = models.DateField()
    unit = models.BigIntegerField()
    # Tokens that left it.
    passes = models.PositiveIntegerField(default=0)
    # Those of them whose wait is known, and the wait: of work, until somebody took it.
    timed = models.PositiveIntegerField(default=0)
    waited = models.PositiveBigIntegerField(default=0)
    # Those that somebody had taken, and the time from then on.
    taken = models.PositiveIntegerField(default=0)
    worked = models.PositiveBigIntegerField(default=0)
    # Those that had a deadline, and those that kept it not.
    due = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    # Those of a case that had left it in an earlier move as well.
    again = models.PositiveIntegerField(default=0)
    # Waits that were left undone.
    cut = models.PositiveIntegerField(default=0)
    incidents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "unit", "day", "element"], name="element_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.day}"


class CaseDay(models.Model):
    """How many cases of a version began and ended on a day, for one unit (as `ElementDay`).

    `lead` is the seconds from start to end of those that were finished, summed.
    """

    version = models.ForeignKey("Version", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    unit = models.BigIntegerField()
    started = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    lead = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "unit", "day"], name="case_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.day}"


class Counted(models.Model):
    """How far the history has been counted: one row. Locked by whoever counts.

    Everything up to `move` and `incident` is counted. What was there at `seen_at` goes up to the
    `seen_` numbers, and is all there once no transaction older than `seen_xid` goes on; from then
    on it may be counted, up to the `safe_` numbers (ADR 19).
    """

    move = models.PositiveBigIntegerField(default=0)
    incident = models.PositiveBigIntegerField(default=0)
    safe_move = models.PositiveBigIntegerField(default=0)
    safe_incident = models.PositiveBigIntegerField(default=0)
    safe_at = models.DateTimeField(null=True)
    seen_move = models.PositiveBigIntegerField(default=0)
    seen_incident = models.PositiveBigIntegerField(default=0)
    # Null when nothing is waited for.
    seen_at = models.DateTimeField(null=True)
    seen_xid = models.PositiveBigIntegerField(default=0)
    # Up to when everything is counted.
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Counted to move {self.move}"
