"""Steps of the made-up case type that the engine's tests run."""

from collections import Counter
from uuid import UUID

import psycopg
from django.db import OperationalError

from workflows.registry import Tillfalle, step

calls: list[tuple[str, Tillfalle]] = []
fail: dict[str, int] = {}
# Steps in which the worker dies, so many times.
die: dict[str, int] = {}
# Steps that others hold something of, so many times.
busy: dict[str, int] = {}
keys: Counter[UUID] = Counter()
# Messages that have begun a case.
begun: list[tuple[str, dict[str, object]]] = []


def _called(name: str, tillfalle: Tillfalle) -> None:
    calls.append((name, tillfalle))
    if die.get(name, 0) > 0:
        die[name] -= 1
        raise KeyboardInterrupt
    if busy.get(name, 0) > 0:
        busy[name] -= 1
        raise OperationalError("held by others") from psycopg.errors.LockNotAvailable()
    if fail.get(name, 0) > 0:
        fail[name] -= 1
        raise RuntimeError(f"{name} went wrong")


@step()
def s1(case_id: UUID, *, tillfalle: Tillfalle) -> None:
    _called("s1", tillfalle)


@step()
def s2(case_id: UUID, *, tillfalle: Tillfalle) -> None:
    _called("s2", tillfalle)


@step(background=True)
def b1(case_id: UUID, *, tillfalle: Tillfalle) -> None:
    assert tillfalle.job_id is not None
    keys[tillfalle.job_id] += 1
    _called("b1", tillfalle)
