"""Låneförbindelsen: which of a mottagare's aids it covers, and what stands on it (LÅ-1 … LÅ-4)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.gemensamt import hjalpmedelsbild
from cases.gemensamt.hjalpmedelsbild import Bildrad
from cases.hjalpmedel.models import Agare
from cases.meddelanden import texter
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import Visad, visad
from cases.organisation.models import Anvandare
from workflows import clock


@dataclass(frozen=True)
class Lan:
    """An aid that may be on the paper. `nyckel` is what a tick posts."""

    nyckel: str
    rad: Bildrad
    komponent: bool
    vald: bool

    @property
    def dag(self) -> date | None:
        """When it was delivered, or is to be."""
        if self.rad.levererad:
            return self.rad.levererad
        return self.rad.vantad.planerad if self.rad.vantad else None


@dataclass(frozen=True)
class Papper:
    """The paper as it is printed. `mottagare` holds no address of a protected person (L6)."""

    mottagare: Visad
    lan: list[Lan]
    text: texter.Lasbar
    dag: date


def lan(
    mottagare: Mottagare, valda: Collection[str] = (), *, arende: UUID | None = None
) -> list[Lan]:
    """What is lent to the mottagare, or of it what one order holds; the chosen ones are ticked.

    What has been sold to her is no loan, and what she consumes is not given back.
    """
    rows = _rader(hjalpmedelsbild.bild(mottagare).rader)
    return [
        Lan(nyckel, row, komponent=part, vald=nyckel in valda)
        for row, part in rows
        if row.agare != Agare.MOTTAGARE and (arende is None or _arende(row) == arende)
        for nyckel in [_nyckel(row)]
    ]


def papper(person: Anvandare, mottagare: Mottagare, lan: Iterable[Lan]) -> Papper:
    """The paper of the loans that are ticked."""
    return Papper(
        mottagare=visad(mottagare, person),
        lan=[one for one in lan if one.vald],
        text=texter.las("laneforbindelse"),
        dag=clock.today(),
    )


def _rader(mains: Iterable[Bildrad]) -> Iterator[tuple[Bildrad, bool]]:
    for main in mains:
        yield main, False
        for part in main.komponenter:
            yield part, True


def _nyckel(row: Bildrad) -> str:
    if row.innehav:
        return f"i{row.innehav.pk}"
    return f"r{row.vantad.rad.hex}" if row.vantad else ""


def _arende(row: Bildrad) -> UUID | None:
    if row.innehav:
        return row.innehav.arende
    return row.vantad.arende.pk if row.vantad else None
