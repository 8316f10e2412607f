"""What a person reads when an answer can't be taken: each sentence says what to do."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any


def number(value: object) -> str:
    """A number as Swedes write it: decimal comma, no exponent."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    return format(Decimal(str(value)), "f").replace(".", ",")


def _multiple(limit: Any, _value: Any) -> str:
    step = Decimal(str(limit))
    exponent = step.normalize().as_tuple()
    if exponent.digits == (1,) and isinstance(exponent.exponent, int) and exponent.exponent <= 0:
        places = -exponent.exponent
        return f"Ange högst {places} decimaler." if places else "Ange ett helt tal."
    return f"Ange ett tal som går att dela jämnt med {number(step)}."


def _alternatives(count: Any) -> str:
    return "ett alternativ" if count == 1 else f"{count} alternativ"


BY_KEYWORD: Mapping[str, Callable[[Any, Any], str]] = {
    "minLength": lambda limit, value: f"Skriv minst {limit} tecken. Nu är det {len(value)}.",
    "maxLength": lambda limit, value: (
        f"Korta texten till högst {limit} tecken. Nu är det {len(value)}."
    ),
    "minimum": lambda limit, _: f"Ange {number(limit)} eller mer.",
    "maximum": lambda limit, _: f"Ange {number(limit)} eller mindre.",
    "exclusiveMinimum": lambda limit, _: f"Ange mer än {number(limit)}.",
    "exclusiveMaximum": lambda limit, _: f"Ange mindre än {number(limit)}.",
    "multipleOf": _multiple,
    "enum": lambda *_: "Välj ett av alternativen som visas.",
    "uniqueItems": lambda *_: "Välj varje alternativ en gång.",
    "minItems": lambda limit, _: f"Välj minst {_alternatives(limit)}.",
    "maxItems": lambda limit, _: f"Välj högst {_alternatives(limit)}.",
    "const": lambda *_: "Kryssa i rutan för att gå vidare.",
    "format": lambda *_: "Skriv e-postadressen som namn@exempel.se.",
}


def missing(label: str, widget: str) -> str:
    """What to say when a required answer was left out."""
    if widget in {"radios", "select", "checkboxes"}:
        return f"Välj ett svar på ”{label}”."
    if widget == "checkbox":
        return "Kryssa i rutan för att gå vidare."
    if widget == "file":
        return f"Välj en fil till ”{label}”."
    return f"Fyll i ”{label}”."
