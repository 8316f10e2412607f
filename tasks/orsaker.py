"""Driftstopp by their cause, and what is done about many, for the pages and the API alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.gemensamt.behorighet import VISAS_INTE, dolda
from cases.gemensamt.models import Arende
from cases.mottagare.visning import far_se_patienter
from cases.organisation.models import Anvandare
from workflows.models import Incident, Remedy, RemedyCase
from workflows.remedies import carrying, doing, lacking
from workflows.remedies.causes import Cause, causes, find
from workflows.remedies.doing import Order

_MANGA = 200
GOR = {
    Remedy.What.RETRY.value: "När orsaken är rättad: varje ärende försöker igen.",
    Remedy.What.SKIP.value: "När steget är gjort för hand: varje ärende går vidare utan det.",
    Remedy.What.GIVE.value: "Alla får samma svar på frågan som saknar ett, och försöker igen.",
}


@dataclass(frozen=True)
class Orsak:
    """A cause: how many have stopped for it, since when, and one of them."""

    nyckel: str
    rubrik: str
    slag: str
    mening: str
    detalj: str
    antal: int
    aldst: datetime
    exempel: str
    exempel_id: UUID | None
    hogst: int


@dataclass(frozen=True)
class Val:
    """Something that can be done about a cause."""

    nyckel: str
    namn: str
    forklaring: str


@dataclass(frozen=True)
class Prov:
    """A case to look at."""

    id: UUID
    nummer: str


@dataclass(frozen=True)
class Utfall:
    """What would come of it for so many."""

    mening: str
    antal: int
    bra: bool
    prov: Sequence[Prov]


@dataclass(frozen=True)
class Forhandsvisning:
    """What would come of it, tried out on the oldest."""

    provade: int
    alla: int
    utfall: Sequence[Utfall]


@dataclass(frozen=True)
class Rad:
    """What became of one."""

    nummer: int
    arende: str
    arende_id: UUID | None
    lage: str
    lage_ord: str
    mening: str


@dataclass(frozen=True)
class Lage:
    """How far what is done about many has come."""

    atgard: Remedy
    av: str
    antal: dict[str, int]
    rader: Sequence[Rad]

    @property
    def alla(self) -> int:
        return sum(self.antal.values())

    @property
    def klara(self) -> int:
        return self.alla - self.antal["waiting"]

    @property
    def arbetar(self) -> bool:
        return bool(self.antal["waiting"])


def alla(person: Anvandare) -> list[Orsak]:
    """Every cause of what has stopped, what most have stopped for first."""
    found = causes()
    cases = [one.example.case_id for one in found if one.example.case_id]
    numbers, kept = _nummer(cases), dolda(person, cases)
    return [_orsak(one, numbers, kept, person) for one in found]


def en(nyckel: str, person: Anvandare) -> tuple[Cause, Orsak]:
    """One cause. Raises `NotFound` when nothing has stopped for it any longer."""
    cause = find(nyckel)
    cases = [cause.example.case_id] if cause.example.case_id else []
    return cause, _orsak(cause, _nummer(cases), dolda(person, cases), person)


def val(cause: Cause) -> list[Val]:
    """What can be done about it."""
    return [Val(one, Remedy.What(one).label, GOR[one]) for one in doing.choices(cause)]


def fakta(cause: Cause) -> list[tuple[str, str]]:
    """What can be given a value: name, and the question in words."""
    return [(name, fact.description or name) for name, fact in lacking.givable(cause).items()]


def forhandsvisa(cause: Cause, order: Order, person: Anvandare) -> Forhandsvisning:
    """What would come of it; nothing is changed. Raises `Refused`."""
    told, tried = doing.likely(cause, order, actor=person.username)
    cases = [case for one in told for case in one.cases]
    numbers, kept = _nummer(cases), dolda(person, cases)
    return Forhandsvisning(
        tried,
        cause.count,
        [
            Utfall(
                VISAS_INTE if not one.well and kept.intersection(one.cases) else one.sentence,
                one.count,
                one.well,
                [Prov(case, numbers.get(case) or "Utkast") for case in one.cases],
            )
            for one in told
        ],
    )


def lage(atgard: Remedy, person: Anvandare) -> Lage:
    """How far it has come, those first that did not go."""
    # First: what is done while this is read must still be on its way, so that it is read again.
    antal = carrying.counts(atgard)
    rows: Any = atgard.cases.select_related("incident__process").order_by("pk")
    order = ("refused", "again", "waiting", "done")
    shown = [row for status in order for row in rows.filter(status=status)[:_MANGA]][:_MANGA]
    cases = [row.incident.process.case_id for row in shown if row.incident.process]
    numbers, kept = _nummer(cases), dolda(person, cases)
    by = Anvandare.objects.filter(username=atgard.by).first()
    return Lage(
        atgard,
        by.namn if by else atgard.by,
        antal,
        [_rad(row, numbers, kept) for row in shown],
    )


def senaste() -> list[Remedy]:
    """The latest things done about many."""
    return list(Remedy.objects.order_by("-pk")[:10])


def _rad(row: RemedyCase, numbers: dict[UUID, str | None], kept: Collection[UUID]) -> Rad:
    process = row.incident.process
    case_id = process.case_id if process else None
    return Rad(
        nummer=row.incident_id,
        arende=(numbers.get(case_id) or "Utkast") if case_id else "",
        arende_id=case_id,
        lage=row.status,
        lage_ord=row.get_status_display(),
        mening=VISAS_INTE if case_id in kept and row.sentence else row.sentence,
    )


def _orsak(
    cause: Cause, numbers: dict[UUID, str | None], kept: Collection[UUID], person: Anvandare
) -> Orsak:
    one = cause.example
    closed = one.case_id in kept
    return Orsak(
        nyckel=cause.key,
        rubrik=cause.label,
        slag=Incident.Kind(one.kind).label,
        mening=VISAS_INTE if closed else one.sentence,
        # The error as it was may name a patient.
        detalj=one.detail if far_se_patienter(person) and not closed else "",
        antal=cause.count,
        aldst=one.at,
        exempel=(numbers.get(one.case_id) or "Utkast") if one.case_id else "",
        exempel_id=one.case_id,
        hogst=max(cause.numbers),
    )


def _nummer(cases: Sequence[UUID]) -> dict[UUID, str | None]:
    return dict(Arende.objects.filter(pk__in=cases).values_list("pk", "nummer"))
