"""From a running case to what the rule asks: its tokens, and the rows that others find them by."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from workflows import clock, registry
from workflows.diagrams import versions
from workflows.diagrams.specs import Condition, DueTimer, End, NamedMessage, Send, Step, Throw
from workflows.engine import walk
from workflows.engine.run import is_parked
from workflows.models import Definition, Process, Version
from workflows.staffing import Post, Waits
from workflows.watch.rows import Rows
from workflows.watch.rules import Kind, Token, Way

# What is due later than this has somebody to carry it out, or will be found by the sweep.
GRACE = timedelta(minutes=15)
_ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


@dataclass(frozen=True)
class Surroundings:
    """What is known beside the case itself: now, posts that nobody holds (in words), tasks of such
    that somebody may do nonetheless, and the messages that somebody sends or waits for."""

    now: datetime
    vacant: Mapping[Post, str]
    done: Collection[Waits]
    sent: frozenset[str]
    awaited: frozenset[str] = frozenset()


def tokens(workflow: Any, rows: Rows, known: Surroundings) -> list[Token]:
    """The tokens that wait, but for the events that only watch over others."""
    waiting: list[Any] = []
    watches: list[Any] = []
    for task in walk.tasks_of(workflow):
        if task.has_state(_ACTIVE):
            only_watches = isinstance(task.task_spec, (BoundaryEvent, StartEvent))
            (watches if only_watches and not is_parked(task) else waiting).append(task)
    in_time = {host for watch in watches if _takes(watch, rows, known) for host in _hosts(watch)}
    found = []
    for task in waiting:
        ways = list(_ways(task, rows, known))
        if ways or _joins(task):
            spec = task.task_spec
            element = str(getattr(spec, "bpmn_id", "") or "")
            name = str(getattr(spec, "bpmn_name", "") or element)
            found.append(Token(element, name, ways, not in_time.isdisjoint(_above(task))))
    return found


def messages() -> tuple[frozenset[str], frozenset[str]]:
    """The names of the messages that code sends, or a version that new or running cases follow; and
    of those that such a version waits for.

    Which case sends it, and whether it will, nobody can know.
    """
    names = {name for kind in registry.case_types().values() for name in kind.sends}
    published = Definition.objects.filter(published__isnull=False)
    followed = set(published.values_list("published", flat=True))
    running = Process.objects.filter(version=OuterRef("pk"), status=Process.Status.RUNNING)
    followed |= set(Version.objects.filter(Exists(running)).values_list("pk", flat=True))
    told = [_named_in(one) for one in followed if one is not None]
    sent = frozenset(names).union(*(sent for sent, _ in told))
    return sent, frozenset().union(*(awaited for _, awaited in told))


@lru_cache(maxsize=256)
def _named_in(version_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """The messages that a version sends, and those that it waits for."""
    specs = versions.specs_of(version_id)
    sent: set[str] = set()
    awaited: set[str] = set()
    for part in (specs.spec, *specs.subprocesses.values()):
        for spec in part.task_specs.values():
            events = walk.definitions_of(spec)
            names = {one.name for one in events if isinstance(one, NamedMessage)}
            (sent if isinstance(spec, (Throw, Send, End)) else awaited).update(names)
    return frozenset(sent), frozenset(awaited)


def _ways(task: Any, rows: Rows, known: Surroundings) -> Iterator[Way]:
    spec = task.task_spec
    if is_parked(task):
        yield Way(Kind.STOPPED, works=task.id in rows.told)
    elif task.state == TaskState.READY:
        yield (_of_person(task, rows, known) if spec.manual else Way(Kind.ITSELF, works=False))
    elif task.state == TaskState.STARTED and isinstance(spec, Step):
        yield _of_job(task, rows, known)
    elif task.state == TaskState.WAITING:
        for definition in walk.definitions(task):
            if isinstance(definition, Condition):
                yield Way(Kind.CONDITION)
            elif isinstance(definition, DueTimer):
                yield _of_time(task, rows, known)
            elif isinstance(definition, NamedMessage):
                name = definition.name
                there = (task.id, name) in rows.messages
                yield Way(Kind.MESSAGE, there, name in known.sent, name)


def _of_person(task: Any, rows: Rows, known: Surroundings) -> Way:
    waits = rows.tasks.get(task.id)
    whom = known.vacant.get(waits.post, "") if waits is not None else ""
    return Way(Kind.PERSON, waits is not None, not whom or waits in known.done, whom)


def _of_job(task: Any, rows: Rows, known: Surroundings) -> Way:
    if task.id not in rows.jobs:
        return Way(Kind.JOB, there=False)
    turn = rows.jobs[task.id]
    if turn is None:
        return Way(Kind.JOB, works=task.id in rows.told)
    return Way(Kind.JOB, works=turn > known.now - GRACE, what=_since(turn))


def _of_time(task: Any, rows: Rows, known: Surroundings) -> Way:
    due = rows.timers.get(task.id)
    if due is None:
        return Way(Kind.TIME, there=False)
    works = due > known.now - GRACE or task.id in rows.told
    return Way(Kind.TIME, works=works, what=_since(due))


def _since(moment: datetime) -> str:
    return date_format(clock.local(moment), "j F Y H:i")


def _joins(task: Any) -> bool:
    """Whether it waits for others to come; what only holds others is no token of its own."""
    return task.state == TaskState.WAITING and not isinstance(
        task.task_spec, (SubWorkflowTask, MultiInstanceTask)
    )


def _takes(watch: Any, rows: Rows, known: Surroundings) -> bool:
    """Whether a watch will take the token away when its time comes."""
    if not getattr(watch.task_spec, "cancel_activity", False):
        return False
    if not any(isinstance(one, DueTimer) for one in walk.definitions(watch)):
        return False
    way = _of_time(watch, rows, known)
    return way.there and way.works


def _hosts(watch: Any) -> Iterator[UUID]:
    """The activities that a boundary event sits on."""
    if watch.parent is not None:
        for beside in watch.parent.children:
            if not isinstance(beside.task_spec, BoundaryEvent):
                yield beside.id


def _above(task: Any) -> set[UUID]:
    """The token itself, and the instances and subprocesses that it lies in."""
    found = {task.id}
    while True:
        if task.parent is not None and isinstance(task.parent.task_spec, MultiInstanceTask):
            task = task.parent
        else:
            inside = task.workflow
            if inside is inside.top_workflow:
                return found
            task = inside.top_workflow.get_task_from_id(inside.parent_task_id)
        found.add(task.id)
