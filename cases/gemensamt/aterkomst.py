"""What orders expect back: the return desk asks, and no case type knows another.

Each type that brings aids back says so with `registrera`, once, from its app's `ready`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Anvandare

# What the order waits for when nobody has fetched the aid yet.
HAMTA = "hamta"


@dataclass(frozen=True)
class Vantad:
    """That an order is to bring an aid back. `uppgift` is the user task that the order waits for,
    `HAMTA` when the aid is still to be fetched; empty when it waits for nobody."""

    arende: UUID
    nummer: str
    innehav: int
    uppgift: str
    planerad: date | None = None


@dataclass(frozen=True)
class Forsenad:
    """An aid that should have come back by `senast` and has not. `lage` says how far it has got."""

    arende: Arende
    innehav: Innehav
    antal: int
    senast: date
    lage: str


@dataclass(frozen=True)
class Kalla:
    """What a type of order knows of aids on their way back."""

    vantade: Callable[[Collection[int]], Sequence[Vantad]]
    lamnade: Callable[[UUID, Mapping[int, int], str], None]
    forsenade: Callable[[Anvandare], Sequence[Forsenad]]


_kallor: dict[str, Kalla] = {}
_disken: list[Callable[[UUID], bool]] = []


def registrera(typ: str, kalla: Kalla) -> None:
    """Let a case type be asked."""
    _kallor[typ] = kalla


def registrera_disk(har_tagit_emot: Callable[[UUID], bool]) -> None:
    """Let the return desk be asked. Called once, from its app's `ready`."""
    _disken[:] = [har_tagit_emot]


def mottaget(arende: UUID) -> bool:
    """Whether the return desk has received anything of this order, also a part of a row."""
    return any(har_tagit_emot(arende) for har_tagit_emot in _disken)


def vantade(innehav: Iterable[int]) -> dict[int, Vantad]:
    """The order that is to bring each of these back, by innehav; none for those without."""
    asked = list(innehav)
    return {one.innehav: one for kalla in _kallor.values() for one in kalla.vantade(asked)}


def lamnade(arende: UUID, antal: Mapping[int, int], *, av: str) -> None:
    """So many of each innehav were handed in at the desk instead of being fetched.

    The caller holds the order.
    """
    typ = Arende.objects.values_list("typ", flat=True).get(pk=arende)
    _kallor[typ].lamnade(arende, antal, av)


def forsenade(person: Anvandare) -> list[Forsenad]:
    """All that should have come back and has not, as far as the person may see; oldest first."""
    rows = [one for kalla in _kallor.values() for one in kalla.forsenade(person)]
    return sorted(rows, key=lambda one: (one.senast, one.innehav.pk))
