"""Attachments to a row and to the whole order, and the tick that says it is sent elsewhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from cases.gemensamt import bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Bilaga
from cases.kundorder import begaranden, radregler
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.oppning import notera_andring, oppna_utkast
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import NotYourTurn

Filer = Sequence["UploadedFile[Any]"]


@engine.move
def bifoga(
    arende: UUID,
    *,
    person: Anvandare,
    rad: UUID | None = None,
    kommentar: str | None = None,
    filer: Filer = (),
    epost_utanfor: bool | None = None,
    version: int | None = None,
) -> list[Bilaga]:
    """Comment and files to a row, or files to the order when no row is said (KO-8, KO-11, KO-22).

    What is None is left as it was. Raises `Refused` with a hinder for each file that can't be
    kept; then none of them is. Raises `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    row = _raden(order, rad)
    prova(order, filer)
    if row is not None:
        row.kommentar = row.kommentar if kommentar is None else kommentar.strip()[:500]
        row.epost_utanfor = row.epost_utanfor if epost_utanfor is None else epost_utanfor
        row.save(update_fields=["kommentar", "epost_utanfor"])
    elif epost_utanfor is not None:
        order.epost_utanfor = epost_utanfor
    kept = [bilagor.spara(arende, fil, av=person, rad=rad) for fil in filer]
    where = f"raden {row.artikel.nummer}" if row is not None else "ordern"
    notera_andring(
        order, person, f"bilaga lades till {where}" if kept else f"{where} fick en kommentar"
    )
    return kept


@engine.move
def ta_bort_bilaga(
    arende: UUID, bilaga: UUID, *, person: Anvandare, version: int | None = None
) -> None:
    """Take an attachment away from a draft. Raises `NotYourTurn` when it is gone already."""
    _, order = oppna_utkast(arende, person, version)
    kept = bilagor.ta_bort_ur(order.arende, bilaga)
    notera_andring(order, person, f"bilagan {kept.filnamn} togs bort")


def prova(order: Kundorder, filer: Filer) -> None:
    """Raise `Refused` with a hinder for every file that can't be kept with the order."""
    hinder = bilagor.hinder_for(filer)
    stoppa_om(
        hinder + radregler.hinder_for_bilagor(order.arende.bilagor.count() + len(filer))
        if filer
        else hinder
    )


def _raden(order: Kundorder, rad: UUID | None) -> Kundorderrad | None:
    if rad is None:
        return None
    row = begaranden.orders_rader(order.pk).filter(pk=rad).first()
    if row is None:
        raise NotYourTurn("Raden är redan borttagen. Gå tillbaka till Orderrader.")
    return row
