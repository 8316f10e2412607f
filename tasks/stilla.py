"""Cases that stand still as a person reads them, for the page and the API alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.gemensamt.models import Arende
from workflows.errors import NotFound
from workflows.models import Watch
from workflows.watch import mending
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


def antal() -> int:
    """How many there are."""
    return listed().count()


def rader(rows: Iterable[Watch]) -> list[Stilla]:
    """Lines, with their cases' numbers read together."""
    given = list(rows)
    cases = [row.process.case_id for row in given]
    numbers = dict(Arende.objects.filter(pk__in=cases).values_list("pk", "nummer"))
    return [
        Stilla(
            nummer=row.pk,
            process=row.process.version.definition.name,
            titel=row.process.version.definition.title,
            arende=numbers.get(row.process.case_id) or "Utkast",
            arende_id=row.process.case_id,
            steg=row.element,
            mening=row.sentence,
            forslag=row.proposal,
            sedan=row.since or row.process.started_at,
            kan_aterstallas=row.mendable,
        )
        for row in given
    ]


def aterstall(nummer: int, *, av: str) -> bool:
    """Make what is missing anew. Returns whether the case can be moved now. Raises `NotFound`."""
    row = Watch.objects.select_related("process").filter(pk=nummer).first()
    if row is None:
        raise NotFound("Ärendet står inte stilla längre. Läs in listan igen.")
    mending.mend(row.process.case_id, actor=av)
    return not listed().filter(pk=nummer).exists()
