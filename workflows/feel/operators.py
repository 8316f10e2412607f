"""Closures for arithmetic, comparison, logic and type tests."""

import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException

from workflows.feel import tree
from workflows.feel.arithmetic import TABLES, calculate, negated
from workflows.feel.code import Code, Compiler
from workflows.feel.comparing import equal, order
from workflows.feel.errors import FeelTypeError, Position
from workflows.feel.feeltypes import conforms, parse_type
from workflows.feel.scope import Scope
from workflows.feel.values import Value, kind_word

_VERBS = {
    "+": "läggas ihop",
    "-": "dras ifrån varandra",
    "*": "multipliceras",
    "/": "divideras",
    "**": "upphöjas",
}
_PLAIN = frozenset({Decimal, str, bool})


def pair(a: Value, b: Value) -> str:
    """Both kinds, for a sentence: ``ett tal och en text``."""
    return f"{kind_word(a)} och {kind_word(b)}"


def _calculated(scope: Scope, sign: str, a: Value, b: Value, position: Position) -> Value:
    value = calculate(sign, a, b)
    if value is None:
        if (type(a), type(b)) not in TABLES[sign]:
            mening = f"{pair(a, b).capitalize()} kan inte {_VERBS[sign]}."
        elif sign == "/":
            mening = "Divisionen har inget resultat. Är nämnaren noll?"
        else:
            mening = "Resultatet ligger utanför det som kan räknas."
        scope.run.warn("rakning", mening, position)
    elif type(value) is str:
        scope.run.text(value)
    return value


def arithmetic(compiler: Compiler, node: tree.Arithmetic, *, inner: bool) -> Code:
    if len(node.rest) > 20:
        return _long(compiler, node, inner=inner)
    code = compiler.code(node.first, inner=inner)
    for sign, operand, position in node.rest:
        code = _step(code, sign, compiler.code(operand, inner=inner), position)
    return code


def _step(left: Code, sign: str, right: Code, position: Position) -> Code:
    fast = TABLES[sign][Decimal, Decimal]

    def run(scope: Scope) -> Value:
        a, b = left(scope), right(scope)
        if type(a) is Decimal and type(b) is Decimal:
            try:
                return fast(a, b)
            except DecimalException:
                pass
        return _calculated(scope, sign, a, b, position)

    return run


def _long(compiler: Compiler, node: tree.Arithmetic, *, inner: bool) -> Code:
    """A long chain runs in a loop, so that its length costs no depth."""
    first = compiler.code(node.first, inner=inner)
    rest = [
        (sign, compiler.code(operand, inner=inner), position)
        for sign, operand, position in node.rest
    ]

    def run(scope: Scope) -> Value:
        value = first(scope)
        for sign, operand, position in rest:
            value = _calculated(scope, sign, value, operand(scope), position)
        return value

    return run


def negation(compiler: Compiler, node: tree.Negation, *, inner: bool) -> Code:
    operand = compiler.code(node.operand, inner=inner)
    position = node.position

    def run(scope: Scope) -> Value:
        value = operand(scope)
        result = negated(value)
        if result is None:
            scope.run.warn("rakning", f"Minus kan inte stå framför {kind_word(value)}.", position)
        return result

    return run


def equality(scope: Scope, a: Value, b: Value, position: Position) -> bool | None:
    """``a = b`` with a warning when the kinds differ."""
    result = equal(a, b, scope.run.charge)
    if result is None:
        scope.run.warn("jamforelse", f"{pair(a, b).capitalize()} kan inte jämföras.", position)
    return result


def ordering(scope: Scope, sign: str, a: Value, b: Value, position: Position) -> bool | None:
    """``a < b`` and its kin with a warning when there is no order. ``<=`` is ``<`` or ``=`` (DMN
    10.3.2.15).
    """
    found = order(a, b)
    if found is None:
        scope.run.warn(
            "jamforelse", f"{pair(a, b).capitalize()} kan inte jämföras i storlek.", position
        )
        return None
    if found == 0 and len(sign) == 2:
        return equal(a, b, scope.run.charge) is True
    return found < 0 if sign[0] == "<" else found > 0


