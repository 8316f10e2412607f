"""An idle round of the sweep: one question, however many timers wait."""

import statistics
import time
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Figure
from benchmarks.reference import begin
from workflows import clock
from workflows.models import Process, Timer


def measure(*, quick: bool) -> list[Figure]:
    """The due-timer question at 1 000 and at a million waiting timers (100 000 when quick)."""
    process = Process.objects.get(case_id=begin().case_id)
    _fill(process, 1_000)
    few = _round_ms()
    many = 100_000 if quick else 1_000_000
    _fill(process, many - 1_000)
    much = _round_ms()
    with CaptureQueriesContext(connection) as asked:
        _due()
    return [
        Figure("timer.tom_runda.1000", few, "ms"),
        Figure(f"timer.tom_runda.{many}", much, "ms", 5),
        Figure("timer.tom_runda.sql", len(asked), "satser", 1, 95_059, "SpiffArena vid 5 000"),
    ]


def _due() -> list[object]:
    due = Timer.objects.filter(due_at__lte=clock.now()).order_by("due_at")
    return list(due.values_list("pk", flat=True)[:200])


def _round_ms() -> float:
    taken = []
    for _ in range(20):
        begun = time.perf_counter()
        _due()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _fill(process: Process, count: int) -> None:
    later = clock.now() + timedelta(days=1)
    Timer.objects.bulk_create(
        (
            Timer(
                task_id=uuid4(), process=process, element="t", due_at=later + timedelta(seconds=n)
            )
            for n in range(count)
        ),
        batch_size=5_000,
    )
