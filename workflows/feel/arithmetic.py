"""What + - * / ** and unary minus mean for each pair of kinds (DMN tables 56-62)."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, DecimalException

from workflows.feel import decimals
from workflows.feel.temporal import (
    DAY_NANOS,
    NANOS,
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Value, unwrapped

Operation = Callable[..., Value]
MIDNIGHT_UTC = FeelTime(0, 0, 0, 0, 0)
# A duration beyond this has no year to end in; also keeps integers small.
_MAX_NANOS = 4 * 10**9 * 366 * DAY_NANOS
_MAX_MONTHS = 4 * 10**9 * 12


def day_time(nanos: int) -> DayTimeDuration | None:
    return DayTimeDuration(nanos) if abs(nanos) <= _MAX_NANOS else None


def year_month(months: int) -> YearMonthDuration | None:
    return YearMonthDuration(months) if abs(months) <= _MAX_MONTHS else None


def _moment_plus_months(moment: FeelDateTime, months: int) -> FeelDateTime | None:
    date = moment.date.plus_months(months)
    return None if date is None else FeelDateTime(date, moment.time)


def _date_plus_nanos(date: FeelDate, nanos: int) -> FeelDate | None:
    return FeelDate.of_number((date.number * DAY_NANOS + nanos) // DAY_NANOS)


def _time_plus(time: FeelTime, nanos: int) -> FeelTime:
    return FeelTime.of_nanos(time.since_midnight + nanos, time.zone)


def _between_moments(a: FeelDateTime, b: FeelDateTime) -> DayTimeDuration | None:
    if (a.offset is None) != (b.offset is None):
        return None
    return day_time(a.instant - b.instant)


def _between_times(a: FeelTime, b: FeelTime) -> DayTimeDuration | None:
    x, y = a.offset, b.offset
    if (x is None) != (y is None):
        return None
    return DayTimeDuration(a.since_midnight - b.since_midnight - ((x or 0) - (y or 0)) * NANOS)


def _at_midnight(date: FeelDate) -> FeelDateTime:
    return FeelDateTime(date, MIDNIGHT_UTC)


_ADD: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): decimals.add,
    (str, str): lambda a, b: a + b,
    (DayTimeDuration, DayTimeDuration): lambda a, b: day_time(a.nanos + b.nanos),
    (YearMonthDuration, YearMonthDuration): lambda a, b: year_month(a.months + b.months),
    (FeelDateTime, YearMonthDuration): lambda a, b: _moment_plus_months(a, b.months),
    (YearMonthDuration, FeelDateTime): lambda a, b: _moment_plus_months(b, a.months),
    (FeelDateTime, DayTimeDuration): lambda a, b: a.plus(b.nanos),
    (DayTimeDuration, FeelDateTime): lambda a, b: b.plus(a.nanos),
    (FeelDate, YearMonthDuration): lambda a, b: a.plus_months(b.months),
    (YearMonthDuration, FeelDate): lambda a, b: b.plus_months(a.months),
    (FeelDate, DayTimeDuration): lambda a, b: _date_plus_nanos(a, b.nanos),
    (DayTimeDuration, FeelDate): lambda a, b: _date_plus_nanos(b, a.nanos),
    (FeelTime, DayTimeDuration): lambda a, b: _time_plus(a, b.nanos),
    (DayTimeDuration, FeelTime): lambda a, b: _time_plus(b, a.nanos),
}
_SUBTRACT: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): decimals.subtract,
    (FeelDateTime, FeelDateTime): _between_moments,
    (FeelDate, FeelDate): lambda a, b: day_time((a.number - b.number) * DAY_NANOS),
    (FeelDateTime, FeelDate): lambda a, b: _between_moments(a, _at_midnight(b)),
    (FeelDate, FeelDateTime): lambda a, b: _between_moments(_at_midnight(a), b),
    (FeelTime, FeelTime): _between_times,
    (DayTimeDuration, DayTimeDuration): lambda a, b: day_time(a.nanos - b.nanos),
    (YearMonthDuration, YearMonthDuration): lambda a, b: year_month(a.months - b.months),
    (FeelDateTime, YearMonthDuration): lambda a, b: _moment_plus_months(a, -b.months),
    (FeelDateTime, DayTimeDuration): lambda a, b: a.plus(-b.nanos),
    (FeelDate, YearMonthDuration): lambda a, b: a.plus_months(-b.months),
    (FeelDate, DayTimeDuration): lambda a, b: _date_plus_nanos(a, -b.nanos),
    (FeelTime, DayTimeDuration): lambda a, b: _time_plus(a, -b.nanos),
}


def _scaled_nanos(nanos: Decimal) -> DayTimeDuration | None:
    if nanos.adjusted() > 30:
        return None
    return day_time(int(nanos.to_integral_value(ROUND_HALF_EVEN)))


def _scaled_months(months: Decimal) -> YearMonthDuration | None:
    return None if months.adjusted() > 30 else year_month(int(months))


_MULTIPLY: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): decimals.multiply,
    (DayTimeDuration, Decimal): lambda a, b: _scaled_nanos(decimals.multiply(Decimal(a.nanos), b)),
    (Decimal, DayTimeDuration): lambda a, b: _scaled_nanos(decimals.multiply(Decimal(b.nanos), a)),
    (YearMonthDuration, Decimal): lambda a, b: _scaled_months(
        decimals.multiply(Decimal(a.months), b)
    ),
    (Decimal, YearMonthDuration): lambda a, b: _scaled_months(
        decimals.multiply(Decimal(b.months), a)
    ),
}
_DIVIDE: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): decimals.divide,
    (DayTimeDuration, Decimal): lambda a, b: _scaled_nanos(decimals.divide(Decimal(a.nanos), b)),
    (YearMonthDuration, Decimal): lambda a, b: _scaled_months(
        decimals.divide(Decimal(a.months), b)
    ),
    (DayTimeDuration, DayTimeDuration): lambda a, b: decimals.divide(
        Decimal(a.nanos), Decimal(b.nanos)
    ),
    (YearMonthDuration, YearMonthDuration): lambda a, b: decimals.divide(
        Decimal(a.months), Decimal(b.months)
    ),
}
_POWER: dict[tuple[type, type], Operation] = {(Decimal, Decimal): decimals.power}

TABLES: dict[str, dict[tuple[type, type], Operation]] = {
    "+": _ADD,
    "-": _SUBTRACT,
    "*": _MULTIPLY,
    "/": _DIVIDE,
    "**": _POWER,
}


def calculate(operator: str, a: Value, b: Value) -> Value:
    """``a operator b``; None when the kinds have no such operation or the result is no value."""
    table = TABLES[operator]
    operation = table.get((type(a), type(b)))
    if operation is None:
        x, y = unwrapped(a), unwrapped(b)
        operation = table.get((type(x), type(y)))
        if operation is None:
            return None
        a, b = x, y
    try:
        return operation(a, b)
    except DecimalException:
        return None


def negated(value: Value) -> Value:
    """``-value``"""
    value = unwrapped(value)
    if isinstance(value, Decimal):
        return decimals.subtract(decimals.ZERO, value)
    if isinstance(value, DayTimeDuration):
        return DayTimeDuration(-value.nanos)
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(-value.months)
    return None
