"""The made-up case type of the engine's tests, with cases that may change version."""

import pytest

from tests.workflows.engine.conftest import Prov, prov
from workflows.transfer.judging import judge_of

__all__ = ["Prov", "prov"]


@pytest.fixture(autouse=True)
def _versions_are_new() -> None:
    """Each test begins with version 1 again."""
    judge_of.cache_clear()
