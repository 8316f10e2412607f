"""The world of specialanpassning, on a Wednesday; nothing may have stopped when a test ends."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.specialanpassning.varld import Special, bygg
from workflows import clock
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def s(db: None) -> Iterator[Special]:
    """A patient with a bed, her förskrivare, a technician and who pays."""
    with clock.frozen(ONSDAG):
        yield bygg()
        assert not Incident.objects.exists()
