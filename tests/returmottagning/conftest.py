"""The world of returns, for the tests of what the return desk and the workshop do."""

import pytest

from tests.hamtorder.varld import Retur, bygg


@pytest.fixture
def r(db: None) -> Retur:
    """A patient with a bed and its box, a rollator, something bought and an inställning."""
    return bygg()
