"""FEEL's types, their lattice (DMN 10.3.2.9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from workflows.feel.errors import FeelTypeError
from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Builtin, Function, Range, Value


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A type without parts: ``number``, ``date and time`` …, ``Any``, ``Null``."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListType:
    """``list<item>``"""

    item: "FeelType"

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True, slots=True)
class RangeType:
    """``range<endpoint>``"""

    endpoint: "FeelType"

    def __str__(self) -> str:
        return f"range<{self.endpoint}>"


@dataclass(frozen=True, slots=True)
class ContextType:
    """``context<name: type, …>``; without entries every context belongs to it."""

    entries: tuple[tuple[str, "FeelType"], ...] = ()

    def __str__(self) -> str:
        return f"context<{', '.join(f'{name}: {kind}' for name, kind in self.entries)}>"


@dataclass(frozen=True, slots=True)
class FunctionType:
    """``function<parameters> -> result``"""

    parameters: tuple["FeelType", ...]
    result: "FeelType"

    def __str__(self) -> str:
        return f"function<{', '.join(map(str, self.parameters))}> -> {self.result}"


FeelType = SimpleType | ListType | RangeType | ContextType | FunctionType

ANY = SimpleType("Any")
NULL = SimpleType("Null")
NUMBER = SimpleType("number")
STRING = SimpleType("string")
BOOLEAN = SimpleType("boolean")
DATE = SimpleType("date")
TIME = SimpleType("time")
DATE_TIME = SimpleType("date and time")
DAY_TIME = SimpleType("days and time duration")
YEAR_MONTH = SimpleType("years and months duration")
ANY_LIST = ListType(ANY)
ANY_CONTEXT = ContextType()

SIMPLE: Mapping[str, FeelType] = {
    kind.name: kind
    for kind in (ANY, NULL, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME, DAY_TIME, YEAR_MONTH)
}
# Names that older files and modellers write for the same types.
ALIASES: Mapping[str, FeelType] = {
    "any": ANY,
    "null": NULL,
    "dateTime": DATE_TIME,
    "dayTimeDuration": DAY_TIME,
    "yearMonthDuration": YEAR_MONTH,
    "day time duration": DAY_TIME,
    "year month duration": YEAR_MONTH,
    "date time": DATE_TIME,
}
CONSTRUCTORS = frozenset({"list", "range", "context", "function"})

_OF_CLASS: dict[type, FeelType] = {
    type(None): NULL,
    bool: BOOLEAN,
    Decimal: NUMBER,
    str: STRING,
    FeelDate: DATE,
    FeelTime: TIME,
    FeelDateTime: DATE_TIME,
    DayTimeDuration: DAY_TIME,
    YearMonthDuration: YEAR_MONTH,
}
# The one class whose values are all of a simple type's, null aside.
CLASS_OF: Mapping[FeelType, type] = {
    kind: its_class for its_class, kind in _OF_CLASS.items() if kind is not NULL
}


class _Reader:
    """Reads a type by recursive descent; ``lenient`` lets ``list`` stand for ``list<Any>``."""

    def __init__(self, text: str, types: Mapping[str, FeelType], *, lenient: bool) -> None:
        self.rest = text.strip()
        self.types = types
        self.lenient = lenient
        self.depth = 0

    def take(self, sign: str) -> bool:
        if not self.rest.startswith(sign):
            return False
        self.rest = self.rest[len(sign) :].lstrip()
        return True

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise FeelTypeError(f"Typen saknar tecknet {sign}.")

    def word(self, stops: str) -> str:
        end = next((i for i, c in enumerate(self.rest) if c in stops), len(self.rest))
        if "-" in stops:
            end = min(end, len(self.rest))
        found = " ".join(self.rest[:end].split())
        self.rest = self.rest[end:].lstrip()
        return found

    def type(self) -> FeelType:
        self.depth += 1
        if self.depth > 40:
            raise FeelTypeError("Typen är nästlad för djupt. Dela upp den.")
        name = self.word("<>,:{}()")
        name, arrow, tail = name.partition("->")
        if arrow:
            self.rest = f"->{tail}{self.rest}"
        found = self.constructed(name.strip())
        self.depth -= 1
        return found

    def constructed(self, name: str) -> FeelType:
        if name in CONSTRUCTORS and self.take("<"):
            return _CONSTRUCTORS[name](self)
        if name in CONSTRUCTORS and not self.lenient:
            raise FeelTypeError(f"Typen {name} behöver sina delar, till exempel {name}<…>.")
        found = self.types.get(name) or SIMPLE.get(name) or ALIASES.get(name) or _BARE.get(name)
        if found is None:
            raise FeelTypeError(f"Typen {name or 'utan namn'} finns inte.")
        return found

    def single(self) -> FeelType:
        inner = self.type()
        self.need(">")
        return inner

    def context(self) -> FeelType:
        entries: list[tuple[str, FeelType]] = []
        while not self.take(">"):
            if entries:
                self.need(",")
            name = self.word(":<>,")
            self.need(":")
            entries.append((name, self.type()))
        return ContextType(tuple(entries))

    def function(self) -> FeelType:
        parameters: list[FeelType] = []
        while not self.take(">"):
            if parameters:
                self.need(",")
            parameters.append(self.type())
        self.need("->")
        return FunctionType(tuple(parameters), self.type())


_CONSTRUCTORS: Mapping[str, Callable[[_Reader], FeelType]] = {
    "list": lambda reader: ListType(reader.single()),
    "range": lambda reader: RangeType(reader.single()),
    "context": _Reader.context,
    "function": _Reader.function,
}
_BARE: Mapping[str, FeelType] = {"list": ANY_LIST, "context": ANY_CONTEXT, "range": RangeType(ANY)}


def parse_type(
    text: str, types: Mapping[str, FeelType] | None = None, *, lenient: bool = True
) -> FeelType:
    """The type a text names, such as ``list<number>``; ``types`` are types of one's own, by name.

    Raises FeelTypeError. Not ``lenient``: a bare ``list`` is refused, as `instance of` wants it
    (DMN table 61).
    """
    reader = _Reader(text, types or {}, lenient=lenient)
    found = reader.type()
    if reader.rest:
        raise FeelTypeError(f"Typen {text} går inte att läsa från {reader.rest}.")
    return found


def type_of(value: Value) -> FeelType:
    """The type of a value (DMN table 43)."""
    simple = _OF_CLASS.get(type(value))
    if simple is not None:
        return simple
    if isinstance(value, list):
        kinds = {type_of(item) for item in value}
        return ListType(kinds.pop() if len(kinds) == 1 else NULL if not kinds else ANY)
    if isinstance(value, dict):
        return ContextType(tuple((key, type_of(item)) for key, item in value.items()))
    if isinstance(value, Range):
        return RangeType(type_of(value.start if value.start is not None else value.end))
    if isinstance(value, Function):
        return FunctionType(tuple(p.type or ANY for p in value.parameters), value.result or ANY)
    return FunctionType((), ANY)


def _context_conforms(kind: ContextType, wanted: ContextType) -> bool:
    entries = dict(kind.entries)
    return all(name in entries and subtype(entries[name], of) for name, of in wanted.entries)


def _function_conforms(kind: FunctionType, wanted: FunctionType) -> bool:
    same_arity = len(kind.parameters) == len(wanted.parameters)
    pairs = zip(wanted.parameters, kind.parameters, strict=False)
    return (
        same_arity and all(subtype(a, b) for a, b in pairs) and subtype(kind.result, wanted.result)
    )


@lru_cache(maxsize=4096)
def subtype(kind: FeelType, wanted: FeelType) -> bool:
    """``kind <: wanted`` (DMN 10.3.2.9.2)."""
    if wanted in {kind, ANY} or kind == NULL:
        return True
    match kind, wanted:
        case ListType(item), ListType(wanted_item):
            return subtype(item, wanted_item)
        case RangeType(endpoint), RangeType(wanted_endpoint):
            return subtype(endpoint, wanted_endpoint)
        case ContextType(), ContextType():
            return _context_conforms(kind, wanted)
        case FunctionType(), FunctionType():
            return _function_conforms(kind, wanted)
    return False


def conforms(value: Value, kind: FeelType) -> bool:
    """Whether ``value`` belongs to ``kind`` without any conversion; null belongs to every type."""
    if value is None:
        return True
    if isinstance(kind, SimpleType):
        return _OF_CLASS.get(type(value)) == kind or kind == ANY
    if isinstance(kind, ListType):
        return isinstance(value, list) and all(conforms(item, kind.item) for item in value)
    if isinstance(kind, ContextType):
        return isinstance(value, dict) and all(
            name in value and conforms(value[name], of) for name, of in kind.entries
        )
    if isinstance(value, Builtin):
        return isinstance(kind, FunctionType)
    return subtype(type_of(value), kind)
