"""From raw words to the grammar's tokens: joins spaced names, tells a range's brackets from a
list's.

A FEEL name is a sequence of tokens, some of them operators or keywords; which is which depends on
the names in scope (DMN 10.3.1.5): the longest name in scope wins. Words that stand side by side are
a name too, since no grammar rule lets two names meet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lark import Token

from workflows.feel.errors import FeelSyntaxError
from workflows.feel.feeltypes import ALIASES, SIMPLE
from workflows.feel.words import KEYWORDS, Word, position_of, string_value, words

MAX_NESTING = 60
Names = dict[tuple[str, ...], str]

_SIGNS = {
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    "{": "LBRACE",
    "}": "RBRACE",
    ",": "COMMA",
    ":": "COLON",
    ".": "DOT",
    "..": "DOTS",
    "->": "ARROW",
    "+": "ADDITIVE",
    "-": "MINUS",
    "*": "MULTIPLICATIVE",
    "/": "MULTIPLICATIVE",
    "**": "POWER",
    "=": "COMPARISON",
    "!=": "COMPARISON",
    "<": "COMPARISON",
    "<=": "COMPARISON",
    ">": "COMPARISON",
    ">=": "COMPARISON",
}
_OPERANDS = {
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
_OPERATOR_WORDS = {"and", "or", "in", "between", "then", "else", "return", "satisfies", "instance"}
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


def spaced(names: Iterable[str]) -> frozenset[str]:
    """The names that need the scope to be told from expressions: all but plain words."""
    return frozenset(name for name in names if not name.isidentifier() or name in KEYWORDS)


@dataclass(slots=True)
class Level:
    """An open bracket: whether ".." was seen in it, and how many for/some/every clauses are still
    open.
    """

    sign: str
    dots: bool = False
    clauses: int = 0


class Lexer:
    """The tokens of one text. ``unary`` reads input entries, where ``-`` and ``not(…)`` have
    meanings of their own.
    """

    def __init__(
        self, text: str, names: frozenset[str], types: Iterable[str] = (), *, unary: bool = False
    ) -> None:
        self.text = text
        self.words = words(text)
        self.known = _known(names)
        self.longest = max(map(len, self.known))
        self.types = {name_words(name) for name in (*SIMPLE, *ALIASES, *types)}
        self.at = 0
        self.tokens: list[Token] = []
        self.levels = [Level("")]
        self.unary = unary

    # -- looking about

    def word(self, ahead: int = 0) -> Word | None:
        place = self.at + ahead
        return self.words[place] if place < len(self.words) else None

    def sign_at(self, ahead: int) -> str:
        word = self.word(ahead)
        return word.text if word is not None and word.kind != "string" else ""

    def after_operand(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].type in _OPERANDS

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

    # -- the walk

    def run(self) -> Sequence[Token]:
        if self.unary:
            self.unary_opening()
        while self.at < len(self.words):
            self.step(self.words[self.at])
        return self.tokens

    def unary_opening(self) -> None:
        """``-`` alone, and ``not( … )`` around everything."""
        shown = [word.text for word in self.words]
        if shown == ["-"]:
            self.add("DASH", "-")
        elif shown[:2] == ["not", "("] and self.closing(1) == len(shown) - 1:
            self.add("NOT", "not")

    def closing(self, start: int) -> int | None:
        """The place of the parenthesis that closes the one at ``start``."""
        depth = 0
        for place in range(start, len(self.words)):
            text = self.words[place].text
            depth += (text == "(") - (text == ")")
            if depth == 0:
                return place
        return None

    def step(self, word: Word) -> None:
        if word.kind == "number":
            self.add("NUMBER", word.text)
        elif word.kind == "string":
            self.add("STRING", string_value(word.text))
        elif word.kind == "sign":
            self.sign(word.text)
        else:
            self.name_or_keyword(word.text)

    # -- signs

    def sign(self, text: str) -> None:
        if text == "@":
            self.at_literal()
        elif text in {"'", "’"}:
            raise self.refuse('Text skrivs inom raka citattecken, "så här".')
        elif text in "([":
            self.opening(text)
        elif text in ")]}":
            self.closing_sign(text)
        elif text == "{":
            self.push(text, "LBRACE")
            self.key()
        elif text == ",":
            self.comma()
        else:
            if text == "..":
                self.levels[-1].dots = True
            self.add(_SIGNS[text], text)

    def at_literal(self) -> None:
        following = self.word(1)
        if following is None or following.kind != "string":
            raise self.refuse('Efter @ ska en text stå, till exempel @"2026-03-01".')
        self.add("AT", string_value(following.text), 2)

    def push(self, text: str, kind: str) -> None:
        if len(self.levels) > MAX_NESTING:
            raise self.refuse("Uttrycket är nästlat för djupt. Dela upp det.")
        self.add(kind, text)
        self.levels.append(Level(text))

    def opening(self, text: str) -> None:
        if text == "[" and self.after_operand() and self.closes_range():
            self.levels.pop()
            self.add("RANGE_TO", text)
            return
        self.push(text, _SIGNS[text])
        if text == "(" and len(self.tokens) > 1 and self.tokens[-2].type in _OPERANDS:
            self.key()

    def closes_range(self) -> bool:
        """Whether a ``[`` after an operand ends a range such as ``]1..5[``: nothing that begins a
        value follows.
        """
        level = self.levels[-1]
        if not level.dots or level.sign == "{" or len(self.levels) == 1:
            return False
        following = self.word(1)
        if following is None:
            return True
        if following.kind == "word":
            return following.text in _OPERATOR_WORDS
        return following.kind == "sign" and following.text not in {
            "(",
            "[",
            "{",
            "@",
            "-",
            "<",
            "<=",
            ">",
            ">=",
        }

    def closing_sign(self, text: str) -> None:
        if text == "]" and not self.after_operand() and not self.closes_empty_list():
            self.push(text, "RANGE_FROM")
            return
        if len(self.levels) > 1:
            self.levels.pop()
        self.add(_SIGNS[text], text)

    def closes_empty_list(self) -> bool:
        if not self.tokens or self.tokens[-1].type != "LSQB":
            return False
        following = self.word(1)
        return following is None or following.kind not in {"number", "string"}

    def comma(self) -> None:
        self.add("COMMA", ",")
        if self.levels[-1].clauses:
            self.loop_name()
        elif self.levels[-1].sign in {"{", "("}:
            self.key()

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

    def name_or_keyword(self, text: str) -> None:
        after_dot = self.after_dot()
        if self.after_operand() and not after_dot:
            self.operator_word(text)
            return
        if (
            text == "external"
            and self.tokens
            and self.tokens[-1].type == "BODY"
            and self.sign_at(1) == "{"
        ):
            self.add("EXTERNAL", text)
            return
        count = self.match()
        if count > 1 or (count == 1 and text in KEYWORDS) or after_dot or text not in KEYWORDS:
            self.name(max(count, 1))
        else:
            self.opening_word(text)

    def name(self, count: int) -> None:
        """A name of ``count`` words, with the plain words and whole numbers that follow it."""
        while (word := self.word(count)) is not None:
            joins = word.kind == "word" and word.text not in KEYWORDS
            if not joins and not (word.kind == "number" and word.text.isdigit()):
                break
            count += 1
        self.add("NAME", self.join(count), count)

    def operator_word(self, text: str) -> None:
        if text == "instance" and self.sign_at(1) == "of":
            self.add("INSTANCE_OF", "instance of", 2)
            self.type()
        elif text in _OPERATOR_WORDS:
            if text in {"return", "satisfies"}:
                self.levels[-1].clauses = max(0, self.levels[-1].clauses - 1)
            self.add(text.upper(), text)
        else:
            self.add("NAME", text)

    def opening_word(self, text: str) -> None:
        if text == "function" and self.sign_at(1) == "(":
            self.formal_parameters()
            return
        self.add(text.upper(), text)
        if text in {"for", "some", "every"}:
            self.levels[-1].clauses += 1
            self.loop_name()

    # -- functions and types

    def formal_parameters(self) -> None:
        """``function(a, b: number)``: names up to ``:``, ``,`` or ``)``, types to the end of
        theirs.
        """
        self.add("FUNCTION", "function")
        self.push("(", "LPAR")
        while (word := self.word()) is not None and word.text != ")":
            if word.text == ",":
                self.add("COMMA", ",")
                continue
            count = min(
                (c for c in (self.span(":"), self.span(","), self.span(")")) if c), default=0
            )
            if not count:
                raise self.refuse("Här ska en parameter stå: ett namn, och kanske : och en typ.")
            self.bind(count)
            if self.sign_at(0) == ":":
                self.add("COLON", ":")
                self.type()
        if self.word() is None:
            return
        self.levels.pop()
        self.add("BODY", ")")

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
            if self.words[end].text in _OPERATOR_WORDS:
                break
            end += 1
            if end < len(self.words) - 1 and self.words[end].text == ".":
                end += 1
        return end

    def angle_end(self, at: int) -> int:
        depth = 0
        for place in range(at, len(self.words)):
            text = self.words[place].text
            depth += (text == "<") - (text == ">")
            if depth == 0:
                return place + 1
        raise self.refuse("Typen saknar tecknet >.")
