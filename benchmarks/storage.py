"""What a finished case leaves in the database, history included."""

from django.db import connection

from benchmarks.figures import Figure
from benchmarks.people import worker
from benchmarks.reference import begin, posted
from cases.fritt import actions
from workflows.models import UserTask

_TABLES = (
    "workflows_process", "workflows_move", "workflows_movedetail", "workflows_usertask",
)  # fmt: skip


def measure(*, quick: bool) -> list[Figure]:
    """Bytes per finished reference case in the engine's tables, indexes included (PostgreSQL)."""
    if connection.vendor != "postgresql":
        return []
    cases = 100 if quick else 500
    _settle()
    before = _size()
    for _ in range(cases):
        task = begin()
        case_id = task.case_id
        for _ in range(3):
            task = UserTask.objects.get(case_id=case_id)
            actions.svara(task.pk, person=worker(), inlamning=posted(task))
    _settle()
    return [
        Figure(
            "lagring.klart_arende", (_size() - before) / cases, "byte", 2500, 16_800, "SpiffArena"
        )
    ]


def _settle() -> None:
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"VACUUM FULL {table}")


def _size() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name",
            [list(_TABLES)],
        )
        return int(cursor.fetchone()[0])
