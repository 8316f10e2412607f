"""An adapted individ that has come back, made again what its manufacturer marked (§3.5 n)."""

from cases.gemensamt import individkort
from cases.hjalpmedel import specialanpassat
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows import engine
from workflows.errors import Forbidden, Hinder, Refused


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` for all but technicians."""
    if not har_roll(person, "tekniker"):
        raise Forbidden("Ett specialanpassat hjälpmedel återställs av en tekniker.")


@engine.move
def aterstall(nummer: str, *, person: Anvandare, atgard: str) -> Individ:
    """Restore it. Not while a mottagare has it. Raises `NotFound`, `Forbidden`, `Refused`."""
    krav(person)
    individ = las_individer([individkort.hamta(nummer).pk]).popitem()[1]
    if individ.plats == Individ.Plats.MOTTAGARE:
        sentence = (
            f"Individ {individ.nummer} finns hos mottagaren. Ta emot den i retur innan den"
            " återställs."
        )
        raise Refused([Hinder("hos_mottagaren", sentence, "atgard")])
    specialanpassat.aterstall(individ, av=person.username, atgard=atgard)
    return individ
