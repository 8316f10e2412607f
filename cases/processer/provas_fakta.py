"""The facts that a made-up case would be asked next: as fields, and as they were answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from workflows import clock
from workflows.errors import Hinder, Refused
from workflows.facts import Fact
from workflows.forms import FieldView, OptionView
from workflows.forms.kinds import Number, Unreadable
from workflows.trial import labels, values
from workflows.trial.facts import Known

FALT = "_faktum_"
_KINDS = ("boolean", "string", "number", "date", "date and time")
_LANGST = 500


def fragas(known: Known, namn: Iterable[str]) -> list[Fact]:
    """Those of the names that a person can answer: no ids, no lists, and no question of a form."""
    facts = known.kind.facts
    asked = (facts[one] for one in dict.fromkeys(namn) if one in facts)
    return [one for one in asked if one.feel_type in _KINDS and not one.is_key]


def falt(
    known: Known,
    fakta: Sequence[Fact],
    sagt: Mapping[str, Any],
    post: QueryDict | None,
    hinder: Sequence[Hinder],
) -> list[FieldView]:
    """A field for each, with what was typed, else with what has been said before."""
    errors = {one.falt: one.mening for one in hinder}
    found = []
    for fact in fakta:
        name = FALT + fact.name
        typed = post.get(name, "") if post and name in post else _skrivet(sagt, fact.name)
        found.append(replace(_falt(known, fact, typed), error=errors.get(name, "")))
    return found


def last(known: Known, post: QueryDict, sagt: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered and is not known already. Raises `Refused` with a hinder for each field
    that does not hold."""
    found: dict[str, Any] = {}
    wrong = []
    for fact in fragas(known, (key.removeprefix(FALT) for key in post if key.startswith(FALT))):
        text = post.get(FALT + fact.name, "").strip()[:_LANGST]
        try:
            value = _last(fact, text)
        except (ValueError, Unreadable):
            wrong.append(Hinder("fakta", _SAGT[fact.feel_type], FALT + fact.name))
            continue
        if value != _enkelt(sagt.get(fact.name)):
            found[fact.name] = value
    if wrong:
        raise Refused(wrong)
    return found


_SAGT = {
    "number": "Skriv ett tal med högst 15 siffror och nio decimaler, till exempel 3 eller 72,5.",
    "date": "Välj ett datum, till exempel 2026-12-01.",
    "date and time": "Välj dag och klockslag, till exempel 2026-12-01 13:30.",
    "boolean": "Välj ja eller nej.",
    "string": "Skriv vad det är.",
}


def _last(fact: Fact, text: str) -> Any:
    if not text:
        return None
    match fact.feel_type:
        case "boolean":
            if text not in ("ja", "nej"):
                raise ValueError
            return text == "ja"
        case "number":
            return _enkelt(Number().read_text(text))
        case "date":
            return str(date.fromisoformat(text))
        case "date and time":
            return datetime.fromisoformat(text).replace(second=0).isoformat()[:16]
        case _:
            return text


def _enkelt(value: Any) -> Any:
    """A value as it would be typed."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None).isoformat()[:16]
    return str(value) if isinstance(value, date) else value


def _skrivet(sagt: Mapping[str, Any], namn: str) -> str:
    value = _enkelt(sagt.get(namn))
    if value is None or isinstance(value, bool):
        return "" if value is None else values.one(value)
    return str(value)


def _falt(known: Known, fact: Fact, typed: str) -> FieldView:
    label = known.labels.of(fact.name)
    view = FieldView(
        FALT + fact.name,
        "text",
        label,
        value=typed,
        # What is asked is said by its label where the description is the same.
        help=fact.description if labels.fold(fact.description) != labels.fold(label) else "",
        conditional=True,
    )
    match fact.feel_type:
        case "boolean":
            options = tuple(
                OptionView(one, one.capitalize(), one == typed) for one in ("ja", "nej")
            )
            return replace(view, widget="radios", options=options)
        case "number":
            return replace(view, input_mode="decimal")
        case "date":
            return replace(view, widget="date")
        case "date and time":
            return replace(view, input_type="datetime-local")
        case _:
            return _text(known, fact, view, typed)


def _text(known: Known, fact: Fact, view: FieldView, typed: str) -> FieldView:
    """A choice where a table or a condition says what it may be, or where it is a group."""
    if fact.name in known.group_facts:
        pairs = [(key, name) for key, name in known.group_names.items()]
        closed = True
    else:
        texts, closed = known.choices(fact.name)
        pairs = [(one, one) for one in texts if one]
        if pairs and not closed:
            pairs.append((ANNAT, ANNAT))
    if not pairs:
        return view
    if typed and typed not in dict(pairs):
        pairs.insert(0, (typed, typed))
    options = tuple(OptionView(value, label, value == typed) for value, label in pairs)
    return replace(view, widget="select", options=options)


# What a text is where it is none of those that the diagram asks about.
ANNAT = "något annat"
