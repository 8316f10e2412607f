"""The sweep: finds what is due by its index and carries it out. Runs every few seconds.

It is what makes a promise hold when a wake-up was lost: after a crash the next sweep finds
every timer, message and job that was written down.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef

from workflows import clock
from workflows.diagrams import versions
from workflows.engine import delivery, jobs, timers
from workflows.models import Definition, Incident, Job, Message, Timer

logger = logging.getLogger(__name__)

Key = TypeVar("Key")

_AT_MOST = 200
# What a person has been told of waits for her.
_told = Incident.objects.filter(kind=Incident.Kind.TIMER, resolved_at__isnull=True)


@dataclass(frozen=True)
class Swept:
    """How many of each the sweep carried out."""

    timers: int = 0
    messages: int = 0
    jobs: int = 0
    releases: int = 0


def tick() -> Swept:
    """One round: due timers, waiting messages, jobs whose turn it is, versions to take from now."""
    now = clock.now()
    # First: a message may be meant for what begins to hold now.
    releases = _each(
        Definition.objects.filter(planned__live_at__lte=now)
        .order_by("pk")
        .values_list("pk", flat=True),
        versions.go_live,
    )
    return Swept(
        releases=releases,
        timers=_each(
            Timer.objects.filter(due_at__lte=now)
            .exclude(Exists(_told.filter(task_id=OuterRef("pk"))))
            .order_by("due_at")
            .values_list("pk", flat=True),
            timers.fire,
        ),
        messages=_each(
            Message.objects.filter(status=Message.Status.WAITING, look_at__lte=now)
            .order_by("look_at")
            .values_list("pk", flat=True),
            delivery.deliver,
        ),
        jobs=_each(
            Job.objects.filter(take_at__lte=now).order_by("take_at").values_list("pk", flat=True),
            jobs.run_job,
        ),
    )


def _each(ids: Iterable[Key], carry_out: Callable[[Key], bool]) -> int:
    done = 0
    for row in list(ids[:_AT_MOST]):  # type: ignore[index]
        try:
            done += carry_out(row)
        except Exception:  # one that fails must not stop the others; it is found again
            logger.exception("The sweep could not carry out %s", row)
    return done
