"""Cancelling a hämtorder: what the table lets whom do, the request, the doing (DMN 12, HO-19)."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.makulering import svar_per_roll
from cases.hamtorder import rules, urval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.oppning import forbered
from cases.hamtorder.steps import hyran_gar_vidare, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.models import Process

TYP = urval.TYP
BEGAR, MAKULERA = "Begär makulering", "Makulera"


def makulering(order: Hamtorder, person: Anvandare) -> tuple[str, str]:
    """What the table `makulering` lets this person do: (what, "") or ("", why not) (DMN 12)."""
    asked = {
        "objekt": "hämtorder",
        "status": order.arende.status,
        "verkstalld": True,
        "delvis_levererad": None,
        "fel_typ": None,
        "eget_arende": order.arende.bestallare_id == person.pk,
    }
    refusals = []
    for allowed, words in svar_per_roll(TYP, order.pk, person, asked):
        if allowed:
            return words, ""
        refusals.append(words)
    return "", BEGAR if BEGAR in refusals else next(iter(refusals), "")


@engine.move
def begar_makulering(arende: UUID, *, person: Anvandare, skal: str) -> Hamtorder:
    """Ask kundtjänst to cancel the hämtorder (DMN 12 row 8).

    Raises `Refused`, and `NotYourTurn` when it has been asked already.
    """
    _, order = forbered(arende, person, "begar_makulering")
    krav_makulerbar(order)
    if order.makulering_begard is not None:
        waits = any(task.element == "avgor_makulering" for task in engine.open_tasks(arende))
        raise NotYourTurn(
            "Makulering är redan begärd. Du får ett meddelande när den är besvarad."
            if waits
            else "Kundtjänst har redan svarat att hämtordern inte makuleras. Ring HMC kundtjänst om"
            " läget har ändrats."
        )
    what, why_not = makulering(order, person)
    if what:
        raise Refused([Hinder("makulera_sjalv", "Du kan makulera hämtordern själv.")])
    if why_not != BEGAR:
        raise Refused([_nekas(order)])
    stoppa_om(rules.hinder_for_text(skal, "skal", "Skriv varför hämtordern ska makuleras."))
    order.makulering_begard, order.makulering_skal = clock.now(), skal.strip()[:400]
    order.save(update_fields=["makulering_begard", "makulering_skal"])
    engine.recheck(arende, actor=person.username)
    return order


@engine.move
def makulera(arende: UUID, *, person: Anvandare) -> Hamtorder:
    """Cancel a hämtorder that is not carried out (DMN 12 row 9). Raises as `genomfor`."""
    process, order = forbered(arende, person, "makulera")
    genomfor(process, order, person)
    return order


def genomfor(process: Process, order: Hamtorder, person: Anvandare) -> None:
    """Cancel it, if it can be and the table lets this person. Raises `Refused`, `NotYourTurn`."""
    krav_makulerbar(order)
    if makulering(order, person)[0] != MAKULERA:
        raise Refused([_nekas(order)])
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


def _nekas(order: Hamtorder) -> Hinder:
    return Hinder(
        "makulering",
        f"Hämtorder {order.arende.nummer} är {order.arende.status.lower()} och får inte makuleras"
        " av dig. Kontakta HMC kundtjänst.",
    )
