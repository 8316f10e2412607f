"""A form in words: what it asks, in which order, of whom an answer is needed, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workflows.forms import BadForm, Form
from workflows.forms.fields import Block, Field, Part
from workflows.forms.problems import Faults
from workflows.forms.reading import decode
from workflows.forms.sentences import number
from workflows.workbench.form_sorts import sort_of
from workflows.workbench.said import Words

_COUNTED = {"Length": " tecken", "Items": " val", "imum": ""}


@dataclass(frozen=True)
class Asked:
    """One part of a form. `when` says when it is shown (empty: always), `limits` what it takes.

    A heading or a text between the questions has no `name`.
    """

    name: str
    label: str
    sort: str
    needed: bool
    help: str
    limits: Sequence[str]
    options: Sequence[str]
    when: str


@dataclass(frozen=True)
class FormWords:
    """A form; `trouble` says why one can't be read."""

    id: str
    title: str
    description: str
    submit: str
    asked: Sequence[Asked]
    trouble: str = ""


def forms_in_words(texts: Mapping[str, str], words: Words) -> list[FormWords]:
    """The forms beside a diagram, by id."""
    return [_form(name, text, words) for name, text in sorted(texts.items())]


def fields_of(texts: Mapping[str, str]) -> dict[str, Field]:
    """The questions of the forms by name; of two with one name the last."""
    found: dict[str, Field] = {}
    for text in texts.values():
        try:
            found |= Form.load(text).fields
        except BadForm:
            continue  # told of where the form is
    return found


def _form(name: str, text: str, words: Words) -> FormWords:
    try:
        form = Form.load(text)
    except BadForm as bad:
        said = bad.problems[0].mening if bad.problems else ""
        return FormWords(name, name, "", "", (), f"Formuläret går inte att läsa. {said}".strip())
    schemas = (decode(text.encode(), Faults()) or {}).get("properties", {})
    # A form's own questions before those of the same name in another.
    here = replace(words, fields={**words.fields, **form.fields})
    asked = [_part(one, schemas.get(one.name, {}), here) for one in form.parts]
    return FormWords(name, form.title, form.description, form.submit, asked)


def _part(part: Part, schema: Mapping[str, Any], words: Words) -> Asked:
    sort = sort_of(dict(schema))
    when = words.of(part.visible_when.text) if part.visible_when else ""
    label = sort.label if sort else ""
    if isinstance(part, Block):
        return Asked("", part.text, label, needed=False, help="", limits=(), options=(), when=when)
    return Asked(
        name=part.name,
        label=part.label,
        sort=label,
        needed=part.required or "const" in part.limits,
        help=part.help,
        limits=list(_limits(part, schema, words)),
        options=[one.label for one in part.options],
        when=when,
    )


def _limits(field: Field, schema: Mapping[str, Any], words: Words) -> Iterator[str]:
    """What an answer is held against, as far as the form's own file says it."""
    for ending, unit in _COUNTED.items():
        told = unit or (f" {field.unit}" if field.unit else "")
        for which, word in (("min", "minst"), ("max", "högst")):
            if (limit := schema.get(f"{which}{ending}")) is not None:
                yield f"{word} {number(limit)}{told}"
    for which, word in (("Minimum", "mer än"), ("Maximum", "mindre än")):
        if (limit := schema.get(f"exclusive{which}")) is not None:
            yield f"{word} {number(limit)} {field.unit}".strip()
    if field.unit and "minimum" not in schema and "maximum" not in schema:
        yield f"i {field.unit}"
    if field.earliest:
        yield f"tidigast {words.of(field.earliest.text)}"
    if field.latest:
        yield f"senast {words.of(field.latest.text)}"
    yield from field.own_sentences.values()
