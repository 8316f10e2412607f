"""Who can say whether a task that waits has anybody to do it. The engine knows no people."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Post:
    """Whom a task waits for: its role, the group within it, and the kund whose people may do it."""

    role: str
    group: str = ""
    scope: int | None = None


@dataclass(frozen=True)
class Staffing:
    """Who can be asked whether there is anybody. `vacant` answers which posts no active person
    holds, with whom each asks for in Swedish; `own` which cases their own writer still works on,
    whoever the task is for."""

    vacant: Callable[[Collection[Post]], Mapping[Post, str]]
    own: Callable[[Collection[UUID]], Collection[UUID]]


_staffing = Staffing(lambda posts: {}, lambda cases: ())


def register_staffing(staffing: Staffing) -> None:
    """Make known who can say whether a task has anybody to do it. Called once."""
    global _staffing  # noqa: PLW0603 - kept for all who ask
    _staffing = staffing


def staffing() -> Staffing:
    """Who says whether a task has anybody to do it."""
    return _staffing
