"""The named properties of dates, times, durations and ranges (DMN tables 65 to 67)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from workflows.feel.temporal import (
    DAY,
    NANOS,
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Range, Value

Property = Callable[[Any], Value]


def seconds_of(nanos: int) -> Decimal:
    """Nanoseconds as seconds, without trailing zeros."""
    whole, fraction = divmod(nanos, NANOS)
    return Decimal(whole) if not fraction else Decimal(f"{whole}.{fraction:09}".rstrip("0"))


def _offset(value: FeelTime | FeelDateTime) -> Value:
    offset = value.offset
    return None if offset is None else DayTimeDuration(offset * NANOS)


def _part(of: Callable[[int], int]) -> Property:
    """A component of a duration; it carries the duration's sign."""

    def read(span: DayTimeDuration) -> Value:
        part = of(abs(span.nanos) // NANOS)
        return Decimal(-part if span.nanos < 0 else part)

    return read


def _seconds(span: DayTimeDuration) -> Value:
    seconds = seconds_of(abs(span.nanos) % (60 * NANOS))
    return -seconds if span.nanos < 0 and seconds else seconds


def _month_part(span: YearMonthDuration, of: Callable[[int], int]) -> Value:
    part = of(abs(span.months))
    return Decimal(-part if span.months < 0 else part)


_CLOCK: dict[str, Callable[[FeelTime], Value]] = {
    "hour": lambda time: Decimal(time.hour),
    "minute": lambda time: Decimal(time.minute),
    "second": lambda time: seconds_of(time.second * NANOS + time.nanos),
    "timezone": lambda time: time.zone if isinstance(time.zone, str) else None,
}
_CALENDAR: dict[str, Callable[[FeelDate], Value]] = {
    "year": lambda date: Decimal(date.year),
    "month": lambda date: Decimal(date.month),
    "day": lambda date: Decimal(date.day),
    "weekday": lambda date: Decimal(date.weekday),
}


def _of_time(read: Callable[[FeelTime], Value]) -> Property:
    return lambda moment: read(moment.time)


def _of_date(read: Callable[[FeelDate], Value]) -> Property:
    return lambda moment: read(moment.date)


PROPERTIES: dict[type, dict[str, Property]] = {
    FeelDate: {**_CALENDAR, "value": lambda date: Decimal(date.number * DAY)},
    FeelTime: {
        **_CLOCK,
        "time offset": _offset,
        "value": lambda time: seconds_of(time.since_midnight),
    },
    FeelDateTime: {
        **{name: _of_date(read) for name, read in _CALENDAR.items()},
        **{name: _of_time(read) for name, read in _CLOCK.items()},
        "time offset": _offset,
        "value": lambda moment: seconds_of(moment.instant),
    },
    DayTimeDuration: {
        "days": _part(lambda seconds: seconds // DAY),
        "hours": _part(lambda seconds: seconds % DAY // 3600),
        "minutes": _part(lambda seconds: seconds % 3600 // 60),
        "seconds": _seconds,
        "value": lambda span: seconds_of(span.nanos),
    },
    YearMonthDuration: {
        "years": lambda span: _month_part(span, lambda months: months // 12),
        "months": lambda span: _month_part(span, lambda months: months % 12),
        "value": lambda span: Decimal(span.months),
    },
    Range: {
        "start": lambda span: span.start,
        "end": lambda span: span.end,
        "start included": lambda span: span.start_included,
        "end included": lambda span: span.end_included,
    },
}
# Properties of the other duration kind are null without being unknown (table 66).
OTHER_DURATION: dict[type, frozenset[str]] = {
    DayTimeDuration: frozenset({"years", "months"}),
    YearMonthDuration: frozenset({"days", "hours", "minutes", "seconds"}),
}
