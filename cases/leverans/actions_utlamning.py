"""Where the mottagare fetches it herself: left at an utlämningsställe, and handed out there."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.leverans import rules
from cases.leverans.actions import skriv_kvittens
from cases.leverans.models import Leverans
from cases.leverans.oppning import oppna, satt_status
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.registry import action

HANDLINGAR = {
    "lamna_till_utlamning": ("transport", "kundtjanst"),
    "lamna_ut": ("transport", "kundtjanst"),
}


@action
@engine.move
def lamna_till_utlamning(
    arende: UUID, *, person: Anvandare, task_id: UUID | None = None
) -> Leverans:
    """The goods stand at the utlämningsställe; the beställare is told. Raises `NotYourTurn`."""
    process, leverans = oppna(arende, person, "lamna_till_utlamning")
    satt_status(leverans, Leverans.Status.UTLAMNINGSSTALLE)
    engine.complete(process, "lamna_till_utlamning", actor=person.username, task_id=task_id)
    return leverans


@action
@engine.move
def lamna_ut(
    arende: UUID, *, person: Anvandare, mottagen_av: str, signatur: str, task_id: UUID | None = None
) -> Leverans:
    """The one who fetches it signs (KO-25). Raises `Refused`, `NotYourTurn`."""
    process, leverans = oppna(arende, person, "lamna_ut")
    stoppa_om(rules.hinder_for_kvittens(mottagen_av, signatur))
    skriv_kvittens(leverans, mottagen_av, signatur)
    engine.complete(process, "lamna_ut", actor=person.username, task_id=task_id)
    return leverans
