"""What each type of case shows on the page that all cases share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende, Bilaga
from cases.organisation.models import Anvandare


@dataclass(frozen=True)
class Vantat:
    """What is expected to happen, and when: a day, or a moment that is watched; None where nobody
    knows."""

    vad: str
    nar: date | None = None


@dataclass(frozen=True)
class Gjort:
    """What a person did with a case when its process had ended: what, when, who and why."""

    vad: str
    nar: datetime
    av: str
    text: str = ""


def _nothing(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    return {}


def _none(arende: Arende) -> Sequence[Arende]:
    return ()


def _silent(arende: Arende) -> str:
    return ""


def _stored(bilaga: Bilaga) -> bytes | None:
    return None


def _no_drafts(mottagare_id: int) -> Sequence[UUID]:
    return ()


def _told(arende: Arende, annat: Arende) -> bool:
    return True


def _nothing_expected(arende: Arende) -> Sequence[Vantat]:
    return ()


def _nothing_done(arende: Arende) -> Sequence[Gjort]:
    return ()


def _unmoved(arende: UUID, person: Anvandare) -> None:
    return None


def _no_day(arende: UUID, artikel: Artikel) -> date | None:
    return None


def _nobody(lager_id: int, artikel_id: int) -> Sequence[UUID]:
    return ()


@dataclass(frozen=True)
class Arendetyp:
    """`mall` draws what is special about the type, with what `kontext` gives it, and `overst` what
    of it one comes for: what may be done, and when it is expected.

    `relaterade` are the cases that belong with it: drawn and linked beside it. `berattelse` is
    what its first line in the timeline adds, in a sentence or two. `vantar` are the cases that
    lack an article (its id) in a lager (its id). `leveransdag` is when an article would come to
    where a draft goes. `dokument` writes a document of the system's own
    anew, where what was once kept may no longer be said; None for what may. `utkast` are the cases
    of a mottagare (its id) that nobody has sent yet, and `ny_betalare` has one of them, locked,
    paid by whoever pays from now on. `vantas` is what the timeline says will happen, besides what
    somebody is to do, and `gjort` what it says was done when the process had ended. `berattar` is
    whether the story of a case that belongs with it is told with its own; `ensam` that its story
    is told on no other's page, nor another's on its: they are a link away.
    """

    namn: str
    label: str
    mall: str = ""
    overst: str = ""
    kontext: Callable[[Arende, Anvandare], Mapping[str, Any]] = _nothing
    relaterade: Callable[[Arende], Sequence[Arende]] = _none
    berattelse: Callable[[Arende], str] = _silent
    vantar: Callable[[int, int], Sequence[UUID]] = _nobody
    leveransdag: Callable[[UUID, Artikel], date | None] = _no_day
    dokument: Callable[[Bilaga], bytes | None] = _stored
    utkast: Callable[[int], Sequence[UUID]] = _no_drafts
    ny_betalare: Callable[[UUID, Anvandare], None] = _unmoved
    vantas: Callable[[Arende], Sequence[Vantat]] = _nothing_expected
    gjort: Callable[[Arende], Sequence[Gjort]] = _nothing_done
    berattar: Callable[[Arende, Arende], bool] = _told
    ensam: bool = False


@dataclass(frozen=True)
class Avsnitt:
    """One answered form: its title, who answered and when, and each answer in words."""

    titel: str
    av: str
    nar: datetime
    rader: Sequence[tuple[str, str]]


Besvarat = Callable[[UUID], Sequence[Avsnitt]]

_typer: dict[str, Arendetyp] = {}
_besvarat: list[Besvarat] = []


def registrera(typ: Arendetyp) -> None:
    """Make a type known. Called once, from its app's `ready`."""
    _typer[typ.namn] = typ


def registrera_svar(las: Besvarat) -> None:
    """Make known where the answers to forms are read: an owner may let any process ask a form."""
    _besvarat[:] = [las]


def besvarat(arende: UUID) -> Sequence[Avsnitt]:
    """Every answered form of a case, the first one first."""
    return [one for las in _besvarat for one in las(arende)]


def arendetyp(namn: str) -> Arendetyp:
    """The type of that name. Raises `KeyError`."""
    return _typer[namn]


def alla() -> Mapping[str, Arendetyp]:
    """Every type, by name."""
    return MappingProxyType(_typer)


def hor_ihop(arende: Arende) -> list[Arende]:
    """The cases that belong with this one, the one that it is about, and those that are about any
    of them."""
    near = list(arendetyp(arende.typ).relaterade(arende))
    known = {arende.pk, *(one.pk for one in near)}
    about = Arende.objects.filter(galler__in=known).exclude(pk__in=known).order_by("skapad")
    if arende.galler is not None and arende.galler.pk not in known:
        near.append(arende.galler)
    return [*near, *about]


def berattas(arende: Arende, near: Sequence[Arende]) -> list[Arende]:
    """The case and those of `near` whose story its page tells with its own."""
    own = arendetyp(arende.typ)
    if own.ensam:
        return [arende]
    others = [one for one in near if not arendetyp(one.typ).ensam and own.berattar(arende, one)]
    return [arende, *others]
