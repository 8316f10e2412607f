"""The world of returns, for the tests of retur."""

import pytest

from tests.retur.varld import Forrad, bygg


@pytest.fixture
def f(db: None) -> Forrad:
    """A patient with something bought, and a unit with a förråd of its own."""
    return bygg()
