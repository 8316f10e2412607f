"""Conversion functions (DMN 10.3.4.1) and `not`, `is`."""

import re
from decimal import Decimal

from workflows.feel import feeltypes
from workflows.feel.calls import Undefined
from workflows.feel.comparing import same
from workflows.feel.decimals import read_number
from workflows.feel.iso import read_date, read_date_time, read_duration, read_time
from workflows.feel.library.signatures import (
    ANYTHING,
    CLOCK,
    DATE_TIME,
    DAY,
    DAY_TIME,
    NUMBER,
    TEXT,
    TIME,
    builtin,
    integer,
)
from workflows.feel.literals import to_text
from workflows.feel.scope import Scope
from workflows.feel.temporal import (
    NANOS,
    DayTimeDuration,
    Duration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Value
from workflows.feel.zones import MAX_OFFSET, Zone, region

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)


@builtin("not", ("negand", ANYTHING), result=feeltypes.BOOLEAN)
def negate(_: Scope, negand: Value) -> Value:
    if type(negand) is list and len(negand) == 1:
        negand = negand[0]
    return not negand if isinstance(negand, bool) else None


@builtin("is", ("value1", ANYTHING), ("value2", ANYTHING), result=feeltypes.BOOLEAN)
def is_same(scope: Scope, a: Value, b: Value) -> bool:
    return same(a, b, scope.run.charge)


@builtin("date", ("from", TEXT), result=feeltypes.DATE)
def date_of_text(_: Scope, text: str) -> FeelDate:
    date = read_date(text)
    if date is None:
        raise Undefined(f'"{text[:40]}" är inget datum. Skriv som 2026-03-01.')
    return date


@builtin("date", ("from", DAY), result=feeltypes.DATE)
def date_of_day(_: Scope, day: FeelDate | FeelDateTime) -> FeelDate:
    return day.date if isinstance(day, FeelDateTime) else day


@builtin("date", ("year", NUMBER), ("month", NUMBER), ("day", NUMBER), result=feeltypes.DATE)
def date_of_parts(_: Scope, year: Decimal, month: Decimal, day: Decimal) -> FeelDate:
    made = FeelDate.of(integer(year, "Året"), integer(month, "Månaden"), integer(day, "Dagen"))
    if made is None:
        raise Undefined("Det finns inget sådant datum.")
    return made


@builtin("date and time", ("from", TEXT), result=feeltypes.DATE_TIME)
def moment_of_text(_: Scope, text: str) -> FeelDateTime:
    made = read_date_time(text)
    if made is None:
        raise Undefined(f'"{text[:60]}" är ingen tidpunkt. Skriv som 2026-03-01T08:00:00.')
    return made


@builtin("date and time", ("from", DAY), result=feeltypes.DATE_TIME)
def moment_of_day(_: Scope, day: FeelDate | FeelDateTime) -> FeelDateTime:
    return day if isinstance(day, FeelDateTime) else FeelDateTime(day, FeelTime(0, 0, 0, 0, 0))


@builtin("date and time", ("date", DAY), ("time", TIME), result=feeltypes.DATE_TIME)
def moment_of_parts(_: Scope, day: FeelDate | FeelDateTime, time: FeelTime) -> FeelDateTime:
    return FeelDateTime(day.date if isinstance(day, FeelDateTime) else day, time)


@builtin("date and time", ("date", DATE_TIME), ("timezone", TEXT), result=feeltypes.DATE_TIME)
def moment_in_zone(_: Scope, moment: FeelDateTime, timezone: str) -> FeelDateTime:
    if moment.offset is None or region(timezone) is None:
        raise Undefined("Tidpunkten behöver en tidszon, och zonen ska heta som Europe/Stockholm.")
    made = FeelDateTime.of_instant(moment.instant, timezone)
    if made is None:
        raise Undefined("Tidpunkten ligger utanför de år som finns.")
    return made


_PARTS = (
    ("year", NUMBER),
    ("month", NUMBER),
    ("day", NUMBER),
    ("hour", NUMBER),
    ("minute", NUMBER),
    ("second", NUMBER),
)


@builtin("date and time", *_PARTS, ("offset?", DAY_TIME), result=feeltypes.DATE_TIME)
def moment_of_numbers(scope: Scope, *parts: Value) -> FeelDateTime:
    date = date_of_parts(scope, *parts[:3])
    return FeelDateTime(date, time_of_parts(scope, *parts[3:]))


