"""Values as text: FEEL literals, and what the built-in `string()` answers."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from workflows.feel.decimals import plain, shortest
from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Builtin, Function, Range, Value
from workflows.feel.words import KEYWORDS, NAME_PATTERN

_NAME = re.compile(rf"{NAME_PATTERN}(?: {NAME_PATTERN})*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\x85\u2028\u2029]')


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def quoted(text: str) -> str:
    """A FEEL string literal."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _key(key: str) -> str:
    plain_name = _NAME.fullmatch(key) and not KEYWORDS.intersection(key.split())
    return key if plain_name else quoted(key)


def _range(span: Range, number: Callable[[Decimal], str]) -> str:
    if span.start is None and span.end is None:
        return "null"
    if span.start is None:
        return f"({'<=' if span.end_included else '<'} {_literal(span.end, number)})"
    if span.end is None:
        return f"({'>=' if span.start_included else '>'} {_literal(span.start, number)})"
    opening, closing = "[" if span.start_included else "(", "]" if span.end_included else ")"
    return f"{opening}{_literal(span.start, number)}..{_literal(span.end, number)}{closing}"


def _function(function: Function) -> str:
    names = ", ".join(parameter.name for parameter in function.parameters)
    return f"function({names})"


_SIMPLE: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda flag: "true" if flag else "false",
    str: quoted,
    FeelDate: lambda value: f'date("{value}")',
    FeelTime: lambda value: f'time("{value}")',
    FeelDateTime: lambda value: f'date and time("{value}")',
    DayTimeDuration: lambda value: f'duration("{value}")',
    YearMonthDuration: lambda value: f'duration("{value}")',
    Function: _function,
    Builtin: lambda function: function.name,
}


def _literal(value: Value, number: Callable[[Decimal], str]) -> str:
    simple = _SIMPLE.get(type(value))
    if simple is not None:
        return simple(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return "[" + ", ".join(_literal(item, number) for item in value) + "]"
    if isinstance(value, dict):
        entries = (f"{_key(key)}: {_literal(item, number)}" for key, item in value.items())
        return "{" + ", ".join(entries) + "}"
    return _range(value, number)


def to_literal(value: Value) -> str:
    """The FEEL text that evaluates to ``value``; numbers in their shortest form. A function has no
    literal.
    """
    return _literal(value, shortest)


def to_text(value: Value) -> str:
    """What `string()` answers: dates and durations in ISO form, numbers with their scale, texts
    unquoted.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, FeelDate | FeelTime | FeelDateTime | DayTimeDuration | YearMonthDuration):
        return str(value)
    return _literal(value, plain)
