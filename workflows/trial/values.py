"""Values in sentences: `namn = värde`, one or several, written and read alike."""

import json
import re
from collections.abc import Mapping
from typing import Any

_NAME = re.compile(r"\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*(?:=|är|blir)\s*")
_WORD = re.compile(r"(ja|nej|okänt)(?!\w)")
_BETWEEN = re.compile(r"\s*(?:,|och(?=\s))\s*")
_WORDS: Mapping[str, bool | None] = {"ja": True, "nej": False, "okänt": None}
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)
_DEEPEST = 4


class Unclear(Exception):
    """The text is no value; `mening` says what to write."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


def read(text: str) -> dict[str, Any]:
    """`a = 1, b = "x" och c = ja` by name. Raises `Unclear`."""
    found: dict[str, Any] = {}
    at = 0
    while True:
        named = _NAME.match(text, at)
        if named is None:
            raise Unclear(f"Skriv namn, likhetstecken och värde vid ”{text[at : at + 30]}”.")
        if named[1] in found:
            raise Unclear(f"”{named[1]}” står två gånger. Ta bort det ena.")
        found[named[1]], at = value(text, named.end())
        if at >= len(text.rstrip()):
            return found
        between = _BETWEEN.match(text, at)
        if between is None:
            raise Unclear(f"Skriv ett komma före ”{text[at : at + 30].strip()}”.")
        at = between.end()


def value(text: str, at: int = 0) -> tuple[Any, int]:
    """The value that begins there, and where it ends. Raises `Unclear`."""
    if word := _WORD.match(text, at):
        return _WORDS[word[1]], word.end()
    try:
        found, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        raise Unclear(
            f"”{text[at : at + 30]}” är inget värde. Skriv ja, nej, okänt, ett tal som 72.5"
            ' eller en text inom "citattecken".'
        ) from None
    if _deep(found, _DEEPEST):
        raise Unclear("Värdet har för många nivåer. Förenkla det.")
    return found, end


def written(values: Mapping[str, Any]) -> str:
    """The same, as `read` reads it."""
    return ", ".join(f"{name} = {one(each)}" for name, each in values.items())


def one(given: object) -> str:
    """One value, as `value` reads it."""
    if given is None:
        return "okänt"
    if isinstance(given, bool):
        return "ja" if given else "nej"
    return json.dumps(given, ensure_ascii=False)


def _deep(found: object, left: int) -> bool:
    if not isinstance(found, (list, dict)):
        return False
    inside = found.values() if isinstance(found, dict) else found
    return left == 0 or any(_deep(each, left - 1) for each in inside)
