"""The rows that others find a process by, as the watch reads and counts them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from workflows.models import Incident, Job, Process, Subscription, Timer, UserTask, Watch
from workflows.staffing import Post


@dataclass
class Rows:
    """The rows of one process: what is open, and what a person has been told of."""

    tasks: dict[UUID, Post] = field(default_factory=dict)
    timers: dict[UUID, datetime] = field(default_factory=dict)
    messages: set[tuple[UUID, str]] = field(default_factory=set)
    jobs: dict[UUID, datetime | None] = field(default_factory=dict)
    told: set[UUID] = field(default_factory=set)
    incidents: int = 0

    @property
    def count(self) -> int:
        """How many there are, as `counted_otherwise` reckons them."""
        open_ = len(self.tasks) + len(self.timers) + len(self.messages) + len(self.jobs)
        return open_ + self.incidents


def counted_otherwise() -> list[int]:
    """Those whose rows have been changed by something else than a move."""
    tables = [one._meta.db_table for one in (UserTask, Timer, Subscription, Job)]  # noqa: SLF001
    each = [f"SELECT process_id FROM {table}" for table in tables]  # noqa: S608 - our own names
    incidents = Incident._meta.db_table  # noqa: SLF001
    each.append(
        f"SELECT process_id FROM {incidents}"  # noqa: S608 - our own name
        " WHERE resolved_at IS NULL AND process_id IS NOT NULL"
    )
    watch, process = Watch._meta.db_table, Process._meta.db_table  # noqa: SLF001
    sql = (
        f"SELECT w.process_id FROM {watch} w"  # noqa: S608 - our own names
        f" JOIN {process} p ON p.id = w.process_id AND p.status = %s AND p.rev = w.rev"
        " LEFT JOIN (SELECT process_id, COUNT(*) AS n FROM"
        f" ({' UNION ALL '.join(each)}) r GROUP BY process_id) c ON c.process_id = w.process_id"
        ' WHERE COALESCE(c.n, 0) <> w."rows"'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [Process.Status.RUNNING])
        return [row[0] for row in cursor.fetchall()]


def rows_of(ids: Collection[int]) -> dict[int, Rows]:
    """The rows of these, the incidents last: what has stopped is told of when it stops."""
    found = {one: Rows() for one in ids}
    for task in UserTask.objects.filter(process__in=ids).only(
        "process_id", "role", "group", "scope"
    ):
        found[task.process_id].tasks[task.pk] = Post(task.role, task.group, task.scope)
    for timer in Timer.objects.filter(process__in=ids):
        found[timer.process_id].timers[timer.pk] = timer.due_at
    for waits in Subscription.objects.filter(process__in=ids):
        found[waits.process_id].messages.add((waits.task_id, waits.message))
    for job in Job.objects.filter(process__in=ids).only("process_id", "take_at"):
        found[job.process_id].jobs[job.pk] = job.take_at
    for incident in Incident.objects.filter(process__in=ids, resolved_at__isnull=True).only(
        "process_id", "task_id"
    ):
        if incident.process_id is not None:
            found[incident.process_id].incidents += 1
            if incident.task_id is not None:
                found[incident.process_id].told.add(incident.task_id)
    return found
