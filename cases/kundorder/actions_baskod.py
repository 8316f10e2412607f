"""Byte baskod/betalare: the rows of the patient's drafts follow (BK-5)."""

from uuid import UUID

from cases.gemensamt import baskod as register
from cases.kundorder import begaranden, betalning
from cases.kundorder.models import Kundorder
from cases.kundorder.oppning import hamta, notera_andring, oppna_utkast
from cases.organisation.models import Anvandare, Baskod
from workflows import engine
from workflows.errors import Hinder, Refused


@engine.move
def byt_baskod(
    arende: UUID, *, person: Anvandare, baskod: Baskod | None, version: int | None = None
) -> Kundorder:
    """Set or remove (None) the patient's avvikande baskod. Raises `Forbidden`, `Refused`."""
    _, order = oppna_utkast(arende, person, version)
    if order.arende.mottagare is None or order.arende.mottagare.baskod_id is None:
        sentence = "Ordern gäller ingen patient: enheten betalar själv."
        raise Refused([Hinder("baskod_ingen_patient", sentence)])
    register.byt(
        order.arende.mottagare, baskod, person=person, kund=order.arende.kund, arende=arende
    )
    return hamta(arende)


def ny_betalare(arende: UUID, person: Anvandare) -> None:
    """A draft, locked, whose patient has another baskod now: its rows follow."""
    order = hamta(arende)
    betalning.rakna_om(order, list(begaranden.orders_rader(arende)))
    notera_andring(order, person, "baskoden byttes")
