"""What a finished case was told and read, as a replay asks for it. Never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from workflows import feel
from workflows.engine.noted import Noted
from workflows.engine.run import literal
from workflows.forms import AsWritten, Form
from workflows.trial.dry_move import Unknown
from workflows.trial.facts import Known

# A move is dated when it was written down, a moment after it was made.
MOMENT = timedelta(seconds=2)


class NotRecorded(Unknown):
    """The draft asks what no record answers; `mening` says what."""


@dataclass(frozen=True)
class Recorded:
    """One move of a finished case. `kind` is the name of its `Move.Kind`."""

    kind: str
    element: str
    effective: datetime
    trail: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> Mapping[str, Any] | None:
        """The message that came: `name` and `payload`."""
        found: Mapping[str, Any] | None = self.details.get("message")
        return found


def recorded(told: Mapping[str, Any]) -> Recorded:
    """A move from its JSON."""
    details: Mapping[str, Any] = told["details"]
    return Recorded(
        told["kind"],
        told["element"],
        datetime.fromisoformat(details.get("due") or told["effective"]),
        tuple(told["trail"]),
        details,
    )


class Record:
    """The facts of a finished case, move by move.

    An answer to a form is known from then on. Any other fact is known in the moves that read it,
    and between two that read the same.
    """

    def __init__(self, known: Known, forms: Mapping[str, Form], moves: list[Recorded]) -> None:
        self._known = known
        self._forms = forms
        self._moves = moves
        self._noted = [Noted(move.details) for move in moves]
        self._settled: dict[str, _Settled] = {}
        self._answers: dict[str, Any] = {}
        self._unasked: set[str] = set()
        self.at = 0

    def __contains__(self, name: str) -> bool:
        return name in self._known.declared

    def read(self, name: str, element: str) -> Any:
        """The value in this move. Raises `NotRecorded`."""
        if name in self._known.answers:
            if name in self._unasked:
                raise NotRecorded(f"frågan ”{self._label(name)}” har inget svar i ärendet")
            return self._answers.get(name)
        settled = self._settled.get(name)
        here = (
            self._told(name, element)
            if settled is None
            else self._told_since(name, element, settled)
        )
        if here is None:
            raise NotRecorded(f"ärendet visar inte vad ”{name}” var då")
        return literal(here)

    def shown(self, written: Mapping[str, str]) -> dict[str, str]:
        """That of it which the record shows that a step wrote in this move."""
        seen = {name: self._noted[self.at].last(name) or self._later(name) for name in written}
        return {name: text for name, text in written.items() if _same(seen[name], text)}

    def settle(self, was: Mapping[str, str], now: Mapping[str, str]) -> None:
        """A step has written facts: `was` as the case's own version has it, `now` as this one."""
        for name, text in now.items():
            self._settled[name] = _Settled(self.at, was[name], text)

    def answer(self, element: str) -> None:
        """The element's form is answered as it was. Raises `NotRecorded` for what it was not."""
        form = self._known.form_of(element)
        if form is None:
            return
        asked = self._forms.get(element)
        known = set(asked.fields) if asked is not None else set()
        kept = self._moves[self.at].details.get("input") or {}
        restored = asked.restore(kept) if asked is not None else {}
        given = {name: _json(value) for name, value in restored.items() if name in form.fields}
        result = form.validate(given, facts=self._known_answers(), asker=AsWritten())
        for name, mening in result.errors.items():
            label = form.fields[name].label if name in form.fields else name
            raise NotRecorded(
                f"svaret på ”{label}” tas inte emot längre: {mening}"
                if name in given
                else f"frågan ”{label}” har inget svar i ärendet"
            )
        self._unasked |= {
            name for name in form.fields if name not in known and name not in self._answers
        }
        self._answers |= dict.fromkeys(known & set(form.fields)) | dict(
            form.restore(form.keep(result.values))
        )

    def _known_answers(self) -> dict[str, Any]:
        return dict.fromkeys(self._known.answers) | self._answers

    def _label(self, name: str) -> str:
        return self._known.answers[name].description or name

    def _told(self, name: str, element: str) -> str | None:
        """What the record says that it was: read then, or the same before and after."""
        here = self._noted[self.at].here(name, element)
        if here is not None:
            return here
        earlier = _first(one.last(name) for one in reversed(self._noted[: self.at]))
        return earlier if earlier is not None and earlier == self._later(name) else None

    def _told_since(self, name: str, element: str, settled: "_Settled") -> str | None:
        """The same of what a step wrote on the way: the draft's, for as long as the record shows
        what the case's own version would have written; then what the record says."""
        here = self._noted[self.at]
        told = [one.last(name) for one in self._noted[settled.at : self.at]]
        told.append(here.here(name, element) if self.at > settled.at else here.last(name))
        seen = [one for one in told if one is not None]
        if all(_same(one, settled.was) for one in seen):
            proved = told[-1] is not None or _same(self._later(name), settled.was)
            return settled.now if proved else None
        return seen[-1] if told[-1] is not None or seen[-1] == self._later(name) else None

    def _later(self, name: str) -> str | None:
        return _first(one.first(name) for one in self._noted[self.at + 1 :])


@dataclass(frozen=True)
class _Settled:
    """A fact that a step wrote, in which move."""

    at: int
    was: str
    now: str


def _first(found: Iterable[str | None]) -> str | None:
    return next((one for one in found if one is not None), None)


def _same(told: str | None, settled: str) -> bool:
    """Whether they say the same: a time is counted from a moment before the move was written."""
    if told is None or told == settled:
        return told is not None
    one, other = (feel.to_python(literal(text)) for text in (told, settled))
    if not isinstance(one, datetime) or not isinstance(other, datetime):
        return False
    return abs(one - other) <= MOMENT


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, date) else value
