"""Cancelling an order: by the table, at once or by kundtjänst's answer (KO-27, DMN 12)."""

from uuid import UUID

from cases.gemensamt import vantande
from cases.gemensamt.models import Arende
from cases.hjalpmedel import saldon
from cases.hjalpmedel.models import Rorelse
from cases.kundorder import begaranden, makulering
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad
from cases.kundorder.oppning import oppna, satt_status
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.models import Process
from workflows.registry import action

HANDLINGAR = {
    "begar_makulering": ("forskrivare", "bestallare"),
    "bedom_makulering": ("kundtjanst",),
    "makulera": ("forskrivare", "bestallare", "kundtjanst", "lager", "inkop", "gruppchef"),
}
_HANN_FORE = (
    "Lagret har hunnit plocka en del av ordern, så den kan inte makuleras. Använd retur eller"
    " hämtorder när den har kommit fram."
)


@engine.move
def makulera(arende: UUID, *, person: Anvandare) -> str:
    """Cancel the order, or what is left of it, as the table says. Returns what was done.

    Raises `Refused` with the table's reason, `NotYourTurn` when a lager was first.
    """
    process, order = _oppna(arende, person, "makulera")
    return _makulera(process, order, person)


@engine.move
def begar_makulering(arende: UUID, *, person: Anvandare, skal: str) -> Kundorder:
    """Ask kundtjänst to cancel an order that stands on a plocklista (DMN 12 row 5).

    Raises `Refused`, and `NotYourTurn` when it is asked already.
    """
    _, order = _oppna(arende, person, "begar_makulering")
    if order.makulering_begard is not None:
        raise NotYourTurn(
            f"Kundtjänst har redan svarat: {order.makulering_svar} Ring HMC kundtjänst om läget har"
            " ändrats."
            if order.makulering_svar
            else "Makulering är redan begärd. Du får ett meddelande när den är besvarad."
        )
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
    """Kundtjänst cancels what was asked for, or says why not. Raises `Refused`, `NotYourTurn`."""
    process, order = oppna(arende, person, "bedom_makulering")
    if not makuleras and not svar.strip():
        sentence = "Skriv varför ordern inte makuleras, så att förskrivaren vet."
        raise Refused([Hinder("svar_saknas", sentence, "svar")])
    engine.complete(process, "bedom_makulering", actor=person.username, task_id=task_id)
    if makuleras:
        _makulera(process, order, person)
    else:
        order.makulering_svar = svar.strip()[:400]
        order.save(update_fields=["makulering_svar"])
        skicka(
            order.arende.bestallare,
            f"Kundorder {order.arende.nummer} makuleras inte",
            f"Du begärde att kundorder {order.arende.nummer} skulle makuleras. Den blir kvar."
            f" Kundtjänsts svar: {svar.strip()[:400]}",
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


def _makulera(process: Process, order: Kundorder, person: Anvandare) -> str:
    said = makulering.besked(order, person)
    if said.atgard == makulering.ALLT:
        _makulera_allt(process, order, person)
    elif said.atgard == makulering.REST:
        _makulera_rest(order, person)
    else:
        raise Refused([Hinder("makulering", said.varfor_inte)])
    return said.atgard


def _makulera_allt(process: Process, order: Kundorder, person: Anvandare) -> None:
    rows = list(begaranden.orders_rader(order.pk))
    saldon.las((rad.lager_id, rad.artikel_id) for rad in rows)
    promised = saldon.reserverat_per_rad(order.pk)
    # A lager picks under the saldon's lock too: what it has taken is no longer promised.
    if any(
        promised.get((rad.pk, (rad.lager_id, rad.artikel_id)), 0) < rad.i_leverans for rad in rows
    ):
        raise NotYourTurn(_HANN_FORE)
    saldon.slapp(order.pk, av=person.username, skal="Ordern makulerades")
    for rad in rows:
        rad.makulerat = rad.antal
        rad.reserverat = rad.i_leverans = 0
    Kundorderrad.objects.bulk_update(rows, ["makulerat", "reserverat", "i_leverans"])
    stopped = list(order.begaranden.filter(lage__in=[Begaran.Lage.NY, Begaran.Lage.FOR_PLOCKNING]))
    order.begaranden.filter(pk__in=[b.pk for b in stopped]).update(lage=Begaran.Lage.MAKULERAD)
    order.makulerad = clock.now()
    order.save(update_fields=["makulerad"])
    engine.cancel(process, actor=person.username, reason="Ordern makulerades.")
    for begaran in stopped:
        engine.send(
            "kundorder_makulerad",
            str(begaran.pk),
            {"kundorder": str(order.pk)},
            dedupe=f"kundorder_makulerad:{begaran.pk}",
        )
    vantande.vack({konto for _, konto in promised}, av=person.username)
    _meddela_makulerad(order, "är makulerad")


def _makulera_rest(order: Kundorder, person: Anvandare) -> None:
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
    _meddela_makulerad(order, "har fått resten makulerad")


def _meddela_makulerad(order: Kundorder, what: str) -> None:
    number = Arende.objects.values_list("nummer", flat=True).get(pk=order.pk)
    skicka(
        order.arende.bestallare,
        f"Kundorder {number} {what}",
        f"Kundorder {number} {what}.",
        arende=order.pk,
    )
