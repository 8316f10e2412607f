"""What may be cut off in the middle: each finds what it needs in the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cases.kundorder import automat
from workflows import engine

# A Friday: the turbil comes to the förråd on Tuesday, and goods take two working days to pick.
ONSDAG = datetime(2026, 11, 20, 5, 10, tzinfo=UTC)


def fyll_pa() -> None:
    """The worker's hour before the day begins: one förråd lacks something."""
    automat.fyll_pa()


def svep() -> None:
    """A worker carries out what waits: the order's message reaches its lager."""
    while engine.tick().messages:
        pass


GARNINGAR: Mapping[str, Callable[[], None]] = {"fyll_pa": fyll_pa, "svep": svep}
