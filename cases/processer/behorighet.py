"""Who works with the processes themselves, and who may see how a case goes through one."""

from cases.gemensamt.behorighet import LAGAR
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Forbidden

ROLLER = ("processagare", "administrator")


def krav_pa_agare(person: Anvandare) -> None:
    """Raises `Forbidden` for everyone but process owners and administrators."""
    if not har_roll(person, *ROLLER):
        raise Forbidden("Processerna ändras av processägare och administratörer. Be någon av dem.")


def krav_pa_insyn(person: Anvandare) -> None:
    """Raises `Forbidden` for everyone but those who own processes or mend what has stopped."""
    if not har_roll(person, *LAGAR):
        raise Forbidden(
            "Ärendets gång visas för processägare, administratörer och kundtjänst. Be någon av dem."
        )
