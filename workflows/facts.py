"""The facts that a case type declares: what diagrams and tables may ask, and of what kind it is."""

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID


@dataclass(frozen=True)
class Fact:
    """Something a diagram or a table may ask, by name.

    `noted`: kept with the moves in which a table is asked, whether the table asks for it or not.
    `label` is what it is called, where that can't be told from its name.
    """

    name: str
    feel_type: str
    description: str
    noted: bool = True
    label: str = ""

    @property
    def is_key(self) -> bool:
        """Whether it is an id, which diagrams only hand on and nobody reads: described as one."""
        return bool(_ID.search(self.description))


_ID = re.compile(r"(?:^|[\s,])id(?:$|[\s:,.])")


# Marks a fact that is kept only where it is asked for: what points out a person, a case or a thing,
# or is in anybody's own words.
NOT_NOTED = "not noted"


def facts_from(dataclass_type: type) -> dict[str, Fact]:
    """The facts that a dataclass declares: `Annotated[bool, "Svensk beskrivning"]` per field, with
    `NOT_NOTED` after it for what is that, and a name for people where the field's own can't be
    read as one."""
    facts = {}
    for name, hint in get_type_hints(dataclass_type, include_extras=True).items():
        description = ""
        plain = hint
        marks: list[Any] = []
        if get_origin(hint) is Annotated:
            plain, description, *marks = get_args(hint)
        noted = NOT_NOTED not in marks
        label = next((str(one) for one in marks if one != NOT_NOTED), "")
        facts[name] = Fact(name, feel_type(plain), str(description), noted, label)
    return facts


_FEEL_TYPES: Mapping[type, str] = {
    bool: "boolean",
    str: "string",
    int: "number",
    Decimal: "number",
    float: "number",
    datetime: "date and time",
    date: "date",
    timedelta: "days and time duration",
    UUID: "string",
}


def feel_type(hint: Any) -> str:
    """The FEEL type of a Python annotation; `X | None` is X, anything unknown is Any."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        kept = [part for part in get_args(hint) if part is not type(None)]
        return feel_type(kept[0]) if len(kept) == 1 else "Any"
    if origin in (list, tuple, set, frozenset):
        inner = [part for part in get_args(hint) if part is not Ellipsis]
        return f"list<{feel_type(inner[0])}>" if inner else "list<Any>"
    if isinstance(hint, type):
        return _FEEL_TYPES.get(hint, "Any")
    return "Any"
