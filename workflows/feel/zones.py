"""Time zones: an offset in seconds, an IANA name, or none (DMN 10.3.4.1)."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Zone = int | str | None

# Java and ISO 8601 agree on at most 18 hours.
MAX_OFFSET = 18 * 3600
# The rules of the Gregorian calendar repeat after 400 years; zone data only knows years 1 to 9999.
_CYCLE = 400


@lru_cache(maxsize=256)
def region(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or None. Nothing outside the zone database is read."""
    if not name or len(name) > 64 or name.startswith(("/", ".")) or ".." in name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_offset(zone: Zone, days: int, seconds: int, year: int) -> int | None:
    """Seconds east of UTC at a local time: ``days`` since 1970-01-01, ``seconds`` into the day."""
    if zone is None or isinstance(zone, int):
        return zone
    rules = region(zone)
    if rules is None:
        return None
    if not 2 <= year <= 9998:
        cycles = (year - 2000) // _CYCLE
        days -= cycles * 146_097
    local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days, seconds=seconds)
    offset = local.replace(tzinfo=rules).utcoffset()
    return None if offset is None else int(offset.total_seconds())


def zone_offset_at(zone: Zone, instant: int, year: int) -> int | None:
    """Seconds east of UTC at an instant, given as seconds since 1970-01-01T00:00:00Z."""
    if zone is None or isinstance(zone, int):
        return zone
    rules = region(zone)
    if rules is None:
        return None
    if not 2 <= year <= 9998:
        instant -= ((year - 2000) // _CYCLE) * 146_097 * 86_400
    offset = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)).astimezone(rules)
    found = offset.utcoffset()
    return None if found is None else int(found.total_seconds())


def offset_text(seconds: int) -> str:
    """``Z``, ``+01:00`` or ``-05:30:15``."""
    if not seconds:
        return "Z"
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours:02}:{minutes:02}" + (f":{left:02}" if left else "")
