"""The product clock: the only place time comes from, so that tests can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import time
from zoneinfo import ZoneInfo

from django.conf import settings

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if (frozen_at := _frozen.get()) is not None:
        return frozen_at
    return datetime.fromtimestamp(time() + _ahead(), tz=UTC)


def today() -> date:
    """The present date in Sweden."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment by Swedish clocks."""
    return moment.astimezone(STOCKHOLM)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stand still at an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware moment.")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def moved(step: timedelta) -> Iterator[None]:
    """Stand still, `step` after the present moment."""
    with frozen(now() + step):
        yield


def _ahead() -> float:
    """Seconds that a running server's clock has been moved, from the file the settings name."""
    if not settings.CLOCK_FILE:
        return 0.0
    kept = Path(settings.CLOCK_FILE)
    return float(kept.read_text() or 0) if kept.exists() else 0.0
