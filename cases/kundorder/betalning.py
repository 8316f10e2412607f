"""Who pays for a row (DMN 3, KO-7)."""

from cases.kundorder.models import Kundorder
from cases.kundorder.ordertyp import EGEN_BETALARE, Effekt
from cases.organisation.models import Betalare


def betalare_for(order: Kundorder, said: Effekt) -> Betalare:
    """Whose bill it is: the patient's baskod's, the unit's own, or the orderer's at a påfyllnad."""
    mottagare, person = order.arende.mottagare, order.arende.bestallare
    if said.betalare == EGEN_BETALARE and person.betalare is not None:
        return person.betalare
    if mottagare is not None and mottagare.gallande_baskod is not None:
        return mottagare.gallande_baskod.betalare
    kund = (mottagare.kund if mottagare is not None else None) or order.arende.kund
    if kund is None:
        raise ValueError("An order with rows has a kund.")
    return kund.betalare
