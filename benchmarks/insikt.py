"""Insikt over a million finished cases, and how fast the history is counted.

The million are not played: their sums are written straight into the tables, one row for each
version, element, day and unit, as counting such a history would have left them. The rate is
counted from real moves of the reference process.
"""

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from benchmarks.figures import Figure
from benchmarks.people import worker
from benchmarks.reference import begin, posted
from benchmarks.varld.skriv import skriv
from cases.fritt import actions
from cases.organisation.models import Betalare, Kund
from cases.processer import insikt
from cases.processer.insiktsval import val
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.insight import increments
from workflows.insight.counting import OF_CASE, OF_ELEMENT
from workflows.models import CaseDay, Counted, Definition, ElementDay, Move, UserTask, Version
from workflows.workbench.reading import every_step

_PROCESS = "kundorder"
_DAGAR = 365
_ENHETER = 200
_GANGER = 7
_TIMME = 3600

Rad = tuple[Any, ...]


def measure(*, quick: bool) -> list[Figure]:
    """What the page asks and tells of a year: all together, one unit, two versions of one unit."""
    rate = _rate(20 if quick else 500)
    cases = 10_000 if quick else 1_000_000
    told = f"{cases} avslutade ärenden, {_write(cases, 20 if quick else _ENHETER)} rader"
    process = Definition.objects.select_related("published").get(name=_PROCESS)
    year = {"fran": (clock.today() - timedelta(days=_DAGAR)).isoformat()}
    unit = {**year, "enhet": "900003"}
    asked = {
        "ett_ar": year,
        "en_enhet": unit,
        "tva_versioner": {**unit, "version": "2", "jamfor": "1"},
    }
    return [
        rate,
        *(
            Figure(f"insikt.{name}", _seconds(process, choice), "s", 1, note=told)
            for name, choice in asked.items()
        ),
    ]


def _seconds(process: Definition, choice: dict[str, str]) -> float:
    """Median time of everything that the page shows."""
    taken = []
    for _ in range(_GANGER):
        begun = time.perf_counter()
        sett = insikt.insikt(val(process, choice))
        pictures = insikt.bilder(sett)
        taken.append(time.perf_counter() - begun)
        if sett.tomt or not pictures[0].ritning["heat"]:
            raise ValueError("Nothing was read, so nothing was measured.")
    return statistics.median(taken)


def _rate(cases: int) -> Figure:
    for _ in range(cases):
        task: UserTask | None = begin()
        while task is not None:
            case = actions.svara(task.pk, person=worker(), inlamning=posted(task))
            task = UserTask.objects.filter(case_id=case).first()
    increments.forget()
    begun = time.perf_counter()
    counted = increments.catch_up()
    taken = time.perf_counter() - begun
    note = f"{counted} av {Move.objects.count()} drag på {taken:.2f} s"
    return Figure("insikt.raknade_rader", counted / taken, "rader/s", 1000, more=True, note=note)


def _write(cases: int, units: int) -> int:
    """The sums of so many cases, over a year, two versions and so many units. Returns how many
    rows they are."""
    both = _two_versions()
    payer, _ = Betalare.objects.get_or_create(nummer="1", defaults={"namn": "Regionen"})
    kunder = Kund.objects.bulk_create(
        Kund(nummer=f"9{number:05d}", namn=f"Enhet {number}", organisation="region", betalare=payer)
        for number in range(units)
    )
    elements = [one.id for one in every_step(versions.bundle_of(both[0]))]
    chance = random.Random(1)  # noqa: S311 - the same sums every time
    counts = Counter(chance.randrange(units * _DAGAR) for _ in range(cases))
    increments.forget()
    last = clock.today()
    of_elements, of_cases = 0, 0
    for number in range(_DAGAR):
        day = last - timedelta(days=number)
        version = both[number < _DAGAR // 2].pk
        rows = {kund.pk: counts[number * units + at] for at, kund in enumerate(kunder)}
        rows[ElementDay.EVERY] = sum(rows.values())
        made = list(_of_elements(chance, version, day, rows, elements))
        skriv(ElementDay, ("version_id", "unit", "day", "element", *OF_ELEMENT), made)
        cased = [
            (version, unit, day, count, count, 0, count * 90 * _TIMME)
            for unit, count in rows.items()
            if count
        ]
        skriv(CaseDay, ("version_id", "unit", "day", *OF_CASE), cased)
        of_elements, of_cases = of_elements + len(made), of_cases + len(cased)
    Counted.objects.update(until=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return of_elements + of_cases


def _of_elements(
    chance: random.Random,
    version: int,
    day: date,
    rows: dict[int, int],
    elements: Sequence[str],
) -> Iterator[Rad]:
    """Every case passes every element once; some are late, come back, are left or stop."""
    for unit, count in rows.items():
        if not count:
            continue
        for element in elements:
            late, again = chance.randrange(count + 1), count // 9
            waited, worked = count * chance.randrange(99 * _TIMME), count * chance.randrange(_TIMME)
            yield (
                version, unit, day, element,
                count, count, waited, count, worked, count, late, again, count // 20, count // 30,
            )  # fmt: skip


def _two_versions() -> tuple[Version, Version]:
    first = versions.published(_PROCESS)
    bundle = versions.bundle_of(first)
    renamed = bundle.bpmn.replace(b' name="', b' name="Ny ', 3)
    second = versions.publish(
        Bundle(_PROCESS, renamed, bundle.files), case_type=versions.case_type_for(_PROCESS)
    )
    if second.pk == first.pk:
        raise ValueError("The second version is the first.")
    return first, second
