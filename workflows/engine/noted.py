"""The facts of a case as they were when its tables were asked, also those that no table asked for.

Kept with the move, so that finished cases can be replayed through a table that asks for more.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from workflows import feel
from workflows.facts import Fact

_SCALARS = frozenset({"boolean", "string", "number", "date", "date and time"})


class Notes:
    """What is taken down during a move: once for each table that was asked."""

    def __init__(self, declared: Mapping[str, Fact]) -> None:
        self._names = [
            name for name, one in declared.items() if one.noted and one.feel_type in _SCALARS
        ]
        self._taken: list[dict[str, str]] = []
        self._of: Mapping[str, Any] = {}

    def take(self, facts: Mapping[str, Any]) -> None:
        """The case's facts now. The very same ones are written but once."""
        if not self._taken or facts is not self._of:
            self._taken.append(dict(self._told(facts)))
        else:
            self._taken.append(self._taken[-1])
        self._of = facts

    def _told(self, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What a fact can't be told as is left out: keeping notes stops no case."""
        for name in self._names:
            if name in facts:
                with suppress(TypeError, ValueError):
                    yield name, feel.to_literal(feel.from_python(facts[name]))

    def packed(
        self, read: Mapping[str, str], now: Mapping[str, Any] | None
    ) -> list[dict[str, str]]:
        """To be kept: the first one whole and of the others what had changed, without what was
        `read` and stayed the same. `now` are the facts when the move has ended, where somebody has
        read them by then."""
        if not self._taken:
            return []
        if now is not None:
            self.take(now)
        kept = [self._taken[0]]
        for before, one in pairwise(self._taken):
            kept.append({name: text for name, text in one.items() if before.get(name) != text})
        changed = {name for one in kept[1:] for name in one}
        first = {
            name: text
            for name, text in kept[0].items()
            if name in changed or read.get(name) != text
        }
        return [first, *kept[1:]]


class Noted:
    """What the details of a move tell of a fact, as a literal; None for what they don't tell."""

    def __init__(self, details: Mapping[str, Any]) -> None:
        self._read: Mapping[str, str] = details.get("facts", {})
        self._kept: Sequence[Mapping[str, str]] = details.get("noted", ())
        self._asked = [one["element"] for one in details.get("decisions", ())]

    def here(self, name: str, element: str) -> str | None:
        """In the move, asked by an element: as a table there read it, else as it was last read,
        else if it was the same all along."""
        if self._kept and element in self._asked:
            last = len(self._asked) - 1 - self._asked[::-1].index(element)
            return self._after(name, last) or self._read.get(name)
        return self._read.get(name) or self._all_along(name)

    def first(self, name: str) -> str | None:
        """When the move began, as far as is told."""
        return self._after(name, 0) or self._read.get(name)

    def last(self, name: str) -> str | None:
        """When the move had ended, as far as is told."""
        return (self._closed and self._after(name, len(self._kept))) or self._read.get(name)

    @property
    def _closed(self) -> bool:
        return len(self._kept) > len(self._asked)

    def _after(self, name: str, at: int) -> str | None:
        told = [one[name] for one in self._kept[: at + 1] if name in one]
        return told[-1] if told else None

    def _all_along(self, name: str) -> str | None:
        told = [one[name] for one in self._kept if name in one]
        return told[0] if self._closed and len(told) == 1 else None
