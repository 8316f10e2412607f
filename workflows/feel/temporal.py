"""Dates, times, date-times and durations (DMN 10.3.2.3.4 to 10.3.2.3.8).

Python's own classes stop at the years 1 and 9999 and at microseconds; FEEL's dates have years of
nine digits.
"""

from dataclasses import dataclass
from typing import Self

from workflows.feel.zones import Zone, offset_text, zone_offset, zone_offset_at

MAX_YEAR = 999_999_999
NANOS = 1_000_000_000
DAY = 86_400
DAY_NANOS = DAY * NANOS
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_days(year: int, month: int) -> int:
    """Number of days in a month of the proleptic Gregorian calendar."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


@dataclass(frozen=True, slots=True)
class FeelDate:
    """A date; the year is -999 999 999 to 999 999 999."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, year: int, month: int, day: int) -> Self | None:
        """The date, or None when there is no such day."""
        if not (-MAX_YEAR <= year <= MAX_YEAR and 1 <= month <= 12):
            return None
        return cls(year, month, day) if 1 <= day <= month_days(year, month) else None

    @classmethod
    def of_number(cls, days: int) -> Self | None:
        """The date so many days after 1970-01-01, or None outside the legal years."""
        era, of_era = divmod(days + 719_468, 146_097)
        year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
        of_year = of_era - (365 * year + year // 4 - year // 100)
        shifted = (5 * of_year + 2) // 153
        month = shifted + 3 if shifted < 10 else shifted - 9
        full = year + era * 400 + (month <= 2)
        return cls.of(full, month, of_year - (153 * shifted + 2) // 5 + 1)

    @property
    def number(self) -> int:
        """Days since 1970-01-01."""
        return day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return (self.number + 3) % 7 + 1

    def plus_months(self, months: int) -> Self | None:
        """The same day ``months`` later; the last day of the month when that month is shorter."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        if abs(year) > MAX_YEAR:
            return None
        return self.of(year, month + 1, min(self.day, month_days(year, month + 1)))

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class FeelTime:
    """A time of day with nanoseconds and, perhaps, a zone."""

    hour: int
    minute: int
    second: int
    nanos: int = 0
    zone: Zone = None

    @classmethod
    def of_nanos(cls, nanos: int, zone: Zone) -> Self:
        """The time so many nanoseconds after midnight (modulo a day)."""
        seconds, fraction = divmod(nanos % DAY_NANOS, NANOS)
        hour, rest = divmod(seconds, 3600)
        return cls(hour, rest // 60, rest % 60, fraction, zone)

    @property
    def seconds(self) -> int:
        return self.hour * 3600 + self.minute * 60 + self.second

    @property
    def since_midnight(self) -> int:
        """Nanoseconds since local midnight."""
        return self.seconds * NANOS + self.nanos

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC. A named zone without a date is read on 1970-01-01, so that it never
        varies.
        """
        return zone_offset(self.zone, 0, self.seconds, 1970)

    def __str__(self) -> str:
        fraction = f".{self.nanos:09}".rstrip("0") if self.nanos else ""
        return f"{self.hour:02}:{self.minute:02}:{self.second:02}{fraction}{_zone_text(self.zone)}"


def _zone_text(zone: Zone) -> str:
    if zone is None:
        return ""
    return offset_text(zone) if isinstance(zone, int) else f"@{zone}"


@dataclass(frozen=True, slots=True)
class FeelDateTime:
    """A date and a time of day; the time carries the zone."""

    date: FeelDate
    time: FeelTime

    @classmethod
    def of_local(cls, nanos: int, zone: Zone) -> Self | None:
        """The date-time whose local clock shows so many nanoseconds since 1970-01-01."""
        days, rest = divmod(nanos, DAY_NANOS)
        date = FeelDate.of_number(days)
        return None if date is None else cls(date, FeelTime.of_nanos(rest, zone))

    @classmethod
    def of_instant(cls, nanos: int, zone: Zone) -> Self | None:
        """The date-time of an instant, shown in ``zone``."""
        year = 1970 + nanos // (DAY_NANOS * 365)
        offset = zone_offset_at(zone, nanos // NANOS, year) or 0
        return cls.of_local(nanos + offset * NANOS, zone)

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC, None without a zone."""
        return zone_offset(self.time.zone, self.date.number, self.time.seconds, self.date.year)

    @property
    def local(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00 on the local clock."""
        return self.date.number * DAY_NANOS + self.time.since_midnight

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00Z; without a zone the clock is read as UTC."""
        return self.local - (self.offset or 0) * NANOS

    def plus(self, nanos: int) -> Self | None:
        """So many nanoseconds later, in the same zone."""
        if self.time.zone is None:
            return self.of_local(self.local + nanos, None)
        return self.of_instant(self.instant + nanos, self.time.zone)

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


@dataclass(frozen=True, slots=True)
class DayTimeDuration:
    """A days and time duration, in nanoseconds."""

    nanos: int

    def __str__(self) -> str:
        seconds, fraction = divmod(abs(self.nanos), NANOS)
        days, rest = divmod(seconds, DAY)
        hours, rest = divmod(rest, 3600)
        minutes, left = divmod(rest, 60)
        shown = f"{left}" + (f".{fraction:09}".rstrip("0") if fraction else "")
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        clock += f"{shown}S" if left or fraction else ""
        text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
        return f"{'-' if self.nanos < 0 else ''}P{text or 'T0S'}"


@dataclass(frozen=True, slots=True)
class YearMonthDuration:
    """A years and months duration, in months."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if self.months < 0 else ''}P{text}"


Duration = DayTimeDuration | YearMonthDuration
Temporal = FeelDate | FeelTime | FeelDateTime
