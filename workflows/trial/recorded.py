"""What a finished case was told and read, as a replay asks for it. Never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from workflows.engine.run import literal
from workflows.forms import AsWritten, Form
from workflows.trial.dry_move import Unknown
from workflows.trial.facts import Known


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
        here = self._literal(self.at, name)
        if here is None:
            earlier = self._nearest(name, range(self.at - 1, -1, -1))
            later = self._nearest(name, range(self.at + 1, len(self._moves)))
            here = earlier if earlier is not None and earlier == later else None
        if here is None:
            raise NotRecorded(f"ärendet visar inte vad ”{name}” var då")
        return literal(here)

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

    def _literal(self, at: int, name: str) -> str | None:
        found: str | None = self._moves[at].details.get("facts", {}).get(name)
        return found

    def _nearest(self, name: str, order: range) -> str | None:
        found = (self._literal(at, name) for at in order)
        return next((one for one in found if one is not None), None)


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, date) else value
