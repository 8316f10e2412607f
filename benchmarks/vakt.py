"""A round of the watch where nothing has happened, however many cases run."""

import statistics
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Figure
from benchmarks.people import worker
from benchmarks.reference import begin
from benchmarks.varld.skriv import kolumner, nasta_id, skriv, som_lagras, stall_raknare
from cases.organisation.models import Anvandare, Betalare, Kund, Uppdrag
from workflows import clock
from workflows.models import Move, Process, Subscription, Timer, UserTask, Watch
from workflows.watch.round import go_round

_ENHETER = 300
_GANGER = 7
# A message that a published diagram sends.
_SENT = "specialanpassning_klar"


def measure(*, quick: bool) -> list[Figure]:
    """200 000 running cases (10 000 when quick): each with a task, every other with a time and
    every third with a message that it waits for, as the first rounds have left them."""
    many = 10_000 if quick else 200_000
    with transaction.atomic():
        _fill(many)
    with connection.cursor() as cursor:
        # As a database in use is kept; SQLite knows no VACUUM of one's statistics.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    for _ in range(3):
        go_round()
    taken = []
    for _ in range(_GANGER):
        begun = time.perf_counter()
        done = go_round()
        taken.append((time.perf_counter() - begun) * 1000)
        if done.looked or done.listed:
            raise ValueError(f"The round was not idle: {done}.")
    with CaptureQueriesContext(connection) as asked:
        go_round()
    return [
        Figure(f"vakt.tom_rond.{many}", statistics.median(taken), "ms", 200),
        Figure("vakt.tom_rond.sql", len(asked), "satser"),
    ]


def _fill(many: int) -> None:
    """Copies of one case, spread over roles and units where somebody is."""
    person, units = _everybody()
    task = begin()
    one = task.process
    moved = Move.objects.get(process=one)
    timer = Timer(task_id=uuid4(), process=one, element="t", due_at=clock.now() + timedelta(days=9))
    waits = Subscription(process=one, task_id=uuid4(), element="s", message=_SENT, key="1")
    first, move = nasta_id(Process), nasta_id(Move)
    every = range(many)
    posts = [(role, unit.pk) for unit in units for role in person.roller]

    def of(number: int) -> dict[str, Any]:
        role, unit = posts[number % len(posts)]
        return {"task_id": uuid4(), "case_id": uuid4(), "role": role, "scope": unit}

    _copies(Process, one, ({"id": first + n, "case_id": uuid4()} for n in every))
    _copies(Move, moved, ({"id": move + n, "process": first + n} for n in every))
    _copies(UserTask, task, (of(n) | {"process": first + n} for n in every))
    _copies(Timer, timer, ({"task_id": uuid4(), "process": first + n} for n in every if not n % 2))
    _copies(
        Subscription,
        waits,
        ({"id": n + 1, "task_id": uuid4(), "process": first + n} for n in every if not n % 3),
    )
    seen = Watch(process=one, rev=one.rev, rows=1)
    rows = ({"process": first + n, "rows": 1 + (not n % 2) + (not n % 3)} for n in every)
    _copies(Watch, seen, rows)
    stall_raknare((Process, Move, Subscription))


def _everybody() -> tuple[Anvandare, list[Kund]]:
    """Somebody who holds every post that the cases wait for."""
    person = worker()
    person.roller = [*person.roller, "lager", "tekniker", "transport", "forskrivare"]
    person.save()
    payer, _ = Betalare.objects.get_or_create(nummer="1", defaults={"namn": "Regionen"})
    units = Kund.objects.bulk_create(
        Kund(nummer=f"9{n:05d}", namn=f"Enhet {n}", organisation="region", betalare=payer)
        for n in range(_ENHETER)
    )
    Uppdrag.objects.bulk_create(Uppdrag(anvandare=person, kund=unit) for unit in units)
    return person, units


def _copies(model: type[Model], row: Model, changes: Iterable[dict[str, Any]]) -> None:
    """The row again and again, each time with something of it changed."""
    fields = kolumner(model)
    stored = {one.name: som_lagras(model, one.name, getattr(row, one.attname)) for one in fields}

    def each() -> Iterator[list[Any]]:
        for changed in changes:
            new = {name: som_lagras(model, name, value) for name, value in changed.items()}
            yield list((stored | new).values())

    skriv(model, [str(one.column) for one in fields], each())
