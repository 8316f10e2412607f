"""Opening an arbetsorder to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from django.conf import settings

from cases.arbetsorder import queries
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt import oppning
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.inaktuellt import ANDRAD
from cases.hjalpmedel import karantan
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.errors import Changed, Hinder, NotYourTurn
from workflows.models import Process


def hamta(arende: UUID) -> Arbetsorder:
    """The order with its case; its process is locked by the move."""
    return queries.alla().get(pk=arende)


def forbered(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Arbetsorder]:
    """The locked process and its order. Raises `NotFound`, `Forbidden`."""
    return oppning.forbered(hamta, arende, person, handling)


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Arbetsorder]:
    """The same, when this is what waits to be done by her group.

    Raises `NotYourTurn`, `Forbidden`.
    """
    return oppning.oppna(hamta, arende, person, handling)


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
