"""The schema of a form's answers, as the API shows it."""

from collections.abc import Iterable

from workflows.forms import kinds
from workflows.forms.fields import Field

_TYPES = {
    kinds.NUMBER: "number",
    kinds.WHOLE: "integer",
    kinds.YES_NO: "boolean",
    kinds.CHOICES: "array",
}


def schema_for(title: str, fields: Iterable[Field]) -> dict[str, object]:
    """JSON Schema 2020-12 of an object with one property per field.

    Only a field that is always asked can be `required` here; one behind a condition says so in its
    description, and is required by the form when its condition holds.
    """
    listed = list(fields)
    return {
        "type": "object",
        "title": title,
        "properties": {field.name: _property(field) for field in listed},
        "required": [
            field.name for field in listed if field.required and field.visible_when is None
        ],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, object]:
    limits = dict(field.limits)
    if field.kind is kinds.CHOICES:
        limits["items"] = {"type": "string", **limits.get("items", {})}
    if field.kind is kinds.DAY:
        limits["format"] = "date"
    told = [field.help]
    if field.visible_when:
        told.append(f"Frågas när: {field.visible_when.text}")
    if field.register:
        told.append(f"Nyckel i registret {field.register}.")
    described = {"description": " ".join(filter(None, told))} if any(told) else {}
    return {
        "type": _TYPES.get(field.kind, "string"),
        "title": field.label,
        **described,
        **limits,
    }
