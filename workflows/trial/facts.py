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
from workflows.trial.labels import Labels, choices, groups_in
from workflows.trial.unfit import Unfit

__all__ = ["Known", "Said", "Unfit"]


class Known:
    """The names that a bundle may ask. `answers` are those that its forms give: null until then;
    `group_facts` hold the key of a group, which people call by its name in `group_names`."""

    def __init__(self, bundle: Bundle, group_names: Mapping[str, str] | None = None) -> None:
        self._bundle = bundle
        self.group_names = dict(group_names or {})
        self.kind: CaseType = registry.case_type(versions.case_type_for(bundle.process_id))
        self.forms: Mapping[str, Form] = questions.forms_in(bundle)
        self.answers: dict[str, Fact] = {}
        for form in self.forms.values():
            self.answers |= questions.answers_of(form)
        self.labels = Labels(bundle, self.kind.facts, self.answers)
        self.group_facts = frozenset(groups_in(bundle)) & self.kind.facts.keys()
        self.declared: dict[str, Fact] = {**self.answers, **self.kind.facts}

    def form_of(self, element: str) -> Form | None:
        """The form of an element that no code of the case type's own answers."""
        if element in registry.actions_of(self.kind.namn):
            return None
        return self.forms.get(element)

    def named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values by the facts' own names, whatever they are called. Raises `Unfit`."""
        keys = {name.casefold(): key for key, name in self.group_names.items()}
        found = {self.labels.find(called): value for called, value in values.items()}
        return {
            name: keys.get(str(value).casefold(), value) if name in self.group_facts else value
            for name, value in found.items()
        }

    def called(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same the other way: by what people call them."""
        return {self.labels.of(name): self._called(name, one) for name, one in values.items()}

    def _called(self, name: str, value: Any) -> Any:
        if name in self.group_facts:
            return self.group_names.get(str(value), value)
        is_text = name in self.declared and self.declared[name].feel_type == "string"
        return _YES_NO[value] if is_text and value in ("ja", "nej") else value

    def choices(self, name: str) -> tuple[list[str], bool]:
        """The texts that the diagram asks whether a fact is, and whether it may be no other."""
        return choices(self._bundle, name)

    def typed(self, name: str, value: object) -> Any:
        """A JSON value as the fact's kind. Raises `Unfit`."""
        if name not in self.declared:
            raise Unfit(f"Uppgiften ”{name}” finns inte. Välj en som processen får fråga om.")
        kind = self.declared[name].feel_type
        if kind == "string" and isinstance(value, bool):
            value = "ja" if value else "nej"
        try:
            return _typed(kind, value)
        except (ValueError, TypeError, ArithmeticError):
            raise Unfit(
                f"”{self.labels.of(name)}” tar inte det värdet. Skriv {_EXAMPLE.get(kind, kind)}."
            ) from None


_MOST = 10**15
# A text that is one of these words is said as they are.
_YES_NO = {"ja": True, "nej": False}
_EXAMPLE = {
    "boolean": "ja eller nej",
    "string": 'en text inom citattecken, som "akut"',
    "number": "ett tal med högst 15 siffror, som 3 eller 72.5",
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


def _number(value: Any) -> Decimal:
    # Compared before it is written out: a huge number takes long to write, an endless one is none.
    if not -_MOST < value < _MOST:
        raise ValueError
    return Decimal(str(value))


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.STOCKHOLM)


_KINDS: Mapping[str, tuple[type | tuple[type, ...], Callable[[Any], Any]]] = {
    "boolean": (bool, bool),
    "string": (str, str),
    "number": ((int, float), _number),
    "date": (str, date.fromisoformat),
    "date and time": (str, _moment),
}


# What a fact most often is.
_USUAL: Mapping[str, Any] = {
    "boolean": False,
    "number": Decimal(0),
    "date and time": datetime(2100, 1, 1, tzinfo=clock.STOCKHOLM),
}


class Said:
    """Facts as a scenario says them. One that nobody has said is null, and remembered as unsaid.

    An id is made up: no diagram looks at it but to hand it on. `asked` are the names that have been
    asked since it was last cleared, in that order. With `guess` what nobody has said is what it
    most often is, to see what else would be asked.
    """

    def __init__(self, known: Known, *, guess: bool = False) -> None:
        self.known = known
        self.guess = guess
        self._values: dict[str, Any] = {}
        self.asked: dict[str, None] = {}
        self._settled: dict[str, Any] = {}
        self.unsaid: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self.known.declared

    def read(self, name: str, element: str) -> Any:
        """The value now."""
        if name in self._values:
            self.asked[name] = None
            return self._values[name]
        if name in self._settled:
            return self._settled[name]
        fact = self.known.declared[name]
        if name in self.known.answers:
            return None
        if fact.is_key:
            return 1 if fact.feel_type == "number" else name
        self.asked[name] = None
        self.unsaid.add(name)
        return _USUAL.get(fact.feel_type) if self.guess else None

    def settle(self, element: str, values: Mapping[str, Any]) -> None:
        """What a step would have written: so, where the scenario does not say otherwise."""
        self._settled |= values

    def say(self, values: Mapping[str, object]) -> None:
        """From now on. Raises `Unfit`."""
        self._values |= {name: self.known.typed(name, value) for name, value in values.items()}

    def answer(self, form: Form, values: Mapping[str, Any]) -> None:
        """What a form was answered with: one of its questions left out is answered with nothing."""
        self._values |= dict.fromkeys(form.fields) | dict(values)

    def all(self) -> dict[str, Any]:
        """Every fact that has a value, or that a form may give."""
        return dict.fromkeys(self.known.answers) | self._settled | self._values
