"""Choosing an equivalent instead of what was asked for, or keeping it (EA-1 … EA-3)."""

from collections.abc import Mapping
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.artiklar.tillbehor import tar_emot
from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import begaranden, ersattning, granskning, nya_rader, ordertyp, radregler
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.oppning import notera_andring, oppna_utkast
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import Hinder, NotYourTurn


@engine.move
def ersatt(
    arende: UUID, *, person: Anvandare, val: Mapping[UUID, str], version: int | None = None
) -> None:
    """Take the chosen article to each row; what was first asked for is kept on it (EA-3).

    What is offered is asked anew. Raises `Refused` with every hinder, `NotYourTurn`.
    """
    _, order = oppna_utkast(arende, person, version)
    rows = {
        rad.pk: rad
        for rad in begaranden.orders_rader(arende).select_related(
            "artikel__lager", "artikel__iso", "original_artikel__lager", "original_artikel__iso"
        )
    }
    hinder: list[Hinder] = []
    chosen: list[tuple[Kundorderrad, Artikel, Artikel]] = []
    for key, number in val.items():
        rad = rows.get(key)
        offer = ersattning.forslag(order, rad) if rad else None
        if rad is None or offer is None:
            raise NotYourTurn(
                "Det finns ingen likvärdig artikel att välja längre. Läs in Orderrader igen."
            )
        new = {one.artikel.nummer: one.artikel for one in offer.val}.get(number)
        left = _overblivna(rad, new, rows) if new else []
        hinder += radregler.hinder_for_byte(
            offer.original.nummer, number, offer.valbara, left, f"val-{rad.pk}"
        )
        if new is not None:
            chosen.append((rad, offer.original, new))
    stoppa_om(hinder)
    for rad, original, new in chosen:
        _byt(order, rad, original, new)
    notera_andring(
        order, person, f"{', '.join(new.nummer for *_, new in chosen)} valdes till ordern"
    )


def _overblivna(rad: Kundorderrad, new: Artikel, rows: Mapping[UUID, Kundorderrad]) -> list[str]:
    """The numbers of the accessories on the row that the new article does not take."""
    parts = {
        part.artikel_id: part.artikel.nummer
        for part in rows.values()
        if part.huvudrad_id == rad.pk and not part.ingar
    }
    if new.pk == rad.artikel_id:
        return []
    taken = {part for _, part in tar_emot([new.pk], parts)}
    return [number for pk, number in parts.items() if pk not in taken]


def _byt(order: Kundorder, rad: Kundorderrad, original: Artikel, new: Artikel) -> None:
    """The row with another article, and with what comes with that one."""
    if new.pk == rad.artikel_id:
        return
    rad.original_artikel = None if new.pk == original.pk else original
    rad.artikel = new
    rad.lager = ordertyp.lager_for(order, new, ordertyp.effekt(order))
    rad.debiteringsform = granskning.debiteringsform(order, new)
    rad.save(update_fields=["original_artikel", "artikel", "lager", "debiteringsform"])
    rad.komponenter.filter(ingar=True).delete()
    nya_rader.lagg_till_standard(rad)
