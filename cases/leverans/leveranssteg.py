"""What a leverans tells of how far an ordered row has come (OO-4)."""

from collections.abc import Sequence
from uuid import UUID

from cases.gemensamt.arendekallor import Kalla, Leveranssteg, registrera
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans
from workflows import engine

# What it is called when a person has done the task of that name.
_GJORT = {
    "plocka": Leverans.Status.PLOCKAD,
    "utleverera": Leverans.Status.UTLEVERERAD,
    "kvittera": Leverans.Status.LEVERERAD,
}


def registrera_kalla() -> None:
    """Let the screens ask."""
    registrera(TYP, Kalla(steg=steg))


def steg(rad: UUID) -> Sequence[Leveranssteg]:
    """When the row came to a plocklista, was picked, sent and received, and from which lager."""
    told = []
    for leverans in (
        Leverans.objects.filter(rader__rad=rad).select_related("arende", "lager").distinct()
    ):
        where = str(leverans.lager)
        told.append(Leveranssteg(Leverans.Status.FOR_PLOCKNING, leverans.arende.skapad, where))
        told += [
            Leveranssteg(_GJORT[row.element], row.effective_at, where)
            for row in engine.history(leverans.pk)
            if row.element in _GJORT
        ]
    return told
