"""A case moved by hand to another step, as a person reads it, for the pages and the API alike.

Nothing of what the case is about is told: only its number and the words of its process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from cases.gemensamt.behorighet import LAGAR
from cases.gemensamt.models import Arende
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from workflows import engine
from workflows.diagrams import versions
from workflows.engine import codec
from workflows.errors import NotFound
from workflows.models import Placement, Process
from workflows.placement import asking
from workflows.placement.placing import Foreseen, foresee, goals
from workflows.placement.standing import spots

# So many of a case's moves that came to nothing are shown, the latest.
_NEKADE = 5


@dataclass(frozen=True)
class Till:
    """Where it could go, or why it can't."""

    element: str
    namn: str
    varfor_inte: str


@dataclass(frozen=True)
class Fran:
    """Where the case stands, and where it could go from there."""

    uppgift: UUID
    element: str
    namn: str
    niva: str
    varfor_inte: str
    till: Sequence[Till]

    @property
    def mojliga(self) -> list[Till]:
        """Those that it can go to."""
        return [one for one in self.till if not one.varfor_inte]

    @property
    def omojliga(self) -> list[Till]:
        """Those that it can't go to."""
        return [one for one in self.till if one.varfor_inte]


@dataclass(frozen=True)
class Plats:
    """A case and where it stands."""

    arende_id: UUID
    nummer: str
    process: str
    titel: str
    fyra_ogon: bool
    fran: Sequence[Fran]
    nekade: Sequence["Flytt"]


@dataclass(frozen=True)
class Flytt:
    """A move that waits for a second person, or that was decided."""

    nummer: int
    arende_id: UUID
    arende: str
    titel: str
    fran: str
    till: str
    skal: str
    av: str
    nar: datetime
    egen: bool
    lage: str
    lage_ord: str
    svar: str
    avgjord_av: str

    @property
    def nyckel(self) -> str:
        """The number as text, for ids on the page."""
        return str(self.nummer)


def plats(arende_id: UUID, person: Anvandare) -> Plats:
    """Where a running case stands, and which moves of it came to nothing. Raises `NotFound`."""
    process = _processen(arende_id)
    specs = versions.specs_of(process.version_id)
    found = spots(codec.unpack(bytes(process.state)), specs)
    definition = process.version.definition
    return Plats(
        arende_id,
        _nummer([arende_id]).get(arende_id) or "Utkast",
        definition.name,
        definition.title,
        settings.FLYTT_FYRA_OGON,
        [
            Fran(
                spot.task_id,
                spot.element,
                spot.name,
                spot.level,
                spot.why,
                [Till(goal.element, goal.name, goal.why) for goal in goals(spot, level)],
            )
            for spot, level in found
        ],
        _flyttar(list(asking.came_to_nothing(arende_id)[:_NEKADE]), person),
    )


def forhandsvisa(arende_id: UUID, uppgift: UUID, till: str) -> Foreseen:
    """What the move would do; nothing is changed. Raises `NotFound`, `NotYourTurn`, `Refused`."""
    return foresee(_processen(arende_id), uppgift, till)


def flytta(arende_id: UUID, uppgift: UUID, till: str, *, person: Anvandare, skal: str) -> Placement:
    """Move it, or ask for it where a second person must agree, and tell the others."""
    asking.judge_beforehand(arende_id)
    return _flytta(arende_id, uppgift, till, person, skal)


@engine.move
def _flytta(arende_id: UUID, uppgift: UUID, till: str, person: Anvandare, skal: str) -> Placement:
    made = asking.ask(
        arende_id,
        uppgift,
        till,
        by=person.username,
        reason=skal,
        second=settings.FLYTT_FYRA_OGON,
    )
    if made.status == Placement.Status.ASKED:
        skicka(
            [one for one in med_roll(*LAGAR) if one.pk != person.pk],
            "En flytt väntar på klartecken",
            f"{person.namn} vill flytta ärende {_nummer([arende_id]).get(arende_id) or 'utkast'}"
            f" från {made.source_name} till {made.target_name}. Säg ja eller nej under"
            " Driftstopp, Flyttar som väntar.",
            nyckel=f"flytt-for-hand-{made.pk}",
        )
    return made


def godkann(nummer: int, *, person: Anvandare) -> Placement:
    """Say yes, and tell the one who asked. Raises as `asking.agree`."""
    asking.judge_asked_beforehand(nummer)
    return _godkann(nummer, person)


@engine.move
def _godkann(nummer: int, person: Anvandare) -> Placement:
    made = asking.agree(nummer, by=person.username)
    _svara(made, person, "Flytten är gjord", "sade ja.")
    return made


@engine.move
def avsla(nummer: int, *, person: Anvandare, svar: str) -> Placement:
    """Say no, and tell the one who asked why. Raises as `asking.decline`."""
    made = asking.decline(nummer, by=person.username, answer=svar)
    _svara(made, person, "Flytten blir inte av", f"sade nej: {made.answer}")
    return made


def _svara(made: Placement, person: Anvandare, rubrik: str, sade: str) -> None:
    asked = Anvandare.objects.filter(username=made.by, is_active=True).first()
    if asked is None or asked.pk == person.pk:
        return
    case_id = made.process.case_id
    skicka(
        asked,
        rubrik,
        f"Du ville flytta ärende {_nummer([case_id]).get(case_id) or 'utkast'} från"
        f" {made.source_name} till {made.target_name}. {person.namn} {sade}",
        arende=case_id,
        nyckel=f"flytt-for-hand-svar-{made.pk}",
    )


def vantar(person: Anvandare) -> list[Flytt]:
    """What waits for a second person, the oldest first."""
    return _flyttar(list(asking.waiting()), person)


def antal_vantar() -> int:
    """How many wait."""
    return asking.waiting().count()


def _flyttar(rows: list[Placement], person: Anvandare) -> list[Flytt]:
    numbers = _nummer([row.process.case_id for row in rows])
    usernames = {name for row in rows for name in (row.by, row.decided_by)}
    people = Anvandare.objects.filter(username__in=usernames)
    names = {one.username: one.namn for one in people}
    return [_flytt(row, numbers, names, person) for row in rows]


def _flytt(
    row: Placement, numbers: dict[UUID, str | None], names: dict[str, str], person: Anvandare
) -> Flytt:
    return Flytt(
        nummer=row.pk,
        arende_id=row.process.case_id,
        arende=numbers.get(row.process.case_id) or "Utkast",
        titel=row.process.version.definition.title,
        fran=row.source_name,
        till=row.target_name,
        skal=row.reason,
        av=names.get(row.by, row.by),
        nar=row.asked_at,
        egen=row.by == person.username,
        lage=row.status,
        lage_ord=row.get_status_display(),
        svar=row.answer,
        avgjord_av=names.get(row.decided_by, row.decided_by),
    )


def told(row: Placement, person: Anvandare) -> Flytt:
    """One move."""
    whole = Placement.objects.select_related("process__version__definition").get(pk=row.pk)
    return _flyttar([whole], person)[0]


def _processen(arende_id: UUID) -> Process:
    found = (
        Process.objects.select_related("version__definition")
        .filter(case_id=arende_id, status=Process.Status.RUNNING)
        .first()
    )
    if found is None:
        raise NotFound("Ärendet finns inte, eller är avslutat. Då finns inget att flytta.")
    return found


def _nummer(cases: Sequence[UUID]) -> dict[UUID, str | None]:
    return dict(Arende.objects.filter(pk__in=cases).values_list("pk", "nummer"))
