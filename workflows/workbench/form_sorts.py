"""The sorts of question that an owner may choose, and the words of a definition that make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.forms import registers
from workflows.forms.field_reading import FILE_REGISTER

Schema = dict[str, Any]


@dataclass(frozen=True)
class Sort:
    """One sort: `made` is what makes a property one of it, `least` and `most` the words of its
    limits, `dated` whether those are FEEL."""

    key: str
    label: str
    made: Mapping[str, Any]
    least: str = ""
    most: str = ""
    limit: str = ""
    options: bool = False
    unit: bool = False
    asks: bool = True

    @property
    def dated(self) -> bool:
        """Whether the limits are expressions that give a date."""
        return self.least == "x-earliest"


_TEXT = {"least": "minLength", "most": "maxLength", "limit": "tecken"}
_VALUE = {"least": "minimum", "most": "maximum", "unit": True}
_PLAIN = (
    Sort("kort", "Kort text", {"type": "string"}, **_TEXT),  # type: ignore[arg-type]
    Sort("lang", "Lång text", {"type": "string", "x-widget": "textarea"}, **_TEXT),  # type: ignore[arg-type]
    Sort("tal", "Tal", {"type": "number"}, **_VALUE),  # type: ignore[arg-type]
    Sort("heltal", "Helt tal", {"type": "integer"}, **_VALUE),  # type: ignore[arg-type]
    Sort(
        "datum", "Datum", {"type": "string", "format": "date"}, least="x-earliest", most="x-latest"
    ),
    Sort("ja_nej", "Ja eller nej", {"type": "boolean"}),
    Sort("ruta", "Ruta att kryssa i", {"type": "boolean", "x-widget": "checkbox"}),
    Sort("val", "Ett val", {"type": "string"}, options=True),
    Sort(
        "flera_val",
        "Flera val",
        {"type": "array"},
        least="minItems",
        most="maxItems",
        limit="val",
        options=True,
    ),
    Sort("fil", "Fil", {"type": "string", "x-widget": "file"}),
    Sort("rubrik", "Rubrik mellan frågorna", {"x-widget": "heading"}, asks=False),
    Sort("stycke", "Text mellan frågorna", {"x-widget": "paragraph"}, asks=False),
)
_REGISTERS = {"artikel": "Artikel", "individ": "Individ", "mottagare": "Mottagare"}


def sorts() -> dict[str, Sort]:
    """Every sort by its key: the plain ones, and one for each register that can be looked up."""
    found = {one.key: one for one in _PLAIN}
    for name in sorted(registers() - {FILE_REGISTER}):
        label = f"{_REGISTERS.get(name, name.capitalize())} ur registret"
        found[f"register_{name}"] = Sort(
            f"register_{name}", label, {"type": "string", "x-register": name}
        )
    return found


def sort_of(schema: Schema) -> Sort | None:
    """What sort a property is; None for one that can't be told."""
    known = sorts()
    widget, kind = schema.get("x-widget"), schema.get("type")
    if widget in ("heading", "paragraph"):
        return known["rubrik" if widget == "heading" else "stycke"]
    if "x-register" in schema:
        return known.get(f"register_{schema['x-register']}")
    if kind == "boolean":
        return known["ruta" if widget == "checkbox" or "const" in schema else "ja_nej"]
    if kind == "string":
        return known[_text_sort(schema)]
    by_type = {"number": "tal", "integer": "heltal", "array": "flera_val"}
    return known.get(by_type.get(str(kind), ""))


def _text_sort(schema: Schema) -> str:
    if schema.get("x-widget") == "file":
        return "fil"
    if "oneOf" in schema:
        return "val"
    if schema.get("format") == "date":
        return "datum"
    return "lang" if schema.get("x-widget") == "textarea" else "kort"
