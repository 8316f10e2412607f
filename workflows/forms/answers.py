"""Reading a set of answers against a form, part by part, in the order they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, runtime_checkable

from workflows import feel
from workflows.forms import kinds, lookups
from workflows.forms.fields import Field, Part
from workflows.forms.kinds import Unreadable, Value
from workflows.forms.limits import MAX_OPTIONS
from workflows.forms.lookups import NotInRegister


@runtime_checkable
class Posted(Protocol):
    """What a browser posts: Django's QueryDict, or anything shaped like it."""

    def getlist(self, key: str) -> list[str]:
        """Every value posted under a name."""
        ...


@dataclass(slots=True)
class Reading:
    """The state of reading: what has been answered so far, in FEEL's values, and what was wrong."""

    raw: Posted | Mapping[str, object]
    context: dict[str, Any]
    asker: object
    values: dict[str, Value] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    # `raw` as what it is: asked once, since asking a protocol costs as much as reading a field.
    _posted: Posted | None = field(init=False, default=None)
    _given: Mapping[str, object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.raw, Posted):
            self._posted = self.raw
        else:
            self._given = self.raw

    def take(self, part: Part) -> None:
        """Read one part; a hidden one leaves no answer and asks for none."""
        asks = isinstance(part, Field)
        if asks:
            self.context[part.name] = None
        if part.visible_when and not part.visible_when.holds(self.context):
            return
        self.shown.append(part.name)
        if not isinstance(part, Field):
            return
        try:
            value = self._read(part)
            if value is not None:
                value = self._settle(part, value)
        except (Unreadable, NotInRegister) as wrong:
            self.errors[part.name] = wrong.mening
            return
        if value is not None:
            self.values[part.name] = value
            self.context[part.name] = feel.from_python(value)
        elif part.required:
            self.errors[part.name] = part.missing()

    def _read(self, part: Field) -> Value | None:
        if self._posted is not None:
            typed = self._posted.getlist(part.name)[: MAX_OPTIONS + 1]
            if part.widget == "checkbox":
                return bool(typed) and typed[-1] != "nej"
            return part.kind.read_texts(typed)
        value = self._given.get(part.name)
        return None if value is None else part.kind.read_json(value)

    def _settle(self, part: Field, value: Value) -> Value:
        if part.register and isinstance(value, str):
            hit = lookups.find(part.register, value, self.asker)
            self.labels[part.name] = hit.label
            return hit.key
        if isinstance(value, date):
            self._hold_against_calendar(part, value)
        return value

    def _hold_against_calendar(self, part: Field, day: date) -> None:
        first = part.earliest and part.earliest.day(self.context)
        last = part.latest and part.latest.day(self.context)
        if first and day < first:
            raise Unreadable(f"Ange {first} eller senare.")
        if last and day > last:
            raise Unreadable(f"Ange {last} eller tidigare.")


def typed_texts(part: Field, given: object) -> list[str]:
    """A value as it would be typed, whether it is an answer, JSON or already text."""
    if given is None:
        return []
    if isinstance(given, str) and part.kind is not kinds.CHOICES:
        return [given]
    if isinstance(given, list):
        return [str(text) for text in given]
    try:
        return part.kind.show(given)  # type: ignore[arg-type]
    except (TypeError, ValueError, ArithmeticError):
        return [str(given)]
