"""Somebody's work that dies, as by a power cut, at the n-th row that it writes.

Run as `python -m tests.doende MODULE WHAT N` by `hel_eller_inte_alls`: MODULE is a module of tests
that has `GARNINGAR` and `DAGEN`. What there is to do is found in the database, as a fresh worker
would find it.
"""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import pytest

from tests.programs import Program, against_test_database

_WRITES = ("INSERT", "UPDATE", "DELETE")
# A sweep is many moves, each whole by itself.
SVEP = "svep"

# At which writes each deed is to die, before it is let through.
SKRIVNINGAR = pytest.mark.parametrize(
    "points",
    [
        pytest.param((7,), id="once each"),
        pytest.param(tuple(range(1, 60, 3)), id="at every third write", marks=pytest.mark.full),
    ],
)


def hel_eller_inte_alls(
    module: str, order: Sequence[str], points: Sequence[int], folder: Path
) -> None:
    """Kill each deed at each of these writes, then do it. What died must have left nothing."""
    from tests.motstand.conftest import allt
    from workflows import clock

    deeds = import_module(module)
    died = 0
    for what in order:
        for at in points:
            before = allt()
            if _do_och_dod(module, what, at, folder) == 0:
                break
            died += 1
            assert what == SVEP or allt() == before, f"{what} left something at write {at}"
        else:
            with clock.frozen(deeds.DAGEN):
                deeds.GARNINGAR[what]()
    assert died


def _do_och_dod(module: str, what: str, at: int, folder: Path) -> int:
    """Let another process do it, and die at that write; its exit code."""
    environment = against_test_database() | {
        "WEBSESAM_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "REDIS_URL": "",
    }
    ran = Program((sys.executable, "-m", "tests.doende", module, what, str(at))).finish(
        environment=environment
    )
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
    return ran.returncode


def main() -> None:
    django.setup()
    from django.db import connection

    from workflows import clock

    deeds = import_module(sys.argv[1])
    left = int(sys.argv[3])

    def die(execute: Any, sql: str, params: Any, *given: Any) -> Any:
        nonlocal left
        done = execute(sql, params, *given)
        if sql.lstrip().startswith(_WRITES):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return done

    with clock.frozen(deeds.DAGEN), connection.execute_wrapper(die):
        deeds.GARNINGAR[sys.argv[2]]()


if __name__ == "__main__":
    main()
