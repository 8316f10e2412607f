"""The world of arbetsorder."""

import pytest

from tests.arbetsorder.varld import Arbete, bygg


@pytest.fixture
def a(db: None) -> Arbete:
    """A patient with a bed, a förskrivare, technicians and kundtjänst."""
    return bygg()
