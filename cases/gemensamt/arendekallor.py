"""What the case types tell the screens of a mottagare: registers know no case type.

Each type that orders or fetches aids says so with `registrera`, once, from its app's `ready`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Betalare, Lager


@dataclass(frozen=True)
class Leveranssteg:
    """A status that a row has reached, when, and at which lager (OO-1, OO-4)."""

    status: str
    nar: datetime
    lager: str = ""


@dataclass(frozen=True)
class Bestalld:
    """A row that is ordered for a mottagare (HM-24, OO-1). `aterstar` of it have not come yet.

    `kompletterar` is the delivered aid that it is a component for (KV-1); `huvudrad` the row of the
    same order that it is a component of.
    """

    arende: Arende
    rad: UUID
    artikel: Artikel
    antal: int
    aterstar: int
    bestalld: date
    planerad: date | None
    debiteringsform: str
    betalare: Betalare
    lager: Lager
    agare: str
    kompletterar: Innehav | None = None
    huvudrad: UUID | None = None
    bestallningsnummer: str = ""
    samleverans: bool = False

    @property
    def avser(self) -> str:
        """Hyra or Köp."""
        return str(Artikel.Debiteringsform(self.debiteringsform).label)


@dataclass(frozen=True)
class Sak:
    """Something that a case is about: an aid that somebody has, or a row that has not come.

    `hur` says how far it has come, in a word or two.
    """

    artikel: Artikel
    antal: int
    hur: str
    innehav: Innehav | None = None
    rad: UUID | None = None


def _ingen(mottagare: int) -> Sequence[Bestalld]:
    return ()


def _okand(rad: UUID) -> Bestalld | None:
    return None


def _inga_steg(rad: UUID) -> Sequence[Leveranssteg]:
    return ()


def _inga(innehav: Iterable[int]) -> set[int]:
    return set()


def _ingen_lamnas(individer: Iterable[int]) -> Mapping[int, str]:
    return {}


def _inga_saker(arende: UUID) -> Sequence[Sak]:
    return ()


def _hittar_inget(nummer: str) -> Sequence[UUID]:
    return ()


@dataclass(frozen=True)
class Kalla:
    """What a case type knows: rows still to come, one row and its steps, which aids are fetched,
    which individer are on their way out, what a case of its own is about, and which cases (of any
    type) have another number than their own, such as a följesedel's."""

    pa_vag: Callable[[int], Sequence[Bestalld]] = _ingen
    rad: Callable[[UUID], Bestalld | None] = _okand
    steg: Callable[[UUID], Sequence[Leveranssteg]] = _inga_steg
    hamtas: Callable[[Iterable[int]], set[int]] = _inga
    lamnas: Callable[[Iterable[int]], Mapping[int, str]] = _ingen_lamnas
    saker: Callable[[UUID], Sequence[Sak]] = _inga_saker
    hittar: Callable[[str], Sequence[UUID]] = _hittar_inget


_kallor: dict[str, Kalla] = {}


def registrera(typ: str, kalla: Kalla) -> None:
    """Let a case type be asked."""
    _kallor[typ] = kalla


def pa_vag(mottagare_id: int) -> list[Bestalld]:
    """What is ordered for the mottagare and has not come, the latest order first (HM-24)."""
    rows = [row for kalla in _kallor.values() for row in kalla.pa_vag(mottagare_id)]
    return sorted(rows, key=lambda row: row.bestalld, reverse=True)


def komponenter_pa_vag(mottagare_id: int, individ_id: int | None = None) -> list[Bestalld]:
    """Components ordered for individer that the mottagare has, or for one of them (KV-1)."""
    return [
        row
        for row in pa_vag(mottagare_id)
        if row.kompletterar and individ_id in {None, row.kompletterar.individ_id}
    ]


def rad(rad_id: UUID) -> Bestalld | None:
    """The ordered row, whichever type of case it belongs to."""
    return next((row for kalla in _kallor.values() if (row := kalla.rad(rad_id))), None)


def steg(rad_id: UUID) -> list[Leveranssteg]:
    """Every status that the row has reached, the first one first (OO-4)."""
    told = [one for kalla in _kallor.values() for one in kalla.steg(rad_id)]
    return sorted(told, key=lambda one: one.nar)


def hamtas(innehav: Iterable[int]) -> set[int]:
    """Those of the innehav that an open order is to fetch (HM-8)."""
    asked = list(innehav)
    return {one for kalla in _kallor.values() for one in kalla.hamtas(asked)}


def lamnas(individer: Iterable[int]) -> dict[int, str]:
    """Those of the individer that are picked and not handed over, each with its kundordernummer."""
    asked = list(individer)
    return {one: what for kalla in _kallor.values() for one, what in kalla.lamnas(asked).items()}


def saker(arende: Arende) -> list[Sak]:
    """What the case is about, as its own type says."""
    kalla = _kallor.get(arende.typ)
    return list(kalla.saker(arende.pk)) if kalla is not None else []


def hittar(nummer: str) -> list[UUID]:
    """The cases that are known by another number than their own."""
    return [one for kalla in _kallor.values() for one in kalla.hittar(nummer)]
