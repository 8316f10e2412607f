"""Start, complete, cancel, receive, recheck, re-enter: the ways a process goes forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BigAutoField,
    BinaryField,
    CharField,
    DateTimeField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    UUIDField,
)
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from workflows import clock, registry
from workflows.diagrams import versions
from workflows.diagrams.specs import NamedMessage
from workflows.engine import codec, projection, stays, tell, waiting, wake, walk
from workflows.engine.outbox import post, try_again
from workflows.engine.run import MoveRun
from workflows.engine.transaction import move
from workflows.errors import NotFound, NotYourTurn
from workflows.models import Message, Move, Process, UserTask
from workflows.prepared import Given, Take, Update

_DONE = Take(
    lambda: UserTask.objects.filter(
        pk=Given("task_id", UUIDField()), assignee__in=("", Given("actor", CharField()))
    ),
    *stays.TOLD,
)
# What is dated by when it was done or due, and not by when it was told or a worker woke.
_DATED = (Move.Kind.TASK, Move.Kind.TIMER, Move.Kind.MESSAGE)
_SAVED = Update(
    lambda: Process.objects.filter(
        pk=Given("pk", BigAutoField()), rev=Given("read", PositiveIntegerField())
    ),
    state=Given("state", BinaryField()),
    rev=Given("rev", PositiveIntegerField()),
    status=Given("status", PositiveSmallIntegerField()),
    ended_at=Given("ended_at", DateTimeField()),
)


@dataclass
class Moving:
    """A move under way: the workflow, what it may ask, and what was open before it."""

    process: Process
    workflow: Any
    run: MoveRun
    before: waiting.Open
    details: dict[str, Any] = field(default_factory=dict)
    waited: list[stays.Row] = field(default_factory=list)


@move
def start(  # noqa: PLR0913 - each says something else of how it begins
    process_id: str,
    *,
    case_id: UUID,
    actor: str,
    input: dict[str, Any] | None = None,  # noqa: A002 - BPMN's and the history's word for it
    message: dict[str, Any] | None = None,
    message_name: str | None = None,
    effective: datetime | None = None,
    version_id: int | None = None,
) -> Process:
    """Begin a case's process, on the published version unless another is named.

    `message` is the payload when a message start event begins it; `message_name` says which one,
    where there are several. Raises `NotFound`.
    """
    now = clock.now()
    version = version_id or versions.published(process_id).pk
    specs = versions.specs_of(version)
    process = Process(version_id=version, case_id=case_id, state=b"", started_at=now)
    run = MoveRun(process, specs, actor=actor, effective=effective or now, message=message)
    workflow = BpmnWorkflow(specs.spec, specs.subprocesses, script_engine=run)
    process.save()
    under_way = Moving(process, workflow, run, waiting.Open())
    details: dict[str, Any] = {"input": input} if input else {}
    begun_by = walk.choose_start(workflow, by_message=message is not None, name=message_name)
    if begun_by is not None:
        walk.to_rest(workflow, run)
        name = next(d.name for d in walk.definitions(begun_by) if isinstance(d, NamedMessage))
        walk.catch_message(workflow, begun_by, name)
        details["message"] = {"name": name, "payload": message}
    finish(under_way, Move.Kind.START, "", None, details)
    return process


def lock(case_id: UUID) -> Process:
    """The case's process row, locked until the transaction ends: the first lock of every move.

    Raises `NotFound`.
    """
    process = Process.objects.select_for_update(no_key=True).filter(case_id=case_id).first()
    if process is None:
        raise NotFound("Ärendet finns inte.")
    return process


@move
def complete(
    process: Process,
    element: str,
    *,
    actor: str,
    task_id: UUID | None = None,
    input: dict[str, Any] | None = None,  # noqa: A002 - BPMN's and the history's word for it
    effective: datetime | None = None,
) -> None:
    """A person has done a user task. The caller holds the process (`lock`).

    `effective` is when she did it, where that is told later than now. Raises `NotYourTurn` when it
    is done already, or when a colleague has taken it.
    """
    with moving(process, actor=actor, effective=effective) as under_way:
        task = walk.ready_user_task(under_way.workflow, element, task_id)
        told = _DONE.one(task_id=task.id, actor=actor)
        if told is None:
            raise NotYourTurn(
                "En kollega har tagit uppgiften. Välj ”Ta över” om du ska göra den i stället."
            )
        under_way.waited.append(stays.of_task(element, told, under_way.run.effective))
        under_way.before.tasks.pop(task.id)
        walk.complete(under_way.workflow, task, under_way.run)
        finish(under_way, Move.Kind.TASK, element, task.id, {"input": input} if input else {})


@move
def cancel(process: Process, *, actor: str, reason: str) -> None:
    """Stop the process for good. The caller holds it. Raises `NotYourTurn` when it has ended."""
    with moving(process, actor=actor) as under_way:
        under_way.workflow.cancel()
        now = clock.now()
        under_way.waited += stays.ended(under_way.workflow, under_way.before, waiting.Open(), now)
        projection.clear(process, now)
        under_way.before = waiting.Open()
        finish(under_way, Move.Kind.CANCEL, "", None, {"reason": reason}, cancelled=True)


@move
def recheck(case_id: UUID, *, actor: str = "") -> None:
    """Something the process may wait for has changed: ask its conditions again, and which group
    its open tasks lie with."""
    process = lock(case_id)
    if process.status != Process.Status.RUNNING:
        return
    with moving(process, actor=actor) as under_way:
        walk.to_rest(under_way.workflow, under_way.run)
        if under_way.run.trail:
            finish(under_way, Move.Kind.RECHECK, under_way.run.trail[0], None, {})
        if process.status == Process.Status.RUNNING:
            projection.regroup(process, waiting.look(under_way.workflow), under_way.run)


@move
def show_again(case_id: UUID) -> None:
    """What the case is about has been changed without a move: its open tasks tell of it anew."""
    process = lock(case_id)
    kind = registry.case_type(process.version.definition.case_type)
    projection.show_again(process, kind.projector(case_id))


@move
def receive(message: Message, process: Process, task_id: UUID) -> bool:
    """Give a message to the one task that waits for it. The caller holds the process."""
    with moving(
        process, actor="", effective=message.effective_at, message=message.payload
    ) as under_way:
        task = walk.find(under_way.workflow, task_id)
        if task is None or not walk.waits_for_message(task, message.name):
            return False
        walk.catch_message(under_way.workflow, task, message.name)
        details = {"message": {"name": message.name, "payload": message.payload}}
        finish(under_way, Move.Kind.MESSAGE, task.task_spec.bpmn_id, task_id, details)
    return True


@move
def finish_job(process: Process, task_id: UUID, *, actor: str, effective: datetime) -> bool:
    """A background step is done: its token goes on. False when it was cancelled meanwhile."""
    with moving(process, actor=actor, effective=effective) as under_way:
        task = walk.find(under_way.workflow, task_id)
        if task is None or task.state != TaskState.STARTED:
            return False
        task.complete()
        under_way.run.trail.append(task.task_spec.bpmn_id)
        finish(under_way, Move.Kind.JOB, task.task_spec.bpmn_id, task_id, {})
    return True


@move
def re_enter(process: Process, subprocess: str, element: str, *, actor: str) -> None:
    """Leave a guide and enter it again at one of its user tasks. The caller holds the process.

    What the tasks before it ask is passed through without anybody being asked again: what was
    filled in lies in the case's own tables. Raises `NotYourTurn`, `NotFound`.
    """
    with moving(process, actor=actor) as under_way:
        workflow = under_way.workflow
        owner = next(
            (
                task
                for task in walk.tasks_of(workflow)
                if task.task_spec.bpmn_id == subprocess and task.state == TaskState.STARTED
            ),
            None,
        )
        if owner is None:
            raise NotYourTurn("Guiden är avslutad, så det går inte att gå tillbaka i den.")
        walk.enter_again(workflow, under_way.run, owner, element, set(under_way.before.tasks))
        finish(under_way, Move.Kind.RE_ENTER, element, None, {})


@contextmanager
def moving(
    process: Process,
    *,
    actor: str,
    effective: datetime | None = None,
    message: dict[str, Any] | None = None,
) -> Iterator[Moving]:
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Ärendet är avslutat, så det går inte att göra mer i det.")
    specs = versions.specs_of(process.version_id)
    run = MoveRun(process, specs, actor=actor, effective=effective or clock.now(), message=message)
    workflow = codec.load(bytes(process.state), specs, run)
    yield Moving(process, workflow, run, waiting.look(workflow))


def finish(
    under_way: Moving,
    kind: Move.Kind,
    element: str,
    task_id: UUID | None,
    details: dict[str, Any],
    *,
    cancelled: bool = False,
    as_it_was: bytes | None = None,
) -> None:
    """Run to rest, then write rows, history and state: the end of every move.

    `as_it_was` is a state to go back to: the workflow holds it, and nothing runs.
    """
    now = clock.now()
    process, workflow, run = under_way.process, under_way.workflow, under_way.run
    if not cancelled and as_it_was is None:
        walk.to_rest(workflow, run)
    after = waiting.look(workflow)
    done = run.effective if kind in _DATED else now
    under_way.waited += stays.ended(workflow, under_way.before, after, done)
    stays.begin(workflow, under_way.before, after, now)
    projection.write(process, under_way.before, after, run, now)
    state_before = bytes(process.state)
    process.state = as_it_was or codec.dump(workflow)
    process.rev += 1
    if workflow.completed:
        process.status = Process.Status.CANCELLED if cancelled else Process.Status.DONE
        process.ended_at = now
        process.state = b""
        if run.case_type.ended is not None:
            run.case_type.ended(process.case_id, cancelled, run.effective)
    _save(process)
    told = tell.Told(kind, element, task_id, details, under_way.waited)
    tell.write(process, told, run, state_before, now)
    for message in run.sent:
        post(message.name, message.key, message.payload, sender=process, effective=run.effective)
    for task_id_of_job in after.jobs.keys() - under_way.before.jobs.keys():
        wake.later("tasks.run_job", str(task_id_of_job))
    if new := after.messages.keys() - under_way.before.messages.keys():
        try_again(process, {name for _, name in new}, now)


def _save(process: Process) -> None:
    """Raises `NotYourTurn` where the process was moved since it was read: nobody held it."""
    saved = _SAVED.run(
        pk=process.pk,
        read=process.rev - 1,
        state=process.state,
        rev=process.rev,
        status=process.status,
        ended_at=process.ended_at,
    )
    if not saved:
        raise NotYourTurn("Ärendet ändrades i samma stund. Läs in sidan igen och se vad som hänt.")
