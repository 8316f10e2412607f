"""Python values in and out of FEEL. Nothing but data crosses: no object is ever looked into by
name.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from workflows.feel.decimals import fitted
from workflows.feel.literals import to_literal
from workflows.feel.temporal import (
    NANOS,
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Builtin, Function, Parameter, PythonFunction, Range, Value
from workflows.feel.zones import Zone

if TYPE_CHECKING:
    from workflows.feel.scope import Scope

# A double ends below 1.8e308.
MAX_JSON_EXPONENT = 307
# Values FEEL takes as they are.
ATOMS = frozenset(
    {
        type(None),
        bool,
        str,
        FeelDate,
        FeelTime,
        FeelDateTime,
        DayTimeDuration,
        YearMonthDuration,
        Range,
        Function,
        Builtin,
    }
)


def _zone_of(moment: dt.datetime | dt.time) -> Zone:
    if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key not in {"UTC", "Etc/UTC"}:
        return moment.tzinfo.key
    offset = moment.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def _time_of(clock: dt.datetime | dt.time) -> FeelTime:
    return FeelTime(
        clock.hour, clock.minute, clock.second, clock.microsecond * 1000, _zone_of(clock)
    )


def _date_time(moment: dt.datetime) -> FeelDateTime:
    return FeelDateTime(FeelDate(moment.year, moment.month, moment.day), _time_of(moment))


def _duration(span: dt.timedelta) -> DayTimeDuration:
    return DayTimeDuration((span.days * 86_400 + span.seconds) * NANOS + span.microseconds * 1000)


def _function(function: PythonFunction) -> Function:
    def body(arguments: Sequence[Value], scope: "Scope") -> Value:
        try:
            return from_python(function.call(*[to_python(argument) for argument in arguments]))
        except (ValueError, TypeError, ArithmeticError) as error:
            scope.run.warn(
                "utokning", str(error) or "Funktionen kunde inte räkna på värdena.", (1, 1)
            )
            return None

    return Function(tuple(Parameter(name) for name in function.params), body)


_READERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Value]], ...] = (
    (bool, bool),
    (Enum, lambda member: from_python(member.value)),
    (int, lambda number: fitted(Decimal(int(number)))),
    (Decimal, fitted),
    (float, lambda number: fitted(Decimal(repr(float(number))))),
    (str, str.__str__),
    (dt.datetime, _date_time),
    (dt.date, lambda day: FeelDate(day.year, day.month, day.day)),
    (dt.time, _time_of),
    (dt.timedelta, _duration),
    (uuid.UUID, str),
    (PythonFunction, _function),
    (Mapping, lambda entries: {str(key): from_python(value) for key, value in entries.items()}),
    ((list, tuple, AbstractSet), lambda items: [from_python(item) for item in items]),
)


def from_python(value: object) -> Value:
    """A Python value as FEEL's: numbers, texts, dates, durations, lists, mappings, dataclasses,
    enums.

    Raises TypeError for anything else.
    """
    if type(value) in ATOMS:
        return value
    if type(value) is Decimal:
        return fitted(value)
    for kind, read in _READERS:
        if isinstance(value, kind):
            return read(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: from_python(getattr(value, entry.name)) for entry in fields(value)}
    raise TypeError(f"FEEL har inget värde av slaget {type(value).__name__}.")


def _tzinfo(zone: Zone) -> dt.tzinfo | None:
    if zone is None:
        return None
    if isinstance(zone, str):
        return ZoneInfo(zone)
    return dt.UTC if zone == 0 else dt.timezone(dt.timedelta(seconds=zone))


def _python_time(time: FeelTime) -> dt.time:
    return dt.time(time.hour, time.minute, time.second, time.nanos // 1000, _tzinfo(time.zone))


def _python_date_time(moment: FeelDateTime) -> dt.datetime:
    return dt.datetime.combine(
        dt.date(moment.date.year, moment.date.month, moment.date.day), _python_time(moment.time)
    )


def _python_range(span: Range) -> Range:
    return Range(to_python(span.start), to_python(span.end), span.start_included, span.end_included)


_WRITERS: dict[type, Callable[[Any], object]] = {
    FeelDate: lambda day: dt.date(day.year, day.month, day.day),
    FeelTime: _python_time,
    FeelDateTime: _python_date_time,
    DayTimeDuration: lambda span: dt.timedelta(microseconds=span.nanos // 1000),
    Range: _python_range,
    list: lambda items: [to_python(item) for item in items],
    dict: lambda entries: {key: to_python(value) for key, value in entries.items()},
}


def to_python(value: Value) -> Any:
    """A FEEL value as Python's. Numbers are Decimal; years and months have no Python class and
    stay.

    Raises ValueError for a year Python cannot hold (1 to 9999).
    """
    write = _WRITERS.get(type(value))
    return value if write is None else write(value)


def _json_number(number: Decimal) -> int | float | str:
    """A number as JSON readers can hold it; one beyond what they can, as its literal."""
    if number.adjusted() > MAX_JSON_EXPONENT:
        return to_literal(number)
    return int(number) if number == number.to_integral_value() else float(number)


def to_json(value: Value) -> Any:
    """A FEEL value as JSON knows it: dates and durations as ISO texts, ranges as their literal."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return _json_number(value)
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, Range | Function | Builtin):
        return to_literal(value)
    return str(value)
