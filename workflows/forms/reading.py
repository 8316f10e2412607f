"""From the bytes of a definition to its parts, in the order they are asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NoReturn

from jsonschema import Draft202012Validator

from workflows.feel import FeelType
from workflows.forms import limits
from workflows.forms.above import Above
from workflows.forms.field_reading import read_part
from workflows.forms.fields import Field, Part
from workflows.forms.problems import Faults

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KEYWORDS = frozenset(
    {
        "$schema",
        "$id",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "x-order",
        "x-submit",
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition that holds: what the form asks, in order."""

    title: str
    description: str
    submit: str
    parts: tuple[Part, ...]


class _Repeated(ValueError):
    pass


def read(source: bytes, facts: Mapping[str, FeelType] | None, faults: Faults) -> Definition | None:
    """Read a definition, noting every fault in `faults`; None when it is no form at all.

    With `facts` given, a condition may name nothing but them and the fields above it; without,
    an unknown name is taken to be a fact of the case.
    """
    schema = decode(source, faults)
    if schema is None or not _is_form(schema, faults):
        return None
    names = _order(schema, faults)
    required = _required(schema, names, faults)
    above = Above(facts, names)
    parts: list[Part] = []
    for name in names:
        here = faults.at("properties").at(name)
        part = read_part(name, schema["properties"][name], above, here)
        if isinstance(part, Field):
            above.add(part)
            part = replace(part, required=name in required)
        if part is not None:
            parts.append(part)
    if not faults.found and not any(isinstance(part, Field) for part in parts):
        faults.at("properties").add("inga_falt", "Formuläret frågar inget. Lägg till ett fält.")
    return Definition(
        title=schema.get("title", ""),
        description=schema.get("description", ""),
        submit=schema.get("x-submit", "Skicka"),
        parts=tuple(parts),
    )


def decode(source: bytes, faults: Faults) -> dict[str, Any] | None:
    """The JSON object that a definition is, or None with what is wrong in `faults`."""
    if len(source) > limits.MAX_DEFINITION_BYTES:
        most = limits.MAX_DEFINITION_BYTES // 1024
        faults.add("for_stort", f"Formuläret är större än {most} kB. Dela upp det på flera steg.")
        return None
    try:
        found = json.loads(
            source.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_once,
        )
    except _Repeated as twice:
        faults.add("dubbelt_namn", f"”{twice}” står två gånger. Ta bort det ena.")
        return None
    except json.JSONDecodeError as wrong:
        faults.add("inte_json", f"Rad {wrong.lineno} går inte att läsa som JSON. Rätta den.")
        return None
    except (ValueError, RecursionError):
        faults.add("inte_json", "Filen går inte att läsa som JSON i UTF-8. Spara om den så.")
        return None
    if not isinstance(found, dict) or limits.is_deep(found):
        faults.add("inte_formular", "Ett formulär är ett JSON-objekt. Börja med { och sluta med }.")
        return None
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Repeated(next(name for name in names if names.count(name) > 1)[:40])
    return found


def _is_form(schema: dict[str, Any], faults: Faults) -> bool:
    before = len(faults.found)
    for wrong in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
        here = "/".join(str(step) for step in wrong.absolute_path)
        faults.at(here).add(
            "fel_varde", "Värdet är inte tillåtet här i JSON Schema. Jämför med ett annat formulär."
        )
    for word in sorted(schema.keys() - _KEYWORDS):
        faults.at(word).add("okant_ord", f"”{word}” används inte i formulär. Ta bort det.")
    if schema.get("$schema", DIALECT) != DIALECT:
        faults.at("$schema").add("annan_dialekt", f"Skriv {DIALECT} här, eller ta bort raden.")
    if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
        faults.add("inte_formular", 'Skriv "type": "object" och fälten under "properties".')
    elif len(schema["properties"]) > limits.MAX_FIELDS:
        faults.add("for_manga", f"Formuläret har fler än {limits.MAX_FIELDS} fält. Dela upp det.")
    if not isinstance(schema.get("title"), str) or not schema["title"].strip():
        faults.at("title").add("ingen_rubrik", 'Formuläret saknar rubrik. Skriv en i "title".')
    if schema.get("additionalProperties", False) is not False:
        faults.at("additionalProperties").add(
            "oppet", "Ett formulär tar bara emot sina egna fält. Skriv false eller ta bort raden."
        )
    submit = schema.get("x-submit", "Skicka")
    if not isinstance(submit, str) or not 0 < len(submit) <= 40:
        faults.at("x-submit").add("fel_varde", "Knappens text ska vara 1–40 tecken. Korta den.")
    return len(faults.found) == before


def _order(schema: dict[str, Any], faults: Faults) -> list[str]:
    """The names in the order they are asked; `x-order` must then name each exactly once."""
    names = list(schema["properties"])
    if "x-order" not in schema:
        return names
    order = schema["x-order"]
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(names):
        faults.at("x-order").add(
            "fel_ordning", 'Ordningen ska nämna varje fält en gång. Jämför med "properties".'
        )
        return names
    return [str(name) for name in order]


def _required(schema: dict[str, Any], names: list[str], faults: Faults) -> frozenset[str]:
    required = frozenset(schema.get("required", ()))
    for name in sorted(required.difference(names)):
        faults.at("required").add(
            "okant_falt", f"Fältet ”{name[:40]}” finns inte. Lägg till det eller ta bort kravet."
        )
    return required
