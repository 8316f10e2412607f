"""Rows that wait to be done one by one in the background, those first that nobody holds."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from workflows.models import Process

logger = logging.getLogger(__name__)

_AT_ONCE = 50
# In PostgreSQL's numbers a deadlock, a serialization failure, a lock not to be had and a statement
# cancelled; then SQLite's names.
_BUSY = {"40P01", "40001", "55P03", "57014", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT"}


def in_turn(
    waiting: QuerySet[Any], process: str, one: Callable[[int], bool], seconds: float
) -> tuple[int, bool]:
    """Do what waits, for a while. Returns how many were done, and whether to go on at once.

    `process` names what leads from a row to the case that it is about. A case that somebody works
    with comes after the others, and one that is busy is left for the sweep to come back to. Raises
    `OperationalError` where the database is away.
    """
    done, until, after = 0, time.monotonic() + seconds, 0
    while time.monotonic() < until:
        found = waiting.filter(pk__gt=after).order_by("pk").values_list("pk", process)
        rows: dict[int, int | None] = dict(found[:_AT_ONCE])
        if not rows:
            return done, False
        after = max(rows)
        for row in _free_first(rows):
            try:
                done += one(row)
            except OperationalError as error:
                if not is_busy(error):
                    raise
                logger.warning("%s %s is busy and is left for later", waiting.model.__name__, row)
                if hasattr(error.__cause__, "sqlite_errorname"):
                    return done, False  # it is locked whole: no other row is free either
            if time.monotonic() >= until:
                break
    return done, True


def is_busy(error: OperationalError) -> bool:
    """Whether it is others who hold what is needed, and not the database that is away."""
    cause = error.__cause__
    return (
        getattr(cause, "sqlstate", None) in _BUSY
        or getattr(cause, "sqlite_errorname", None) in _BUSY
    )


def _free_first(rows: dict[int, int | None]) -> list[int]:
    if not connection.features.has_select_for_update_skip_locked:
        return list(rows)
    asked = Process.objects.filter(pk__in=[one for one in rows.values() if one is not None])
    with transaction.atomic():
        locked = asked.select_for_update(skip_locked=True, no_key=True)
        free = set(locked.values_list("pk", flat=True))
    return sorted(rows, key=lambda row: (rows[row] is not None and rows[row] not in free, row))
