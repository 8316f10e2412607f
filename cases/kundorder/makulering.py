"""Who may cancel what of an order, as the table `makulering` says (KO-27, DMN 12)."""

from dataclasses import dataclass

from cases.gemensamt.makulering import svar_per_roll
from cases.kundorder import begaranden, orderstatus
from cases.kundorder.models import Begaran, Kundorder
from cases.organisation.models import Anvandare

PROCESS = "kundorder"
ALLT, REST = "Makulera order", "Makulera rest"
_BEGAR = "begär makulering via HMC kundtjänst"
_UTE = {Begaran.Lage.UTLEVERERAD, Begaran.Lage.LEVERERAD}


@dataclass(frozen=True)
class Besked:
    """What this person may do. `atgard` is empty when nothing; `kan_begaras` when she may ask."""

    atgard: str = ""
    varfor_inte: str = ""
    kan_begaras: bool = False


def besked(order: Kundorder, person: Anvandare) -> Besked:
    """The table's answer for a person, whichever of her roles it lets in."""
    rows = list(begaranden.orders_rader(order.pk))
    begun = set(order.begaranden.values_list("lage", flat=True)) & {*_UTE, Begaran.Lage.PLOCKAD}
    lagen = [orderstatus.Radlage(r.antal, r.levererat, r.makulerat, r.i_leverans) for r in rows]
    left = any(r.rest or r.reserverat for r in rows)
    # The status is the slowest row's: what is ahead of it can't be cancelled with the rest.
    ahead = bool(begun) and order.arende.status not in orderstatus.HELT_PLOCKAD
    partly = orderstatus.delvis_levererad(lagen) or ahead
    own = person.uppdrag.filter(kund=order.arende.kund_id).exists()
    asked = {
        "objekt": "kundorder",
        "status": order.arende.status,
        "verkstalld": order.arende.verkstalld is not None,
        "delvis_levererad": partly,
        "fel_typ": None,
        "eget_arende": own or order.arende.bestallare_id == person.pk,
    }
    refusals: list[str] = []
    for tillatet, atgard in svar_per_roll(PROCESS, order.pk, person, asked):
        if not tillatet:
            refusals.append(atgard)
        elif atgard != REST or left:
            return Besked(atgard=atgard)
        else:
            refusals.append("resten är redan på väg eller står för plockning")
    asks = _BEGAR in refusals
    refusal = _BEGAR if asks else next((one for one in refusals if one), "")
    return Besked(
        varfor_inte=orderstatus.mening_om_makulering(
            order.arende.status, refusal, delvis=partly, ute=not begun or bool(begun & _UTE)
        ),
        kan_begaras=asks and order.makulering_begard is None,
    )
