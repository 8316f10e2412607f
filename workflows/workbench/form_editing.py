"""A form as its owner edits it: question by question, whatever else its file says left alone."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from workflows.errors import Hinder, NotFound, Refused
from workflows.forms.problems import Faults
from workflows.forms.reading import DIALECT, decode
from workflows.workbench.form_questions import (
    Question,
    faults_of,
    may_be_named,
    options_shown,
    schema_of,
    set_or_leave_out,
    shown,
    slug,
)
from workflows.workbench.form_sorts import Schema, sort_of

_ENDING = ".form.json"


@dataclass
class Sheet:
    """A definition that can be edited, as its file says it."""

    schema: Schema
    text: str = ""
    _first: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._first = _dumped(self.schema)

    @property
    def names(self) -> list[str]:
        """Its parts in the order they are asked."""
        order = self.schema.get("x-order")
        properties = self.properties
        if isinstance(order, list) and sorted(map(str, order)) == sorted(properties):
            return [str(name) for name in order]
        return list(properties)

    @property
    def properties(self) -> dict[str, Schema]:
        """Each part as the file says it, by name."""
        found: dict[str, Schema] = self.schema["properties"]
        return found

    def question(self, name: str) -> Question:
        """One part in words. Raises `NotFound`."""
        schema = self.properties.get(name)
        if schema is None:
            raise NotFound("Frågan finns inte i formuläret. Någon kan ha tagit bort den.")
        sort = sort_of(schema)
        must = name in self.schema.get("required", []) or "const" in schema
        return Question(
            sort=sort.key if sort else "",
            label=str(schema.get("title", "")),
            name=name,
            help=str(schema.get("x-help", "")),
            unit=str(schema.get("x-unit", "")),
            required=must,
            least=shown(schema, sort.least if sort else ""),
            most=shown(schema, sort.most if sort else ""),
            options=options_shown(schema),
            visible_when=str(schema.get("x-visible-when", "")),
        )

    def written(self) -> bytes:
        """The file. Where nothing was changed it is the file that was read, to the byte."""
        new = _dumped(self.schema)
        return (self.text if self.text and new == self._first else new).encode()

    def say(self, *, title: str, description: str, submit: str) -> None:
        """What stands above the questions, and on the button."""
        self.schema["title"] = title
        set_or_leave_out(self.schema, "description", description)
        set_or_leave_out(self.schema, "x-submit", "" if submit == "Skicka" else submit)

    def put(self, question: Question, *, instead_of: str = "", facts: Collection[str] = ()) -> str:
        """Put a question in the place of the one by that name, or last. Returns its name, which is
        none of the case's own `facts`.

        Raises `Refused` with the words of the page as `falt`.
        """
        name = question.name or self._free_name(question.label, facts)
        names = self.names
        faults = faults_of(question, name, taken=name != instead_of and name in names)
        if name in facts and name != instead_of:
            mening = f"”{name}” heter redan något som ärendet vet. Välj ett annat namn."
            faults.append(Hinder("namn", mening, "namn"))
        if faults:
            raise Refused(faults)
        schema = schema_of(question, self.properties.get(instead_of, {}))
        names = [name if one == instead_of else one for one in names]
        if name not in names:
            names.append(name)
        self._arrange({**self.properties, name: schema}, names)
        required = [name if one == instead_of else one for one in self.schema.get("required", [])]
        must = question.required and question.sort != "ruta"
        self._require([one for one in required if one != name] + ([name] if must else []))
        return name

    def remove(self, name: str) -> None:
        """Take a part away. Raises `NotFound`."""
        self.question(name)
        self._arrange(self.properties, [one for one in self.names if one != name])
        self._require([one for one in self.schema.get("required", []) if one != name])

    def move(self, name: str, step: int) -> None:
        """Let a part be asked earlier (-1) or later (1). Raises `NotFound`."""
        self.question(name)
        names = self.names
        at = names.index(name)
        to = min(max(at + step, 0), len(names) - 1)
        names.insert(to, names.pop(at))
        self._arrange(self.properties, names)

    def place(self, name: str) -> int:
        """How many parts are asked before it. Raises `NotFound`."""
        self.question(name)
        return self.names.index(name)

    def _arrange(self, properties: Mapping[str, Schema], names: list[str]) -> None:
        self.schema["properties"] = {name: properties[name] for name in names}
        if "x-order" in self.schema:
            self.schema["x-order"] = names

    def _require(self, names: list[str]) -> None:
        asked = [one for one in self.names if one in names]
        if asked or "required" in self.schema:
            self.schema["required"] = asked

    def _free_name(self, label: str, facts: Collection[str]) -> str:
        first = slug(label)
        taken = {*self.names, *facts}
        tries = [first, *(f"{first[:37]}_{number}" for number in range(2, 200))]
        return next(one for one in tries if one not in taken and may_be_named(one))


def opened(text: str) -> Sheet:
    """A definition to edit. Raises `Refused` for a file that is no form at all."""
    faults = Faults()
    schema = decode(text.encode(), faults)
    held = schema.get("properties") if schema else None
    plain = isinstance(held, dict) and all(isinstance(one, dict) for one in held.values())
    lists = schema is not None and all(
        isinstance(schema.get(word, []), list) for word in ("required", "x-order")
    )
    if schema is None or not plain or not lists:
        told = [one.mening for one in faults.found] or ["Filen är inget formulär."]
        raise Refused(
            [
                Hinder("formular", f"{one} Lägg in filen på nytt från utkastets sida.")
                for one in told
            ]
        )
    return Sheet(schema, text)


def begun(title: str) -> Sheet:
    """A form that asks nothing yet."""
    return Sheet({"$schema": DIALECT, "title": title, "type": "object", "properties": {}})


def file_of(form: str) -> str:
    """The file that a form lies in."""
    return f"{form}{_ENDING}"


def _dumped(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, default=float) + "\n"
