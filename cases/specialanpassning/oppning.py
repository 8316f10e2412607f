"""Opening a specialanpassning to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from cases.gemensamt import oppning
from cases.organisation.models import Anvandare
from cases.specialanpassning.models import Specialanpassning
from workflows.models import Process


def hamta(arende: UUID) -> Specialanpassning:
    """The case with what every part of it asks for."""
    return Specialanpassning.objects.select_related(
        "arende__mottagare", "arende__kund", "arende__bestallare", "artikel", "individ"
    ).get(pk=arende)


def forbered(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Specialanpassning]:
    """The locked process and its case. Raises `NotFound`, `Forbidden`."""
    return oppning.forbered(hamta, arende, person, handling)


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Specialanpassning]:
    """The locked process and its case, when this is what waits to be done.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    return oppning.oppna(hamta, arende, person, handling)
