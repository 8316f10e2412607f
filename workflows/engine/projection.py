"""What others may see of a process: open tasks, timers, subscriptions and jobs as rows.

The rows are kept in step with the state by comparing before and after, so a move that changes
nothing writes nothing, and no row is read to find out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from workflows import registry
from workflows.diagrams.specs import park
from workflows.diagrams.written import feel_text, properties_of
from workflows.engine.run import MoveRun, item_literal
from workflows.engine.waiting import Open, asked_again
from workflows.errors import NullCondition
from workflows.models import Incident, Job, Process, Subscription, Timer, UserTask
from workflows.prepared import Insert
from workflows.registry import TaskFields

_USER_TASK = Insert(UserTask)


def write(process: Process, before: Open, after: Open, run: MoveRun, now: datetime) -> None:
    """Bring the rows in step. `before` and `after` are `look` at the same process."""
    _write_tasks(process, before, after, run, now)
    _write_timers(process, before, after)
    _write_subscriptions(process, before, after, run)
    _write_jobs(process, before, after, run, now)
    if gone := _may_have_stopped(before, now) - _may_have_stopped(after, now):
        _overtake(Incident.objects.filter(process=process, task_id__in=gone), now)
    if run.troubles:
        Incident.objects.bulk_create(
            Incident(
                process=process,
                task_id=trouble.task.id,
                element=trouble.task.task_spec.bpmn_id,
                kind=trouble.kind,
                sentence=trouble.sentence[:500],
                detail=trouble.detail,
                created_at=now,
            )
            for trouble in run.troubles
        )


def _may_have_stopped(seen: Open, now: datetime) -> set[UUID]:
    """What a person may have been told of: what is stuck, jobs, and times that are long due."""
    due = {
        task_id
        for task_id, (_, moment) in seen.timers.items()
        if datetime.fromisoformat(moment) <= now
    }
    return seen.stuck | seen.jobs.keys() | due


def clear(process: Process, now: datetime) -> None:
    """A cancelled process waits for nothing, and nothing in it is worth mending."""
    for rows in (process.user_tasks, process.timers, process.subscriptions, process.jobs):
        rows.all().delete()
    _overtake(process.incidents.filter(task_id__isnull=False), now)


def _overtake(incidents: QuerySet[Incident], now: datetime) -> None:
    incidents.filter(resolved_at__isnull=True).update(
        resolved_at=now, resolution=Incident.Resolution.OVERTAKEN
    )


def _write_tasks(process: Process, before: Open, after: Open, run: MoveRun, now: datetime) -> None:
    gone = before.tasks.keys() - after.tasks.keys()
    new = [task for task_id, task in after.tasks.items() if task_id not in before.tasks]
    again = asked_again(before, after)
    had = UserTask.objects.in_bulk(again.values()) if again else {}
    if gone:
        UserTask.objects.filter(pk__in=gone).delete()
    kept = after.tasks.keys() & before.tasks.keys()
    if not new and not kept:
        return
    shown = run.case_type.projector(process.case_id)
    if kept:
        # What the case is about may have changed under a task that is still open.
        UserTask.objects.filter(pk__in=kept).update(**_shown(shown))
    for task in new:
        row = _user_task(process, task, shown, run, now)
        was = had.get(again[task.id]) if task.id in again else None
        if was is not None:
            row.created_at = was.created_at
            if (was.role, was.group) == (row.role, row.group):
                row.assignee, row.claimed_at = was.assignee, was.claimed_at
        _USER_TASK.run(row)


def regroup(process: Process, waiting: Open, run: MoveRun) -> None:
    """Let open tasks lie with the group that has them as things are now: one that leaves its group
    is nobody's yet."""
    asked = {
        task_id: group
        for task_id, task in waiting.tasks.items()
        if (group := properties_of(task.task_spec.extensions).get("group"))
    }
    if not asked:
        return
    for row in UserTask.objects.filter(pk__in=asked):
        task = waiting.tasks[row.pk]
        group = run.text(task, asked[row.pk])
        if group != row.group:
            UserTask.objects.filter(pk=row.pk).update(
                group=group, role=_role(task, group), assignee="", claimed_at=None
            )


