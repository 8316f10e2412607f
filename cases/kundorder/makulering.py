"""Who may cancel what of an order, as the table `makulering` says (KO-27, DMN 12)."""

from dataclasses import dataclass

from cases.gemensamt.makulering import svar_per_roll
from cases.kundorder import begaranden, orderstatus
from cases.kundorder.models import Begaran, Kundorder
from cases.organisation.models import Anvandare

PROCESS = "kundorder"
ALLT, REST = "Makulera order", "Makulera rest"
_BEGAR = "begär makulering via HMC kundtjänst"


@dataclass(frozen=True)
class Besked:
    """What this person may do. `atgard` is empty when nothing; `kan_begaras` when she may ask."""

    atgard: str = ""
    varfor_inte: str = ""
    kan_begaras: bool = False


def besked(order: Kundorder, person: Anvandare) -> Besked:
    """The table's answer for a person, whichever of her roles it lets in."""
    rows = list(begaranden.orders_rader(order.pk))
    on_the_way = order.begaranden.filter(lage=Begaran.Lage.UTLEVERERAD).exists()
    lagen = [orderstatus.Radlage(r.antal, r.levererat, r.makulerat, r.i_leverans) for r in rows]
    left = any(r.rest or r.reserverat for r in rows)
    partly = orderstatus.delvis_levererad(lagen) or (on_the_way and left)
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
            refusals.append("det som återstår är redan på väg")
    asks = _BEGAR in refusals
    refusal = _BEGAR if asks else next((one for one in refusals if one), "")
    return Besked(
        varfor_inte=orderstatus.mening_om_makulering(order.arende.status, refusal, delvis=partly),
        kan_begaras=asks and order.makulering_begard is None,
    )
