"""A form: loaded from its definition, drawn, and held against answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from workflows import feel
from workflows.forms import lookups
from workflows.forms.answers import Posted, Reading, typed_texts
from workflows.forms.fields import Field
from workflows.forms.fieldview import FieldView, draw, draw_block
from workflows.forms.kinds import Value
from workflows.forms.limits import trouble_with
from workflows.forms.openapi import schema_for
from workflows.forms.problems import BadForm, Faults, Problem
from workflows.forms.reading import Definition, read
from workflows.forms.sentences import BY_KEYWORD
from workflows.forms.telling import Told, tell

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("email")
def _is_email(value: object) -> bool:
    name, _, place = str(value).rpartition("@")
    fit = name and not set(str(value)) & set(' \t\n,;<>"') and "@" not in name
    return bool(fit) and "." in place.strip(".") and ".." not in place


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a set of answers.

    `values` holds the answers that hold, typed (hidden fields' left out); `errors` a sentence per
    field that doesn't; `shown` the parts that these answers make visible; `labels` what look-ups
    and files are called.
    """

    values: dict[str, Value]
    errors: dict[str, str]
    shown: tuple[str, ...]
    labels: dict[str, str]

    @property
    def ok(self) -> bool:
        """Whether every answer holds."""
        return not self.errors


class Form:
    """One definition, ready to use. Immutable and shared: `load` gives the same one each time."""

    def __init__(self, definition: Definition) -> None:
        self.title = definition.title
        self.description = definition.description
        self.submit = definition.submit
        self.parts = definition.parts
        self.fields: Mapping[str, Field] = {
            part.name: part for part in definition.parts if isinstance(part, Field)
        }
        checked = {name: field.limits for name, field in self.fields.items() if field.limits}
        self._validator = Draft202012Validator({"properties": checked}, format_checker=_FORMATS)
        self._held = frozenset(checked)

    @staticmethod
    def load(source: str | bytes) -> "Form":
        """The form of a definition. Raises `BadForm` with all that is wrong."""
        return _load(source.encode() if isinstance(source, str) else source)

    @property
    def asks(self) -> frozenset[str]:
        """The facts of the case that its conditions ask for; empty when it needs none."""
        conditions = [part.visible_when for part in self.parts]
        for field in self.fields.values():
            conditions += [field.earliest, field.latest]
        named = frozenset(name for asked in conditions if asked for name in asked.names)
        return named - self.fields.keys()

    def facts(self) -> dict[str, feel.FeelType]:
        """The names and FEEL types that conditions and tables may ask this form's answers by."""
        return {name: feel.parse_type(field.kind.feel) for name, field in self.fields.items()}

    def openapi(self) -> dict[str, object]:
        """The JSON Schema of the answers, for the API (OpenAPI 3.1 takes it as it is)."""
        return schema_for(self.title, self.fields.values())

    def validate(
        self,
        raw: Posted | Mapping[str, object],
        *,
        facts: Mapping[str, object] | None = None,
        asker: object = None,
    ) -> Result:
        """Hold answers against the form: what a browser posted, or an object decoded from JSON.

        `facts` are what conditions may ask besides the answers above them; `asker` goes to the
        registers. Names the form doesn't know are refused in JSON and passed over in a post (a
        browser sends its token along). Nothing is changed anywhere.
        """
        reading = self._read(raw, facts, asker)
        if not isinstance(raw, Posted):
            self._refuse_strangers(raw, reading.errors)
        return self._held_result(reading)

    def validate_one(
        self,
        name: str,
        raw: Posted,
        *,
        facts: Mapping[str, object] | None = None,
        asker: object = None,
    ) -> Result:
        """Hold one answer against its field. `facts` are the form's other answers too: they are
        asked by its conditions, but not held against anything anew."""
        reading = self._reading(raw, {**dict.fromkeys(self.fields), **(facts or {})}, asker)
        reading.take(self.fields[name])
        return self._held_result(reading)

    def _held_result(self, reading: Reading) -> Result:
        self._hold_against_limits(reading)
        values = {
            name: value for name, value in reading.values.items() if name not in reading.errors
        }
        places = [*self.fields, *reading.errors]
        errors = {name: reading.errors[name] for name in places if name in reading.errors}
        return Result(values, errors, tuple(reading.shown), reading.labels)

    def render_fields(
        self,
        values: Posted | Mapping[str, object] | None = None,
        errors: Mapping[str, str] | None = None,
        *,
        facts: Mapping[str, object] | None = None,
        asker: object = None,
    ) -> list[FieldView]:
        """The visible parts, with what was typed so far, or the defaults when `values` is None."""
        if values is None:
            values = {
                name: part.default for name, part in self.fields.items() if part.default is not None
            }
        reading = self._read(_as_post(self.fields.values(), values), facts, asker)
        shown = frozenset(reading.shown)
        views = []
        for part in self.parts:
            if part.name not in shown:
                continue
            if not isinstance(part, Field):
                views.append(draw_block(part))
                continue
            typed = _typed(part, values)
            error = (errors or {}).get(part.name, "")
            views.append(draw(part, typed, error, reading.labels.get(part.name, "")))
        return views

    def keep(self, values: Mapping[str, Value]) -> dict[str, object]:
        """Answers as JSON: numbers with decimals as text, dates as ÅÅÅÅ-MM-DD."""
        return {name: self.fields[name].kind.keep(value) for name, value in values.items()}

    def restore(self, kept: Mapping[str, object]) -> dict[str, Value]:
        """The answers that `keep` made; names that the form no longer has are passed over."""
        found = {
            name: self.fields[name].kind.restore(value)
            for name, value in kept.items()
            if name in self.fields
        }
        return {name: value for name, value in found.items() if value is not None}

    def tell(self, values: Mapping[str, Value]) -> list[Told]:
        """The answers in words, for those who come later in the process."""
        return tell(self.fields.values(), values)

    def _read(
        self,
        raw: Posted | Mapping[str, object],
        facts: Mapping[str, object] | None,
        asker: object,
    ) -> Reading:
        reading = self._reading(raw, facts or {}, asker)
        for part in self.parts:
            reading.take(part)
        return reading

    @staticmethod
    def _reading(
        raw: Posted | Mapping[str, object], facts: Mapping[str, object], asker: object
    ) -> Reading:
        context: dict[str, Any] = {name: feel.from_python(value) for name, value in facts.items()}
        return Reading(raw, context, asker)

    def _refuse_strangers(self, raw: Mapping[str, object], errors: dict[str, str]) -> None:
        for name in raw.keys() - self.fields.keys():
            errors[str(name)[:40]] = "Fältet finns inte i formuläret. Ta bort det."
        if trouble := trouble_with(raw):
            errors[""] = trouble

    def _hold_against_limits(self, reading: Reading) -> None:
        instance = {name: value for name, value in reading.values.items() if name in self._held}
        for wrong in self._validator.iter_errors(instance):
            name = str(wrong.absolute_path[0])
            keyword = str(wrong.validator)
            reading.errors.setdefault(
                name,
                self.fields[name].own_sentences.get(keyword)
                or BY_KEYWORD[keyword](wrong.validator_value, wrong.instance),
            )


