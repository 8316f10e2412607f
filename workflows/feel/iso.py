"""Reads dates, times and durations from their ISO strings; None is no such value (DMN 10.3.4.1)."""

import re

from workflows.feel.temporal import (
    DAY,
    NANOS,
    DayTimeDuration,
    Duration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    Temporal,
    YearMonthDuration,
)
from workflows.feel.zones import MAX_OFFSET, Zone, region

_DATE = re.compile(r"(-?)([0-9]{4}|[1-9][0-9]{4,8})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,30}))?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z0-9_+/-]{1,64}))?",
    re.ASCII,
)
_DAY_TIME = re.compile(
    r"(-?)P(?:([0-9]{1,18})D)?(?:T(?=[0-9])(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?"
    r"(?:([0-9]{1,18})(?:\.([0-9]{1,30}))?S)?)?",
    re.ASCII,
)
_YEAR_MONTH = re.compile(r"(-?)P(?:([0-9]{1,18})Y)?(?:([0-9]{1,18})M)?", re.ASCII)


def read_date(text: str) -> FeelDate | None:
    """A date from ``2026-03-01``."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    sign, year, month, day = match.groups()
    return FeelDate.of(-int(year) if sign else int(year), int(month), int(day))


def _nanos(fraction: str | None) -> int:
    return int((fraction or "").ljust(9, "0")[:9])


def _zone(match: re.Match[str]) -> tuple[bool, Zone]:
    utc, sign, hours, minutes, seconds, name = match.groups()[4:]
    if utc:
        return True, 0
    if name:
        return region(name) is not None, name
    if not sign:
        return True, None
    offset = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    legal = offset <= MAX_OFFSET and int(minutes) < 60 and int(seconds or 0) < 60
    return legal, -offset if sign == "-" else offset


def read_time(text: str) -> FeelTime | None:
    """A time from ``12:00:00``, ``12:00:00.5+01:00`` or ``12:00:00@Europe/Stockholm``."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(part) for part in match.groups()[:3])
    legal, zone = _zone(match)
    nanos = _nanos(match.group(4))
    if hour == 24 and not (minute or second or nanos):
        # The lexical space of XML Schema's time holds 24:00:00, the midnight that ends a day.
        hour = 0
    if not legal or hour > 23 or minute > 59 or second > 59:
        return None
    return FeelTime(hour, minute, second, nanos, zone)


def read_date_time(text: str) -> FeelDateTime | None:
    """A date-time from ``2026-03-01T12:00:00Z``; a date alone is its midnight."""
    day, separator, clock = text.partition("T")
    date = read_date(day)
    time = read_time(clock) if separator else FeelTime(0, 0, 0)
    if date is not None and clock.startswith("24"):
        date = FeelDate.of_number(date.number + 1)
    return None if date is None or time is None else FeelDateTime(date, time)


def read_duration(text: str) -> Duration | None:
    """A duration from ``P1DT2H`` or ``P1Y2M``."""
    match = _YEAR_MONTH.fullmatch(text)
    if match is not None and any(match.groups()[1:]):
        sign, years, months = match.groups()
        total = int(years or 0) * 12 + int(months or 0)
        return YearMonthDuration(-total if sign else total)
    match = _DAY_TIME.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        return None
    sign, days, hours, minutes, seconds, fraction = match.groups()
    whole = int(days or 0) * DAY + int(hours or 0) * 3600 + int(minutes or 0) * 60
    nanos = (whole + int(seconds or 0)) * NANOS + _nanos(fraction)
    return DayTimeDuration(-nanos if sign else nanos)


def read_literal(text: str) -> Temporal | Duration | None:
    """What ``@"…"`` stands for."""
    if "P" in text[:2]:
        return read_duration(text)
    return read_date(text) or read_time(text) or read_date_time(text)
