"""Cuts a text into words, numbers, strings and signs: the tokens of DMN 10.3.1.4, before names are
known.
"""

import re
from typing import NamedTuple

from workflows.feel.errors import FeelSyntaxError

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
# U+1680, U+180E and U+FEFF are white space by rule 61 although rule 28 holds them; it wins.
_PART = rf"{_START}0-9\u00B7\u0300-\u036F\u203F-\u2040"
_NO_BLANK = r"(?![\u1680\u180E\uFEFF])"
NAME_PATTERN = rf"(?:{_NO_BLANK}[{_START}])(?:{_NO_BLANK}[{_PART}])*"
_BLANK = (
    r"[\u0009-\u000D\u0020\u0085\u00A0\u1680\u180E\u2000-\u200B"
    r"\u2028\u2029\u202F\u205F\u3000\uFEFF]"
)

_TOKEN = re.compile(
    rf"(?P<blank>{_BLANK}+|//[^\n\r]*|/\*(?s:.*?)\*/)"
    rf"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf'|(?P<string>"(?:[^"\\\n\r\v\f]|\\[^\n\r\v\f])*")'
    rf"|(?P<word>{NAME_PATTERN})"
    rf"|(?P<sign>\*\*|\.\.|->|<=|>=|!=|[-+*/=<>()\[\]{{}},.:@'’])"
)
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
    r"|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{6}|\\[nrt'\"\\]"
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}

KEYWORDS = frozenset(
    {
        "and",
        "or",
        "in",
        "between",
        "if",
        "then",
        "else",
        "for",
        "return",
        "some",
        "every",
        "satisfies",
        "instance",
        "function",
        "true",
        "false",
        "null",
    }
)
MAX_TEXT = 50_000
MAX_TOKENS = 10_000


class Word(NamedTuple):
    """A raw token; ``start`` and ``end`` are places in the text."""

    kind: str
    text: str
    start: int
    end: int


def position_of(text: str, place: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in the text."""
    line = text.count("\n", 0, place) + 1
    return line, place - (text.rfind("\n", 0, place) + 1) + 1


_FOREIGN = {
    "'": 'Text skrivs inom raka citattecken, "så här".',
    "”": 'Text skrivs inom raka citattecken, "så här".',
    "“": 'Text skrivs inom raka citattecken, "så här".',
    "&": "Skriv and mellan villkor som båda ska gälla.",
    "|": "Skriv or mellan villkor där ett räcker.",
    "!": "Skriv != för olika och not(…) för inte.",
    "%": "FEEL har inget procenttecken. Skriv 0.25 för 25 procent och modulo(a, b) för rest.",
    ";": "Skilj värden åt med komma.",
}


def _unreadable(text: str, place: int) -> FeelSyntaxError:
    line, column = position_of(text, place)
    character = text[place]
    if character == '"':
        return FeelSyntaxError(
            line, column, 'Texten avslutas aldrig. Sätt ett citattecken (") efter den.'
        )
    if text.startswith("/*", place):
        return FeelSyntaxError(line, column, "Kommentaren avslutas aldrig. Sätt */ efter den.")
    hint = _FOREIGN.get(character, "Ta bort det.")
    return FeelSyntaxError(line, column, f"Tecknet {character} kan inte stå här. {hint}")


def words(text: str) -> list[Word]:
    """The raw tokens of ``text``. Raises FeelSyntaxError at a character FEEL does not know."""
    if len(text) > MAX_TEXT:
        raise FeelSyntaxError(1, 1, f"Uttrycket är längre än {MAX_TEXT} tecken. Dela upp det.")
    found: list[Word] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise _unreadable(text, place)
        if match.lastgroup != "blank":
            if match.group() == "/" and text.startswith("/*", place):
                raise _unreadable(text, place)
            found.append(Word(match.lastgroup, match.group(), place, match.end()))
        place = match.end()
    if len(found) > MAX_TOKENS:
        raise FeelSyntaxError(1, 1, "Uttrycket har för många delar. Dela upp det.")
    return found


def _unescaped(match: re.Match[str]) -> str:
    escape = match.group()
    if escape[1] not in "uU":
        return _ESCAPES[escape[1]]
    if len(escape) == 12:
        pair = bytes.fromhex(escape[2:6] + escape[8:])
        return pair.decode("utf-16-be")
    code = int.from_bytes(bytes.fromhex(escape[2:]))
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def string_value(literal: str) -> str:
    """The characters a string literal stands for; a backslash that begins no escape stands for
    itself.
    """
    inner = literal[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner
