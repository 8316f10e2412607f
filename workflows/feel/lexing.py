"""From raw words to the grammar's tokens: a range's brackets told from a list's, names joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lark import Token

from workflows.feel.naming import OPERANDS, OPERATOR_WORDS, NameReader
from workflows.feel.words import KEYWORDS, Word, string_value

MAX_NESTING = 60

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


@dataclass(slots=True)
class Level:
    """An open bracket: whether ".." was seen in it, and how many for/some/every clauses are still
    open.
    """

    sign: str
    dots: bool = False
    clauses: int = 0


class Lexer(NameReader):
    """The tokens of one text. ``unary`` reads input entries, where ``-`` and ``not(…)`` have
    meanings of their own.
    """

    def __init__(
        self, text: str, names: frozenset[str], types: Iterable[str] = (), *, unary: bool = False
    ) -> None:
        super().__init__(text, names, types)
        self.levels = [Level("")]
        self.unary = unary

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
        if text == "(" and len(self.tokens) > 1 and self.tokens[-2].type in OPERANDS:
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
            return following.text in OPERATOR_WORDS
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

    def operator_word(self, text: str) -> None:
        if text == "instance" and self.sign_at(1) == "of":
            self.add("INSTANCE_OF", "instance of", 2)
            self.type()
        elif text in OPERATOR_WORDS:
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
