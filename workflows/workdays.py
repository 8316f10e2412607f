"""Swedish working days: Monday to Friday, less public holidays and the named eves."""

from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.conf import settings

from workflows import clock

_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether HMC works on this day."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def add(start: datetime, days: int) -> datetime:
    """The same time of day, `days` working days after `start` (the day of `start` is not counted).

    Swedish clock time is kept across a change to or from summer time. `days` may be 0 (the start
    itself, or the next working day if it is none) or negative.
    """
    moment = clock.local(start)
    day = moment.date()
    step = _DAY if days >= 0 else -_DAY
    left = abs(days)
    while left or not is_workday(day):
        day += step
        if is_workday(day) and left:
            left -= 1
    return datetime.combine(day, moment.timetz().replace(tzinfo=None), tzinfo=clock.STOCKHOLM)


def between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative if `end` comes first."""
    if end < start:
        return -between(end, start)
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    public = holidays.country_holidays("SE", years=year, include_sundays=False)
    return frozenset({_eve(name, year) for name in settings.HELGDAGSAFTNAR} | set(public))


def _eve(name: str, year: int) -> date:
    """The day of an eve that the settings name (without å ä ö)."""
    if name == "midsommarafton":  # the Friday between 19 and 25 June
        first = date(year, 6, 19)
        return first + timedelta(days=(4 - first.weekday()) % 7)
    month, day = {
        "trettondagsafton": (1, 5),
        "valborgsmassoafton": (4, 30),
        "julafton": (12, 24),
        "nyarsafton": (12, 31),
    }[name]
    return date(year, month, day)
