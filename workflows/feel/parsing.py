"""From text to tree: the tokens of `lexing` through the grammar in grammar.lark."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Literal, cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedToken

from workflows.feel import tree
from workflows.feel.decimals import read_number
from workflows.feel.errors import FeelSyntaxError, Position
from workflows.feel.lexing import Lexer
from workflows.feel.tree import Node, Tests
from workflows.feel.words import position_of

MAX_DEPTH = 100


def _place(token: Token) -> Position:
    return token.line or 1, token.column or 1


class _Builder(Transformer[Token, Any]):
    """Makes tree parts of the grammar's rules, one method per alias."""

    def number(self, parts: list[Any]) -> Node:
        return tree.Constant(_place(parts[0]), read_number(parts[0]))

    def string(self, parts: list[Any]) -> Node:
        return tree.Constant(_place(parts[0]), str(parts[0]))

    def true(self, parts: list[Any]) -> Node:
        return tree.Constant(_place(parts[0]), True)  # noqa: FBT003 - the value is the point

    def false(self, parts: list[Any]) -> Node:
        return tree.Constant(_place(parts[0]), False)  # noqa: FBT003 - the value is the point

    def null(self, parts: list[Any]) -> Node:
        return tree.Constant(_place(parts[0]), None)

    def at(self, parts: list[Any]) -> Node:
        return tree.AtLiteral(_place(parts[0]), str(parts[0]))

    def name(self, parts: list[Any]) -> Node:
        return tree.Name(_place(parts[0]), str(parts[0]))

    def path(self, parts: list[Any]) -> Node:
        return tree.Path(_place(parts[1]), parts[0], str(parts[1]))

    def filter(self, parts: list[Any]) -> Node:
        return tree.Filter(_place(parts[1]), parts[0], parts[2])

    def call(self, parts: list[Any]) -> Node:
        return tree.Call(parts[0].position, parts[0], tuple(parts[1:]))

    def named(self, parts: list[Any]) -> tuple[str, Node]:
        return str(parts[0]), parts[1]

    def named_call(self, parts: list[Any]) -> Node:
        names, arguments = zip(*parts[1:], strict=True)
        return tree.Call(parts[0].position, parts[0], arguments, names)

    def list_literal(self, parts: list[Any]) -> Node:
        return tree.ListNode(_place(parts[0]), tuple(parts[1:]))

    def entry(self, parts: list[Any]) -> tuple[str, Node]:
        return str(parts[0]), parts[1]

    def context(self, parts: list[Any]) -> Node:
        return tree.ContextNode(_place(parts[0]), tuple(parts[1:]))

    def interval(self, parts: list[Any]) -> Node:
        opening, start, end, closing = parts
        return tree.Interval(
            _place(opening), start, end, opening.type == "LSQB", closing.type == "RSQB"
        )

    def half_range(self, parts: list[Any]) -> Node:
        return tree.HalfRange(_place(parts[0]), str(parts[0]), parts[1])

    def arithmetic(self, parts: list[Any]) -> Node:
        rest = tuple(
            (str(sign), operand, _place(sign))
            for sign, operand in zip(parts[1::2], parts[2::2], strict=True)
        )
        return tree.Arithmetic(parts[0].position, parts[0], rest)

    def negation(self, parts: list[Any]) -> Node:
        return tree.Negation(_place(parts[0]), parts[1])

    def comparison(self, parts: list[Any]) -> Node:
        return tree.Comparison(_place(parts[1]), str(parts[1]), parts[0], parts[2])

    def between(self, parts: list[Any]) -> Node:
        return tree.Between(parts[0].position, *parts)

    def many_tests(self, parts: list[Any]) -> tuple[Node, ...]:
        return tuple(parts)

    def membership(self, parts: list[Any]) -> Node:
        tests = parts[1] if isinstance(parts[1], tuple) else (parts[1],)
        return tree.Membership(parts[0].position, parts[0], tests)

    def conjunction(self, parts: list[Any]) -> Node:
        return tree.Logic(parts[0].position, "and", tuple(parts))

    def disjunction(self, parts: list[Any]) -> Node:
        return tree.Logic(parts[0].position, "or", tuple(parts))

    def if_expression(self, parts: list[Any]) -> Node:
        return tree.If(_place(parts[0]), *parts[1:])

    def iterator(self, parts: list[Any]) -> tree.Iterator:
        return tree.Iterator(_place(parts[0]), str(parts[0]), parts[1], parts[2])

    def for_expression(self, parts: list[Any]) -> Node:
        return tree.For(_place(parts[0]), tuple(parts[1:-1]), parts[-1])

    def quantified(self, parts: list[Any]) -> Node:
        kind = cast("Literal['some', 'every']", str(parts[0]))
        return tree.Quantified(_place(parts[0]), kind, tuple(parts[1:-1]), parts[-1])

    def instance_of(self, parts: list[Any]) -> Node:
        return tree.InstanceOf(_place(parts[1]), parts[0], str(parts[2]))

    def parameter(self, parts: list[Any]) -> tuple[str, str | None]:
        return str(parts[0]), None if parts[1] is None else str(parts[1])

    def function(self, parts: list[Any]) -> Node:
        return self._function(parts, external=False)

    def external(self, parts: list[Any]) -> Node:
        return self._function(parts, external=True)

    def _function(self, parts: list[Any], *, external: bool) -> Node:
        pairs = [part for part in parts[1:-1] if isinstance(part, tuple)]
        return tree.FunctionNode(_place(parts[0]), tuple(pairs), parts[-1], external)

    def any_value(self, parts: list[Any]) -> Tests:
        return Tests(_place(parts[0]), ())

    def negated_tests(self, parts: list[Any]) -> Tests:
        return Tests(_place(parts[0]), tuple(parts[1:]), negated=True)

    def positive_tests(self, parts: list[Any]) -> Tests:
        return Tests(parts[0].position, tuple(parts))


