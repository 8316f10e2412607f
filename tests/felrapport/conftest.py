"""The world of orders with the groups that a felrapport may go to."""

from collections.abc import Iterator

import pytest

from tests.felrapport.varld import ONSDAG, Fel, bygg
from workflows import clock
from workflows.models import Incident


@pytest.fixture
def f(db: None) -> Iterator[Fel]:
    """A Wednesday. Whatever a test does, nothing has stopped."""
    with clock.frozen(ONSDAG):
        yield bygg()
        assert [one.detail for one in Incident.objects.all()] == []