DIRECT: dict[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def comparison(compiler: Compiler, node: tree.Comparison, *, inner: bool) -> Code:
    left, right = compiler.code(node.left, inner=inner), compiler.code(node.right, inner=inner)
    if node.operator in DIRECT:
        return _ordered(left, node.operator, right, node.position)
    return _equated(left, right, node.position, differs=node.operator == "!=")


def _ordered(left: Code, sign: str, right: Code, position: Position) -> Code:
    direct = DIRECT[sign]

    def run(scope: Scope) -> Value:
        a, b = left(scope), right(scope)
        kind = type(a)
        if kind is type(b) and (kind is Decimal or kind is str):
            return direct(a, b)
        return ordering(scope, sign, a, b, position)

    return run


def _equated(left: Code, right: Code, position: Position, *, differs: bool) -> Code:
    def run(scope: Scope) -> Value:
        a, b = left(scope), right(scope)
        kind = type(a)
        if kind is type(b) and kind in _PLAIN:
            return (a == b) is not differs
        result = equality(scope, a, b, position)
        return None if result is None else result is not differs

    return run


def between(compiler: Compiler, node: tree.Between, *, inner: bool) -> Code:
    value, low, high = (
        compiler.code(part, inner=inner) for part in (node.value, node.low, node.high)
    )
    position = node.position

    def run(scope: Scope) -> Value:
        point = value(scope)
        return within(scope, (point, low(scope), high(scope)), (True, True), position)

    return run


def within(
    scope: Scope,
    values: tuple[Value, Value, Value],
    included: tuple[bool, bool],
    position: Position,
) -> bool | None:
    """``low <= point <= high`` by ternary logic, each end included or not."""
    point, low, high = values
    above = ordering(scope, ">=" if included[0] else ">", point, low, position)
    if above is False:
        return False
    below = ordering(scope, "<=" if included[1] else "<", point, high, position)
    if below is False:
        return False
    return None if above is None or below is None else True


def logic(compiler: Compiler, node: tree.Logic, *, inner: bool) -> Code:
    parts = tuple(compiler.code(part, inner=inner) for part in node.parts)
    deciding = node.kind == "or"
    if len(parts) == 2:
        return _two(parts[0], parts[1], deciding=deciding)

    def run(scope: Scope) -> Value:
        answer: bool | None = not deciding
        for part in parts:
            value = part(scope)
            if value is deciding:
                return deciding
            if value is not (not deciding):
                answer = None
        return answer

    return run


def _two(left: Code, right: Code, *, deciding: bool) -> Code:
    other = not deciding

    def run(scope: Scope) -> Value:
        a = left(scope)
        if a is deciding:
            return deciding
        b = right(scope)
        if b is deciding:
            return deciding
        return other if a is other and b is other else None

    return run


def conditional(compiler: Compiler, node: tree.If, *, inner: bool) -> Code:
    condition, then, otherwise = (
        compiler.code(part, inner=inner) for part in (node.condition, node.then, node.otherwise)
    )

    def run(scope: Scope) -> Value:
        return then(scope) if condition(scope) is True else otherwise(scope)

    return run


def instance_of(compiler: Compiler, node: tree.InstanceOf, *, inner: bool) -> Code:
    value = compiler.code(node.value, inner=inner)
    position = node.position
    try:
        kind = parse_type(node.type, compiler.types, lenient=False)
    except FeelTypeError as error:
        mening = error.mening

        def unknown(scope: Scope) -> Value:
            scope.run.warn("typ", mening, position)
            return None

        return unknown
    name = str(kind)

    def run(scope: Scope) -> Value:
        found = value(scope)
        if found is None:
            return name == "Null"
        return conforms(found, kind)

    return run
