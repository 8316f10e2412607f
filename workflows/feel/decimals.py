"""Numbers: decimal128, 34 digits, half-even (DMN 10.3.2.3.1). No infinity, NaN or minus zero."""

from collections.abc import Callable
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

CONTEXT = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
ZERO = Decimal(0)
ONE = Decimal(1)
MIN_SCALE, MAX_SCALE = -6111, 6176
MAX_EXPONENT = 999_999_999

Binary = Callable[[Decimal, Decimal], Decimal]


def fitted(number: Decimal) -> Decimal | None:
    """``number`` rounded to 34 digits, or None outside decimal128 or when it is no number."""
    try:
        made = CONTEXT.plus(number)
    except DecimalException:
        return None
    return made if made.is_finite() else None


def read_number(digits: str) -> Decimal | None:
    """The number that digits, perhaps with an exponent (``1.5e3``), stand for; as `fitted`."""
    try:
        return fitted(Decimal(digits))
    except InvalidOperation:
        return None


def add(a: Decimal, b: Decimal) -> Decimal:
    return CONTEXT.add(a, b)


def subtract(a: Decimal, b: Decimal) -> Decimal:
    return CONTEXT.subtract(a, b)


def multiply(a: Decimal, b: Decimal) -> Decimal:
    return CONTEXT.multiply(a, b)


def divide(a: Decimal, b: Decimal) -> Decimal:
    return CONTEXT.divide(a, b)


def power(a: Decimal, b: Decimal) -> Decimal:
    """a ** b. Raises DecimalException when the result is no number; 0 ** 0 is 1, as in Java."""
    if abs(b) > MAX_EXPONENT:
        raise Overflow
    if not a and b <= 0:
        if b:
            raise DivisionByZero
        return ONE
    return CONTEXT.power(a, b)


def whole(number: Decimal) -> int | None:
    """The integer that ``number`` is, or None when it has a fraction (1.0 counts as 1)."""
    if number.adjusted() > 40:
        return None
    integral = int(number)
    return integral if integral == number else None


def rounded(number: Decimal, scale: int, rounding: str) -> Decimal | None:
    """``number`` with ``scale`` decimals. None outside decimal128's scales."""
    if not MIN_SCALE <= scale <= MAX_SCALE:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return None
    try:
        return number.quantize(Decimal(1).scaleb(-scale), rounding=rounding, context=CONTEXT)
    except InvalidOperation:
        # More than 34 digits would be needed: the value already has every decimal it can carry.
        return number if -exponent <= scale else None


def plain(number: Decimal) -> str:
    """The number without exponent, its scale kept: ``1.00``."""
    if not number:
        number = abs(number)
        exponent = number.as_tuple().exponent
        return "0" if not isinstance(exponent, int) or exponent >= 0 else format(number, "f")
    return format(number, "f")


def shortest(number: Decimal) -> str:
    """The number without exponent and without trailing zeros: ``1``."""
    text = plain(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
