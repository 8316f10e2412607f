"""Opening a hämtorder to do something with it: lock first, who may, whether it is time."""

from uuid import UUID

from cases.gemensamt import behorighet
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.steps import hamta
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import NotYourTurn
from workflows.models import Process


def forbered(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Hamtorder]:
    """The locked process and its order. Raises `NotFound`, `Forbidden`."""
    process = engine.lock(arende)
    order = hamta(arende)
    behorighet.krav(person, handling, order.arende)
    return process, order


def oppna(arende: UUID, person: Anvandare, handling: str) -> tuple[Process, Hamtorder]:
    """The same, when this is what waits to be done. Raises `NotYourTurn`."""
    process, order = forbered(arende, person, handling)
    if all(task.element != handling for task in engine.open_tasks(arende)):
        raise NotYourTurn(
            f"Hämtorder {order.arende.nummer} är {order.arende.status.lower()}, så det här är"
            " redan gjort eller inte aktuellt. Öppna hämtordern och se vad som hänt."
        )
    return process, order
