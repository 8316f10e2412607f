"""Opening a hämtorder to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from cases.gemensamt import oppning
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.steps import hamta
from cases.organisation.models import Anvandare
from workflows.models import Process


def forbered(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Hamtorder]:
    """The locked process and its order. Raises `NotFound`, `Forbidden`."""
    return oppning.forbered(hamta, arende, person, handling)


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Hamtorder]:
    """The same, when this is what waits to be done. Raises `NotYourTurn`."""
    return oppning.oppna(hamta, arende, person, handling)
