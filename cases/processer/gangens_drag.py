"""The story of a case in the words of its diagrams: each move, its kind, and by whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cases.organisation.models import Anvandare
from cases.organisation.roller import etiketter
from workflows import engine
from workflows.diagrams import versions
from workflows.engine import HistoryRow
from workflows.models import Move
from workflows.workbench.reading import Step, every_step

# What is a person's own work; who it was is told by the role of its step.
_ARBETE = frozenset({Move.Kind.TASK, Move.Kind.RE_ENTER})
# What a person begins or ends, by what she may work as.
_HELA = frozenset({Move.Kind.START, Move.Kind.CANCEL})
_AV_SIG_SJALVT = frozenset({Move.Kind.TIMER, Move.Kind.MESSAGE, Move.Kind.JOB, Move.Kind.RECHECK})
SYSTEMET = "Systemet"


@dataclass(frozen=True)
class Drag:
    """One move of the story. `vidare` is what it went through by itself afterwards."""

    nar: datetime
    vad: str
    slag: str
    vem: str
    vidare: Sequence[str]


@dataclass
class Ord:
    """The words of the versions that a case has followed, read once each."""

    folk: Mapping[str, Anvandare] = field(default_factory=dict)
    _steg: dict[int, Mapping[str, Step]] = field(default_factory=dict)

    def steg(self, version_id: int) -> Mapping[str, Step]:
        """The steps of a version, by id."""
        if version_id not in self._steg:
            bundle = versions.specs_of(version_id).bundle
            self._steg[version_id] = {one.id: one for one in every_step(bundle)}
        return self._steg[version_id]

    def namn(self, version_id: int, element: str) -> str:
        """What an element is called."""
        found = self.steg(version_id).get(element)
        return found.name if found else element

    def vem(self, username: str) -> str:
        """A colleague by name."""
        found = self.folk.get(username)
        return found.namn if found else username

    def roll(self, username: str) -> str:
        """Somebody by what she may work as."""
        found = self.folk.get(username)
        return ", ".join(etiketter(found.roller)) if found else ""


def drag_i(arende: UUID) -> QuerySet[Move]:
    """The moves of a case, the latest first."""
    return engine.moves_of(arende).order_by("-rev")


def berattade(moves: Iterable[Move], *, utan_folk: bool) -> list[Drag]:
    """Moves as the page and the API tell them; `utan_folk` leaves out who made them."""
    listed = list(moves)
    rows = engine.told(listed)
    words = Ord(kollegor(row.actor for row in rows))
    told = [_drag(row, move.version_id, words) for row, move in zip(rows, listed, strict=True)]
    if not utan_folk:
        return told
    return [one if one.vem == SYSTEMET else replace(one, vem="") for one in told]


def kollegor(names: Iterable[str]) -> dict[str, Anvandare]:
    """Colleagues by username."""
    found = Anvandare.objects.filter(username__in={*names} - {""})
    return {one.username: one for one in found}


def _drag(row: HistoryRow, version_id: int, words: Ord) -> Drag:
    onward = [
        name
        for element, name in zip(row.trail, row.trail_names, strict=True)
        if element not in {row.element, name} and not name.endswith("?")
    ]
    return Drag(
        nar=row.effective_at,
        vad=_vad(row, words.namn(version_id, row.element) if row.element else ""),
        slag=Move.Kind(row.kind).label,
        vem=_vem(row, words.steg(version_id).get(row.element), words),
        vidare=onward,
    )


def _vad(row: HistoryRow, name: str) -> str:
    said = row.details
    if row.kind == Move.Kind.VERSION:
        return f"Flyttad {'tillbaka ' if said.get('back') else ''}till version {said.get('to', '')}"
    if row.kind == Move.Kind.PLACED:
        return f"Flyttat från {said.get('from', '')} till {said.get('to') or name}"
    if row.kind == Move.Kind.CANCEL:
        return "Ärendet avbröts"
    if row.kind == Move.Kind.START:
        return "Ärendet började"
    return name or "Ärendet gick vidare"


def _vem(row: HistoryRow, step: Step | None, words: Ord) -> str:
    """Work by the role of its step, what is done to the process itself by whoever did it."""
    if not row.actor or row.kind in _AV_SIG_SJALVT:
        return SYSTEMET
    if row.kind in _ARBETE and step is not None and step.role:
        return step.role
    if row.kind in _ARBETE | _HELA:
        return words.roll(row.actor) or SYSTEMET
    return words.vem(row.actor)
