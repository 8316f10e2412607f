"""Registers that a form may ask whether a key exists.

This wing knows no registers: the business hands over a function for each. `asker` is whatever the
business needs to decide what may be seen (who asks, in which case); it is passed on unread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: the key to keep as the answer, and the words a person knows it by."""

    key: str
    label: str


class NotInRegister(Exception):
    """The register has no such thing for this asker; `mening` says what to do."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


Find: TypeAlias = Callable[[str, object], Found]

_registers: dict[str, Find] = {}


def register_lookup(name: str, find: Find) -> None:
    """Let forms name `name` in `x-register`. `find(text, asker)` raises `NotInRegister`."""
    if _registers.setdefault(name, find) is not find:
        raise ValueError(f"The register {name} is already looked up by another function.")


def registers() -> frozenset[str]:
    """The registers that forms may name."""
    return frozenset(_registers)


class AsWritten:
    """The asker of a made-up case: no register is read, and every key is taken as it stands."""


def find(register: str, text: str, asker: object) -> Found:
    """Ask one register. Raises `NotInRegister`."""
    if isinstance(asker, AsWritten):
        return Found(text, text)
    if register not in _registers:
        raise NotInRegister("Registret går inte att nå. Hör av dig till den som äger processen.")
    return _registers[register](text, asker)