@builtin("date and time", *_PARTS, ("timezone", TEXT), result=feeltypes.DATE_TIME)
def moment_of_numbers_in_zone(scope: Scope, *parts: Value) -> FeelDateTime:
    if region(parts[6]) is None:
        raise Undefined(f"Tidszonen {parts[6][:40]} finns inte.")
    return FeelDateTime(
        date_of_parts(scope, *parts[:3]), _time(parts[3], parts[4], parts[5], parts[6])
    )


@builtin("time", ("from", TEXT), result=feeltypes.TIME)
def time_of_text(_: Scope, text: str) -> FeelTime:
    made = read_time(text)
    if made is None:
        raise Undefined(f'"{text[:60]}" är inget klockslag. Skriv som 08:00:00.')
    return made


@builtin("time", ("from", CLOCK), result=feeltypes.TIME)
def time_of_clock(_: Scope, clock: FeelTime | FeelDateTime | FeelDate) -> FeelTime:
    if isinstance(clock, FeelDate):
        return FeelTime(0, 0, 0, 0, 0)
    return clock.time if isinstance(clock, FeelDateTime) else clock


def _time(hour: Decimal, minute: Decimal, second: Decimal, zone: Zone) -> FeelTime:
    hours, minutes = integer(hour, "Timmen"), integer(minute, "Minuten")
    if not (0 <= hours <= 23 and 0 <= minutes <= 59 and 0 <= second < 60):
        raise Undefined("Det finns inget sådant klockslag.")
    nanos = int(second * NANOS)
    return FeelTime(hours, minutes, nanos // NANOS, nanos % NANOS, zone)


@builtin(
    "time",
    ("hour", NUMBER),
    ("minute", NUMBER),
    ("second", NUMBER),
    ("offset?", DAY_TIME),
    result=feeltypes.TIME,
)
def time_of_parts(
    _: Scope, hour: Decimal, minute: Decimal, second: Decimal, offset: DayTimeDuration | None
) -> FeelTime:
    zone = None if offset is None else offset.nanos // NANOS
    if zone is not None and abs(zone) > MAX_OFFSET:
        raise Undefined("En tidszon ligger högst 18 timmar från UTC.")
    return _time(hour, minute, second, zone)


@builtin(
    "number",
    ("from", TEXT),
    ("grouping separator?", TEXT),
    ("decimal separator?", TEXT),
    result=feeltypes.NUMBER,
)
def number(_: Scope, text: str, grouping: str | None, decimal: str | None) -> Decimal:
    if grouping not in {None, " ", ",", "."} or decimal not in {None, ",", "."}:
        raise Undefined(
            "Skiljetecken är blanksteg, komma eller punkt; decimaltecken komma eller punkt."
        )
    if grouping is not None and grouping == decimal:
        raise Undefined("Tusental och decimaler kan inte ha samma tecken.")
    plain = text.replace(grouping, "") if grouping else text
    if decimal == ",":
        plain = "x" if "." in plain else plain.replace(",", ".")
    made = read_number(plain) if len(plain) < 7000 and _NUMBER.fullmatch(plain) else None
    if made is None:
        raise Undefined(f'"{text[:40]}" är inget tal.')
    return made


@builtin("string", ("from", ANYTHING), result=feeltypes.STRING)
def string(scope: Scope, value: Value) -> str | None:
    if value is None:
        return None
    charge_parts(scope, value)
    return scope.run.text(to_text(value))


def charge_parts(scope: Scope, value: Value) -> None:
    """Spend a step for every part of a structure, so that a small text cannot hold a huge one."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | dict):
            scope.run.charge(len(part))
            waiting.extend(part if isinstance(part, list) else part.values())
        elif isinstance(part, str):
            scope.run.charge(len(part) // 100)


@builtin("duration", ("from", TEXT))
def duration(_: Scope, text: str) -> Duration:
    made = read_duration(text)
    if made is None:
        raise Undefined(f'"{text[:40]}" är ingen varaktighet. Skriv som P1D, PT2H eller P1Y2M.')
    return made


@builtin("duration", ("from", frozenset({DayTimeDuration, YearMonthDuration})))
def duration_of_duration(_: Scope, span: Duration) -> Duration:
    return span


@builtin("years and months duration", ("from", DAY), ("to", DAY), result=feeltypes.YEAR_MONTH)
def months_between(_: Scope, start: Value, end: Value) -> YearMonthDuration:
    a = start.date if isinstance(start, FeelDateTime) else start
    b = end.date if isinstance(end, FeelDateTime) else end
    months = (b.year - a.year) * 12 + b.month - a.month
    if months > 0 and b.day < a.day:
        months -= 1
    elif months < 0 and b.day > a.day:
        months += 1
    return YearMonthDuration(months)
