"""What runs now, and where it waits: one row for each process, one for each element."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from workflows import clock
from workflows.errors import NotFound
from workflows.models import Definition, Incident, Process, Timer, UserTask
from workflows.watch.round import listed


@dataclass(frozen=True)
class Standing:
    """How many wait at an element, how many of them are late, and since when the first has."""

    waiting: int = 0
    late: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class Line:
    """A process in the list: `stopped` are its open incidents, `still` cases that nobody and
    nothing can move."""

    definition: Definition
    running: int
    waiting: int
    late: int
    stopped: int
    still: int


def find(name: str) -> Definition:
    """The process by that name. Raises `NotFound`."""
    found = (
        Definition.objects.select_related("published", "planned__version").filter(name=name).first()
    )
    if found is None:
        raise NotFound("Processen finns inte. Välj en i listan över processer.")
    return found


def lines() -> list[Line]:
    """Every process, by title. Five questions, however many there are."""
    return _lines(Definition.objects.all())


def line(definition: Definition) -> Line:
    """One process of the list."""
    return _lines(Definition.objects.filter(pk=definition.pk))[0]


def _lines(which: QuerySet[Definition]) -> list[Line]:
    now = clock.now()
    running = _counted(
        Process.objects.filter(status=Process.Status.RUNNING, version__definition__in=which)
        .values_list("version__definition")
        .annotate(Count("pk"))
    )
    tasks = {
        key: (waiting, late)
        for key, waiting, late in UserTask.objects.filter(process__version__definition__in=which)
        .values_list("process__version__definition")
        .annotate(waiting=Count("pk"), late=Count("pk", filter=Q(deadline__lt=now)))
    }
    stopped = _counted(
        Incident.objects.filter(resolved_at__isnull=True, process__version__definition__in=which)
        .values_list("process__version__definition")
        .annotate(Count("pk"))
    )
    still = _counted(
        listed()
        .filter(process__version__definition__in=which)
        .order_by()
        .values_list("process__version__definition")
        .annotate(Count("pk"))
    )
    known = which.select_related("published", "planned", "draft").order_by("title")
    return [
        Line(
            one,
            running.get(one.pk, 0),
            *tasks.get(one.pk, (0, 0)),
            stopped.get(one.pk, 0),
            still.get(one.pk, 0),
        )
        for one in known.defer("published__bpmn", "published__files", "published__scenarios")
    ]


def standing(definition: Definition) -> Mapping[str, Standing]:
    """Where its running cases wait: for people and for a time, by element id.

    A case that waits for a message waits at the activity that its diagram shows; those are told
    on the case's own page.
    """
    found = {
        element: Standing(waiting, late, since)
        for element, waiting, late, since in UserTask.objects.filter(
            process__version__definition=definition
        )
        .values_list("element")
        .annotate(
            waiting=Count("pk"),
            late=Count("pk", filter=Q(deadline__lt=clock.now())),
            since=Min("created_at"),
        )
    }
    timers = (
        Timer.objects.filter(process__version__definition=definition)
        .values_list("element")
        .annotate(Count("pk"))
    )
    for element, waiting in timers:
        found.setdefault(element, Standing(waiting))
    return found


def by_version(definition: Definition) -> Mapping[int, int]:
    """How many cases run in each of its versions, by the version's id."""
    return _counted(
        Process.objects.filter(version__definition=definition, status=Process.Status.RUNNING)
        .values_list("version")
        .annotate(Count("pk"))
    )


def _counted(rows: object) -> dict[int, int]:
    return dict(rows)  # type: ignore[call-overload, no-any-return]
