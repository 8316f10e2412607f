"""How a case stands: the tokens of its stored state, and what makes two cases stand alike."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.transfer.alignment import END_JOIN, JOIN, SPLIT

_ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


@dataclass(eq=False)
class Token:
    """A row of a state: a token, or one that was here. `data` is all that it carries."""

    id: str
    name: str
    state: int
    when: int
    flags: int
    notes: dict[str, Any]
    data: dict[str, Any]
    above: "Token | None"

    @property
    def active(self) -> bool:
        return bool(self.state & _ACTIVE)


def tokens_of(part: Mapping[str, Any]) -> list[Token]:
    """The rows of a part of a state, those above before those below."""
    found: list[Token] = []
    for row in part["rows"]:
        id_, parent, name, state, when, flags = row[:6]
        notes: dict[str, Any] = row[6] if len(row) > 6 else {}
        changed: dict[str, Any] = row[7] if len(row) > 7 else {}
        gone: list[str] = row[8] if len(row) > 8 else []
        above = None if parent is None else found[parent]
        data = {k: v for k, v in (above.data if above else {}).items() if k not in gone} | changed
        found.append(Token(id_, name, state, when, flags, notes, data, above))
    return found


def signature(parts: Mapping[str, Any]) -> str:
    """The same for cases that stand alike, whatever their ids, times and values are."""
    return _shape(parts["top"], {sub["of"]: sub for sub in parts.get("subs", ())})


def _shape(part: Mapping[str, Any], subs: Mapping[str, Any]) -> str:
    """What is past tells only where ways parted, what the events of a host under way have done, and
    who has come to a join that still waits."""
    tokens = [one for one in tokens_of(part) if not one.name.endswith((JOIN, END_JOIN))]
    waiting = {token.name for token in tokens if token.active}
    under_way = {
        token.above
        for token in tokens
        if token.active and token.above and token.above.name == token.name + SPLIT
    }
    # Several instances that stand alike are as one.
    below: dict[Token | None, set[str]] = {None: set(), **{token: set() for token in tokens}}
    for token in reversed(tokens):
        above = token.above
        kids = sorted(below[token])
        came_by = above.name if above else ""
        beside_host = above in under_way or token in under_way
        told: tuple[Any, ...]
        if token.active:
            notes = [(key, value is True) for key, value in sorted(token.notes.items())]
            inside = _shape(subs[token.id], subs) if token.id in subs else ""
            told = (came_by, token.flags & 1, notes, sorted(token.data), inside)
        elif kids and len(kids) == 1 and not beside_host:
            below[above].add(kids[0])
            continue
        elif kids or beside_host or token.name in waiting:
            told = (came_by,)
        else:
            continue
        shape = repr((token.name, token.state, told, kids))
        below[above].add(hashlib.blake2b(shape.encode(), digest_size=16).hexdigest())
    return hashlib.blake2b(repr(sorted(below[None])).encode(), digest_size=16).hexdigest()
