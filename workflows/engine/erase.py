"""What goes by rule: that which a finished case's moves were told and read, never who did what.

`Move` is kept; so are messages, incidents and what came of a replayed case, without their content.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef

from workflows.models import Incident, Message, MoveDetail, Process, Remedy, ReplayedCase

# Processes in one transaction, so that nobody who works meanwhile has to wait.
_AT_ONCE = 500
# As `workflows.trial.difference.Told` is kept, with nothing in it.
_GONE = {"differences": [], "until": "Det som jämfördes är gallrat.", "before": [], "after": []}


def details(before: datetime) -> int:
    """Erase the side table of moves in cases that ended before. Returns the number of moves."""
    told = MoveDetail.objects.filter(move__process=OuterRef("pk"))
    ended = list(
        Process.objects.filter(Exists(told), ended_at__lt=before).values_list("pk", flat=True)
    )
    return sum(
        MoveDetail.objects.filter(move__process__in=ended[first : first + _AT_ONCE]).delete()[0]
        for first in range(0, len(ended), _AT_ONCE)
    )


def payloads(before: datetime) -> int:
    """Empty the messages that arrived before. That they came, and when, is kept."""
    arrived = Message.objects.filter(
        status=Message.Status.DELIVERED, delivered_at__lt=before
    ).exclude(payload={})
    return arrived.update(payload={})


def replayed(before: datetime) -> int:
    """Empty what a replay told of cases that ended before. What came of each is kept."""
    old = ReplayedCase.objects.filter(process__ended_at__lt=before).exclude(
        outcome=ReplayedCase.Outcome.WAITING
    )
    return old.exclude(told=_GONE).update(told=_GONE)


def troubles(before: datetime) -> int:
    """Empty the technical text of incidents that were closed before, and what cases were given
    when they were mended."""
    closed = Incident.objects.filter(resolved_at__lt=before).exclude(detail="")
    given = Remedy.objects.filter(begun_at__lt=before).exclude(value="")
    return closed.update(detail="") + given.update(value="")
