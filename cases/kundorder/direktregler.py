"""What of an order a supplier may ship to the mottagare, and why not (L1696)."""

from collections.abc import Iterable, Sequence

from cases.kundorder.models import Kundorder, Kundorderrad
from cases.mottagare.visning import vart
from workflows.errors import Hinder


def gar_direkt(order: Kundorder) -> bool:
    """Whether anything of the order may be shipped by a supplier."""
    return not _hinder_for_order(order)


def sallskap(rader: Iterable[Kundorderrad], rad: Kundorderrad) -> list[Kundorderrad]:
    """An aid with its components."""
    return [one for one in rader if rad.pk in {one.pk, one.huvudrad_id}]


def hinder_for(
    order: Kundorder, rader: Sequence[Kundorderrad], valda: Sequence[Kundorderrad]
) -> list[Hinder]:
    """Why these can't be shipped by a supplier."""
    if not valda:
        return []
    hinder = _hinder_for_order(order)
    for rad in valda:
        if rad.huvudrad_id is not None:
            sentence = (
                f"Rad {rad.nr} kommer med sitt hjälpmedel. Köp in den till lagret, eller hela"
                " hjälpmedlet direkt."
            )
        elif len(sallskap(rader, rad)) > 1 and rad.rest < rad.antal:
            sentence = (
                f"En del av rad {rad.nr} är redan på väg. Köp in resten till lagret, så kommer den"
                " med sina komponenter."
            )
        else:
            continue
        hinder.append(Hinder("direkt_inte_helt", sentence, f"direkt-{rad.nr}"))
    return hinder


def _hinder_for_order(order: Kundorder) -> list[Hinder]:
    """Orders of which nothing is shipped by a supplier."""
    if order.typ != Kundorder.Typ.BESTALLNING:
        why = "Det ska till ett förråd och packas upp där. Köp in det till lagret."
    elif order.samleverans:
        why = "Ordern är en samleverans: allt ska komma samtidigt. Köp in det till lagret."
    elif order.prioritet == Kundorder.Prioritet.UTLAMNING:
        why = "Mottagaren hämtar på ett utlämningsställe. Köp in det till lagret."
    elif _adress_dold(order):
        why = "Mottagaren har skyddade personuppgifter. Köp in det till lagret."
    else:
        return []
    return [Hinder("direkt_gar_inte", why, "direkt")]


def _adress_dold(order: Kundorder) -> bool:
    """Whether the address may not be said to a supplier (L6)."""
    own = order.hamtad_fran_id is None
    return bool(vart(order, order.adressnamn, order.arende.mottagare, egen=own).dold)
