"""What people do with a hämtorder: one function per user task."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.hamtorder import rules
from cases.hamtorder.actions_makulera import genomfor
from cases.hamtorder.actions_verkstall import BESTALLARE
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.oppning import oppna
from cases.hamtorder.steps import (
    forkomna,
    hyran_gar_vidare,
    lamna_tillbaka,
    satt_status,
)
from cases.hjalpmedel import innehav
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder
from workflows.registry import action

HANDLINGAR = {
    "begar_makulering": BESTALLARE,
    "makulera": ("kundtjanst",),
    "hamta": ("transport", "kundtjanst"),
    "bekrafta_aterlamnat": ("lager",),
    "utred": ("lager", "kundtjanst"),
    "folj_upp_retur": ("kundtjanst",),
    "avgor_makulering": ("kundtjanst",),
}


@action
@engine.move
def hamta(
    arende: UUID,
    *,
    person: Anvandare,
    utfall: Mapping[UUID, str],
    ingen_hemma: bool = False,
    orsak: str = "",
    task_id: UUID | None = None,
) -> Hamtorder:
    """Tell how it went with each row at the door. Raises `Refused`, `NotYourTurn`."""
    process, order = oppna(arende, person, "hamta")
    rows = list(order.rader.filter(oppen=True).select_related("innehav__artikel"))
    stoppa_om(
        rules.hinder_for_hamtning(
            {rad.pk: str(rad.innehav.artikel) for rad in rows},
            utfall,
            ingen_hemma=ingen_hemma,
            orsak=orsak,
        )
    )
    order.forsok += 1
    order.hamtad = None if ingen_hemma else clock.today()
    order.save(update_fields=["forsok", "hamtad"])
    if not ingen_hemma:
        for rad in rows:
            rad.utfall = Hamtrad.Utfall(utfall[rad.pk])
            rad.oppen = rad.utfall == Hamtrad.Utfall.HAMTAD
        Hamtrad.objects.bulk_update(rows, ["utfall", "oppen"])
        if any(rad.oppen for rad in rows):
            satt_status(order, Hamtorder.Status.HAMTAD)
        left = [rad for rad in rows if not rad.oppen]
        hyran_gar_vidare(left)
        _meddela_kvar(order, left, orsak)
    engine.complete(process, "hamta", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def bekrafta_aterlamnat(
    arende: UUID, *, person: Anvandare, saknas: Sequence[UUID] = (), task_id: UUID | None = None
) -> Hamtorder:
    """The HMC has what was handed back at the try-out, but for what is missing (no 10).

    What is there goes on to the return desk; what is missing stands with the mottagare again.
    Raises `NotYourTurn`.
    """
    process, order = oppna(arende, person, "bekrafta_aterlamnat")
    rows = order.rader.filter(pk__in=list(saknas)).select_related("innehav")
    for rad in sorted(rows, key=lambda rad: (rad.innehav.individ_id or 0, rad.innehav_id)):
        innehav.aterregistrera(rad.innehav_id, antal=rad.antal)
        rad.utfall = Hamtrad.Utfall.KOM_INTE
        rad.save(update_fields=["utfall"])
    _sett(order)
    engine.complete(process, "bekrafta_aterlamnat", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def utred(
    arende: UUID, *, person: Anvandare, resultat: str, text: str, task_id: UUID | None = None
) -> Hamtorder:
    """How the search for a main aid ended: hittat, svinn or avslag (no 9). Raises `Refused`.

    What is found goes on to the return desk; what is lost is so in the register of individer too.
    """
    process, order = oppna(arende, person, "utred")
    hinder = rules.hinder_for_text(text, "text", "Skriv vad eftersökningen visade.")
    if resultat not in {"hittat", "svinn", "avslag"}:
        hinder.append(Hinder("resultat_saknas", "Välj hur eftersökningen slutade.", "resultat"))
    stoppa_om(hinder)
    order.utredning = text.strip()[:400]
    order.save(update_fields=["utredning"])
    if resultat == "avslag":
        hyran_gar_vidare(order.rader.filter(oppen=True).select_related("innehav"))
        order.rader.update(utfall=Hamtrad.Utfall.KOM_INTE, oppen=False)
    else:
        lamna_tillbaka(order, clock.today())
    if resultat == "svinn":
        forkomna(order)
    elif resultat == "hittat":
        _sett(order)
    engine.complete(process, "utred", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def folj_upp_retur(
    arende: UUID, *, person: Anvandare, text: str, task_id: UUID | None = None
) -> Hamtorder:
    """Kundtjänst has found out why nothing has come, and tells the beställare. Raises `Refused`."""
    process, order = oppna(arende, person, "folj_upp_retur")
    stoppa_om(
        rules.hinder_for_text(text, "text", "Skriv vad du har fått veta och vad som händer nu.")
    )
    order.uppfoljning = text.strip()[:400]
    order.save(update_fields=["uppfoljning"])
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer}: besked om hämtningen",
        order.uppfoljning,
        arende=order.pk,
    )
    engine.complete(process, "folj_upp_retur", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def avgor_makulering(
    arende: UUID, *, person: Anvandare, makuleras: bool, text: str, task_id: UUID | None = None
) -> Hamtorder:
    """Kundtjänst cancels the hämtorder, or says why not. Raises `Refused`, `NotYourTurn`."""
    process, order = oppna(arende, person, "avgor_makulering")
    if makuleras:
        genomfor(process, order, person)
        return order
    stoppa_om(rules.hinder_for_text(text, "text", "Skriv varför hämtordern inte makuleras."))
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer} makuleras inte",
        text.strip()[:400],
        arende=order.pk,
    )
    engine.complete(process, "avgor_makulering", actor=person.username, task_id=task_id)
    return order


def _sett(order: Hamtorder) -> None:
    """What nobody fetched is at the HMC: the return desk dates its work by that day."""
    order.hamtad = clock.today()
    order.save(update_fields=["hamtad"])


def _meddela_kvar(order: Hamtorder, rows: Sequence[Hamtrad], orsak: str) -> None:
    """N8: what did not come along, and why."""
    if not rows:
        return
    told = "; ".join(f"{rad.innehav.artikel} ({rad.get_utfall_display().lower()})" for rad in rows)
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer}: allt kom inte med",
        f"Det här kom inte med vid hämtningen: {told}. Orsak: {orsak.strip()[:400]}",
        arende=order.pk,
        nyckel=f"{order.pk}:N8:{order.forsok}",
    )
