"""Taking hold of a leverans to do something with it, and writing where it stands."""

from uuid import UUID

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import NotFound, NotYourTurn
from workflows.models import Process


def ta_tag_i(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Leverans]:
    """The locked process and its leverans, which an id of another kind of case does not have.

    Raises `NotFound`, `Forbidden`.
    """
    process = engine.lock(arende)
    leverans = Leverans.objects.select_related("arende", "lager").filter(pk=arende).first()
    if leverans is None:
        raise NotFound(behorighet.INGET_ARENDE)
    behorighet.krav(person, handling, leverans.arende)
    return process, leverans


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Leverans]:
    """The same, when this is what waits to be done. Raises `NotYourTurn` too."""
    process, leverans = ta_tag_i(arende, person, handling)
    if not vantar_pa(arende, handling):
        raise inte_din_tur(leverans)
    return process, leverans


def krav_inget_hallet(leverans: Leverans) -> None:
    """Raise `Refused` when an individ among the goods has been put in quarantine since."""
    rows = leverans.rader.filter(individer__isnull=False).values_list("individer", flat=True)
    flytt.krav_ledig(flytt.las_individer(rows).values())


def vantar_pa(arende: UUID, *handlingar: str) -> bool:
    """Whether one of these is what is to be done with it now."""
    return any(task.element in handlingar for task in engine.open_tasks(arende))


def inte_din_tur(leverans: Leverans) -> NotYourTurn:
    """That something else has happened, in words."""
    return NotYourTurn(
        f"Leverans {leverans.arende.nummer} är {leverans.arende.status.lower()}, så det här är"
        " redan gjort eller inte aktuellt. Öppna leveransen och se vad som hänt."
    )


def satt_status(leverans: Leverans, status: Leverans.Status) -> None:
    """Write the label that lists show."""
    Arende.objects.filter(pk=leverans.pk).update(status=status)
    leverans.arende.status = status
