"""Sök artikel among 100 000 articles: the first page of hits, as a page or the API asks for it."""

import random
import statistics
import time
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.figures import Figure
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
    """The 95th percentile of the searches above. Of each the best of its times: what the search
    costs, not what else the machine does meanwhile."""
    antal = 5_000 if quick else 100_000
    with transaction.atomic():
        call_command("ladda_demo", stdout=StringIO())
        artiklar(antal, random.Random(1))  # noqa: S311 - the same world every time
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    taken = sorted((_ms(text), text) for text in SOKNINGAR)
    times = [ms for ms, _ in taken]
    p95 = times[round(0.95 * len(times)) - 1]
    slowest = f"långsammast ”{taken[-1][1]}” {taken[-1][0]:.0f} ms"
    return [
        Figure(f"artikelsok.{antal}.p95", p95, "ms", 50, note=slowest),
        Figure(f"artikelsok.{antal}.median", statistics.median(times), "ms"),
    ]


def _ms(text: str) -> float:
    taken = []
    for _ in range(_GANGER):
        begun = time.perf_counter()
        list(sok(text).artiklar[:_TRAFFAR])
        taken.append((time.perf_counter() - begun) * 1000)
    return min(taken)
