"""Pages of a list that may be very long: counted, and turned to, no further than anybody reads."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

# Who looks for something older than so many searches for its number.
MEST = 1000


def raknat(rows: "QuerySet[Any]") -> str:
    """How many, in words that say when they are more than are counted."""
    return _i_ord(_rakna(rows))


class Sidor(Paginator):  # type: ignore[type-arg]
    """The first `MEST` of a list. `antal` says how many there are in all, as far as is counted."""

    object_list: "QuerySet[Any]"

    @cached_property
    def _raknade(self) -> int:
        return _rakna(self.object_list)

    @cached_property
    def count(self) -> int:
        """Rows that can be turned to."""
        return min(self._raknade, MEST)

    @property
    def antal(self) -> str:
        """How many there are, in words."""
        return _i_ord(self._raknade)

    @property
    def fler(self) -> bool:
        """Whether there are more than can be turned to."""
        return self._raknade > MEST


def _rakna(rows: "QuerySet[Any]") -> int:
    """Up to one more than `MEST`, in no order: to sort a million is to read them all."""
    return rows.order_by()[: MEST + 1].count()


def _i_ord(antal: int) -> str:
    return f"fler än {MEST}" if antal > MEST else str(antal)
