"""Values in sentences: `namn = värde` or `Namn är värde`, written and read alike."""

import json
import re
from collections.abc import Mapping
from typing import Any

# A name, or words within quotation marks or without, and then what stands before a value.
NAMED = (
    r"(?:[”\"“]([^”\"“]{1,200})[”\"“]|([^\W\d][^=,”\"“]{0,199}?))"
    r"\s*(=|(?<=[\s”\"“])(?:är|blir)\s)\s*"
)
_NAME = re.compile(rf"\s*{NAMED}")
_NEXT = re.compile(rf"\s*(?:,|och(?=\s))\s*{NAMED}")
_QUOTED = re.compile(r"[”“]([^”\"“]*)[”“]")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:\d{2}|Z)?)?(?![\w-])"
)
# Words that stand for themselves: no sign that a sentence is read by is among them.
_BARE = re.compile(r"[^\W\d_][^=,”\"“\[\]{}]*")
_WORD = re.compile(r"(ja|nej|okänt)(?!\w)")
_BETWEEN = re.compile(r"\s*(?:,|och(?=\s))\s*")
# Words that are written so: nothing that a sentence could end or be parted by.
_PLAIN = re.compile(r"[^\W\d_][\w /%()+-]*(?<! )")
_TAKEN = {"ja", "nej", "okänt", "true", "false", "null"}
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
            raise Unclear(
                f"Skriv vad det är, ”är” och värdet vid ”{text[at : at + 30]}”, till exempel"
                " Kategori är Reklamation."
            )
        name = " ".join((named[1] or named[2]).split())
        if name in found:
            raise Unclear(f"”{name}” står två gånger. Ta bort det ena.")
        found[name], at = _said(text, named.end(), bare=named[3].strip() != "=")
        if at >= len(text.rstrip()):
            return found
        between = _BETWEEN.match(text, at)
        if between is None:
            raise Unclear(f"Skriv ett komma före ”{text[at : at + 30].strip()}”.")
        at = between.end()


def _said(text: str, at: int, *, bare: bool) -> tuple[Any, int]:
    """A value after a name: as `value`, or with `bare` as words until the next name."""
    if quoted := _QUOTED.match(text, at):
        return quoted[1], quoted.end()
    if moment := _MOMENT.match(text, at):
        return moment[0], moment.end()
    if not bare or _WORD.match(text, at):
        return value(text, at)
    following = _NEXT.search(text, at)
    end = following.start() if following else len(text)
    words = text[at:end].strip()
    if _BARE.fullmatch(words) and words.casefold() not in _TAKEN:
        return " ".join(words.split()), end
    return value(text, at)


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


def told(values: Mapping[str, Any]) -> str:
    """The same as words: `Kategori är Reklamation`."""
    return ", ".join(f"{_name(name)} är {_word(each)}" for name, each in values.items())


def _name(name: str) -> str:
    plain = _PLAIN.fullmatch(name) or name.isidentifier()
    parted = any(
        f" {word} " in f" {name.casefold()} " for word in ("är", "blir", "och", "en", "ett")
    )
    return name if plain and not parted else f"”{name}”"


def _word(given: object) -> str:
    if not isinstance(given, str):
        return one(given)
    if _MOMENT.fullmatch(given):
        return given
    parted = any(f" {word} " in f" {given.casefold()} " for word in ("är", "blir", "och"))
    taken = _WORD.match(given) or given.casefold() in _TAKEN
    if _PLAIN.fullmatch(given) and not parted and not taken:
        return given if given == " ".join(given.split()) else one(given)
    return one(given) if set(given) & set('”“"\\\n') else f"”{given}”"


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
