"""The rows that others find a process by, as the watch reads and counts them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from workflows.models import Incident, Job, Process, Subscription, Timer, UserTask, Watch
from workflows.staffing import Post, Waits

WAITS = ("case_id", "case_type", "element", "role", "group", "scope")
_PART = 512
_EVERY = 2**63 - 1
# From each to the next by the index: they are few, the tasks many. The scopes are asked pair by
# pair, or PostgreSQL reckons with so many that it compiles the question first.
_PAIRS = """
    WITH RECURSIVE r(role) AS (
        SELECT MIN(role) FROM workflows_usertask
        UNION ALL
        SELECT (SELECT MIN(t.role) FROM workflows_usertask t WHERE t.role > r.role)
        FROM r WHERE role IS NOT NULL
    ), g(role, grp) AS (
        SELECT role, (SELECT MIN(t."group") FROM workflows_usertask t WHERE t.role = r.role)
        FROM r WHERE role IS NOT NULL
        UNION ALL
        SELECT role, (SELECT MIN(t."group") FROM workflows_usertask t
            WHERE t.role = g.role AND t."group" > g.grp)
        FROM g WHERE grp IS NOT NULL
    )
    SELECT role, grp FROM g WHERE grp IS NOT NULL
"""
_SCOPES = """
    WITH RECURSIVE s(scope) AS (
        SELECT MIN(scope) FROM workflows_usertask WHERE role = %(role)s AND "group" = %(group)s
        UNION ALL
        SELECT (SELECT MIN(t.scope) FROM workflows_usertask t
            WHERE t.role = %(role)s AND t."group" = %(group)s AND t.scope > s.scope)
        FROM s WHERE scope IS NOT NULL
    )
    SELECT scope FROM s WHERE scope IS NOT NULL
    UNION ALL
    SELECT NULL WHERE EXISTS (SELECT 1 FROM workflows_usertask
        WHERE role = %(role)s AND "group" = %(group)s AND scope IS NULL)
"""


@dataclass
class Rows:
    """The rows of one process: what is open, and what a person has been told of."""

    tasks: dict[UUID, Waits] = field(default_factory=dict)
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


def parts_counted_otherwise() -> list[tuple[int, int]]:
    """The first and last number of the parts where some process's rows have been changed by
    something else than a move, or by one that has not been looked at.

    A part has so many processes that sums are few, and each row weighs what no other process's in
    the part does, so that one row more does not hide another that is lost.
    """
    watch = Watch._meta.db_table  # noqa: SLF001
    weight = f"CAST(process_id % {_PART} + 1 AS integer)"
    part = f"process_id / {_PART} AS part"
    sums = [
        f"SELECT {part}, SUM({weight}) AS n FROM {source} GROUP BY 1"  # noqa: S608 - our own names
        for source in _sources()
    ]
    sums.append(f'SELECT {part}, -SUM({weight} * "rows") AS n FROM {watch} GROUP BY 1')  # noqa: S608
    asked = f"SELECT part FROM ({' UNION ALL '.join(sums)}) s GROUP BY part HAVING SUM(n) <> 0"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return sorted((part * _PART, (part + 1) * _PART - 1) for (part,) in cursor.fetchall())


def counted_otherwise(first: int = 0, last: int = _EVERY) -> list[int]:
    """Those, from the one number to the other, whose rows have been changed by something else than
    a move."""
    each = [
        f"SELECT process_id FROM {source}"  # noqa: S608 - our own names
        f" {'AND' if ' WHERE ' in source else 'WHERE'} process_id BETWEEN %s AND %s"
        for source in _sources()
    ]
    watch, process = Watch._meta.db_table, Process._meta.db_table  # noqa: SLF001
    sql = (
        f"SELECT w.process_id FROM {watch} w"  # noqa: S608 - our own names
        f" JOIN {process} p ON p.id = w.process_id AND p.status = %s AND p.rev = w.rev"
        " LEFT JOIN (SELECT process_id, COUNT(*) AS n FROM"
        f" ({' UNION ALL '.join(each)}) r GROUP BY process_id) c ON c.process_id = w.process_id"
        ' WHERE COALESCE(c.n, 0) <> w."rows" AND w.process_id BETWEEN %s AND %s'
    )
    within = [first, last]
    with connection.cursor() as cursor:
        cursor.execute(sql, [Process.Status.RUNNING, *within * (len(each) + 1)])
        return [row[0] for row in cursor.fetchall()]


def _sources() -> list[str]:
    """Where the rows of a process are."""
    tables = [one._meta.db_table for one in (UserTask, Timer, Subscription, Job)]  # noqa: SLF001
    incidents = Incident._meta.db_table  # noqa: SLF001
    return [*tables, f"{incidents} WHERE resolved_at IS NULL AND process_id IS NOT NULL"]


def rows_of(ids: Collection[int]) -> dict[int, Rows]:
    """The rows of these, the incidents last: what has stopped is told of when it stops."""
    found = {one: Rows() for one in ids}
    for task in UserTask.objects.filter(process__in=ids).only("process_id", *WAITS):
        found[task.process_id].tasks[task.pk] = waits_of(task)
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


def waits_of(task: UserTask) -> Waits:
    """Whom a task waits for, and where; of a row with `WAITS` read."""
    post = Post(task.role, task.group, task.scope)
    return Waits(task.case_id, task.case_type, task.element, post)


def posts() -> list[Post]:
    """Whom any task waits for, each once."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS)
        for role, group in cursor.fetchall():
            cursor.execute(_SCOPES, {"role": role, "group": group})
            found += [Post(role, group, scope) for (scope,) in cursor.fetchall()]
    return found
