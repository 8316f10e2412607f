"""What the watch has found of each running case."""

from django.db import models
from django.db.models import Q


class Watch(models.Model):
    """How a running case stood when it was last looked at. `why` is empty where all of it can be
    moved; else it stands still, and is listed."""

    process = models.OneToOneField("Process", models.CASCADE, primary_key=True)
    # As it was then: what has changed since is looked at again.
    rev = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    why = models.CharField(max_length=12, blank=True)
    element = models.CharField(max_length=100, blank=True)
    sentence = models.CharField(max_length=500, blank=True)
    proposal = models.CharField(max_length=400, blank=True)
    mendable = models.BooleanField(default=False)
    since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "watches"
        indexes = [models.Index(fields=["since"], name="watch_still", condition=~Q(why=""))]

    def __str__(self) -> str:
        return f"{self.process_id} {self.why}"


class WatchMark(models.Model):
    """How far the watch has come through the history: one row.

    The cases of all moves up to `move` have been looked at since. What was there at the last round
    goes up to `seen_move`, and is all there once no transaction older than `seen_xid` goes on.
    """

    move = models.PositiveBigIntegerField(default=0)
    seen_move = models.PositiveBigIntegerField(default=0)
    seen_xid = models.PositiveBigIntegerField(default=0)
    # When every case was last held against what is known of it; null when it never was.
    whole_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Looked at to move {self.move}"
