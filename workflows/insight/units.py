"""Which unit a case is of: known by those who know what a case is, and asked when it is counted."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

Units = Mapping[UUID, int | None]

_read: Callable[[Collection[UUID]], Units] | None = None


def register_units(read: Callable[[Collection[UUID]], Units]) -> None:
    """Make known which unit each of some cases is of. Called once, from an app's `ready`."""
    global _read  # noqa: PLW0603 - what is registered is this module's
    _read = read


def units_of(case_ids: Collection[UUID]) -> Units:
    """The unit (a kund's id) of each of these cases; None, or no word, for one that has none."""
    return _read(case_ids) if _read is not None and case_ids else {}
