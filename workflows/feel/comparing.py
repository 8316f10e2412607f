"""Equality, identity and order (DMN tables 52 to 54). None is FEEL's null: the values cannot be
compared.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Builtin, Range, Value, unwrapped

Charge = Callable[[int], None]
_DIRECT = frozenset({Decimal, str, bool, FeelDate, DayTimeDuration, YearMonthDuration})


def _equal_lists(a: list[Value], b: list[Value], charge: Charge) -> bool | None:
    if len(a) != len(b):
        return False
    charge(len(a))
    return all_true(equal(x, y, charge) for x, y in zip(a, b, strict=True))


def _equal_contexts(a: dict[str, Value], b: dict[str, Value], charge: Charge) -> bool | None:
    if a.keys() != b.keys():
        return False
    charge(len(a))
    return all_true(equal(value, b[key], charge) for key, value in a.items())


def all_true(results: Iterable[bool | None]) -> bool | None:
    """Ternary conjunction: false as soon as one is false, else null when one is null, else true."""
    answer: bool | None = True
    for result in results:
        if result is False:
            return False
        if result is not True:
            answer = None
    return answer


def _equal_ranges(a: Range, b: Range, charge: Charge) -> bool | None:
    if a.start_included != b.start_included or a.end_included != b.end_included:
        return False
    return all_true([equal(a.start, b.start, charge), equal(a.end, b.end, charge)])


def _equal_times(a: FeelTime, b: FeelTime) -> bool:
    x, y = a.offset, b.offset
    if x is None or y is None:
        return x is y and a.since_midnight == b.since_midnight
    return _utc_nanos(a, x) == _utc_nanos(b, y)


def _utc_nanos(time: FeelTime, offset: int) -> int:
    return time.since_midnight - offset * 1_000_000_000


def _equal_date_times(a: FeelDateTime, b: FeelDateTime) -> bool:
    if (a.offset is None) != (b.offset is None):
        return False
    return a.instant == b.instant


def _equal_functions(a: Value, b: Value) -> bool:
    if isinstance(a, Builtin) and isinstance(b, Builtin):
        return a.name == b.name
    return a is b


def equal(a: Value, b: Value, charge: Charge) -> bool | None:
    """``a = b``. ``charge`` is told how many parts are compared. Values of different kinds give
    None.
    """
    kind = type(a)
    if kind is type(b):
        return _equal_alike(kind, a, b, charge)
    if a is None or b is None:
        return False
    x, y = unwrapped(a), unwrapped(b)
    if (x is not a or y is not b) and type(x) is type(y):
        return equal(x, y, charge)
    return None


def _equal_alike(kind: type, a: Value, b: Value, charge: Charge) -> bool | None:
    if kind in _DIRECT:
        return bool(a == b)
    if kind is type(None):
        return True
    if kind is list:
        return _equal_lists(a, b, charge)
    if kind is dict:
        return _equal_contexts(a, b, charge)
    if kind is Range:
        return _equal_ranges(a, b, charge)
    return _equal_clocks(a, b)


def _equal_clocks(a: Value, b: Value) -> bool:
    if isinstance(a, FeelTime):
        return _equal_times(a, b)
    if isinstance(a, FeelDateTime):
        return _equal_date_times(a, b)
    return _equal_functions(a, b)


def same(a: Value, b: Value, charge: Charge) -> bool:
    """``is``: the same element of the semantic domain. Never null."""
    if type(a) is not type(b):
        return False
    if isinstance(a, FeelTime | FeelDateTime) and a.offset != b.offset:
        return False
    return equal(a, b, charge) is True


def _order_time(a: FeelTime, b: FeelTime) -> int:
    x, y = a.offset, b.offset
    if x is None or y is None:
        return a.since_midnight - b.since_midnight
    return _utc_nanos(a, x) - _utc_nanos(b, y)


def _order_date_time(a: FeelDateTime, b: FeelDateTime) -> int:
    if a.offset is None or b.offset is None:
        # Table 54: a value without zone is read in the other's.
        return a.local - b.local
    return a.instant - b.instant


_ORDERS: dict[type, Callable[..., int]] = {
    Decimal: lambda a, b: (a > b) - (a < b),
    str: lambda a, b: (a > b) - (a < b),
    FeelDate: lambda a, b: a.number - b.number,
    FeelTime: _order_time,
    FeelDateTime: _order_date_time,
    DayTimeDuration: lambda a, b: a.nanos - b.nanos,
    YearMonthDuration: lambda a, b: a.months - b.months,
}
COMPARABLE = frozenset(_ORDERS)


def order(a: Value, b: Value) -> int | None:
    """Negative when a < b, 0 when neither is less, positive when a > b; None when they have no
    order.
    """
    kind = type(a)
    if kind is not type(b) or kind not in COMPARABLE:
        x, y = unwrapped(a), unwrapped(b)
        return order(x, y) if x is not a or y is not b else None
    return _ORDERS[kind](a, b)


def less(a: Value, b: Value) -> bool | None:
    """``a < b``"""
    found = order(a, b)
    return None if found is None else found < 0


def includes(span: Range, point: Value) -> bool | None:
    """Whether a range holds a point; an open side holds everything comparable."""
    answers: list[bool | None] = []
    if span.start is not None:
        low = order(point, span.start)
        answers.append(None if low is None else low > 0 or (low == 0 and span.start_included))
    if span.end is not None:
        high = order(point, span.end)
        answers.append(None if high is None else high < 0 or (high == 0 and span.end_included))
    return all_true(answers)
