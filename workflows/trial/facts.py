"""What a dry world knows: facts by name, said by a scenario or read from a record."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from workflows import clock, registry
from workflows.diagrams import questions, versions
from workflows.diagrams.bundle import Bundle
from workflows.facts import Fact
from workflows.forms import Form
from workflows.registry import CaseType


class Unfit(Exception):
    """A value that is not of the fact's kind; `mening` says what to write."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Known:
    """The names that a bundle may ask. `answers` are those that its forms give: null until then."""

    def __init__(self, bundle: Bundle) -> None:
        self.kind: CaseType = registry.case_type(versions.case_type_for(bundle.process_id))
        self.forms: Mapping[str, Form] = questions.forms_in(bundle)
        self.answers: dict[str, Fact] = {}
        for form in self.forms.values():
            self.answers |= questions.answers_of(form)
        self.declared: dict[str, Fact] = {**self.answers, **self.kind.facts}

    def form_of(self, element: str) -> Form | None:
        """The form of an element that no code of the case type's own answers."""
        if element in registry.actions_of(self.kind.namn):
            return None
        return self.forms.get(element)

    def typed(self, name: str, value: object) -> Any:
        """A JSON value as the fact's kind. Raises `Unfit`."""
        if name not in self.declared:
            raise Unfit(f"Uppgiften ”{name}” finns inte. Välj en som processen får fråga om.")
        kind = self.declared[name].feel_type
        try:
            return _typed(kind, value)
        except (ValueError, TypeError, ArithmeticError):
            raise Unfit(
                f"”{name}” tar inte det värdet. Skriv {_EXAMPLE.get(kind, kind)}."
            ) from None


_EXAMPLE = {
    "boolean": "ja eller nej",
    "string": 'en text inom citattecken, som "akut"',
    "number": "ett tal, som 3 eller 72.5",
    "date": 'ett datum, som "2026-12-01"',
    "date and time": 'en tidpunkt, som "2026-12-01T13:30"',
}


def _typed(kind: str, value: object) -> Any:
    if value is None:
        return None
    if kind.startswith("list<"):
        if not isinstance(value, list):
            raise TypeError
        return [_typed(kind[5:-1], one) for one in value]
    if kind not in _KINDS:
        return value
    plain, read = _KINDS[kind]
    if not isinstance(value, plain) or (kind == "number" and isinstance(value, bool)):
        raise TypeError
    return read(value)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.STOCKHOLM)


_KINDS: Mapping[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]] = {
    "boolean": (bool, bool),
    "string": (str, str),
    "number": ((int, float), lambda value: Decimal(str(value))),
    "date": (str, date.fromisoformat),
    "date and time": (str, _moment),
}


class Said:
    """Facts as a scenario says them. One that nobody has said is null, and remembered as unsaid."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._values: dict[str, Any] = {}
        self._settled: dict[str, Any] = {}
        self.unsaid: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._known.declared

    def read(self, name: str, element: str) -> Any:
        """The value now."""
        if name in self._values or name in self._known.answers:
            return self._values.get(name)
        if name not in self._settled:
            self.unsaid.add(name)
        return self._settled.get(name)

    def settle(self, element: str, values: Mapping[str, Any]) -> None:
        """What a step would have written: so, where the scenario does not say otherwise."""
        self._settled |= values

    def say(self, values: Mapping[str, object]) -> None:
        """From now on. Raises `Unfit`."""
        self._values |= {name: self._known.typed(name, value) for name, value in values.items()}

    def answer(self, form: Form, values: Mapping[str, Any]) -> None:
        """What a form was answered with: one of its questions left out is answered with nothing."""
        self._values |= dict.fromkeys(form.fields) | dict(values)

    def all(self) -> dict[str, Any]:
        """Every fact that has a value, or that a form may give."""
        return dict.fromkeys(self._known.answers) | self._settled | self._values
