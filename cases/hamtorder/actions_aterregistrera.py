"""Taking back a direct avregistrering that was wrong (DMN 12 row 14)."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.makulering import svar_per_roll
from cases.hamtorder import rules
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.oppning import forbered
from cases.hamtorder.steps import satt_status
from cases.hamtorder.urval import TYP
from cases.hjalpmedel import innehav
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused


def kan_aterregistreras(order: Hamtorder, person: Anvandare) -> bool:
    """Whether it is a direct avregistrering that stands, and the table lets this person mend it."""
    return _galler(order) and _far(order, person)


@engine.move
def aterregistrera(arende: UUID, *, person: Anvandare, skal: str) -> Hamtorder:
    """What was taken off a mottagare by mistake stands with her again, and its rent goes on.

    Raises `NotYourTurn`, and `Refused`, also where an individ has been put somewhere else since.
    """
    _, order = forbered(arende, person, "aterregistrera")
    if not _galler(order):
        raise NotYourTurn(
            f"Hämtorder {order.arende.nummer} har inget att återregistrera. Öppna den och se vad"
            " som hänt."
        )
    if not _far(order, person):
        raise Refused([Hinder("aterregistrera", "Återregistreringar görs av HMC kundtjänst.")])
    stoppa_om(rules.hinder_for_text(skal, "skal", "Skriv varför avregistreringen var fel."))
    rows = order.rader.filter(utfall=Hamtrad.Utfall.AVREGISTRERAD).select_related("innehav")
    for rad in sorted(rows, key=lambda rad: (rad.innehav.individ_id or 0, rad.innehav_id)):
        innehav.aterregistrera(rad.innehav_id, antal=rad.antal)
        rad.utfall = Hamtrad.Utfall.MAKULERAD
        rad.save(update_fields=["utfall"])
    satt_status(order, Hamtorder.Status.MAKULERAD)
    order.uppfoljning = skal.strip()[:400]
    order.aterregistrerad, order.aterregistrerad_av = clock.now(), person
    order.save(update_fields=["uppfoljning", "aterregistrerad", "aterregistrerad_av"])
    now = clock.local(order.aterregistrerad)
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer} är makulerad.",
        f"Hämtordern makulerades {now:%Y-%m-%d %H:%M:%S}. Hjälpmedlen står åter hos mottagaren."
        f" {skal.strip()[:400]}",
        arende=order.pk,
        nyckel=f"{order.pk}:N6",
    )
    return order


def _galler(order: Hamtorder) -> bool:
    """What HMC confirms afterwards is mended there; what the desk has received is received."""
    return (
        order.klass == Hamtorder.Klass.DIREKT
        and not order.hmc_bekraftar
        and order.rader.filter(utfall=Hamtrad.Utfall.AVREGISTRERAD).exists()
    )


def _far(order: Hamtorder, person: Anvandare) -> bool:
    asked = {
        "objekt": "direktavregistrering",
        "status": order.arende.status,
        "verkstalld": True,
        "delvis_levererad": None,
        "fel_typ": None,
        "eget_arende": order.arende.bestallare_id == person.pk,
    }
    return any(allowed for allowed, _ in svar_per_roll(TYP, order.pk, person, asked))
