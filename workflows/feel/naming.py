"""Finds names and types among the raw words, by the names in scope.

A FEEL name is a sequence of tokens, some of them operators or keywords; which is which depends on
the names in scope (DMN 10.3.1.5): the longest name in scope wins. Words that stand side by side
are a name too, since no grammar rule lets two names meet.
"""

from collections.abc import Iterable
from functools import lru_cache

from lark import Token

from workflows.feel.errors import FeelSyntaxError
from workflows.feel.feeltypes import ALIASES, SIMPLE
from workflows.feel.words import KEYWORDS, Word, position_of, words

Names = dict[tuple[str, ...], str]

# Tokens that a value ends with.
OPERANDS = {
    "NAME",
    "NUMBER",
    "STRING",
    "AT",
    "RPAR",
    "RSQB",
    "RBRACE",
    "RANGE_TO",
    "TRUE",
    "FALSE",
    "NULL",
    "TYPE",
}
_NAME_SIGNS = {".", "/", "-", "'", "’", "+", "*", "**"}
# Words that go on with an expression after a value.
OPERATOR_WORDS = {
    "and",
    "or",
    "in",
    "between",
    "then",
    "else",
    "return",
    "satisfies",
    "instance",
}
# The library's names that hold keywords; other spaced names join by themselves.
BUILTIN_NAMES = ("date and time", "years and months duration", "days and time duration")


def name_words(name: str) -> tuple[str, ...]:
    """The tokens of a name; empty when it is no name at all."""
    try:
        return tuple(word.text for word in words(name))
    except FeelSyntaxError:
        return ()


@lru_cache(maxsize=1024)
def _known(names: frozenset[str]) -> Names:
    joined = {name_words(name): name for name in names}
    joined.update({tuple(name.split()): name for name in BUILTIN_NAMES})
    return {parts: name for parts, name in joined.items() if parts}


@lru_cache(maxsize=256)
def _type_words(types: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The tokens of every type's name: FEEL's own and those of the caller's."""
    return frozenset(name_words(name) for name in (*SIMPLE, *ALIASES, *types))


def spaced(names: Iterable[str]) -> frozenset[str]:
    """The names that need the scope to be told from expressions: all but plain words."""
    return frozenset(name for name in names if not name.isidentifier() or name in KEYWORDS)


class NameReader:
    """The raw words of one text, the place in them, and the tokens made so far."""

    def __init__(self, text: str, names: frozenset[str], types: Iterable[str]) -> None:
        self.text = text
        self.words = words(text)
        self.known = _known(names)
        self.longest = max(map(len, self.known))
        self.types = _type_words(tuple(types))
        self.at = 0
        self.tokens: list[Token] = []

    def word(self, ahead: int = 0) -> Word | None:
        place = self.at + ahead
        return self.words[place] if place < len(self.words) else None

    def sign_at(self, ahead: int) -> str:
        word = self.word(ahead)
        return word.text if word is not None and word.kind != "string" else ""

    def after_operand(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].type in OPERANDS

    def after_dot(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].type == "DOT"

    def add(self, kind: str, value: str, count: int = 1) -> None:
        first = self.words[self.at]
        line, column = position_of(self.text, first.start)
        self.tokens.append(Token(kind, value, line=line, column=column))
        self.at += count

    def refuse(self, mening: str) -> FeelSyntaxError:
        place = self.words[min(self.at, len(self.words) - 1)].start if self.words else 0
        return FeelSyntaxError(*position_of(self.text, place), mening)

    # -- names

    def span(self, stop: str) -> int:
        """How many words from here form a name that ``stop`` follows; 0 when none does."""
        first = self.word()
        if first is None or first.kind != "word":
            return 0
        count = 1
        while (word := self.word(count)) is not None and word.text != stop:
            if word.kind == "string" or (word.kind == "sign" and word.text not in _NAME_SIGNS):
                return 0
            count += 1
        return count if self.sign_at(count) == stop else 0

    def join(self, count: int) -> str:
        """The name that the next ``count`` words form: as written, with single spaces."""
        parts = self.words[self.at : self.at + count]
        known = self.known.get(tuple(word.text for word in parts))
        return known or " ".join(self.text[parts[0].start : parts[-1].end].split())

    def bind(self, count: int) -> None:
        """A name bound here, known from now on."""
        name = self.join(count)
        if count > 1 or name in KEYWORDS:
            self.known = {
                **self.known,
                tuple(w.text for w in self.words[self.at : self.at + count]): name,
            }
            self.longest = max(self.longest, count)
        self.add("NAME", name, count)

    def key(self) -> None:
        """The key of a context entry or the name of a named argument, when one stands here."""
        count = self.span(":")
        if count:
            self.bind(count)

    def loop_name(self) -> None:
        count = self.span("in")
        if count:
            self.bind(count)

    def match(self) -> int:
        """How many words from here are the longest name in scope."""
        for count in range(min(self.longest, len(self.words) - self.at), 0, -1):
            parts = self.words[self.at : self.at + count]
            name = self.known.get(tuple(word.text for word in parts))
            if name is not None and not (self.after_dot() and name in BUILTIN_NAMES):
                return count
        return 0

    def name(self, count: int) -> None:
        """A name of ``count`` words, with the plain words and whole numbers that follow it."""
        while (word := self.word(count)) is not None:
            joins = word.kind == "word" and word.text not in KEYWORDS
            if not joins and not (word.kind == "number" and word.text.isdigit()):
                break
            count += 1
        self.add("NAME", self.join(count), count)

    # -- types

    def type(self) -> None:
        """One TYPE token: words, then perhaps ``<…>`` and ``-> type``."""
        start = self.at
        end = self.type_end(start)
        if end == start:
            raise self.refuse("Här ska en typ stå, till exempel number eller list<string>.")
        text = self.text[self.words[start].start : self.words[end - 1].end]
        self.add("TYPE", text, end - start)

    def type_end(self, at: int) -> int:
        end = self.type_name_end(at)
        if end == at or end >= len(self.words):
            return end
        if self.words[end].text == "<" and self.words[at].text in {
            "list",
            "range",
            "context",
            "function",
        }:
            end = self.angle_end(end)
            if (
                self.words[at].text == "function"
                and end < len(self.words)
                and self.words[end].text == "->"
            ):
                end = self.type_end(end + 1)
        return end

    def type_name_end(self, at: int) -> int:
        for count in range(min(8, len(self.words) - at), 0, -1):
            if tuple(word.text for word in self.words[at : at + count]) in self.types:
                return at + count
        end = at
        while end < len(self.words) and self.words[end].kind == "word":
            if self.words[end].text in OPERATOR_WORDS:
                break
            end += 1
            if end < len(self.words) - 1 and self.words[end].text == ".":
                end += 1
        return end

    def angle_end(self, at: int) -> int:
        depth = 0
        for place in range(at, len(self.words)):
            word = self.words[place]
            if word.text == ">=" and depth == 1:
                # The type ends here; what follows it is a comparison.
                middle = word.start + 1
                self.words[place : place + 1] = [
                    Word("sign", ">", word.start, middle),
                    Word("sign", "=", middle, word.end),
                ]
                word = self.words[place]
            depth += (word.text == "<") - (word.text == ">")
            if depth == 0:
                return place + 1
        raise self.refuse("Typen saknar tecknet >.")
