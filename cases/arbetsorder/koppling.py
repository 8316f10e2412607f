"""An arbetsorder and the kundorder it belongs to (AO-5, AO-6): the hold has no window.

Both processes, and those of the order's leveranser, are locked when it is set: what has not left
by then does not leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.arbetsorder.models import Arbetsorder, Utforande
from cases.gemensamt import arendekallor
from cases.gemensamt.arendekallor import Bestalld
from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.hall import hallen, satt_hall, slapp_hall
from cases.gemensamt.models import Arende, Hall
from workflows import engine
from workflows.errors import Hinder
from workflows.models import Process

FOR_PLOCKNING, PLOCKAD, UTLEVERERAD = "För plockning", "Plockad", "Utlevererad"


def las(order: Arbetsorder) -> list[Process]:
    """Lock the coupled order and its leveranser, and the arbetsorder that this one replaces.

    The caller holds the arbetsorder's own process; these are the second locks of a move (ADR 3).
    """
    held = order.arende.galler
    cases = [order.ersatter_id] if order.ersatter_id else []
    if held is not None and order.orderrad is not None:
        cases += [held.pk, *(one.pk for one in arendetyp(held.typ).relaterade(held))]
    return list(
        Process.objects.select_for_update(no_key=True).filter(case_id__in=cases).order_by("pk")
    )


def hall_ordern(order: Arbetsorder, last: Sequence[Process]) -> None:
    """Hold the coupled order's delivery; on the spot, the hand-over to the mottagare alone.

    `last` are the processes that `las` has locked. Nothing is held that has left already.
    """
    held = order.arende.galler
    if held is None or order.orderrad is None:
        return
    running = any(one.case_id == held.pk and one.status == Process.Status.RUNNING for one in last)
    row = arendekallor.rad(order.orderrad)
    on_the_spot = order.utforande == Utforande.PLATS
    if not running or row is None or not row.aterstar or _har_gatt(row, on_the_spot=on_the_spot):
        return
    satt_hall(
        held,
        order.arende,
        _vad(order),
        f"Arbetet på arbetsorder {order.arende.nummer} är inte klart",
    )


def byt_hall(order: Arbetsorder, last: Sequence[Process]) -> None:
    """The work is done in another way: it holds what that way holds, and no more.

    `last` are the processes that `las` has locked. Goods that the tekniker has already are still
    hers to hand over.
    """
    now = _hallet(order)
    if now is None or now.vad == _vad(order) or gods_hos_tekniker(order):
        return
    slapp_hall(now.arende, order.arende)
    hall_ordern(order, last)
    engine.recheck_later([now.arende_id])


def _vad(order: Arbetsorder) -> Hall.Vad:
    on_the_spot = order.utforande == Utforande.PLATS
    return Hall.Vad.OVERLAMNING if on_the_spot else Hall.Vad.LEVERANS


def _har_gatt(row: Bestalld, *, on_the_spot: bool) -> bool:
    """Whether what was asked of the lager has left: then there is nothing to hold on the spot, and
    elsewhere only the rest of a row of several. Asked under the locks of those who send it."""
    steps = [step.status for step in arendekallor.steg(row.rad)]
    asked, sent = steps.count(FOR_PLOCKNING), steps.count(UTLEVERERAD)
    return 0 < asked <= sent and (on_the_spot or row.antal == 1)


def slapp_det_ersatta(old: Arbetsorder) -> None:
    """What the order that was replaced holds is let go: the one in its place has taken its own
    hold, and a kundorder whose delivery that does not stop is asked to go on."""
    held = old.arende.galler
    if held is None:
        return
    waited = hallen(held, Hall.Vad.LEVERANS)
    slapp_hall(held, old.arende)
    if waited and not hallen(held, Hall.Vad.LEVERANS):
        engine.recheck_later([held.pk])


def gods_hos_tekniker(order: Arbetsorder) -> list[Arende]:
    """The leveranser of the held order that have left the lager for the tekniker."""
    held = order.arende.galler
    if (
        held is None
        or not Hall.objects.filter(
            av_arende=order.arende, vad=Hall.Vad.OVERLAMNING, slappt__isnull=True
        ).exists()
    ):
        return []
    sent = arendetyp(held.typ).relaterade(held)
    return [one for one in sent if one.avslutad is None and one.status == UTLEVERERAD]


@dataclass(frozen=True)
class Godset:
    """Where the goods are that the tekniker is to hand over, in a sentence, and whether they have
    yet to leave the lager."""

    mening: str
    pa_lagret: bool


def godset(order: Arbetsorder) -> Godset | None:
    """Where the goods of the row are; None when no hand-over of theirs waits for this order."""
    held = _hallet(order)
    row = arendekallor.rad(order.orderrad) if order.orderrad else None
    if held is None or held.vad != Hall.Vad.OVERLAMNING or row is None:
        return None
    which = f"Godset på kundorder {held.arende.nummer}"
    if not row.aterstar:
        return Godset(f"{which} är levererat.", pa_lagret=False)
    steps = {step.status for step in arendekallor.steg(row.rad)}
    if UTLEVERERAD in steps:
        return Godset(f"{which} har lämnat lagret.", pa_lagret=False)
    if PLOCKAD in steps:
        return Godset(f"{which} är plockat men har inte lämnat lagret än.", pa_lagret=True)
    return Godset(f"{which} är inte plockat än.", pa_lagret=True)


def hinder_for_godset(order: Arbetsorder) -> list[Hinder]:
    """What is still at the lager can't have been worked on at the mottagare's (AO-6)."""
    goods = godset(order)
    if goods is None or not goods.pa_lagret:
        return []
    said = (
        f"{goods.mening} Vänta tills du har det, eller kryssa i att det ska levereras som vanligt."
    )
    return [Hinder("godset_pa_lagret", said, "gods_som_vanligt")]


def haller_leverans(order: Arbetsorder) -> bool:
    """Whether it holds the delivery itself, and not the hand-over alone."""
    held = _hallet(order)
    return held is not None and held.vad == Hall.Vad.LEVERANS


def haller(order: Arbetsorder) -> Arende | None:
    """The kundorder that it holds now."""
    held = _hallet(order)
    return held.arende if held else None


def _hallet(order: Arbetsorder) -> Hall | None:
    return (
        Hall.objects.filter(av_arende=order.arende, slappt__isnull=True)
        .select_related("arende")
        .first()
    )
