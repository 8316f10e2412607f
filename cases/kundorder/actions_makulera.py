"""Cancelling an order: by the table, at once or by kundtjänst's answer (KO-27, DMN 12)."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from cases.gemensamt import vantande
from cases.gemensamt.hall import hallare
from cases.gemensamt.models import Arende
from cases.hjalpmedel import saldon
from cases.hjalpmedel.models import Rorelse
from cases.kundorder import begaranden, direktinkop, makulering
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad
from cases.kundorder.oppning import oppna, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.models import Process
from workflows.registry import action

HANDLINGAR = {
    "begar_makulering": ("forskrivare", "bestallare"),
    "bedom_makulering": ("kundtjanst",),
    "makulera": ("forskrivare", "bestallare", "kundtjanst", "lager", "inkop", "gruppchef"),
}
_BEGARAN = ["makulering_begard", "makulering_noterad", "makulering_svar"]
_HANN_FORE = (
    "Lagret har hunnit plocka en del av ordern, så den kan inte makuleras. Använd retur eller"
    " hämtorder när den har kommit fram."
)


@engine.move
def makulera(arende: UUID, *, person: Anvandare, skal: str = "") -> str:
    """Cancel the order, or what is left of it, as the table says. Returns what was done.

    `skal` is told to the beställare and in the timeline.

    Raises `Refused` with the table's reason, `NotYourTurn` when a lager was first.
    """
    process, order = _oppna(arende, person, "makulera")
    return _makulera(process, order, person, skal.strip()[:400])


@engine.move
def begar_makulering(arende: UUID, *, person: Anvandare, skal: str) -> Kundorder:
    """Ask kundtjänst to cancel an order that stands on a plocklista (DMN 12 row 5).

    After a no it may be asked again. Raises `Refused`, and `NotYourTurn` while it is asked already.
    """
    _, order = _oppna(arende, person, "begar_makulering")
    if order.makulering_begard is not None:
        raise NotYourTurn("Makulering är redan begärd. Du får ett meddelande när den är besvarad.")
    said = makulering.besked(order, person)
    if said.atgard:
        raise Refused([Hinder("makulera_sjalv", "Du kan makulera ordern själv.")])
    if not said.kan_begaras:
        raise Refused([Hinder("makulering", said.varfor_inte)])
    if not skal.strip():
        raise Refused([Hinder("skal_saknas", "Skriv varför ordern ska makuleras.", "skal")])
    order.makulering_begard = clock.now()
    order.makulering_skal = skal.strip()[:400]
    order.save(update_fields=["makulering_begard", "makulering_skal"])
    engine.recheck(order.pk, actor=person.username)
    if all(task.element != "bedom_makulering" for task in engine.open_tasks(order.pk)):
        # It follows an older version of the process, which asks kundtjänst once.
        raise NotYourTurn("Kundtjänst har redan svarat. Ring HMC kundtjänst om läget har ändrats.")
    return order


@action
@engine.move
def bedom_makulering(
    arende: UUID,
    *,
    person: Anvandare,
    makuleras: bool,
    svar: str = "",
    task_id: UUID | None = None,
) -> Kundorder:
    """Kundtjänst cancels what was asked for, or says why not: then it may be asked for again.

    Raises `Refused`, `NotYourTurn`.
    """
    process, order = oppna(arende, person, "bedom_makulering")
    if not makuleras and not svar.strip():
        sentence = "Skriv varför ordern inte makuleras, så att förskrivaren vet."
        raise Refused([Hinder("svar_saknas", sentence, "svar")])
    if not makuleras:
        order.makulering_svar = svar.strip()[:400]
        order.makulering_begard = order.makulering_noterad = None
        order.save(update_fields=_BEGARAN)
    engine.complete(process, "bedom_makulering", actor=person.username, task_id=task_id)
    if makuleras:
        if _makulera(process, order, person) == makulering.REST:
            order.makulering_begard = order.makulering_noterad = None
            order.makulering_svar = ""
            order.save(update_fields=_BEGARAN)
    else:
        skicka(
            order.arende.bestallare,
            f"Kundorder {order.arende.nummer} makuleras inte",
            f"Du begärde att kundorder {order.arende.nummer} skulle makuleras. Den blir kvar."
            f" Kundtjänsts svar: {order.makulering_svar}",
            arende=order.pk,
        )
    return order


def _oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Kundorder]:
    process, order = oppna(arende, person, handling)
    if order.arende.verkstalld is None or order.arende.avslutad is not None:
        raise NotYourTurn(
            f"Ordern är {order.arende.status.lower()}, så det finns inget att makulera."
        )
    return process, order


def _makulera(process: Process, order: Kundorder, person: Anvandare, skal: str = "") -> str:
    said = makulering.besked(order, person)
    if said.atgard == makulering.ALLT:
        _makulera_allt(process, order, person, skal)
    elif said.atgard == makulering.REST:
        _makulera_rest(order, person, skal)
    else:
        raise Refused([Hinder("makulering", said.varfor_inte)])
    return said.atgard


def _makulera_allt(process: Process, order: Kundorder, person: Anvandare, skal: str) -> None:
    rows = list(begaranden.orders_rader(order.pk))
    saldon.las((rad.lager_id, rad.artikel_id) for rad in rows)
    promised = saldon.reserverat_per_rad(order.pk)
    direct = direktinkop.pa_vag(order.pk)
    shipped = Counter[UUID]()
    for begaran in direct:
        shipped.update({part.rad_id: part.antal for part in begaran.rader.all()})
    # A lager picks under the saldon's lock too: what it has taken is no longer promised.
    if any(
        promised.get((rad.pk, (rad.lager_id, rad.artikel_id)), 0) < rad.i_leverans - shipped[rad.pk]
        for rad in rows
    ):
        raise NotYourTurn(_HANN_FORE)
    saldon.slapp(order.pk, av=person.username, skal="Ordern makulerades")
    for rad in rows:
        rad.makulerat = rad.antal
        rad.reserverat = rad.i_leverans = 0
    Kundorderrad.objects.bulk_update(rows, ["makulerat", "reserverat", "i_leverans"])
    stopped = list(
        order.begaranden.filter(
            direkt=False, lage__in=[Begaran.Lage.NY, Begaran.Lage.FOR_PLOCKNING]
        )
    )
    order.begaranden.filter(pk__in=[b.pk for b in direct]).update(lage=Begaran.Lage.MAKULERAD)
    order.makulerad = clock.now()
    order.save(update_fields=["makulerad"])
    holding = hallare(order.arende)
    engine.cancel(process, actor=person.username, reason=f"Ordern makulerades. {skal}".strip())
    begaranden.stoppa(stopped)
    for other in holding:
        engine.send(
            "kopplad_kundorder_makulerad",
            str(other),
            {"kundorder": str(order.pk)},
            dedupe=f"kopplad_kundorder_makulerad:{order.pk}:{other}",
        )
    vantande.vack({konto for _, konto in promised}, av=person.username)
    if direct:
        _stoppa_direktinkop(order, direct)
    _meddela_makulerad(order, "är makulerad", skal)


def _stoppa_direktinkop(order: Kundorder, direct: Sequence[Begaran]) -> None:
    """Inköp is told to call off what suppliers were to ship."""
    numbers = ", ".join(paper.nummer for paper in direktinkop.papperen(direct))
    skicka(
        med_roll("inkop"),
        f"Kundorder {order.arende.nummer} är makulerad: stoppa direktinköpet",
        f"Kundorder {order.arende.nummer} är makulerad. Stoppa beställningen hos"
        f" leverantören: {numbers}.",
        arende=order.pk,
    )


def _makulera_rest(order: Kundorder, person: Anvandare, skal: str) -> None:
    rows = [rad for rad in begaranden.orders_rader(order.pk) if rad.rest or rad.reserverat]
    changes = [
        saldon.Andring(rad.lager_id, rad.artikel_id, reserverat=-rad.reserverat, rad=rad.pk)
        for rad in rows
        if rad.reserverat
    ]
    if changes:
        saldon.bokfor(
            changes,
            saldon.Handelse(
                Rorelse.Slag.SLAPPT, person.username, order.pk, "Resten av ordern makulerades"
            ),
        )
    for rad in rows:
        rad.makulerat += rad.rest + rad.reserverat
        rad.reserverat = 0
    Kundorderrad.objects.bulk_update(rows, ["makulerat", "reserverat"])
    satt_status(order)
    engine.recheck(order.pk, actor=person.username)
    vantande.vack((change.konto for change in changes), av=person.username)
    _meddela_makulerad(order, "har fått resten makulerad", skal)


def _meddela_makulerad(order: Kundorder, what: str, skal: str) -> None:
    number = Arende.objects.values_list("nummer", flat=True).get(pk=order.pk)
    why = f" Skäl: {skal}" if skal else ""
    skicka(
        order.arende.bestallare,
        f"Kundorder {number} {what}",
        f"Kundorder {number} {what}.{why}",
        arende=order.pk,
    )
