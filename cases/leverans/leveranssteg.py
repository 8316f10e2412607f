"""What a leverans tells of how far an ordered row has come (OO-4), and what it has in hand."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from cases.gemensamt.arendekallor import Kalla, Leveranssteg, registrera
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans, Leveransrad
from workflows import engine

# What it is called when a person has done the task of that name.
_GJORT = {
    "plocka": Leverans.Status.PLOCKAD,
    "utleverera": Leverans.Status.UTLEVERERAD,
    "kvittera": Leverans.Status.LEVERERAD,
    "lamna_ut": Leverans.Status.LEVERERAD,
}


def registrera_kalla() -> None:
    """Let the screens ask."""
    registrera(TYP, Kalla(steg=steg, lamnas=lamnas, hittar=ordern))


def ordern(foljesedel: str) -> Sequence[UUID]:
    """The kundorder that a följesedel belongs to."""
    return list(Leverans.objects.filter(foljesedel=foljesedel).values_list("kundorder", flat=True))


def steg(rad: UUID) -> Sequence[Leveranssteg]:
    """When the row came to a plocklista, was picked, sent and received, and from which lager."""
    told = []
    rows = Leveransrad.objects.filter(rad=rad)
    for picked in rows.select_related("leverans__arende", "leverans__lager"):
        leverans = picked.leverans
        where = str(leverans.lager)
        told.append(Leveranssteg(Leverans.Status.FOR_PLOCKNING, leverans.arende.skapad, where))
        # What follows is of the others in the leverans, where nothing of this row was found.
        if not picked.plockat:
            continue
        told += [
            Leveranssteg(_GJORT[row.element], row.effective_at, where)
            for row in engine.history(leverans.pk)
            if row.element in _GJORT
        ]
    return told


def lamnas(individer: Iterable[int]) -> Mapping[int, str]:
    """Those of the individer that an open leverans has taken from the shelf, with its order."""
    rows = Leveransrad.individer.through.objects.filter(
        individ__in=list(individer),
        leveransrad__plockat__gt=0,
        leveransrad__leverans__aktiverad__isnull=True,
        leveransrad__leverans__arende__avslutad__isnull=True,
    )
    return dict(rows.values_list("individ_id", "leveransrad__leverans__kundordernummer"))
