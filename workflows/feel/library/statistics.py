"""Aggregations over lists of numbers and truth values (DMN 10.3.4.4). All take a list or several
arguments.
"""

from collections.abc import Callable
from decimal import Decimal, DecimalException
from functools import reduce

from workflows.feel import decimals, feeltypes
from workflows.feel.calls import Undefined
from workflows.feel.comparing import order
from workflows.feel.feeltypes import FeelType
from workflows.feel.library.signatures import ANYTHING, LIST, builtin
from workflows.feel.scope import Scope
from workflows.feel.values import Value

Numbers = list[Decimal]


def _aggregate(name: str, result: FeelType) -> Callable[[Callable[[list[Value]], Value]], None]:
    def declare(compute: Callable[[list[Value]], Value]) -> None:
        def body(scope: Scope, items: list[Value]) -> Value:
            scope.run.charge(len(items))
            try:
                return compute(items)
            except DecimalException:
                raise Undefined("Resultatet ligger utanför det som kan räknas.") from None

        builtin(name, ("list", LIST), result=result)(body)
        builtin(name, ("n1, n2…...", ANYTHING), result=result)(body)

    return declare


def _numbers(items: list[Value]) -> Numbers:
    if not all(type(item) is Decimal for item in items):
        raise Undefined("Listan ska bara innehålla tal.")
    return items


def _extreme(items: list[Value], wanted: int) -> Value:
    if not items:
        return None
    best = items[0]
    if order(best, best) is None:
        raise Undefined("Värdena i listan har ingen inbördes ordning.")
    for item in items[1:]:
        found = order(item, best)
        if found is None:
            raise Undefined("Värdena i listan är av olika slag och kan inte jämföras.")
        if found * wanted > 0:
            best = item
    return best


_aggregate("min", feeltypes.ANY)(lambda items: _extreme(items, -1))
_aggregate("max", feeltypes.ANY)(lambda items: _extreme(items, 1))


@_aggregate("sum", feeltypes.NUMBER)
def total(items: list[Value]) -> Decimal | None:
    return reduce(decimals.add, _numbers(items)) if items else None


@_aggregate("product", feeltypes.NUMBER)
def product(items: list[Value]) -> Decimal | None:
    return reduce(decimals.multiply, _numbers(items)) if items else None


def _mean(numbers: Numbers) -> Decimal:
    return decimals.divide(reduce(decimals.add, numbers), Decimal(len(numbers)))


@_aggregate("mean", feeltypes.NUMBER)
def mean(items: list[Value]) -> Decimal | None:
    return _mean(_numbers(items)) if items else None


@_aggregate("median", feeltypes.NUMBER)
def median(items: list[Value]) -> Decimal | None:
    numbers = sorted(_numbers(items))
    if not numbers:
        return None
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else _mean(numbers[middle - 1 : middle + 1])


@_aggregate("stddev", feeltypes.NUMBER)
def stddev(items: list[Value]) -> Decimal | None:
    numbers = _numbers(items)
    if len(numbers) < 2:
        return None
    middle = _mean(numbers)
    squares = [decimals.multiply(n - middle, n - middle) for n in numbers]
    variance = decimals.divide(reduce(decimals.add, squares), Decimal(len(numbers) - 1))
    return decimals.CONTEXT.sqrt(variance)


@_aggregate("mode", feeltypes.ListType(feeltypes.NUMBER))
def mode(items: list[Value]) -> Numbers:
    counts: dict[Decimal, int] = {}
    for number in _numbers(items):
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(number for number, times in counts.items() if times == most)


def _decided(items: list[Value], *, deciding: bool) -> bool | None:
    if any(item is deciding for item in items):
        return deciding
    return None if any(item is not (not deciding) for item in items) else not deciding


_aggregate("all", feeltypes.BOOLEAN)(lambda items: _decided(items, deciding=False))
_aggregate("any", feeltypes.BOOLEAN)(lambda items: _decided(items, deciding=True))
