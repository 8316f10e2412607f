"""Opening a konsultation to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from cases.gemensamt import oppning
from cases.konsultation.models import Konsultation
from cases.organisation.models import Anvandare
from workflows.models import Process


def hamta(arende: UUID) -> Konsultation:
    """The case with what every part of it asks for."""
    return Konsultation.objects.select_related(
        "arende__mottagare", "arende__kund", "arende__bestallare", "artikel", "individ"
    ).get(pk=arende)


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Konsultation]:
    """The locked process and its case, when this is what waits to be done.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    return oppning.oppna(hamta, arende, person, handling)
