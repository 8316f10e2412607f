"""Types as the static analysis speaks of them: their Swedish words, and which can meet."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from workflows.feel.feeltypes import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAY_TIME,
    NULL,
    NUMBER,
    STRING,
    TIME,
    YEAR_MONTH,
    ContextType,
    FeelType,
    FunctionType,
    ListType,
    RangeType,
)

ORDERED = frozenset({NUMBER, STRING, DATE, TIME, DATE_TIME, DAY_TIME, YEAR_MONTH})
WORDS: Mapping[FeelType, str] = {
    NUMBER: "tal",
    STRING: "text",
    BOOLEAN: "sanningsvärde",
    DATE: "datum",
    TIME: "klockslag",
    DATE_TIME: "tidpunkt",
    DAY_TIME: "varaktighet i dagar",
    YEAR_MONTH: "varaktighet i månader",
}


def word_for(kind: FeelType) -> str:
    """A type in Swedish: ``tal``, ``lista`` …"""
    if isinstance(kind, ListType):
        return "lista"
    if isinstance(kind, ContextType):
        return "kontext"
    if isinstance(kind, RangeType):
        return "intervall"
    return WORDS.get(kind, "funktion" if isinstance(kind, FunctionType) else str(kind))


# What is written in Swedish where the language has a word of its own.
_MEANT = {
    "ja": "true",
    "sant": "true",
    "nej": "false",
    "falskt": "false",
    "inget": "null",
    "tomt": "null",
}


def nearest(name: str, known: Sequence[str]) -> str:
    """`` Menade du …?`` with the nearest known name, or the language's own word, or nothing."""
    if meant := _MEANT.get(name.casefold()):
        return f" Skriv {meant} för {name}."
    folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return f" Menade du {folded[found[0]]}?" if found else ""


def unknown(kind: FeelType) -> bool:
    """Whether nothing can be said about values of this type."""
    return kind in {ANY, NULL}


def item_of(kind: FeelType) -> FeelType:
    """The type of a list's items; of anything else, itself."""
    return kind.item if isinstance(kind, ListType) else kind


def joined(kinds: Sequence[FeelType]) -> FeelType:
    """The type that holds them all: theirs when they agree, null aside, otherwise Any."""
    told = {kind for kind in kinds if kind != NULL}
    return told.pop() if len(told) == 1 else NULL if not told and kinds else ANY


def alike(a: FeelType, b: FeelType) -> bool:
    """Whether values of the two types can be equal: same kind, structures part by part unknown."""
    return a == b or (type(a) is type(b) and not (a in WORDS or b in WORDS))


def result_of(sign: str, a: FeelType, b: FeelType) -> FeelType:
    """The type of a calculation that the tables allow."""
    durations = {DAY_TIME, YEAR_MONTH}
    if sign == "-" and a not in durations and b not in durations and a != NUMBER:
        return DAY_TIME
    if sign == "/" and a == b:
        return NUMBER
    if a in durations and b not in durations and b != NUMBER:
        return b
    return b if a == NUMBER and b in durations else a
