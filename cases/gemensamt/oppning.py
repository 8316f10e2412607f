"""Opening a case with a table of its own to do something with it: lock first, then who and when."""

from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

from cases.gemensamt import behorighet
from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.models import Arende
from cases.gemensamt.tidslinje import SAGT
from cases.gemensamt.uppgifter import krav_grupp
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import NotYourTurn
from workflows.models import Process


class HarArende(Protocol):
    """What a case type keeps of a case."""

    @property
    def arende(self) -> Arende:
        """The case itself."""


T = TypeVar("T", bound=HarArende)


def forbered(
    hamta: Callable[[UUID], T], arende: UUID, person: Anvandare, handling: str
) -> tuple[Process, T]:
    """The locked process, and the case as `hamta` reads it. Raises `NotFound`, `Forbidden`."""
    process = engine.lock(arende)
    found = hamta(arende)
    behorighet.krav(person, handling, found.arende)
    return process, found


def oppna(
    hamta: Callable[[UUID], T], arende: UUID, person: Anvandare, handling: str
) -> tuple[Process, T]:
    """The same, when this is what waits to be done by her group. Raises `NotYourTurn` besides."""
    process, found = forbered(hamta, arende, person, handling)
    krav_tur(found.arende, person, handling)
    return process, found


def krav_tur(arende: Arende, person: Anvandare, handling: str) -> None:
    """Raise `NotYourTurn` unless this waits to be done, `Forbidden` where it is another group's and
    hers is not a role that does the type's tasks for every group."""
    over = behorighet.over_grupper(arende.typ)
    if krav_grupp(arende.pk, person, handling, aven=over) is None:
        raise NotYourTurn(
            f"{arendetyp(arende.typ).label} {arende.nummer} har status {arende.status.lower()}, så"
            " det här är redan gjort eller inte aktuellt. Öppna ärendet och se vad som hänt."
        )


def klart(
    process: Process, element: str, person: Anvandare, task_id: UUID | None, sagt: str = ""
) -> None:
    """The task is done, and what came of it stands in the timeline. Raises `NotYourTurn`."""
    told = {SAGT: sagt.strip()[:400]} if sagt.strip() else None
    engine.complete(process, element, actor=person.username, task_id=task_id, input=told)


def satt_status(arende: Arende, status: str) -> None:
    """Write where the case stands, in the words that lists show."""
    Arende.objects.filter(pk=arende.pk).update(status=status)
    arende.status = status
