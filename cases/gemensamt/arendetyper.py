"""What each type of case shows on the page that all cases share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare


def _nothing(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    return {}


def _none(arende: Arende) -> Sequence[Arende]:
    return ()


@dataclass(frozen=True)
class Arendetyp:
    """`mall` draws what is special about the type, with what `kontext` gives it.

    `relaterade` are the cases that belong with it: drawn and linked beside it.
    """

    namn: str
    label: str
    mall: str = ""
    kontext: Callable[[Arende, Anvandare], Mapping[str, Any]] = _nothing
    relaterade: Callable[[Arende], Sequence[Arende]] = _none


_typer: dict[str, Arendetyp] = {}


def registrera(typ: Arendetyp) -> None:
    """Make a type known. Called once, from its app's `ready`."""
    _typer[typ.namn] = typ


def arendetyp(namn: str) -> Arendetyp:
    """The type of that name. Raises `KeyError`."""
    return _typer[namn]


def alla() -> Mapping[str, Arendetyp]:
    """Every type, by name."""
    return MappingProxyType(_typer)
