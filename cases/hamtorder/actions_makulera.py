"""Cancelling a hämtorder: what the table lets whom do, the request, the doing (DMN 12, HO-19)."""

from uuid import UUID

from cases.gemensamt import aterkomst
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
_BESVARAD = (
    "Kundtjänst har redan svarat att hämtordern inte makuleras. Ring HMC kundtjänst om läget har"
    " ändrats."
)


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
        raise NotYourTurn(
            "Makulering är redan begärd. Du får ett meddelande när den är besvarad."
            if _avgors(arende)
            else _BESVARAD
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
    if not _avgors(arende):
        # It follows an older version of the process, which asks kundtjänst once.
        raise NotYourTurn(_BESVARAD)
    return order


def _avgors(arende: UUID) -> bool:
    return any(task.element == "avgor_makulering" for task in engine.open_tasks(arende))


@engine.move
def makulera(arende: UUID, *, person: Anvandare, skal: str = "") -> Hamtorder:
    """Cancel a hämtorder that is not carried out (DMN 12 row 9). Raises as `genomfor`."""
    process, order = forbered(arende, person, "makulera")
    genomfor(process, order, person, skal)
    return order


def genomfor(process: Process, order: Hamtorder, person: Anvandare, skal: str) -> None:
    """Cancel it, if it can be and the table lets this person. The reason, when there is one, stands
    in the timeline and in the message. Raises `Refused`, `NotYourTurn`."""
    krav_makulerbar(order)
    if makulering(order, person)[0] != MAKULERA:
        raise Refused([_nekas(order)])
    rows = order.rader.filter(oppen=True)
    hyran_gar_vidare(rows.select_related("innehav"))
    rows.update(utfall=Hamtrad.Utfall.MAKULERAD, oppen=False)
    back = aterkomst.mottaget(order.pk)
    satt_status(order, Hamtorder.Status.DELVIS if back else Hamtorder.Status.MAKULERAD)
    said = f" {skal.strip()[:400]}" if skal.strip() else ""
    if back:
        said = f" Det som redan är returmottaget är återlämnat.{said}"
    engine.cancel(process, actor=person.username, reason=f"Hämtordern makulerades.{said}")
    now = clock.local(clock.now())
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer} är makulerad.",
        f"Hämtordern makulerades {now:%Y-%m-%d %H:%M:%S}.{said}",
        arende=order.pk,
        nyckel=f"{order.pk}:N6",
    )


def krav_makulerbar(order: Hamtorder) -> None:
    """Nothing of it is on its way in; what was handed in at the desk stays so, and the rest is
    cancelled (H5). Raises `NotYourTurn`."""
    still = [Hamtrad.Utfall.VANTAR, Hamtrad.Utfall.RETURNERAD]
    fetched = order.rader.exclude(utfall__in=still).exists()
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
