"""Cancelling a hämtorder: what the table lets whom do, the request, the doing (DMN 12, HO-19)."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.hamtorder import rules, urval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.oppning import forbered
from cases.hamtorder.steps import hyran_gar_vidare, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from workflows import clock, engine
from workflows.errors import NotYourTurn
from workflows.models import Process

TYP = urval.TYP
BEGAR, MAKULERA = "Begär makulering", "Makulera"


def makulering(order: Hamtorder, person: Anvandare) -> tuple[str, str]:
    """What the table `makulering` lets this person do: (what, "") or ("", why not) (DMN 12)."""
    refusal = ""
    for role in person.roller:
        said = engine.decide(
            TYP,
            "makulering",
            {
                "objekt": "hämtorder",
                "status": order.arende.status,
                "verkstalld": True,
                "delvis_levererad": None,
                "fel_typ": None,
                "eget_arende": order.arende.bestallare_id == person.pk,
                "roll": ROLLER[role].label.lower(),
            },
            case_id=order.pk,
        ).value
        if isinstance(said, dict):
            if said.get("tillatet") is True:
                return str(said["atgard"]), ""
            refusal = refusal or str(said.get("atgard") or "")
    return "", refusal


@engine.move
def begar_makulering(arende: UUID, *, person: Anvandare, skal: str) -> Hamtorder:
    """Ask kundtjänst to cancel the hämtorder (DMN 12 row 8). Raises `Refused`, `NotYourTurn`."""
    _, order = forbered(arende, person, "begar_makulering")
    krav_makulerbar(order)
    stoppa_om(rules.hinder_for_text(skal, "skal", "Skriv varför hämtordern ska makuleras."))
    if order.makulering_begard is None:
        order.makulering_begard, order.makulering_skal = clock.now(), skal.strip()[:400]
        order.save(update_fields=["makulering_begard", "makulering_skal"])
        engine.recheck(arende, actor=person.username)
    return order


@engine.move
def makulera(arende: UUID, *, person: Anvandare) -> Hamtorder:
    """Cancel a hämtorder that is not carried out (DMN 12 row 9). Raises `Refused`."""
    process, order = forbered(arende, person, "makulera")
    krav_makulerbar(order)
    genomfor(process, order, person)
    return order


def genomfor(process: Process, order: Hamtorder, person: Anvandare) -> None:
    rows = order.rader.filter(oppen=True)
    hyran_gar_vidare(rows.select_related("innehav"))
    rows.update(utfall=Hamtrad.Utfall.MAKULERAD, oppen=False)
    satt_status(order, Hamtorder.Status.MAKULERAD)
    engine.cancel(process, actor=person.username, reason="Hämtordern makulerades.")
    now = clock.local(clock.now())
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer} är makulerad.",
        f"Hämtordern makulerades {now:%Y-%m-%d %H:%M:%S}.",
        arende=order.pk,
        nyckel=f"{order.pk}:N6",
    )


def krav_makulerbar(order: Hamtorder) -> None:
    fetched = order.rader.exclude(utfall=Hamtrad.Utfall.VANTAR).exists()
    if order.klass != Hamtorder.Klass.FYSISK or fetched or order.arende.avslutad is not None:
        raise NotYourTurn(
            f"Hämtorder {order.arende.nummer} är {order.arende.status.lower()}, så den kan inte"
            " makuleras. Kontakta kundtjänst om något har blivit fel."
        )
