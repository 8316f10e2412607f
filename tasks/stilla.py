"""Cases that stand still as a person reads them, for the page and the API alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt.behorighet import VISAS_INTE, dolda
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from workflows.errors import NotFound
from workflows.models import Watch
from workflows.watch import groups, mending
from workflows.watch.groups import Group
from workflows.watch.round import listed


@dataclass(frozen=True)
class Stilla:
    """A case that nobody and nothing can move: why, since when, and what to do. `kan_aterstallas`
    says whether what is missing can be made anew."""

    nummer: int
    process: str
    titel: str
    arende: str
    arende_id: UUID
    steg: str
    mening: str
    forslag: str
    sedan: datetime
    kan_aterstallas: bool

    @property
    def nyckel(self) -> str:
        """The number as text, for ids on the page."""
        return str(self.nummer)


@dataclass(frozen=True)
class Stillagrupp:
    """Cases that stand still together: how many, since when, and one of them."""

    nyckel: str
    rubrik: str
    mening: str
    forslag: str
    antal: int
    sedan: datetime
    exempel: str
    exempel_id: UUID


def antal() -> int:
    """How many there are."""
    return listed().count()


def rader(rows: Iterable[Watch], person: Anvandare) -> list[Stilla]:
    """Lines, with their cases' numbers read together."""
    given = list(rows)
    cases = [row.process.case_id for row in given]
    numbers = dict(Arende.objects.filter(pk__in=cases).values_list("pk", "nummer"))
    kept = dolda(person, cases)
    return [
        Stilla(
            nummer=row.pk,
            process=row.process.version.definition.name,
            titel=row.process.version.definition.title,
            arende=numbers.get(row.process.case_id) or "Utkast",
            arende_id=row.process.case_id,
            steg=row.element,
            mening=VISAS_INTE if row.process.case_id in kept else row.sentence,
            forslag="" if row.process.case_id in kept else row.proposal,
            sedan=row.since or row.process.started_at,
            kan_aterstallas=row.mendable,
        )
        for row in given
    ]


def grupper(person: Anvandare) -> list[Stillagrupp]:
    """Every process, step and cause, what most stand still for first."""
    found = groups.groups()
    return _grupper(found, person)


def grupp(nyckel: str, person: Anvandare) -> tuple[Stillagrupp, QuerySet[Watch]]:
    """One of them, and its cases. Raises `NotFound`."""
    found, cases = groups.together(nyckel)
    return _grupper([found], person)[0], cases


def _grupper(found: Sequence[Group], person: Anvandare) -> list[Stillagrupp]:
    cases = [one.example.process.case_id for one in found]
    numbers = dict(Arende.objects.filter(pk__in=cases).values_list("pk", "nummer"))
    kept = dolda(person, cases)
    return [
        Stillagrupp(
            nyckel=one.key,
            rubrik=one.label,
            mening=VISAS_INTE if one.example.process.case_id in kept else one.example.sentence,
            forslag="" if one.example.process.case_id in kept else one.example.proposal,
            antal=one.count,
            sedan=one.since,
            exempel=numbers.get(one.example.process.case_id) or "Utkast",
            exempel_id=one.example.process.case_id,
        )
        for one in found
    ]


def aterstall(nummer: int, *, av: str) -> bool:
    """Make what is missing anew. Returns whether the case can be moved now. Raises `NotFound`."""
    row = Watch.objects.select_related("process").filter(pk=nummer).first()
    if row is None:
        raise NotFound("Ärendet står inte stilla längre. Läs in listan igen.")
    mending.mend(row.process.case_id, actor=av)
    return not listed().filter(pk=nummer).exists()
