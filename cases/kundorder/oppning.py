"""Opening an order to change it: lock first, then who may, then whether it is as it was read.

And writing where it stands.
"""

from uuid import UUID

from cases.gemensamt import behorighet
from cases.gemensamt.inaktuellt import ANDRAD
from cases.gemensamt.models import Arende
from cases.kundorder import begaranden, orderstatus, uttag
from cases.kundorder.models import Begaran, Begaransrad, Kundorder
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Changed, Hinder, NotYourTurn
from workflows.models import Process

GUIDE = "guide"


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Kundorder]:
    """The locked process and its order. Raises `NotFound`, `Forbidden`."""
    process = engine.lock(arende)
    order = hamta(arende)
    behorighet.krav(person, handling, order.arende)
    return process, order


def oppna_utkast(arende: UUID, person: Anvandare, version: int | None) -> tuple[Process, Kundorder]:
    """The same for one that is not yet sent. Raises `NotYourTurn` when it is, or was changed.

    `version` is the one that the page showed; None does not ask.
    """
    process, order = oppna(arende, person, "registrera")
    krav_utkast(order)
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Utkastet är borttaget. Börja på en ny kundorder.")
    if version is not None and version != order.version:
        raise Changed([andrad(order)])
    return process, order


def krav_utkast(order: Kundorder) -> None:
    """Raise `NotYourTurn` for an order that is sent: no answer to the guide is of use any more."""
    if order.arende.verkstalld is not None:
        raise NotYourTurn(
            f"Ordern är redan verkställd och har nummer {order.arende.nummer}. Öppna den för att"
            " se hur långt den har kommit."
        )


def andrad(order: Kundorder) -> Hinder:
    """What was changed since a page was read, by whom and when."""
    changed = clock.local(order.andrad)
    return Hinder(
        ANDRAD,
        f"Ordern har ändrats sedan du öppnade sidan: {order.senaste_andring} ({order.andrad_av},"
        f" {changed:%Y-%m-%d %H:%M}). Det du skrev står kvar. Jämför med det som är sparat nu, och"
        " skicka igen om ditt ska gälla.",
    )


def notera_andring(order: Kundorder, person: Anvandare, vad: str) -> None:
    """Count the change, so that whoever has an older page finds out, and say what it was. Saves."""
    order.version += 1
    order.andrad = clock.now()
    order.andrad_av = person
    order.senaste_andring = vad[:200]
    order.save()


def ga_vidare(process: Process, steg: str, person: Anvandare) -> None:
    """Leave a part of the guide, wherever in it the token was."""
    if all(task.element != steg for task in engine.open_tasks(process.case_id)):
        engine.re_enter(process, GUIDE, steg, actor=person.username)
    engine.complete(process, steg, actor=person.username)


def ga_till(process: Process, steg: str, person: Anvandare) -> None:
    """Stand at a part of the guide, unless that is where the token is."""
    if all(task.element != steg for task in engine.open_tasks(process.case_id)):
        engine.re_enter(process, GUIDE, steg, actor=person.username)


def hamta(arende: UUID) -> Kundorder:
    """The order with its case; its process is locked by the move."""
    return Kundorder.objects.select_related(
        "arende__kund",
        "arende__mottagare__baskod__betalare",
        "arende__mottagare__avvikande_baskod__betalare",
        "arende__mottagare__kund__betalare",
        "arende__bestallare__betalare",
        "hamtad_fran__turbilomrade",
        "forrad",
    ).get(pk=arende)


def satt_status(order: Kundorder) -> None:
    """Write the label that follows from the rows."""
    rows = list(begaranden.orders_rader(order.pk))
    lagen: dict[UUID, list[str]] = {}
    under_way = Begaransrad.objects.filter(
        begaran__order=order,
        begaran__lage__in=[
            Begaran.Lage.BESTALLD,
            Begaran.Lage.FOR_PLOCKNING,
            Begaran.Lage.PLOCKAD,
            Begaran.Lage.UTLEVERERAD,
        ],
    ).select_related("begaran")
    for row in under_way:
        lagen.setdefault(row.rad_id, []).append(row.begaran.radstatus)
    status = orderstatus.status(
        (
            orderstatus.Radlage(
                rad.antal,
                rad.levererat,
                rad.makulerat,
                rad.i_leverans,
                tuple(lagen.get(rad.pk, ())),
            )
            for rad in rows
        ),
        verkstalld=order.arende.verkstalld is not None,
        uttag=uttag.ar_uttag(order),
    )
    Arende.objects.filter(pk=order.pk).update(status=status)
    order.arende.status = status
