"""Numeric functions (DMN 10.3.4.5)."""

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DecimalException,
)

from workflows.feel import decimals, feeltypes
from workflows.feel.calls import Undefined
from workflows.feel.library.signatures import MEASURE, NUMBER, builtin, truncated
from workflows.feel.scope import Scope
from workflows.feel.temporal import DayTimeDuration, YearMonthDuration
from workflows.feel.values import Value


def _scaled(n: Decimal, scale: Decimal, rounding: str) -> Decimal:
    made = decimals.rounded(n, truncated(scale, "Antalet decimaler"), rounding)
    if made is None:
        raise Undefined("Antalet decimaler ska ligga mellan -6111 och 6176.")
    return made


def _declare(name: str, rounding: str) -> None:
    @builtin(name, ("n", NUMBER), ("scale", NUMBER), result=feeltypes.NUMBER)
    def rounder(_: Scope, n: Decimal, scale: Decimal) -> Decimal:
        return _scaled(n, scale, rounding)


def _declare_whole(name: str, rounding: str) -> None:
    @builtin(name, ("n", NUMBER), result=feeltypes.NUMBER)
    def rounder(_: Scope, n: Decimal) -> Decimal:
        return _scaled(n, decimals.ZERO, rounding)


for _name, _rounding in (
    ("decimal", ROUND_HALF_EVEN),
    ("floor", ROUND_FLOOR),
    ("ceiling", ROUND_CEILING),
    ("round up", ROUND_UP),
    ("round down", ROUND_DOWN),
    ("round half up", ROUND_HALF_UP),
    ("round half down", ROUND_HALF_DOWN),
):
    _declare(_name, _rounding)
_declare_whole("floor", ROUND_FLOOR)
_declare_whole("ceiling", ROUND_CEILING)


@builtin("abs", ("n", MEASURE))
def absolute(_: Scope, n: Value) -> Value:
    if isinstance(n, DayTimeDuration):
        return DayTimeDuration(abs(n.nanos))
    return YearMonthDuration(abs(n.months)) if isinstance(n, YearMonthDuration) else abs(n)


# Wide enough to hold any quotient of two decimal128 numbers exactly enough to floor it.
_WIDE = Context(prec=12_500, Emin=-20_000, Emax=20_000)


@builtin("modulo", ("dividend", NUMBER), ("divisor", NUMBER), result=feeltypes.NUMBER)
def modulo(_: Scope, dividend: Decimal, divisor: Decimal) -> Decimal:
    """dividend - divisor * floor(dividend / divisor): the sign is the divisor's."""
    if not divisor:
        raise Undefined("Det går inte att dela med noll.")
    rest = _WIDE.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _WIDE.add(rest, divisor)
    return decimals.CONTEXT.plus(rest)


def _computed(compute: Callable[[Decimal], Decimal], number: Decimal) -> Decimal:
    try:
        return compute(number)
    except DecimalException:
        raise Undefined("Resultatet ligger utanför det som kan räknas.") from None


@builtin("sqrt", ("number", NUMBER), result=feeltypes.NUMBER)
def sqrt(_: Scope, number: Decimal) -> Decimal:
    if number < 0:
        raise Undefined("Ett negativt tal har ingen kvadratrot.")
    return _computed(decimals.CONTEXT.sqrt, number)


@builtin("log", ("number", NUMBER), result=feeltypes.NUMBER)
def log(_: Scope, number: Decimal) -> Decimal:
    if number <= 0:
        raise Undefined("Bara positiva tal har en logaritm.")
    return _computed(decimals.CONTEXT.ln, number)


@builtin("exp", ("number", NUMBER), result=feeltypes.NUMBER)
def exp(_: Scope, number: Decimal) -> Decimal:
    return _computed(decimals.CONTEXT.exp, number)


@builtin("odd", ("number", NUMBER), result=feeltypes.BOOLEAN)
def odd(_: Scope, number: Decimal) -> bool:
    return _WIDE.remainder(abs(number), Decimal(2)) == 1


@builtin("even", ("number", NUMBER), result=feeltypes.BOOLEAN)
def even(_: Scope, number: Decimal) -> bool:
    return not _WIDE.remainder(abs(number), Decimal(2))
