"""What waits in a workflow, as the rows beside it are kept in step with."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from workflows.diagrams.specs import DueTimer, NamedMessage, Step
from workflows.engine import walk
from workflows.engine.run import is_parked, item_literal


@dataclass
class Open:
    """What waits: user tasks, timers (by due time), messages and jobs.

    `stuck` waits for a person to mend something; it may be one of the others too. `asks` tells of
    each task its element and, as a literal, what it is for: several of an element are told apart.
    """

    tasks: dict[UUID, Any] = field(default_factory=dict)
    asks: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    timers: dict[UUID, tuple[Any, str]] = field(default_factory=dict)
    messages: dict[tuple[UUID, str], tuple[Any, str]] = field(default_factory=dict)
    jobs: dict[UUID, Any] = field(default_factory=dict)
    stuck: set[UUID] = field(default_factory=set)


def look(workflow: Any) -> Open:
    """What waits in a workflow right now."""
    seen = Open()
    if workflow.completed:
        return seen
    for task in walk.tasks_of(workflow):
        if is_parked(task):
            seen.stuck.add(task.id)
        if task.state == TaskState.READY and task.task_spec.manual:
            seen.tasks[task.id] = task
            seen.asks[task.id] = task.task_spec.bpmn_id, item_literal(task)
        elif task.state == TaskState.STARTED and isinstance(task.task_spec, Step):
            if not is_parked(task):
                seen.jobs[task.id] = task
        elif task.state == TaskState.WAITING:
            _look_at_waiting(task, seen)
    return seen


def _look_at_waiting(task: Any, seen: Open) -> None:
    for definition in walk.definitions(task):
        if isinstance(definition, DueTimer):
            if due := task.internal_data.get("event_value"):
                seen.timers[task.id] = (task, due)
        elif isinstance(definition, NamedMessage):
            seen.messages[task.id, definition.name] = (task, definition.key)


def asked_again(before: Open, after: Open) -> dict[UUID, UUID]:
    """Tasks that a move asks, by the one of the same element, and of the same item where there are
    several, that it took away undone: it is started over, as by a reminder, and is the same work.
    """
    gone: dict[tuple[str, str], list[UUID]] = {}
    for task_id in before.tasks.keys() - after.tasks.keys():
        if not before.tasks[task_id].has_state(TaskState.COMPLETED):
            gone.setdefault(before.asks[task_id], []).append(task_id)
    found = {}
    for task_id in after.tasks.keys() - before.tasks.keys():
        if left := gone.get(after.asks[task_id]):
            found[task_id] = left.pop()
    return found
