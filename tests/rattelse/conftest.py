"""The world of orders, for the tests of what mends a receipt."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cases.hjalpmedel.saldon import kontrollera_saldo
from tests.kundorder.varld import Varld, bygg_varld
from workflows import clock
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def v(db: None) -> Iterator[Varld]:
    """A Wednesday. Whatever a test does, books and shelves agree, and nothing has stopped."""
    with clock.frozen(ONSDAG):
        made = bygg_varld()
        yield made
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()
