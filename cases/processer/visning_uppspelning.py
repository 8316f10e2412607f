"""What the pages and the API tell of a replay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from cases.gemensamt.behorighet import slutna
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.processer.gang import nummer_pa
from workflows import clock
from workflows.errors import Hinder, Refused
from workflows.models import Replay, ReplayedCase
from workflows.workbench import replays

SLAG = {"vag": "Vägen", "grupp": "Gruppen", "tid": "Tiden", "tabell": "Svaret"}
VEM_VISAS_INTE = "Uppgiften går till någon annan. Vem visas bara för den som får läsa ärendet."


@dataclass(frozen=True)
class Laget:
    """How far a replay has come, and what came of it."""

    antal: int
    klara: int
    samma: int
    annorlunda: int
    kanda_till: int
    grupper: Sequence[tuple[str, str, int]]

    @property
    def forst(self) -> str:
        """The outcome to show first: what goes otherwise, else what is known in part, else all."""
        if self.annorlunda or not self.klara:
            return "other"
        return "until" if self.kanda_till else "same"

    @property
    def procent(self) -> int:
        """How much of it is done."""
        return self.klara * 100 // self.antal if self.antal else 100


@dataclass(frozen=True)
class Skillnad:
    """One difference of a case."""

    slag: str
    element: str
    mening: str
    regel: str


@dataclass(frozen=True)
class Rad:
    """One case of a replay."""

    arende: UUID
    nummer: str
    utfall: str
    skillnader: Sequence[Skillnad]
    kand_till: str
    forut: Sequence[str]
    nu: Sequence[str]


def borja(
    namn: str,
    *,
    by: str,
    antal: int,
    fran: date | None = None,
    till: date | None = None,
    version: int | None = None,
    enhet: str = "",
) -> Replay:
    """Begin a replay of the last finished cases, chosen by day, version and unit (its number)."""
    if fran and till and till < fran:
        raise Refused([Hinder("till", "Till och med ligger före från och med.", "till")])
    within = None
    if enhet:
        within = Arende.objects.filter(kund__nummer=enhet).values("pk")
    words = [
        f"de senaste {antal}",
        f"från {fran}" if fran else "",
        f"till och med {till}" if till else "",
        f"version {version}" if version else "",
        f"enhet {enhet}" if enhet else "",
    ]
    return replays.begin(
        namn,
        by=by,
        count=antal,
        since=_midnight(fran) if fran else None,
        until=_midnight(till + timedelta(days=1)) if till else None,
        number=version,
        within=within,
        chosen=", ".join(filter(None, words)),
    )


def laget(replay: Replay, person: Anvandare) -> Laget:
    """Counted from the cases, so that it holds while it goes on. The rules are told of those that
    are not kept from the person."""
    counts = replays.progress(replay)
    closed = slutna(person, replays.differing(replay)) if counts.get("other") else set()
    grouped = [
        (SLAG[kind], rule, count) for kind, rule, count in replays.groups(replay, but=closed)
    ]
    return Laget(
        antal=replay.total,
        klara=replay.total - counts.get("", 0),
        samma=counts.get("same", 0),
        annorlunda=counts.get("other", 0),
        kanda_till=counts.get("until", 0),
        grupper=grouped,
    )


def rader(rows: Iterable[ReplayedCase], person: Anvandare) -> list[Rad]:
    """Cases with their numbers, read together. Of one that is kept from the person only the way
    and the times are told: neither whose work it is nor what decided it."""
    listed = list(rows)
    numbers = nummer_pa(row.case_id for row in listed)
    closed = slutna(person, numbers)
    return [_rad(row, numbers[row.case_id], sluten=row.case_id in closed) for row in listed]


def _rad(row: ReplayedCase, number: str, *, sluten: bool) -> Rad:
    told: dict[str, Any] = row.told
    return Rad(
        arende=row.case_id,
        nummer=number,
        utfall=row.get_outcome_display(),
        skillnader=[
            Skillnad(
                SLAG[one["kind"]],
                one["element"],
                VEM_VISAS_INTE if sluten and one["kind"] == "grupp" else one["mening"],
                "" if sluten else one["rule"],
            )
            for one in told["differences"]
        ],
        kand_till=told["until"],
        forut=told["before"],
        nu=told["after"],
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.STOCKHOLM)
