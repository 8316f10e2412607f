"""The running cases of a process, all or those at one step, the oldest version's first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.processer.gang import nummer_pa
from workflows import clock
from workflows.models import Definition, Incident, Process, Subscription, Timer, UserTask

# As the index of what runs lies: it costs no move more, and those that have ended are never read.
ORDNING = ("version_id", "pk")


@dataclass(frozen=True)
class Rad:
    """A running case: what it waits for in words, and by when."""

    id: UUID
    nummer: str
    version: int
    borjade: datetime
    vantar_pa: Sequence[str]
    frist: datetime | None
    sen: bool


def pagar(definition: Definition, steg: str = "") -> QuerySet[Process]:
    """Those that run; with `steg`, those that stand at that element."""
    found = Process.objects.filter(version__definition=definition, status=Process.Status.RUNNING)
    if steg:
        at = Q(element=steg)
        found = found.filter(
            Q(pk__in=UserTask.objects.filter(at).values("process"))
            | Q(pk__in=Timer.objects.filter(at).values("process"))
            | Q(pk__in=Subscription.objects.filter(at).values("process"))
            | Q(pk__in=Incident.objects.filter(at, resolved_at=None).values("process"))
        )
    shown = found.select_related("version").only("case_id", "started_at", "version__number")
    return shown.order_by(*ORDNING)


def rader(processes: Iterable[Process]) -> list[Rad]:
    """Lines, with what belongs to them read together."""
    listed = list(processes)
    numbers = nummer_pa([one.case_id for one in listed])
    tasks: dict[int, list[UserTask]] = {}
    for task in UserTask.objects.filter(process__in=listed).order_by("deadline", "created_at"):
        tasks.setdefault(task.process_id, []).append(task)
    now = clock.now()
    return [_rad(one, numbers[one.case_id], tasks.get(one.pk, []), now) for one in listed]


def _rad(process: Process, number: str, tasks: Sequence[UserTask], now: datetime) -> Rad:
    due = min((task.deadline for task in tasks if task.deadline), default=None)
    return Rad(
        id=process.case_id,
        nummer=number,
        version=process.version.number,
        borjade=process.started_at,
        vantar_pa=list(dict.fromkeys(task.name for task in tasks)),
        frist=due,
        sen=bool(due and due < now),
    )
