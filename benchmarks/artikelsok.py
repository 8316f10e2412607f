"""Sök artikel among 100 000 articles: the first page of hits, as a page or the API asks for it."""

import random
import statistics
import time
from collections.abc import Callable
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.figures import Figure
from benchmarks.processor import burned_ms
from benchmarks.varld.sortiment import artiklar
from cases.artiklar.sok import sok

# What people write: numbers, names, parts of names, a supplier's number, words of ISO 9999,
# synonyms, slips, several words, and what does not exist.
SOKNINGAR = (
    "75178", "212345", "2123", "28878", "10321-", "12538-15", "1575493", "120606", "122424",
    "rollator", "rullstol", "säng", "sang", "lyftsele", "griptång", "hygienstol", "madrass",
    "batteri", "manöverdosa", "sittdyna", "duschpall", "almett", "flexpro", "futura", "scanbed",
    "rullstol flexpro", "rullstol flexpro sb40 svart", "sänggrind hö alu", "korg futura",
    "lyftsele nät m", "madrass 90 cm luft", "benstöd vä", "glidlakan rör", "cross 5",
    "toalettstol", "gåvagn", "permobil", "rulstol", "rollater flexpro", "duchpall",
    "finns inte alls", "xyzzy", "invacare", "st",
)  # fmt: skip
_GANGER = 5
_TRAFFAR = 50


def measure(*, quick: bool) -> list[Figure]:
    """The 95th percentile of the searches above. Of each the best of its times, in processor time:
    what the search costs, not what else the machine does meanwhile."""
    antal = 5_000 if quick else 100_000
    with transaction.atomic():
        call_command("ladda_demo", stdout=StringIO())
        artiklar(antal, random.Random(1))  # noqa: S311 - the same world every time
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clock = _klocka()
    taken = sorted((_ms(text, clock), text) for text in SOKNINGAR)
    times = [ms for ms, _ in taken]
    p95 = times[round(0.95 * len(times)) - 1]
    slowest = f"långsammast ”{taken[-1][1]}” {taken[-1][0]:.0f} ms"
    return [
        Figure(f"artikelsok.{antal}.p95", p95, "ms", 50, note=slowest),
        Figure(f"artikelsok.{antal}.median", statistics.median(times), "ms"),
    ]


def _ms(text: str, clock: Callable[[], float]) -> float:
    taken = []
    for _ in range(_GANGER):
        begun = clock()
        list(sok(text).artiklar[:_TRAFFAR])
        taken.append((clock() - begun) * 1000)
    return min(taken)


def _klocka() -> Callable[[], float]:
    """The processor time of this process and of the database's part in it; the wall's where the
    database is on another machine."""
    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        # The helpers that it would ask have clocks of their own.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute(
            "SELECT pg_backend_pid(), coalesce(inet_server_addr() << '127.0.0.0/8', true)"
        )
        pid, here = cursor.fetchone()
    if not here:
        return time.perf_counter
    return lambda: time.process_time() + burned_ms(pid) / 1000
