"""The process owner's world: one process with cases running in it."""

import pytest

from tests.fritt.conftest import Varld, varld

__all__ = ["Varld", "varld"]


@pytest.fixture
def v(varld: Varld) -> Varld:
    return varld
