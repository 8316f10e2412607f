"""What HMC does with an arbetsorder: one function per user task."""

from uuid import UUID

from cases.arbetsorder import aktiviteter, koppling, rules
from cases.arbetsorder.byte import behall, byt
from cases.arbetsorder.klassning import satt_underprocess
from cases.arbetsorder.models import Aktivitet, Arbetsorder
from cases.arbetsorder.oppning import krav_ej_karantan, oppna, satt_status
from cases.arbetsorder.svar import Planering, Typbyte
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.oppning import klart as gor_klart
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Grupp
from workflows import clock, engine
from workflows.errors import Hinder, Refused
from workflows.registry import action

_GOR = ("tekniker", "konsulent")
HANDLINGAR = {
    "triagera": ("kundtjanst",),
    "granska": ("tekniker",),
    "hamta_for_atgard": ("transport", "kundtjanst"),
    "lamna_tillbaka": ("transport", "kundtjanst"),
    "planera": ("tekniker", "kundtjanst"),
    "utfor": ("tekniker",),
    "rapportera": _GOR,
    "ny_aktivitet": _GOR,
    "folj_upp_forsening": ("kundtjanst",),
}


@action
@engine.move
def triagera(
    arende: UUID,
    *,
    person: Anvandare,
    grupp: str,
    byte: Typbyte | None = None,
    task_id: UUID | None = None,
) -> Arbetsorder:
    """The koordinator sends it to a group, or gives it another type first. Raises `Refused`."""
    process, order = oppna(arende, person, "triagera")
    if byte and byte.typ and (order.typ is None or byte.typ != order.typ.kod):
        byt(process, order, byte, person)
    elif (found := Grupp.objects.filter(nyckel=grupp, roll="tekniker").first()) is None:
        raise Refused([Hinder("grupp_saknas", "Välj en grupp, eller en annan typ.", "grupp")])
    else:
        behall(order, byte, person)
        order.grupp = found
        order.save(update_fields=["grupp"])
    chosen = f"Till {order.grupp}." if order.grupp else f"Ny typ: {order.typ}."
    gor_klart(process, "triagera", person, task_id, chosen)
    return order


@action
@engine.move
def granska(
    arende: UUID,
    *,
    person: Anvandare,
    granskning: str,
    text: str = "",
    byte: Typbyte | None = None,
    task_id: UUID | None = None,
) -> Arbetsorder:
    """Enough to go on, something to ask, or another type without doing the order anew (W2).

    Raises `Refused`, `NotYourTurn`.
    """
    process, order = oppna(arende, person, "granska")
    if granskning not in Arbetsorder.Granskning.values:
        raise Refused([Hinder("granskning_saknas", "Välj vad granskningen visade.", "granskning")])
    order.granskning, order.granskning_text = granskning, text.strip()[:400]
    if granskning != Arbetsorder.Granskning.BYT_TYP:
        stoppa_om(_hinder_for_vald_typ(order, byte))
        behall(order, byte, person)
    if granskning == Arbetsorder.Granskning.KOMPLETTERA:
        stoppa_om(rules.hinder_for_text(text, "text", "Skriv vad du behöver veta."))
        satt_status(order, Arbetsorder.Status.VANTAR)
        _meddela(
            order,
            f"Arbetsorder {order.arende.nummer} behöver kompletteras",
            f"Hjälpmedelscentralen frågar om arbetsorder {order.arende.nummer}:"
            f" {order.granskning_text} Svara från Inkorg.",
        )
    elif granskning == Arbetsorder.Granskning.BYT_TYP:
        byt(process, order, byte or Typbyte(), person, order.granskning_text)
    else:
        satt_status(order, Arbetsorder.Status.MOTTAGEN)
    order.save(update_fields=["granskning", "granskning_text"])
    seen = str(Arbetsorder.Granskning(granskning).label)
    if granskning == Arbetsorder.Granskning.BYT_TYP:
        seen = f"Ny typ: {order.typ}."
    if granskning != Arbetsorder.Granskning.KOMPLETTERA:
        seen = f"{seen.rstrip('.')}. {order.granskning_text}" if order.granskning_text else seen
    gor_klart(process, "granska", person, task_id, seen)
    if granskning == Arbetsorder.Granskning.GODKAND and not _hamtas_forst(order):
        satt_underprocess(order)
        order.save(update_fields=["underprocess"])
    return order


