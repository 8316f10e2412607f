"""The history counted as it grows: in the background, on from where it was, each row once.

Nothing is counted until all that was being written when it was seen is there (ADR 19).
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from workflows import clock
from workflows.insight.counting import OF_CASE, OF_ELEMENT, Passed, of_case, of_move
from workflows.insight.units import units_of
from workflows.models import CaseDay, Counted, ElementDay, Incident, Move, Process
from workflows.prepared import Add
from workflows.settled import all_ended, next_xid

# Rows in one transaction, so that on SQLite nobody who works meanwhile has to wait for long.
_AT_ONCE = 500

_ELEMENTS = Add(ElementDay, ("version", "unit", "day", "element"), OF_ELEMENT)
_CASES = Add(CaseDay, ("version", "unit", "day"), OF_CASE)

_PAUSE = 0.2

ElementSums = dict[tuple[int, int, date, str], Counter[str]]
CaseSums = dict[tuple[int, int, date], Counter[str]]


def carry_on(seconds: float = 10.0) -> int:
    """Count what is new, some at a time and for a while. Returns how many rows were counted."""
    until = time.monotonic() + seconds
    counted = 0
    while True:
        some, more = _round()
        counted += some
        if not more or time.monotonic() >= until:
            return counted


def catch_up() -> int:
    """Count all that there is, and wait for what is being written. Returns how many rows."""
    counted = carry_on()
    done = Counted.objects.filter(
        seen_at=None, move=F("safe_move"), incident=F("safe_incident"), until=F("safe_at")
    )
    while not done.exists():
        time.sleep(_PAUSE)
        counted += carry_on()
    return counted


@transaction.atomic
def forget() -> None:
    """Take away all that has been counted; the next round begins from nothing."""
    mark = _mark()
    ElementDay.objects.all().delete()
    CaseDay.objects.all().delete()
    Counted(pk=mark.pk).save()


@transaction.atomic
def _round() -> tuple[int, bool]:
    """One round: sums and how far it came are kept together. Returns how many rows, and whether
    there may be more."""
    mark = _mark()
    _look_ahead(mark)
    if (mark.move, mark.incident) == (mark.safe_move, mark.safe_incident):
        mark.until = mark.safe_at
        mark.save()
        return 0, False
    elements: ElementSums = defaultdict(Counter)
    cases: CaseSums = defaultdict(Counter)
    moves = _count_moves(mark, elements, cases)
    incidents = _count_incidents(mark, elements)
    _ELEMENTS.run(elements)
    _CASES.run(cases)
    mark.save()
    return moves + incidents, True


def _mark() -> Counted:
    """The row that says how far, locked."""
    Counted.objects.bulk_create([Counted(pk=1)], ignore_conflicts=True)
    return Counted.objects.select_for_update().get(pk=1)


def _look_ahead(mark: Counted) -> None:
    """Move on what may be counted, where all that was seen is known to be there."""
    if mark.seen_at is None and (mark.move, mark.incident) == (mark.safe_move, mark.safe_incident):
        mark.seen_at = clock.now()
        mark.seen_move = _last(Move)
        mark.seen_incident = _last(Incident)
        mark.seen_xid = next_xid()
    if mark.seen_at is not None and all_ended(mark.seen_xid):
        mark.safe_move, mark.safe_incident = mark.seen_move, mark.seen_incident
        mark.safe_at, mark.seen_at = mark.seen_at, None


def _last(model: type[Move] | type[Incident]) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _count_moves(mark: Counted, elements: ElementSums, cases: CaseSums) -> int:
    rows = list(
        Move.objects.filter(pk__gt=mark.move, pk__lte=mark.safe_move)
        .order_by("pk")
        .values(
            "pk", "process_id", "rev", "version_id", "kind", "at", "effective_at", "trail",
            "waited", "process__rev", "process__status", "process__started_at", "process__case_id",
        )[:_AT_ONCE]
    )  # fmt: skip
    before = _before(rows)
    units = units_of({row["process__case_id"] for row in rows})
    for row in rows:
        key = row["process_id"], row["rev"]
        move = Passed(
            kind=row["kind"],
            at=row["at"],
            effective_at=row["effective_at"],
            trail=row["trail"].split(),
            waited=row["waited"] or (),
            before=before.get(key, frozenset()),
        )
        last = (
            row["process__status"] != Process.Status.RUNNING and row["rev"] == row["process__rev"]
        )
        of_whole = of_case(move, row["process__status"], row["process__started_at"], last=last)
        day = clock.local(move.moment).date()
        for unit in _units(units, row["process__case_id"]):
            where = row["version_id"], unit, day
            if of_whole:
                cases[where].update(of_whole)
            for element, sums in of_move(move).items():
                elements[*where, element].update(sums)
    # All that may be counted is, where fewer than a round's were left.
    mark.move = rows[-1]["pk"] if len(rows) == _AT_ONCE else mark.safe_move
    return len(rows)


def _before(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], frozenset[str]]:
    """The elements that each move's case had left in earlier moves, by case and revision."""
    wanted = {(row["process_id"], row["rev"]) for row in rows}
    if not wanted:
        return {}
    last = max(row["pk"] for row in rows)
    earlier = (
        Move.objects.filter(process__in={process for process, _ in wanted}, pk__lte=last)
        .order_by("process_id", "rev")
        .values_list("process_id", "rev", "trail")
    )
    found = {}
    left: set[str] = set()
    whose = None
    for process, rev, trail in earlier:
        if process != whose:
            whose, left = process, set()
        if (process, rev) in wanted:
            found[process, rev] = frozenset(left)
        left.update(trail.split())
    return found


def _count_incidents(mark: Counted, elements: ElementSums) -> int:
    rows = list(
        Incident.objects.filter(pk__gt=mark.incident, pk__lte=mark.safe_incident)
        .order_by("pk")
        .values("pk", "process_id", "element", "created_at", "process__case_id")[:_AT_ONCE]
    )
    told = [row for row in rows if row["process_id"] is not None]
    units = units_of({row["process__case_id"] for row in told})
    versions = _versions_then({row["process_id"] for row in told})
    for row in told:
        version = _at(versions.get(row["process_id"], ()), row["created_at"])
        if version is None:
            continue
        day = clock.local(row["created_at"]).date()
        for unit in _units(units, row["process__case_id"]):
            elements[version, unit, day, row["element"]]["incidents"] += 1
    mark.incident = rows[-1]["pk"] if len(rows) == _AT_ONCE else mark.safe_incident
    return len(rows)


def _versions_then(processes: Iterable[int]) -> dict[int, list[tuple[datetime, int]]]:
    """Which version each case was in, from when: it may have been moved to another since."""
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    rows = Move.objects.filter(process__in=list(processes)).order_by("process_id", "rev")
    for process, at, version in rows.values_list("process_id", "at", "version_id"):
        if not found[process] or found[process][-1][1] != version:
            found[process].append((at, version))
    return found


def _at(versions: Sequence[tuple[datetime, int]], moment: datetime) -> int | None:
    held = [version for begun, version in versions if begun <= moment]
    return held[-1] if held else versions[0][1] if versions else None


def _units(units: Mapping[UUID, int | None], case_id: UUID) -> tuple[int, int]:
    return ElementDay.EVERY, units.get(case_id) or ElementDay.NONE
