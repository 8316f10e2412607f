"""Kundtjänst settles an urgent delivery that can't be taken for granted (DMN 2 rows 6 and 7)."""

from uuid import UUID

from cases.gemensamt.antal import i_kronor
from cases.gemensamt.hinder import stoppa_om
from cases.kundorder import begaranden, leveransdatum, prioritet
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.oppning import oppna
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder
from workflows.registry import action

HANDLINGAR = {"stam_av_akut": ("kundtjanst",)}


@action
@engine.move
def stam_av_akut(
    arende: UUID, *, person: Anvandare, akut: bool, svar: str = "", task_id: UUID | None = None
) -> Kundorder:
    """Agree that the order is delivered at once, or change it to Normal leverans and say why.

    The beställare is told, with the day and the fee. Raises `Refused`, `NotYourTurn`.
    """
    process, order = oppna(arende, person, "stam_av_akut")
    rader = list(begaranden.orders_rader(arende))
    if akut:
        order.overenskommen = True
        said = prioritet.besked(order, rader)
        if not said.tillaten:
            stoppa_om([Hinder("akut_gar_inte", said.hinder, "akut")])
        order.akutavgift = said.avgift
    else:
        if not svar.strip():
            sentence = "Skriv varför det blir normal leverans, så att beställaren vet."
            stoppa_om([Hinder("svar_saknas", sentence, "svar")])
        order.prioritet, order.akutavgift = Kundorder.Prioritet.NORMAL, None
    order.save(update_fields=["overenskommen", "akutavgift", "prioritet"])
    # Nothing has been picked, so no row has a day to keep.
    for rad in rader:
        rad.planerad = None
    last = leveransdatum.planera(order, rader, clock.now())
    Kundorderrad.objects.bulk_update(rader, ["planerad"])
    for begaran in order.begaranden.all():
        begaran.planerad = last
        begaran.save(update_fields=["planerad"])
    _meddela(order, last.isoformat() if last else "meddelas", svar.strip()[:400])
    engine.complete(process, "stam_av_akut", actor=person.username, task_id=task_id)
    return order


def _meddela(order: Kundorder, dag: str, svar: str) -> None:
    number = order.arende.nummer
    if order.prioritet == Kundorder.Prioritet.AKUT:
        cost = f" Akutavgiften är {i_kronor(order.akutavgift)}." if order.akutavgift else ""
        rubrik = f"Kundorder {number} levereras akut"
        text = f"Kundorder {number} levereras akut. Leveransdatum {dag}.{cost}"
    else:
        rubrik = f"Kundorder {number}: normal leverans"
        text = (
            f"Kundorder {number} kan inte levereras akut och går som normal leverans. Preliminärt"
            f" leveransdatum {dag}. Orsak: {svar}"
        )
    skicka(order.arende.bestallare, rubrik, text, arende=order.pk)