@action
@engine.move
def hamta_for_atgard(
    arende: UUID, *, person: Anvandare, task_id: UUID | None = None
) -> Arbetsorder:
    """The aid has been fetched to the workshop. Raises `NotYourTurn`."""
    process, order = oppna(arende, person, "hamta_for_atgard")
    krav_ej_karantan(order)
    order.hamtad = clock.now()
    satt_underprocess(order)
    order.save(update_fields=["hamtad", "underprocess"])
    engine.complete(process, "hamta_for_atgard", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def lamna_tillbaka(arende: UUID, *, person: Anvandare, task_id: UUID | None = None) -> Arbetsorder:
    """The aid is back with the mottagare. Raises `Refused` while it is held, `NotYourTurn`."""
    process, order = oppna(arende, person, "lamna_tillbaka")
    krav_ej_karantan(order)
    engine.complete(process, "lamna_tillbaka", actor=person.username, task_id=task_id)
    return order


@action
@engine.move
def planera(
    arende: UUID, *, person: Anvandare, svar: Planering, task_id: UUID | None = None
) -> Arbetsorder:
    """Book a time slot, or let the order wait and say for what (W4). Raises `Refused`."""
    process, order = oppna(arende, person, "planera")
    if svar.vantar:
        said = aktiviteter.parkera(order, svar)
        satt_status(order, Arbetsorder.Status.VANTAR)
    else:
        krav_ej_karantan(order)
        said = aktiviteter.boka(order, svar, person)
        satt_status(order, Arbetsorder.Status.PLANERAD)
    gor_klart(process, "planera", person, task_id, said)
    return order


@action
@engine.move
def utfor(
    arende: UUID,
    *,
    person: Anvandare,
    klart: bool,
    utlatande: str = "",
    byt_ut: bool = False,
    gods_som_vanligt: bool = False,
    task_id: UUID | None = None,
) -> Arbetsorder:
    """Färdigrapportera, or say that another visit is needed. `byt_ut`: it can't be mended, and the
    beställare is to order another (§3.5, support digitala). `gods_som_vanligt`: what is still at
    the lager is not to wait for the tekniker. Raises `Refused`, `NotYourTurn`."""
    process, order = oppna(arende, person, "utfor")
    if klart:
        at_the_lager = koppling.hinder_for_godset(order)
        stoppa_om(
            [
                *aktiviteter.hinder_for_fardig(order, utlatande, byt_ut=byt_ut),
                *([] if gods_som_vanligt else at_the_lager),
            ]
        )
        krav_ej_karantan(order)
        order.fardig, order.utlatande = clock.now(), utlatande.strip()[:2000]
        order.byt_ut = byt_ut
        order.aktiviteter.update(lage=Aktivitet.Lage.KLAR)
        satt_status(order, Arbetsorder.Status.FARDIGRAPPORTERAD)
    else:
        aktiviteter.nytt_besok(order)
        satt_status(order, Arbetsorder.Status.PABORJAD)
    order.save(update_fields=["fardig", "utlatande", "byt_ut"])
    said = "Ett nytt besök behövs."
    if klart:
        said = "Hjälpmedlet ska bytas ut." if byt_ut else "Arbetet är färdigt."
        said += " Godset levereras som vanligt." if at_the_lager else ""
    gor_klart(process, "utfor", person, task_id, said)
    return order


@action
@engine.move
def folj_upp_forsening(
    arende: UUID, *, person: Anvandare, text: str, task_id: UUID | None = None
) -> Arbetsorder:
    """Kundtjänst tells why it is late and when it will be done. Raises `Refused`."""
    process, order = oppna(arende, person, "folj_upp_forsening")
    stoppa_om(
        rules.hinder_for_text(text, "text", "Skriv varför det dröjer och när det blir gjort.")
    )
    _meddela(order, f"Arbetsorder {order.arende.nummer}: besked om förseningen", text.strip()[:400])
    engine.complete(process, "folj_upp_forsening", actor=person.username, task_id=task_id)
    return order


def _hinder_for_vald_typ(order: Arbetsorder, svar: Typbyte | None) -> list[Hinder]:
    """Another type that is chosen beside an answer which keeps the type: one of them is wrong."""
    if svar is None or not svar.typ or (order.typ is not None and svar.typ == order.typ.kod):
        return []
    said = (
        "Du har valt en annan typ av åtgärd. Välj ”Typ av åtgärd är fel” om den ska gälla. Töm"
        " annars Rätt typ av åtgärd."
    )
    return [Hinder("typ_vald", said, "granskning")]


def _hamtas_forst(order: Arbetsorder) -> bool:
    """Whether the aid is to be fetched before anything else, as the order's diagram has it."""
    return any(task.element == "hamta_for_atgard" for task in engine.open_tasks(order.pk))


def _meddela(order: Arbetsorder, rubrik: str, text: str) -> None:
    skicka(order.arende.bestallare, rubrik, text, arende=order.pk)
