"""How long what waits has waited: noted when it begins, told with the move that ends it.

Told as seconds and never as people: `[element, waited, worked, left, cut]`. `worked` is counted
from when somebody last took the task, and null where nobody had. `left` is what was left of its
deadline when it was done, less than nothing when it was late, and null without one. `cut` is 1
when it was left undone: the case went another way, or ended. A task that is started over waits on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.util.task import TaskState

from workflows.engine import walk
from workflows.engine.waiting import Open, asked_again
from workflows.models import UserTask

Row = list[Any]

# What a user task's row tells of how long it took.
TOLD = ("created_at", "claimed_at", "deadline")
# Kept with the token; written in whole seconds.
_SINCE = "since"


def of_task(
    element: str, told: Sequence[datetime | None], done: datetime, *, cut: bool = False
) -> Row:
    """A user task that ends: `told` holds what `TOLD` names."""
    created, claimed, deadline = told
    begun = created or done
    taken = min(max(claimed, begun), done) if claimed else None
    return [
        element,
        _seconds(begun, taken or done),
        _seconds(taken, done) if taken else None,
        round((deadline - done).total_seconds()) if deadline else None,
        int(cut),
    ]


def ended(workflow: Any, before: Open, after: Open, done: datetime) -> list[Row]:
    """What waited and does not any longer. The rows of user tasks must still be there."""
    found = _waiting(before)
    gone = [
        found[task_id] or walk.find(workflow, task_id)
        for task_id in found.keys() - _waiting(after).keys()
    ]
    cut = before.tasks.keys() - after.tasks.keys() - set(asked_again(before, after).values())
    return [
        *_tasks(before.tasks, cut, done),
        *_others([task for task in gone if task is not None], done),
    ]


def begin(workflow: Any, before: Open, after: Open, now: datetime) -> None:
    """Note since when each new wait has been. The state must not have been written yet."""
    for task_id in _waiting(after).keys() - _waiting(before).keys():
        task = walk.find(workflow, task_id)
        if task is not None and not _is_beside(task):
            task.internal_data.setdefault(_SINCE, int(now.timestamp()))


def _tasks(tasks: Mapping[UUID, Any], gone: Iterable[UUID], done: datetime) -> list[Row]:
    left = list(gone)
    if not left:
        return []
    rows = UserTask.objects.filter(pk__in=left).values_list("pk", *TOLD)
    return [
        of_task(tasks[task_id].task_spec.bpmn_id, told, done, cut=True) for task_id, *told in rows
    ]


def _others(gone: Iterable[Any], done: datetime) -> list[Row]:
    rows = []
    for task in gone:
        since = task.internal_data.get(_SINCE)
        if since is None or _is_beside(task):
            continue
        waited = _seconds(datetime.fromtimestamp(since, tz=UTC), done)
        cut = int(task.state != TaskState.COMPLETED)
        rows.append([task.task_spec.bpmn_id, waited, None, None, cut])
    return sorted(rows, key=lambda row: (row[0], row[1]))


def _waiting(seen: Open) -> dict[UUID, Any]:
    """What waits but for people. What is stuck is known by its id alone."""
    found: dict[UUID, Any] = dict.fromkeys(seen.stuck)
    found |= {task_id: task for task_id, (task, _) in seen.timers.items()}
    found |= {task_id: task for (task_id, _), (task, _) in seen.messages.items()}
    found |= seen.jobs
    return {task_id: task for task_id, task in found.items() if task_id not in seen.tasks}


def _is_beside(task: Any) -> bool:
    """Whether it only listens while the case stands somewhere else."""
    return isinstance(task.task_spec, BoundaryEvent | StartEvent)


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, round((end - start).total_seconds()))
