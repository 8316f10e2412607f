"""What the driver's run asks of the case types that have something fetched: a leverans knows no
other type of case.

Each type that sends the driver somewhere says so with `registrera`, once, from its app's `ready`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.mottagare.visning import Vart
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.errors import Hinder, Refused


@dataclass(frozen=True)
class Hamtgods:
    """One row to fetch. `individ` is empty for what is not marked."""

    id: UUID
    antal: int
    artikel: Artikel
    individ: str
    karantan: bool = False


@dataclass(frozen=True)
class Hamtning:
    """A pick-up on the run. `vart` is what may be said of where; postnr and gatuadress are what it
    is sorted by, and `omrade` the area's id where the address has one of its own.

    `mall` draws it with the form that tells how it went (docs/ko.md).
    """

    arende: Arende
    vart: Vart
    postnr: str
    gatuadress: str
    omrade: int | None
    planerad: date
    forsok: int
    information: str
    rengjort: bool
    rader: Sequence[Hamtgods]
    mall: str
    forsenad: bool = False
    # Why it is fetched before others, in a few words; empty when it is not.
    prioriterad: str = ""


def krav_dagen(sagd: str, gjort: datetime) -> None:
    """Raise `Refused` for what is told on a run of a day that had not come when it was done.

    `sagd` is the day of the run as its page posts it; empty from another page.
    """
    try:
        dag = date.fromisoformat(sagd)
    except ValueError:
        return
    if clock.local(gjort).date() < dag:
        sentence = (
            f"Turen är för {dag:%Y-%m-%d}. Det som görs på den rapporteras den dagen. Gjorde du det"
            " redan nu: öppna ärendet och rapportera där."
        )
        raise Refused([Hinder("turen_inte_kommen", sentence, "dag")])


def inom(gjort: datetime | None, tidigast: datetime) -> datetime:
    """When it counts as done: not in the future, and not before the case was there."""
    now = clock.now()
    return max(tidigast, min(gjort or now, now))


# Who asks, and the first and last planned day that is asked for (None: however long ago).
Kalla = Callable[[Anvandare, date | None, date], Sequence[Hamtning]]

_kallor: dict[str, Kalla] = {}


def registrera(typ: str, kalla: Kalla) -> None:
    """Let a case type be asked."""
    _kallor[typ] = kalla


def hamtningar(person: Anvandare, fran: date | None, till: date) -> list[Hamtning]:
    """Everything to fetch that is planned for those days and that the person may know of."""
    return [one for kalla in _kallor.values() for one in kalla(person, fran, till)]
