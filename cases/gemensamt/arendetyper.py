"""What each type of case shows on the page that all cases share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cases.gemensamt.models import Arende, Bilaga
from cases.organisation.models import Anvandare


def _nothing(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    return {}


def _none(arende: Arende) -> Sequence[Arende]:
    return ()


def _silent(arende: Arende) -> str:
    return ""


def _stored(bilaga: Bilaga) -> bytes | None:
    return None


def _nobody(lager_id: int, artikel_id: int) -> Sequence[UUID]:
    return ()


@dataclass(frozen=True)
class Arendetyp:
    """`mall` draws what is special about the type, with what `kontext` gives it.

    `relaterade` are the cases that belong with it: drawn and linked beside it. `berattelse` is
    what its first line in the timeline adds, in a sentence or two. `vantar` are the cases that
    lack an article (its id) in a lager (its id). `dokument` writes a document of the system's own
    anew, where what was once kept may no longer be said; None for what may.
    """

    namn: str
    label: str
    mall: str = ""
    kontext: Callable[[Arende, Anvandare], Mapping[str, Any]] = _nothing
    relaterade: Callable[[Arende], Sequence[Arende]] = _none
    berattelse: Callable[[Arende], str] = _silent
    vantar: Callable[[int, int], Sequence[UUID]] = _nobody
    dokument: Callable[[Bilaga], bytes | None] = _stored


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


def hor_ihop(arende: Arende) -> list[Arende]:
    """The cases that belong with this one, and those that are about any of them."""
    near = list(arendetyp(arende.typ).relaterade(arende))
    known = {arende.pk, *(one.pk for one in near)}
    about = Arende.objects.filter(galler__in=known).exclude(pk__in=known).order_by("skapad")
    return [*near, *about]
