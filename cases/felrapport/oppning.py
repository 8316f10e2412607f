"""Opening a felrapport to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from django.conf import settings

from cases.felrapport.models import Felrapport
from cases.gemensamt import oppning
from cases.gemensamt.inaktuellt import ANDRAD
from cases.organisation.models import Anvandare
from workflows import clock, workdays
from workflows.errors import Changed, Hinder, NotYourTurn
from workflows.models import Process

TYP = "felrapport"


def hamta(arende: UUID) -> Felrapport:
    """The report with its case; its process is locked by the move."""
    return Felrapport.objects.select_related(
        "arende__kund",
        "arende__mottagare",
        "arende__bestallare",
        "arende__galler",
        "innehav__artikel",
        "innehav__individ",
        "individ",
        "artikel__iso",
        "grupp",
    ).get(pk=arende)


def forbered(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Felrapport]:
    """The locked process and its report. Raises `NotFound`, `Forbidden`."""
    return oppning.forbered(hamta, arende, person, handling)


def forbered_utkast(
    arende: UUID, person: Anvandare, version: int | None
) -> tuple[Process, Felrapport]:
    """The same for one that is not sent. Raises `NotYourTurn` when it is, `Changed` when it was
    changed since a page with this `version` was read."""
    process, found = forbered(arende, person, "verkstall")
    if found.arende.verkstalld is not None:
        raise NotYourTurn(
            f"Felrapporten är redan skickad och har nummer {found.arende.nummer}. Öppna den för att"
            " se hur det går."
        )
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Utkastet är borttaget. Börja på en ny felrapport.")
    if version is not None and version != found.version:
        changed = clock.local(found.andrad)
        raise Changed(
            [
                Hinder(
                    ANDRAD,
                    f"Utkastet har ändrats sedan du öppnade sidan ({found.andrad_av},"
                    f" {changed:%Y-%m-%d %H:%M}). Det du skrev står kvar. Jämför, och skicka igen"
                    " om ditt ska gälla.",
                )
            ]
        )
    return process, found


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Felrapport]:
    """The locked process and its report, when this waits to be done by her unit or group.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    return oppning.oppna(hamta, arende, person, handling)


def satt_status(found: Felrapport, status: Felrapport.Status) -> None:
    """Write the label."""
    oppning.satt_status(found.arende, status)


def ny_svarsdag(found: Felrapport) -> None:
    """Whoever has to answer now has the working days of a new question to do it in ([A])."""
    found.svara_senast = workdays.add(clock.now(), settings.FELRAPPORT_SVAR_IGEN_ARBETSDAGAR)
    found.save(update_fields=["svara_senast"])
