"""Sending a message to people."""

from collections.abc import Iterable
from uuid import UUID

from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from workflows import clock

# Whom the system's own messages come from.
SYSTEMET = "webSesam"


def skicka(
    till: Anvandare | Iterable[Anvandare],
    rubrik: str,
    text: str,
    *,
    avsandare: str = SYSTEMET,
    arende: UUID | None = None,
    nyckel: str = "",
) -> None:
    """Put a message on each person's list. Never names a patient: the link to the case does that.

    With a `nyckel` the same message is sent to the same person once, however often this runs.
    """
    people = [till] if isinstance(till, Anvandare) else list(till)
    Meddelande.objects.bulk_create(
        [
            Meddelande(
                till=person,
                avsandare=avsandare,
                rubrik=rubrik,
                text=text,
                arende=arende,
                ankom=clock.now(),
                nyckel=nyckel,
            )
            for person in {person.pk: person for person in people}.values()
        ],
        ignore_conflicts=bool(nyckel),
    )
