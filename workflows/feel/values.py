"""FEEL's values that Python has no word for: ranges and functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)

if TYPE_CHECKING:
    from workflows.feel.feeltypes import FeelType
    from workflows.feel.scope import Scope

# One of: None, bool, Decimal, str, FeelDate, FeelTime, FeelDateTime, DayTimeDuration,
# YearMonthDuration, Range, Function, list of values, dict of str to value. A recursive union costs
# more in casts than it shows.
Value: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Range:
    """A range; an open side (``<= 10``) has the endpoint None and is not included."""

    start: Value
    end: Value
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A formal parameter; without a type anything goes."""

    name: str
    type: "FeelType | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value. ``body`` gets the arguments in the order of ``parameters`` and the caller's
    scope.

    ``result`` is the type the result is coerced to, None when nothing is said.
    """

    parameters: tuple[Parameter, ...]
    body: "Callable[[Sequence[Value], Scope], Value]"
    name: str = ""
    result: "FeelType | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Builtin:
    """A function of the standard's library: bound to its arguments by `library.signatures`."""

    name: str
    call: "Callable[[Scope, Sequence[Value], Mapping[str, Value] | None], Value]" = field(
        repr=False
    )


@dataclass(frozen=True, slots=True)
class PythonFunction:
    """A function of the product, reached as ``namespace.name(…)``.

    ``call`` gets Python values (see `to_python`) by position and answers one. A ValueError becomes
    null and a warning with the error's own words.
    """

    params: tuple[str, ...]
    call: Callable[..., object]


KIND_WORDS: dict[type, str] = {
    type(None): "null",
    bool: "ett sanningsvärde",
    Decimal: "ett tal",
    str: "en text",
    FeelDate: "ett datum",
    FeelTime: "ett klockslag",
    FeelDateTime: "en tidpunkt",
    DayTimeDuration: "en varaktighet i dagar och tid",
    YearMonthDuration: "en varaktighet i år och månader",
    Range: "ett intervall",
    Function: "en funktion",
    Builtin: "en funktion",
    list: "en lista",
    dict: "en kontext",
}


def kind_word(value: Value) -> str:
    """What a value is, in Swedish with its article: ``ett tal``."""
    return KIND_WORDS.get(type(value), "något okänt")


def unwrapped(value: Value) -> Value:
    """The item of a singleton list, otherwise the value itself (`from singleton list`, DMN
    10.3.2.9.4).
    """
    return value[0] if type(value) is list and len(value) == 1 else value