def rename(before: Open, after: Open) -> None:
    """Tell by the diagram's new ids, names and lanes of what waits on as it did.

    When it is due, who has it and what it is matched by stay. A group's work stays its role's.
    """
    for task_id in after.tasks.keys() & before.tasks.keys():
        spec = after.tasks[task_id].task_spec
        rows = UserTask.objects.filter(pk=task_id)
        rows.update(element=spec.bpmn_id, name=spec.bpmn_name or spec.bpmn_id)
        rows.filter(group="").update(role=spec.lane or "")
    _rename(Timer.objects.all(), "task_id", _single(before.timers), _single(after.timers))
    _rename(Job.objects.all(), "id", before.jobs, after.jobs)
    was, now = (
        {task_id: task for (task_id, _), (task, _) in seen.messages.items()}
        for seen in (before, after)
    )
    _rename(Subscription.objects.all(), "task_id", was, now)


def _single(timers: Mapping[UUID, tuple[Any, str]]) -> dict[UUID, Any]:
    return {task_id: task for task_id, (task, _) in timers.items()}


def _rename(
    rows: QuerySet[Any], key: str, before: Mapping[UUID, Any], after: Mapping[UUID, Any]
) -> None:
    for task_id in before.keys() & after.keys():
        element = after[task_id].task_spec.bpmn_id
        if element != before[task_id].task_spec.bpmn_id:
            rows.filter(**{key: task_id}).update(element=element)


def show_again(process: Process, shown: TaskFields) -> None:
    """Let the open tasks tell of the case as it is now."""
    UserTask.objects.filter(process=process).update(**_shown(shown))


def _user_task(
    process: Process, task: Any, shown: TaskFields, run: MoveRun, now: datetime
) -> UserTask:
    spec = task.task_spec
    own = properties_of(spec.extensions)
    deadline = own.get("deadline")
    priority = run.text(task, own["priority"]) if own.get("priority") else ""
    group = run.text(task, own["group"]) if own.get("group") else ""
    return UserTask(
        task_id=task.id,
        process=process,
        case_id=process.case_id,
        case_type=run.case_type.namn,
        element=spec.bpmn_id,
        name=spec.bpmn_name or spec.bpmn_id,
        role=_role(task, group),
        group=group,
        priority=int(priority) if priority.lstrip("-").isdigit() else 0,
        deadline=run.moment(task, feel_text(deadline)) if deadline else None,
        created_at=now,
        **_shown(shown),
    )


def _role(task: Any, group: str) -> str:
    """A group belongs to one role: work that a decision sends to it is that role's."""
    lane = task.task_spec.lane or ""
    return registry.groups().get(group, lane) if group else lane


def _shown(fields: TaskFields) -> dict[str, Any]:
    return {
        "number": fields.number,
        "subject": fields.subject[:120],
        "what": fields.what[:200],
        "unit": fields.unit[:120],
        "scope": fields.scope,
        "search": fields.search.lower(),
    }


def _write_timers(process: Process, before: Open, after: Open) -> None:
    old = {task_id: due for task_id, (_, due) in before.timers.items()}
    if gone := old.keys() - after.timers.keys():
        Timer.objects.filter(pk__in=gone).delete()
    new = [(task, due) for task_id, (task, due) in after.timers.items() if old.get(task_id) != due]
    if new:
        Timer.objects.bulk_create(
            [
                Timer(
                    task_id=task.id,
                    process=process,
                    element=task.task_spec.bpmn_id,
                    due_at=datetime.fromisoformat(due),
                )
                for task, due in new
            ],
            update_conflicts=True,
            unique_fields=["task_id"],
            update_fields=["due_at"],
        )


def _write_subscriptions(process: Process, before: Open, after: Open, run: MoveRun) -> None:
    if gone := {task_id for task_id, _ in before.messages.keys() - after.messages.keys()}:
        Subscription.objects.filter(task_id__in=gone).delete()
    new = []
    for (task_id, name), (task, expression) in after.messages.items():
        if (task_id, name) in before.messages:
            continue
        key = run.key(task, expression)
        if key is None:  # nothing may ever be matched by an empty key
            park(task, NullCondition(f"Väntan på processmeddelandet ”{name}” saknar nyckel."))
            continue
        new.append(
            Subscription(
                process=process,
                task_id=task_id,
                element=task.task_spec.bpmn_id,
                message=name,
                key=key,
            )
        )
    if new:
        Subscription.objects.bulk_create(new)


def _write_jobs(process: Process, before: Open, after: Open, run: MoveRun, now: datetime) -> None:
    if gone := before.jobs.keys() - after.jobs.keys():
        Job.objects.filter(pk__in=gone).delete()
    new = [task for task_id, task in after.jobs.items() if task_id not in before.jobs]
    if new:
        Job.objects.bulk_create(
            Job(
                id=task.id,
                process=process,
                element=task.task_spec.bpmn_id,
                actor=run.actor,
                message=run.message,
                item=item_literal(task),
                effective_at=run.effective,
                take_at=now,
            )
            for task in new
        )