@lru_cache(maxsize=512)
def _load(source: bytes) -> Form:
    faults = Faults()
    definition = read(source, None, faults)
    if definition is None or faults.found:
        raise BadForm(faults.found)
    return Form(definition)


def problems(source: bytes, facts: Mapping[str, feel.FeelType] | None = None) -> list[Problem]:
    """Everything wrong with a definition; empty when it holds.

    With `facts` (those of the case type and of the forms before this one), conditions may name
    nothing else. Registers that nobody has registered are told of too.
    """
    faults = Faults()
    definition = read(source, facts, faults)
    for part in definition.parts if definition else ():
        if isinstance(part, Field) and part.register not in {"", *lookups.registers()}:
            faults.at("properties").at(part.name).at("x-register").add(
                "okant_register", f"Registret ”{part.register}” finns inte. Välj ett som finns."
            )
    return faults.found


def _typed(part: Field, values: Posted | Mapping[str, object]) -> list[str]:
    if isinstance(values, Posted):
        return values.getlist(part.name)
    return typed_texts(part, values.get(part.name))


class _Typed(dict[str, list[str]]):
    """Values turned to what a browser would have posted."""

    def getlist(self, key: str) -> list[str]:
        return self.get(key, [])


def _as_post(fields: Iterable[Field], values: Posted | Mapping[str, object]) -> Posted:
    return _Typed((part.name, _typed(part, values)) for part in fields)
