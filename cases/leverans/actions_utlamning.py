"""Where the mottagare fetches it herself: left at an utlämningsställe, and handed out there."""

from datetime import datetime
from uuid import UUID

from cases.gemensamt import turkallor
from cases.leverans.actions import ta_emot
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
    arende: UUID,
    *,
    person: Anvandare,
    nar: datetime | None = None,
    task_id: UUID | None = None,
) -> Leverans:
    """The goods stand at the utlämningsställe; the beställare is told. Raises `NotYourTurn`."""
    process, leverans = oppna(arende, person, "lamna_till_utlamning")
    satt_status(leverans, Leverans.Status.UTLAMNINGSSTALLE)
    engine.complete(
        process,
        "lamna_till_utlamning",
        actor=person.username,
        task_id=task_id,
        effective=turkallor.inom(nar, leverans.arende.skapad),
    )
    return leverans


@action
@engine.move
def lamna_ut(
    arende: UUID, *, person: Anvandare, mottagen_av: str, signatur: str, task_id: UUID | None = None
) -> Leverans:
    """The one who fetches it signs (KO-25). Raises `Refused`, `NotYourTurn`."""
    process, leverans = oppna(arende, person, "lamna_ut")
    ta_emot(leverans, mottagen_av, signatur)
    engine.complete(process, "lamna_ut", actor=person.username, task_id=task_id)
    return leverans
