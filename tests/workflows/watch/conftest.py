"""The engine's made-up case type, with somebody in every role unless a test says otherwise."""

from collections.abc import Iterator

import pytest

from tests.workflows.engine.conftest import Prov, prov
from workflows import staffing
from workflows.staffing import Post, Staffing
from workflows.watch.looking import _named_in

__all__ = ["Prov", "prov", "vacant"]


@pytest.fixture(autouse=True)
def _versions_are_new() -> None:
    _named_in.cache_clear()


@pytest.fixture(autouse=True)
def vacant() -> Iterator[dict[Post, str]]:
    """Posts that nobody holds, as the test says."""
    empty: dict[Post, str] = {}
    before = staffing.staffing()
    staffing.register_staffing(
        Staffing(lambda posts: {one: empty[one] for one in posts if one in empty}, lambda waits: ())
    )
    yield empty
    staffing.register_staffing(before)
