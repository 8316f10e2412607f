"""The sums read for a period, a unit and a version, with what is too few taken out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Sum

from workflows.insight.counting import OF_CASE, OF_ELEMENT
from workflows.insight.hiding import may_tell
from workflows.models import CaseDay, Counted, Definition, ElementDay


@dataclass(frozen=True)
class Choice:
    """What is asked for: days, both included, and the unit (a kund's id), or all of them."""

    definition: Definition
    first: date
    last: date
    unit: int | None = None


@dataclass(frozen=True)
class Numbers:
    """An element's numbers. None is what is too few to tell; times are seconds on average.

    `timed` is of how many passes the wait is known, `taken` how many somebody had taken, and
    `late_share` percent of those that were `due`. `waited` and `worked` are None also where there
    is no time to tell of.
    """

    passes: int | None = 0
    timed: int | None = 0
    waited: int | None = None
    taken: int | None = 0
    worked: int | None = None
    due: int | None = 0
    late: int | None = 0
    late_share: int | None = None
    again: int | None = 0
    cut: int | None = 0
    incidents: int | None = 0


@dataclass(frozen=True)
class Cases:
    """The cases that began and ended, and how long the finished ones took on average."""

    started: int | None = 0
    finished: int | None = 0
    cancelled: int | None = 0
    lead: int | None = None


@dataclass(frozen=True)
class Read:
    """What was asked for, by element; those where nothing has happened are not there."""

    elements: Mapping[str, Numbers]
    cases: Cases


Row = Mapping[str, int]
_NOTHING: Row = dict.fromkeys((*OF_ELEMENT, *OF_CASE), 0)


@dataclass(frozen=True)
class _Sums:
    """The sums of one unit, or of all, by version: by element, and of the cases."""

    elements: Mapping[int, Mapping[str, Row]]
    cases: Mapping[int, Row]

    def of(self, version: int | None, element: str) -> Row:
        """An element's sums in a version, or in all."""
        return _added(
            [rows.get(element, _NOTHING) for rows in _chosen(self.elements, version)], OF_ELEMENT
        )

    def of_cases(self, version: int | None) -> Row:
        """The same of the cases."""
        return _added(_chosen(self.cases, version), OF_CASE)

    def names(self, version: int | None) -> set[str]:
        """The elements where something has happened."""
        return {element for rows in _chosen(self.elements, version) for element in rows}


def read(choice: Choice, *versions: int | None) -> list[Read]:
    """The numbers of each of these versions (by id); None is all of them together.

    One unit is part of all of them, and one version of all: what is left of those is not to be
    reckoned out either.
    """
    own = _sums(choice, choice.unit)
    every = own if choice.unit is None else _sums(choice, None)
    return [_read(own, every, version) for version in versions]


def _read(own: _Sums, every: _Sums, version: int | None) -> Read:
    around = [
        *([(every, version)] if every is not own else []),
        *([(own, None)] if version is not None else []),
    ]
    return Read(
        {
            element: numbers(
                own.of(version, element), [sums.of(wider, element) for sums, wider in around]
            )
            for element in own.names(version)
        },
        of_cases(own.of_cases(version), [sums.of_cases(wider) for sums, wider in around]),
    )


def until() -> datetime | None:
    """Up to when the history is counted; None before any of it is."""
    return Counted.objects.values_list("until", flat=True).first()


def numbers(row: Row, around: Sequence[Row] = ()) -> Numbers:
    """What may be told of an element's sums; `around` are the wider sums that they are part of."""
    told = _teller(row, around)
    timed = told("timed", "passes")
    taken = told("taken", "timed", "passes")
    due = told("due", "timed", "passes")
    late = told("late", "due", "timed", "passes")
    return Numbers(
        passes=told("passes"),
        timed=timed,
        waited=_average(row["waited"], timed),
        taken=taken,
        worked=_average(row["worked"], taken),
        due=due,
        late=late,
        late_share=round(late * 100 / due) if due and late is not None else None,
        again=told("again", "passes"),
        cut=told("cut"),
        incidents=told("incidents"),
    )


def of_cases(row: Row, around: Sequence[Row] = ()) -> Cases:
    """The same of the cases."""
    told = _teller(row, around)
    finished = told("finished")
    return Cases(told("started"), finished, told("cancelled"), _average(row["lead"], finished))


def _teller(row: Row, around: Sequence[Row]) -> Callable[..., int | None]:
    def told(column: str, *wholes: str) -> int | None:
        within = [one[column] for one in around] + [row[whole] for whole in wholes]
        return row[column] if may_tell(row[column], within) else None

    return told


def _average(total: int, count: int | None) -> int | None:
    return round(total / count) if count else None


T = TypeVar("T")


def _chosen(by_version: Mapping[int, T], version: int | None) -> list[T]:
    if version is None:
        return list(by_version.values())
    return [by_version[version]] if version in by_version else []


def _added(rows: Sequence[Row], columns: Sequence[str]) -> Row:
    return {name: sum(row[name] for row in rows) for name in columns}


def _sums(choice: Choice, unit: int | None) -> _Sums:
    """Read by version at once: what one version is part of is read with it."""
    days = {
        "version__in": list(choice.definition.versions.values_list("pk", flat=True)),
        "unit": ElementDay.EVERY if unit is None else unit,
        "day__range": (choice.first, choice.last),
    }
    elements: dict[int, dict[str, Row]] = {}
    rows = ElementDay.objects.filter(**days).values_list("version", "element")
    for version, element, *sums in rows.annotate(**_columns(OF_ELEMENT)):
        elements.setdefault(version, {})[element] = dict(zip(OF_ELEMENT, sums, strict=True))
    cases = {
        version: dict(zip(OF_CASE, sums, strict=True))
        for version, *sums in CaseDay.objects.filter(**days)
        .values_list("version")
        .annotate(**_columns(OF_CASE))
    }
    return _Sums(elements, cases)


def _columns(columns: Sequence[str]) -> dict[str, Sum]:
    return {column: Sum(column) for column in columns}
