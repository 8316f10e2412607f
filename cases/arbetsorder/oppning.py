"""Opening an arbetsorder to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from django.conf import settings

from cases.arbetsorder import queries
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt import behorighet, oppning
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.inaktuellt import ANDRAD
from cases.gemensamt.uppgifter import krav_grupp
from cases.hjalpmedel import karantan
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Changed, Hinder, NotYourTurn
from workflows.models import Process


def forbered(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Arbetsorder]:
    """The locked process and its order. Raises `NotFound`, `Forbidden`."""
    process = engine.lock(arende)
    order = queries.alla().get(pk=arende)
    behorighet.krav(person, handling, order.arende)
    return process, order


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Arbetsorder]:
    """The same, when this is what waits to be done by her group.

    Raises `NotYourTurn`, `Forbidden`.
    """
    process, order = forbered(arende, person, handling)
    krav_uppgift(order, person, handling)
    return process, order


def krav_uppgift(order: Arbetsorder, person: Anvandare, handling: str) -> None:
    """Raise `NotYourTurn` unless the task waits now, `Forbidden` where it is another group's."""
    over = behorighet.over_grupper(order.arende.typ)
    if krav_grupp(order.pk, person, handling, aven=over) is None:
        raise NotYourTurn(
            f"Arbetsorder {order.arende.nummer} är {order.arende.status.lower()}, så det här är"
            " redan gjort eller inte aktuellt. Öppna arbetsordern och se vad som hänt."
        )


def oppna_utkast(
    arende: UUID, person: Anvandare, version: int | None
) -> tuple[Process, Arbetsorder]:
    """A draft to change. `version` is the one that the page showed; None does not ask.

    Raises `NotYourTurn` when it is sent or gone, `Changed` when it is not as it was read.
    """
    process, order = forbered(arende, person, "registrera")
    if order.arende.verkstalld is not None:
        raise NotYourTurn(
            f"Arbetsordern är redan verkställd och har nummer {order.arende.nummer}. Öppna den för"
            " att se hur långt den har kommit."
        )
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Utkastet är borttaget. Börja på en ny arbetsorder.")
    if version is not None and version != order.version:
        changed = clock.local(order.andrad)
        raise Changed(
            [
                Hinder(
                    ANDRAD,
                    "Utkastet har ändrats sedan du öppnade sidan"
                    f" ({changed:%Y-%m-%d %H:%M}). Det du skrev står kvar. Jämför med det som är"
                    " sparat nu, och skicka igen om ditt ska gälla.",
                )
            ]
        )
    return process, order


def hinder_for_karantan(order: Arbetsorder) -> list[Hinder]:
    """Why this work may not be done now. Locks the individ, after the processes and before what
    else is locked; the works that an avvikelse itself requires are let through (§2.7)."""
    if order.typ is not None and order.typ.kod in settings.AVVIKELSE_ARBETEN:
        return []
    return karantan.hinder_for_arbete(order.individ_id)


def krav_ej_karantan(order: Arbetsorder) -> None:
    """Raise `Refused` while the aid is held for an investigation."""
    stoppa_om(hinder_for_karantan(order))


def notera_andring(order: Arbetsorder) -> None:
    """Count the change, so that whoever has an older page finds out. Saves."""
    order.version += 1
    order.andrad = clock.now()
    order.save()


def satt_status(order: Arbetsorder, status: Arbetsorder.Status) -> None:
    """Write where it stands."""
    oppning.satt_status(order.arende, status)
