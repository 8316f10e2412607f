"""What a row becomes with the mottagare, where no lager has sent it."""

from cases.hjalpmedel.innehav import Utlamnat
from cases.hjalpmedel.rules import agare
from cases.kundorder.models import Kundorder, Kundorderrad
from workflows import clock


def utlamnat(order: Kundorder, rad: Kundorderrad, antal: int, individ: int | None) -> Utlamnat:
    """So many of a row, or one individ, as it is handed over; paid as the order says."""
    mottagare_id = order.arende.mottagare_id
    if mottagare_id is None:
        raise ValueError("What is handed over has a mottagare.")
    kund = order.arende.kund
    side, unit = rad.baskod.sida if rad.baskod else "", kund.organisation if kund else ""
    return Utlamnat(
        mottagare_id=mottagare_id,
        artikel_id=rad.artikel_id,
        agare=agare(rad.debiteringsform, side, unit),
        debiteringsform=rad.debiteringsform,
        antal=antal,
        individ_id=individ,
        apris=rad.apris,
        kund_id=order.arende.kund_id,
        betalare_id=rad.betalare_id,
        baskod_id=rad.baskod_id,
        arende=order.pk,
        rad=rad.pk,
        bestalld=clock.local(order.arende.verkstalld or clock.now()).date(),
    )
