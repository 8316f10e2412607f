"""Answers read out: what a person who comes later in the process is shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows.forms.fields import Field
from workflows.forms.kinds import Value


@dataclass(frozen=True, slots=True)
class Told:
    """One answer in words. With a `register`, `text` is a key that the register can name."""

    label: str
    text: str
    register: str = ""


def tell(fields: Iterable[Field], values: Mapping[str, Value]) -> list[Told]:
    """The answers that were given, in the order they were asked, as a person reads them."""
    return [
        Told(field.label, _words(field, values[field.name]), field.register)
        for field in fields
        if field.name in values
    ]


def _words(field: Field, value: Value) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    labels = {option.value: option.label for option in field.options}
    words = ", ".join(labels.get(text, text) for text in field.kind.show(value))
    return f"{words} {field.unit}" if field.unit else words
