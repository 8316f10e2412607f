"""The world of konsultation, on a Wednesday; nothing may have stopped when a test ends."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.konsultation.varld import Kons, bygg
from workflows import clock
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def k(db: None) -> Iterator[Kons]:
    """A patient, her förskrivare and a konsulent."""
    with clock.frozen(ONSDAG):
        yield bygg()
        assert not Incident.objects.exists()
