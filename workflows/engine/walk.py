"""Moving tokens: everything that needs no person, until all that is left waits for somebody."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask, StartEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.util.task import TaskState

from workflows.diagrams.specs import PARKED, Condition, NamedMessage, message_event
from workflows.engine.run import MoveRun
from workflows.errors import Hinder, NotFound, NotYourTurn, Refused

# Elements in one move. The longest of our own runs through about thirty.
LIMIT = 2000


def to_rest(workflow: Any, run: MoveRun) -> None:
    """Run until every token waits. Raises `Refused` when the diagram turns in a circle."""
    left = LIMIT
    while not workflow.completed:
        ran = _round(workflow, run, left)
        if ran == 0 and not _conditions_met(workflow):
            return
        left -= ran


def choose_start(workflow: Any, *, by_message: bool, name: str | None = None) -> Any | None:
    """Let one start event begin it, and cancel the others: the blank one, or a message's.

    Returns the message start, which then waits for its message; without a `name` the first drawn.
    """
    for kind in (BpmnStartTask, StartEventSplit):
        for task in [one for one in tasks_of(workflow) if isinstance(one.task_spec, kind)]:
            if task.state == TaskState.READY and task.workflow is workflow:
                task.run()
    starts = [
        task
        for task in tasks_of(workflow)
        if isinstance(task.task_spec, StartEvent) and task.workflow is workflow
    ]
    waits = [task for task in starts if _message_names(task)]
    chosen = next((one for one in waits if name is None or name in _message_names(one)), None)
    if len(starts) > 1:
        for task in starts:
            if task is not chosen if by_message else task in waits:
                task.cancel()
    return chosen if by_message else None


def _message_names(task: Any) -> list[str]:
    return [one.name for one in definitions(task) if isinstance(one, NamedMessage)]


def complete(workflow: Any, task: Any, run: MoveRun) -> None:
    """Finish a user task that is ready."""
    task.run()
    run.trail.append(task.task_spec.bpmn_id)


def catch_message(workflow: Any, task: Any, name: str) -> None:
    """Hand a message to the one task that waits for it."""
    definition = next(d for d in definitions(task) if getattr(d, "name", None) == name)
    task.task_spec.catch(task, message_event(definition))
    task.task_spec._update(task)


def guide_of(workflow: Any, element: str) -> Any | None:
    """The embedded subprocess under way that has the element; None when it has been left."""
    for task in tasks_of(workflow):
        inside = workflow.subprocess_specs.get(getattr(task.task_spec, "spec", ""))
        if task.state != TaskState.STARTED or inside is None:
            continue
        if any(one.bpmn_id == element for one in inside.task_specs.values()):
            return task
    return None


def enter_again(
    workflow: Any, run: MoveRun, owner: Any, element: str, open_before: set[UUID]
) -> None:
    """Leave a subprocess and enter it again at one of its user tasks; what leads there is passed
    by without being asked anew. Raises `NotFound`."""
    for sub in [s for s in workflow.subprocesses.values() if s.parent_task_id == owner.id]:
        sub.cancel()
        workflow.delete_subprocess(owner)
    owner.task_spec.start_workflow(owner)
    for _ in range(100):
        to_rest(workflow, run)
        ready = [one for one in tasks_of(workflow) if one.state == TaskState.READY]
        asked = [one for one in ready if one.task_spec.manual]
        if any(one.task_spec.bpmn_id == element for one in asked):
            run.trail.clear()
            return
        passable = [one for one in asked if one.id not in open_before]
        if not passable:
            break
        passable[0].run()
    raise NotFound("Det steget finns inte i guiden.")


def fire(task: Any) -> None:
    """Let a timer that is due go off."""
    task.internal_data["event_fired"] = True
    task.task_spec._update(task)


def begin_to_wait(workflow: Any, task_ids: Iterable[UUID]) -> None:
    """Let events that were put in beside what was under way count their time and ask."""
    for task_id in task_ids:
        task = find(workflow, task_id)
        if task is not None:
            task.task_spec._update(task)


def wake_parked(task: Any) -> None:
    """Let a parked token try its element again."""
    task.internal_data.pop(PARKED, None)
    if task.state == TaskState.WAITING:
        task.task_spec._update(task)
    elif getattr(task.task_spec, "data_input", None) is not None or hasattr(
        task.task_spec, "cardinality"
    ):
        task._set_state(TaskState.WAITING)
        task.internal_data.pop("items", None)
        task.task_spec._update(task)
    else:
        task._set_state(TaskState.READY)


def tasks_of(workflow: Any) -> Iterator[Any]:
    """Every task, in subprocesses too."""
    yield from workflow.tasks.values()
    for sub in workflow.subprocesses.values():
        yield from sub.tasks.values()


def find(workflow: Any, task_id: UUID) -> Any | None:
    """A task by id, wherever it is."""
    for part in (workflow, *workflow.subprocesses.values()):
        if task_id in part.tasks:
            return part.tasks[task_id]
    return None


def ready_user_task(workflow: Any, element: str, task_id: UUID | None) -> Any:
    """The open user task of that element (and id). Raises `NotYourTurn`."""
    for task in tasks_of(workflow):
        if (
            task.state == TaskState.READY
            and task.task_spec.manual
            and task.task_spec.bpmn_id == element
            and (task_id is None or task.id == task_id)
        ):
            return task
    raise NotYourTurn(
        "Uppgiften är redan utförd eller inte aktuell längre. "
        "Läs in sidan igen och se vad som hänt."
    )


def definitions(task: Any) -> list[Any]:
    """What a waiting event waits for: one thing, or several at an event gateway."""
    return definitions_of(task.task_spec)


def definitions_of(spec: Any) -> list[Any]:
    """The same of an element, whether anything waits there or not."""
    definition = getattr(spec, "event_definition", None)
    if definition is None:
        return []
    return list(getattr(definition, "event_definitions", None) or [definition])


def waits_for_message(task: Any, name: str) -> bool:
    """Whether this task waits for a message of that name now."""
    return task.state == TaskState.WAITING and any(
        isinstance(d, NamedMessage) and d.name == name for d in definitions(task)
    )


def _round(workflow: Any, run: MoveRun, left: int) -> int:
    """Run what is ready once: the innermost subprocess first. Returns how many ran."""
    ran = 0
    _drop_left(workflow)
    inner = sorted(workflow.get_active_subprocesses(), key=lambda s: s.depth, reverse=True)
    for part in (*inner, workflow):
        for task in [t for t in part.tasks.values() if _runs_by_itself(t)]:
            if task.id not in part.tasks or not _runs_by_itself(task):
                continue  # an earlier one in this round took it away
            ran += 1
            if ran > left:
                raise Refused(
                    [
                        Hinder(
                            "steggrans",
                            "Processen går i cirkel utan att vänta på någon. "
                            "Be processägaren rätta diagrammet.",
                        )
                    ]
                )
            task.run()
            if task.state == TaskState.COMPLETED and getattr(task.task_spec, "bpmn_id", None):
                run.trail.append(task.task_spec.bpmn_id)
        if part is not workflow:
            owner = find(workflow, part.parent_task_id)
            if owner is not None and owner.state == TaskState.STARTED:
                owner.task_spec._update(owner)
    return ran


def _drop_left(workflow: Any) -> None:
    """A multi-instance that is cancelled leaves the subprocesses of its children behind."""
    while left := [one for one in workflow.subprocesses if find(workflow, one) is None]:
        for task_id in left:
            del workflow.subprocesses[task_id]


def _runs_by_itself(task: Any) -> bool:
    return task.state == TaskState.READY and not task.task_spec.manual


def _conditions_met(workflow: Any) -> bool:
    """Ask every waiting condition again. Returns whether any now holds."""
    met = False
    for task in list(tasks_of(workflow)):
        if task.state == TaskState.WAITING and any(
            isinstance(d, Condition) for d in definitions(task)
        ):
            task.task_spec._update(task)
            met = met or task.state == TaskState.READY
    return met
