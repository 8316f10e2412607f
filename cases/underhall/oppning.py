"""Opening a case of maintenance: lock first, who may, whether it is time."""

from uuid import UUID

from cases.gemensamt import oppning
from cases.organisation.models import Anvandare
from cases.underhall.models import Omgang
from workflows.models import Process


def hamta(arende: UUID) -> Omgang:
    """The case with what every part of it asks for."""
    return Omgang.objects.select_related(
        "arende__mottagare", "arende__kund", "arende__bestallare", "individ__artikel"
    ).get(pk=arende)


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Omgang]:
    """The locked process and its case, when this is what waits to be done.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    return oppning.oppna(hamta, arende, person, handling)
