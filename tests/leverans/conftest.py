"""The world of orders, for the tests of what a lager and the transport do."""

import pytest

from tests.kundorder.varld import Varld, bygg_varld


@pytest.fixture
def v(db: None) -> Varld:
    """One unit, its people, a patient and two lager with empty shelves."""
    return bygg_varld()
