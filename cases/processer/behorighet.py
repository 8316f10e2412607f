"""Who works with the processes themselves."""

from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Forbidden

ROLLER = ("processagare", "administrator")


def krav_pa_agare(person: Anvandare) -> None:
    """Raises `Forbidden` for everyone but process owners and administrators."""
    if not har_roll(person, *ROLLER):
        raise Forbidden("Processerna ändras av processägare och administratörer. Be någon av dem.")
