"""Cancelling an arbetsorder: whom the table lets, and what becomes of the kundorder (DMN 12)."""

from uuid import UUID

from cases.arbetsorder import rules
from cases.arbetsorder.ersattning import LEVERERA
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.oppning import forbered, oppna, satt_status
from cases.arbetsorder.queries import TYP
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.makulering import svar_per_roll
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.roller import HMC, roller_pa_sidan
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.registry import action

BESTALLARE = ("forskrivare", "bestallare")
HANDLINGAR = {
    "begar_makulering": BESTALLARE,
    "makulera": tuple(sorted(roller_pa_sidan(HMC))),
    "avgor_makulering": ("kundtjanst",),
    "avgor_kopplad": ("kundtjanst",),
    "valj_leverans": (*BESTALLARE, "kundtjanst"),
}


def makulering(order: Arbetsorder, person: Anvandare) -> tuple[bool, str]:
    """Whether the table lets this person cancel, and its words (DMN 12)."""
    asked = {
        "objekt": "arbetsorder",
        "status": order.arende.status,
        "verkstalld": order.arende.verkstalld is not None,
        "delvis_levererad": None,
        "fel_typ": None,
        "eget_arende": order.arende.bestallare_id == person.pk,
    }
    words = ""
    for allowed, said in svar_per_roll(TYP, order.pk, person, asked):
        if allowed:
            return True, said
        words = words or said
    return False, words


@engine.move
def begar_makulering(arende: UUID, *, person: Anvandare, skal: str) -> Arbetsorder:
    """Ask kundtjänst to cancel it (DMN 12 row 16). Raises `Refused`, `NotYourTurn`."""
    _, order = forbered(arende, person, "begar_makulering")
    _krav_makulerbar(order)
    if order.makulering_begard is not None:
        raise NotYourTurn(
            "Makulering är redan begärd. Du får ett meddelande när kundtjänst har svarat."
        )
    stoppa_om(rules.hinder_for_text(skal, "skal", "Skriv varför arbetsordern ska makuleras."))
    order.makulering_begard, order.makulering_skal = clock.now(), skal.strip()[:400]
    order.save(update_fields=["makulering_begard", "makulering_skal"])
    engine.recheck(arende, actor=person.username)
    if all(task.element != "avgor_makulering" for task in engine.open_tasks(arende)):
        # It follows an older version of the process, which asks kundtjänst once.
        raise NotYourTurn("Kundtjänst har redan svarat. Ring HMC kundtjänst om läget har ändrats.")
    return order


@engine.move
def makulera(arende: UUID, *, person: Anvandare, orsak: str) -> Arbetsorder:
    """Cancel it, with the reason that the beställare reads (DMN 12 row 11). Raises `Refused`."""
    _, order = forbered(arende, person, "makulera")
    _genomfor(order, person, orsak)
    engine.recheck(arende, actor=person.username)
    return order


@action
@engine.move
def avgor_makulering(
    arende: UUID, *, person: Anvandare, makuleras: bool, text: str, task_id: UUID | None = None
) -> Arbetsorder:
    """Kundtjänst cancels what was asked for, or says why not: then it may be asked for again.

    Raises `Refused`, `NotYourTurn`.
    """
    process, order = oppna(arende, person, "avgor_makulering")
    stoppa_om(rules.hinder_for_text(text, "text", "Skriv svaret till beställaren."))
    if makuleras:
        _genomfor(order, person, text)
    else:
        order.makulering_begard = None
        order.save(update_fields=["makulering_begard"])
        if order.makulerad is None:
            skicka(
                order.arende.bestallare,
                f"Arbetsorder {order.arende.nummer} makuleras inte",
                text.strip()[:400],
                arende=order.pk,
            )
    engine.complete(process, "avgor_makulering", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def avgor_kopplad(
    arende: UUID, *, person: Anvandare, makuleras: bool, text: str, task_id: UUID | None = None
) -> Arbetsorder:
    """The kundorder is cancelled: the work is too, or is done all the same. Raises `Refused`."""
    process, order = oppna(arende, person, "avgor_kopplad")
    stoppa_om(rules.hinder_for_text(text, "text", "Skriv vad du har bestämt, och varför."))
    if makuleras:
        _genomfor(order, person, text)
    else:
        skicka(
            order.arende.bestallare,
            f"Arbetsorder {order.arende.nummer} görs ändå",
            f"Kundordern är makulerad, men arbetet görs ändå. {text.strip()[:400]}",
            arende=order.pk,
        )
    engine.complete(process, "avgor_kopplad", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def valj_leverans(
    arende: UUID, *, person: Anvandare, leverera: bool, task_id: UUID | None = None
) -> Arbetsorder:
    """The cancelled order held a kundorder: let it go all the same.

    The other two answers are given where they belong: a new arbetsorder takes the hold over when
    it is sent, and a cancelled kundorder is held by nobody. Raises `NotYourTurn`, `Refused`.
    """
    process, order = oppna(arende, person, "valj_leverans")
    if not leverera:
        raise Refused([Hinder("val_saknas", "Välj vad som ska hända med kundordern.", "val")])
    order.leveransval = LEVERERA
    order.save(update_fields=["leveransval"])
    engine.complete(process, "valj_leverans", actor=person.username, task_id=task_id)
    return order


def _genomfor(order: Arbetsorder, person: Anvandare, orsak: str) -> None:
    _krav_makulerbar(order)
    allowed, said = makulering(order, person)
    if not allowed:
        raise Refused(
            [
                Hinder(
                    "makulering",
                    f"Arbetsorder {order.arende.nummer} är {order.arende.status.lower()} och får"
                    f" inte makuleras av dig. {said or 'Kontakta HMC kundtjänst.'}",
                )
            ]
        )
    stoppa_om(rules.hinder_for_text(orsak, "orsak", "Skriv varför. Beställaren får läsa det."))
    order.makulerad, order.makulerad_orsak = clock.now(), orsak.strip()[:400]
    order.save(update_fields=["makulerad", "makulerad_orsak"])
    satt_status(order, Arbetsorder.Status.MAKULERAD)
    skicka(
        order.arende.bestallare,
        f"Arbetsorder {order.arende.nummer} är makulerad",
        f"Arbetsorder {order.arende.nummer} är makulerad. Orsak: {order.makulerad_orsak}",
        arende=order.pk,
        nyckel=f"{order.pk}:N11",
    )


def _krav_makulerbar(order: Arbetsorder) -> None:
    if (
        order.arende.verkstalld is None
        or order.fardig is not None
        or order.makulerad is not None
        or order.arende.avslutad is not None
    ):
        raise NotYourTurn(
            f"Arbetsorder {order.arende.nummer} är {order.arende.status.lower()}, så den kan inte"
            " makuleras. Kontakta kundtjänst om något har blivit fel."
        )
