"""How many tasks two worker processes complete in a second (PostgreSQL)."""

import multiprocessing
import time
from multiprocessing.synchronize import Barrier
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection, connections
from django.test import Client

from benchmarks.figures import Figure
from benchmarks.people import worker
from benchmarks.reference import AS_BROWSERS_DO, through
from cases.organisation.models import Anvandare
from tasks.memory import settle

_WORKERS = 2


def measure(*, quick: bool) -> list[Figure]:
    """Completions over HTTP per second, two processes, each with its own tasks."""
    if connection.vendor != "postgresql":
        return []
    each = 60 if quick else 300
    tasks = [[(task.pk, filled) for task, filled in through(each)] for _ in range(_WORKERS)]
    person = worker().pk
    connections.close_all()
    started = multiprocessing.get_context("fork")
    gate = started.Barrier(_WORKERS + 1)
    people = [started.Process(target=_complete, args=(mine, person, gate)) for mine in tasks]
    for one in people:
        one.start()
    gate.wait()
    begun = time.perf_counter()
    for one in people:
        one.join()
    taken = time.perf_counter() - begun
    if any(one.exitcode for one in people):
        raise RuntimeError("A worker failed")
    rate = _WORKERS * each / taken
    return [
        Figure("referens.klara_per_sekund", rate, "per s", 100, 32, "viewflow", more=True,
               note="2 processer")
    ]  # fmt: skip


def _complete(tasks: list[tuple[UUID, dict[str, str]]], person: int, gate: Barrier) -> None:
    client = Client()
    client.force_login(Anvandare.objects.get(pk=person))
    settle()
    gate.wait()
    for task_id, filled in tasks:
        answer = client.post(f"/fritt/uppgift/{task_id}/", urlencode(filled), AS_BROWSERS_DO)
        if answer.status_code != 302:
            raise SystemExit(1)
