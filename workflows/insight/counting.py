"""What one row of history adds to the sums. Pure: the same rows give the same, in any order."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.models import Move, Process

# The columns of the sums, in the order that they are written.
OF_ELEMENT = (
    "passes", "timed", "waited", "taken", "worked", "due", "late", "again", "cut", "incidents",
)  # fmt: skip
OF_CASE = ("started", "finished", "cancelled", "lead")

Sums = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Passed:
    """A move, as far as it is counted. `before` are the elements of the case's earlier moves."""

    kind: int
    at: datetime
    effective_at: datetime | None
    trail: Sequence[str]
    waited: Sequence[Sequence[Any]]
    before: Collection[str] = ()

    @property
    def moment(self) -> datetime:
        """When it was done. A background step is done when a worker has done it, whatever it is
        dated by in the case."""
        return self.at if self.kind == Move.Kind.JOB else self.effective_at or self.at


def of_move(move: Passed) -> Sums:
    """What a move adds to each element, by column."""
    found: dict[str, Counter[str]] = {}
    done = Counter(row[0] for row in move.waited if not row[4])
    for element, times in (Counter(move.trail) | done).items():
        # One that several are made of (multi-instance) is left by itself too, when the last is.
        passes = done.get(element) or times
        again = passes if element in move.before else 0
        found[element] = Counter(passes=passes, again=again)
    for element, waited, worked, left, cut in move.waited:
        sums = found.setdefault(element, Counter())
        if cut:
            sums["cut"] += 1
            continue
        sums.update(timed=1, waited=waited)
        if worked is not None:
            sums.update(taken=1, worked=worked)
        if left is not None:
            sums.update(due=1, late=int(left < 0))
    return found


def of_case(move: Passed, status: int, started: datetime, *, last: bool) -> Mapping[str, int]:
    """What a move adds to the cases: the first begins one, the `last` ends it."""
    sums: Counter[str] = Counter()
    if move.kind == Move.Kind.START:
        sums["started"] += 1
    if last and status == Process.Status.DONE:
        sums.update(finished=1, lead=max(0, round((move.at - started).total_seconds())))
    elif last and status == Process.Status.CANCELLED:
        sums["cancelled"] += 1
    return sums
