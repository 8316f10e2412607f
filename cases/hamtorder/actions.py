"""What people do with a hämtorder: one function per user task."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cases.gemensamt import debitering, turkallor
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Debitering
from cases.gemensamt.tidslinje import SAGT
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
from workflows.models import Process
from workflows.registry import action

_BETALS_AV = (
    "innehav__artikel",
    "innehav__betalare",
    "innehav__kund__betalare",
    "innehav__mottagare",
)

HANDLINGAR = {
    "begar_makulering": BESTALLARE,
    "makulera": ("kundtjanst",),
    "aterregistrera": ("kundtjanst",),
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
    nar: datetime | None = None,
    task_id: UUID | None = None,
) -> Hamtorder:
    """Tell how it went with each row at the door. Raises `Refused`, `NotYourTurn`.

    `nar` is when it was done, where the phone had no signal then: the return is dated by it.
    """
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
    done = turkallor.inom(nar, order.arende.verkstalld or order.arende.skapad)
    order.forsok += 1
    order.hamtad = None if ingen_hemma else clock.local(done).date()
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
    _klar(process, "hamta", person, task_id, orsak, nar=done)
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
    satt_status(order, Hamtorder.Status.PA_VAG_IN)
    engine.complete(process, "bekrafta_aterlamnat", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def utred(
    arende: UUID, *, person: Anvandare, sagt: rules.Utrett, task_id: UUID | None = None
) -> Hamtorder:
    """How a search ended (no 9, and what was reported lost). Raises `Refused`.

    What is found goes on to the return desk; what is lost is so in the register of individer too,
    and may be charged.
    """
    process, order = oppna(arende, person, "utred")
    rows = list(order.rader.filter(oppen=True).select_related(*_BETALS_AV))
    stoppa_om(
        rules.hinder_for_utredning(
            sagt, {rad.pk: (rad.nr, str(rad.innehav.artikel)) for rad in rows}
        )
    )
    resultat = sagt.resultat
    order.utredning = sagt.text.strip()[:400]
    order.save(update_fields=["utredning"])
    if resultat == "avslag":
        hyran_gar_vidare(order.rader.filter(oppen=True).select_related("innehav"))
        order.rader.update(utfall=Hamtrad.Utfall.KOM_INTE, oppen=False)
    else:
        lamna_tillbaka(order, clock.today())
    if resultat == rules.SVINN:
        forkomna(order, av=person.username)
        _debitera(order, [rad for rad in rows if rad.pk in sagt.belopp], sagt, person)
    elif resultat == "hittat":
        _sett(order)
    _klar(process, "utred", person, task_id, order.utredning)
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
    _klar(process, "folj_upp_retur", person, task_id, order.uppfoljning)
    return order


@action
@engine.move
def avgor_makulering(
    arende: UUID, *, person: Anvandare, makuleras: bool, text: str, task_id: UUID | None = None
) -> Hamtorder:
    """Kundtjänst cancels the hämtorder, or says why not: then it may be asked for again.

    Raises `Refused`, `NotYourTurn`.
    """
    process, order = oppna(arende, person, "avgor_makulering")
    if makuleras:
        genomfor(process, order, person, text)
        return order
    stoppa_om(rules.hinder_for_text(text, "text", "Skriv varför hämtordern inte makuleras."))
    order.makulering_begard = None
    order.save(update_fields=["makulering_begard"])
    skicka(
        order.arende.bestallare,
        f"Hämtorder {order.arende.nummer} makuleras inte",
        text.strip()[:400],
        arende=order.pk,
    )
    _klar(process, "avgor_makulering", person, task_id, f"Makuleras inte. {text.strip()[:400]}")
    return order


def _debitera(
    order: Hamtorder, rows: Sequence[Hamtrad], sagt: rules.Utrett, person: Anvandare
) -> None:
    for rad in rows:
        debitering.debitera(
            order.arende,
            rad.innehav,
            rad.pk,
            slag=Debitering.Slag.FORKOMMET,
            beslut=debitering.Beslut(
                debiteras=True, skal=sagt.debitering_skal, belopp=sagt.belopp[rad.pk]
            ),
            person=person,
            till=[order.arende.bestallare],
        )


def _klar(
    process: Process,
    element: str,
    person: Anvandare,
    task_id: UUID | None,
    sagt: str,
    *,
    nar: datetime | None = None,
) -> None:
    """The task is done, and what was said about it stands in the timeline."""
    told = {SAGT: sagt.strip()[:400]} if sagt.strip() else None
    engine.complete(
        process, element, actor=person.username, task_id=task_id, input=told, effective=nar
    )


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
