"""The inbox's small world, on a Wednesday morning."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.fritt.conftest import varld
from tests.tasks.uppgifter import Inkorg, bygg_inkorg
from tests.workflows.engine.conftest import prov
from workflows import clock

__all__ = ["inkorg", "onsdag", "prov", "varld"]

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def onsdag() -> Iterator[datetime]:
    """The clock stands still."""
    with clock.frozen(ONSDAG):
        yield ONSDAG


@pytest.fixture
def inkorg(db: None, onsdag: datetime) -> Inkorg:
    return bygg_inkorg()