@cache
def _grammar() -> Lark:
    grammar = FilePath(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=["expression", "unary_tests"], transformer=_Builder())


_HINTS = {
    ("COMPARISON", "COMPARISON"): "Likhet skrivs med ett enda =, olikhet med !=.",
    ("MULTIPLICATIVE", "MULTIPLICATIVE"): "Upphöjt till skrivs **.",
}
_MISSING = {
    "RPAR": "en parentes )",
    "RSQB": "en hakparentes ]",
    "RBRACE": "en klammer }",
    "THEN": "then",
    "ELSE": "else",
    "RETURN": "return",
    "SATISFIES": "satisfies",
    "IN": "in",
    "COLON": "ett kolon",
}


def _expected(names: Iterable[str]) -> str:
    words = [word for name, word in _MISSING.items() if name in names]
    return f" Här saknas {' eller '.join(words)}." if words else ""


def _refusal(text: str, error: UnexpectedToken, before: str) -> FeelSyntaxError:
    token = error.token
    if token.type == "$END":
        line, column = position_of(text, len(text))
        missing = _expected(error.expected) or " Här saknas ett värde."
        return FeelSyntaxError(line, column, f"Uttrycket slutar för tidigt.{missing}")
    shown = f'"{token}"' if token.type in {"STRING", "AT"} else str(token)
    hint = _HINTS.get((before, token.type))
    hint = f" {hint}" if hint else _expected(error.expected)
    return FeelSyntaxError(*_place(token), f"Det går inte att läsa {shown} här.{hint}")


def _parsed(text: str, lexer: Lexer, start: str) -> Any:
    tokens = lexer.run()
    if not tokens:
        raise FeelSyntaxError(1, 1, "Uttrycket är tomt. Skriv ett värde.")
    parser = _grammar().parse_interactive(start=start)
    before = ""
    try:
        for token in tokens:
            parser.feed_token(token)
            before = token.type
        made = parser.feed_eof()  # type: ignore[no-untyped-call]  # lark has no types here
    except UnexpectedToken as error:
        raise _refusal(text, error, before) from None
    _refuse_depth(made)
    return made


def _refuse_depth(root: Node | Tests) -> None:
    """Refuse a tree too deep to be walked: brackets are counted by the lexer, the rest here."""
    level: list[Any] = [root]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in tree.children(node)]
        if not level:
            return
    line, column = level[0].position
    raise FeelSyntaxError(line, column, "Uttrycket är nästlat för djupt. Dela upp det.")


def parse_expression(text: str, names: frozenset[str], types: Iterable[str] = ()) -> Node:
    """The tree of an expression. Raises FeelSyntaxError."""
    return cast("Node", _parsed(text, Lexer(text, names, types), "expression"))


def parse_unary_tests(text: str, names: frozenset[str], types: Iterable[str] = ()) -> Tests:
    """The tree of an input entry. Raises FeelSyntaxError."""
    return cast("Tests", _parsed(text, Lexer(text, names, types, unary=True), "unary_tests"))
