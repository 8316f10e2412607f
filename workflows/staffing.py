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
class Waits:
    """A task that waits: which case it is of, its element, and whom it waits for."""

    case_id: UUID
    case_type: str
    element: str
    post: Post


@dataclass(frozen=True)
class Staffing:
    """Who can be asked whether there is anybody. `vacant` answers which posts no active person
    holds, with whom each asks for in Swedish; `nonetheless` which tasks of such posts somebody may
    do all the same: whoever writes the case, or a role that the step lets in besides the lane's."""

    vacant: Callable[[Collection[Post]], Mapping[Post, str]]
    nonetheless: Callable[[Collection[Waits]], Collection[Waits]]


_staffing = Staffing(lambda posts: {}, lambda waits: ())


def register_staffing(staffing: Staffing) -> None:
    """Make known who can say whether a task has anybody to do it. Called once."""
    global _staffing  # noqa: PLW0603 - kept for all who ask
    _staffing = staffing


def staffing() -> Staffing:
    """Who says whether a task has anybody to do it."""
    return _staffing
