"""Closures for ranges as values and for tests: ``in`` and input entries (DMN table 55)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from workflows.feel import tree
from workflows.feel.code import Code, Compiler
from workflows.feel.comparing import COMPARABLE, equal, includes, order
from workflows.feel.errors import Position
from workflows.feel.operators import DIRECT, equality, ordering, within
from workflows.feel.scope import Scope
from workflows.feel.tree import Node
from workflows.feel.values import Range, Value

# Inputs that a test giving a truth value is held against, instead of believed.
_NOT_TOLD_BY_TRUTH = frozenset({bool, list, type(None)})
Test = Callable[[Scope, Value], bool | None]


def half_range(operator: str, endpoint: Value) -> Range | None:
    """The range ``operator endpoint`` stands for, as in table 42; None for ``!=``, which is no
    range.
    """
    if type(endpoint) not in COMPARABLE or operator == "!=":
        return None
    if operator == "=":
        return Range(endpoint, endpoint, start_included=True, end_included=True)
    included = len(operator) == 2
    if operator[0] == "<":
        return Range(None, endpoint, start_included=False, end_included=included)
    return Range(endpoint, None, start_included=included, end_included=False)


def full_range(start: Value, end: Value, included: tuple[bool, bool]) -> Range | None:
    """A range with two ends; None when they are not of one ordered kind, or the start is after the
    end.
    """
    if type(start) is not type(end) or type(start) not in COMPARABLE:
        return None
    distance = order(start, end)
    return Range(start, end, *included) if distance is not None and distance <= 0 else None


def interval(compiler: Compiler, node: tree.Interval, *, inner: bool) -> Code:
    start, end = compiler.code(node.start, inner=inner), compiler.code(node.end, inner=inner)
    included = (node.start_included, node.end_included)
    position = node.position

    def run(scope: Scope) -> Value:
        made = full_range(start(scope), end(scope), included)
        if made is None:
            scope.run.warn(
                "intervall",
                "Intervallets gränser ska vara av samma slag och i stigande ordning.",
                position,
            )
        return made

    return run


def half_range_value(compiler: Compiler, node: tree.HalfRange, *, inner: bool) -> Code:
    endpoint = compiler.code(node.endpoint, inner=inner)
    operator, position = node.operator, node.position

    def run(scope: Scope) -> Value:
        made = half_range(operator, endpoint(scope))
        if made is None:
            scope.run.warn(
                "intervall", "Intervallets gräns saknas eller har ingen ordning.", position
            )
        return made

    return run


def membership(compiler: Compiler, node: tree.Membership, *, inner: bool) -> Code:
    value = compiler.code(node.value, inner=inner)
    tests = [test(compiler, part, inner=inner) for part in node.tests]
    if len(tests) == 1:
        only = tests[0]
        return lambda scope: only(scope, value(scope))
    return _any_member(value, tests)


def _any_member(value: Code, tests: list[Test]) -> Code:
    def run(scope: Scope) -> Value:
        return any_of(tests, scope, value(scope))

    return run


def any_of(tests: list[Test], scope: Scope, value: Value) -> bool | None:
    """Ternary disjunction over the tests."""
    answer: bool | None = False
    for one in tests:
        result = one(scope, value)
        if result is True:
            return True
        if result is None:
            answer = None
    return answer


def mentions_input(node: Node | tree.Iterator) -> bool:
    """Whether an expression uses the special variable ``?``."""
    if isinstance(node, tree.Name) and node.name == "?":
        return True
    return any(mentions_input(child) for child in tree.children(node))


def test(compiler: Compiler, node: Node, *, inner: bool) -> Test:
    """What one positive unary test asks of a value."""
    if isinstance(node, tree.HalfRange):
        return _half_test(compiler.code(node.endpoint, inner=inner), node.operator, node.position)
    if isinstance(node, tree.Interval):
        return _interval_test(compiler, node, inner=inner)
    if mentions_input(node):
        return _condition_test(compiler.code(node, inner=True), node.position)
    if isinstance(node, tree.Constant):
        return _constant_test(node.value, node.position)
    return _value_test(compiler.code(node, inner=inner), node.position)


def _half_test(endpoint: Code, operator: str, position: Position) -> Test:
    if operator in {"=", "!="}:
        differs = operator == "!="

        def compare(scope: Scope, value: Value) -> bool | None:
            result = equality(scope, value, endpoint(scope), position)
            return None if result is None else result is not differs

        return compare
    direct = DIRECT[operator]

    def run(scope: Scope, value: Value) -> bool | None:
        bound = endpoint(scope)
        if type(value) is Decimal and type(bound) is Decimal:
            return direct(value, bound)
        return ordering(scope, operator, value, bound, position)

    return run


def _interval_test(compiler: Compiler, node: tree.Interval, *, inner: bool) -> Test:
    start, end = compiler.code(node.start, inner=inner), compiler.code(node.end, inner=inner)
    included = (node.start_included, node.end_included)
    above, below = DIRECT[">=" if included[0] else ">"], DIRECT["<=" if included[1] else "<"]
    position = node.position

    def run(scope: Scope, value: Value) -> bool | None:
        low, high = start(scope), end(scope)
        if type(value) is Decimal and type(low) is Decimal and type(high) is Decimal:
            return above(value, low) and below(value, high)
        if type(value) is Range:
            return equal(value, full_range(low, high, included), scope.run.charge)
        return within(scope, (value, low, high), included, position)

    return run


def text_set(tests: Sequence[Node]) -> frozenset[str] | None:
    """The texts of an input entry that holds nothing else: one look-up tells."""
    texts = [
        part.value for part in tests if isinstance(part, tree.Constant) and type(part.value) is str
    ]
    return frozenset(texts) if len(texts) == len(tests) > 1 else None


def _constant_test(expected: Value, position: Position) -> Test:
    kind = type(expected)
    plain = kind is Decimal or kind is str or kind is bool

    def run(scope: Scope, value: Value) -> bool | None:
        if plain and type(value) is kind:
            return bool(value == expected)
        return equality(scope, value, expected, position)

    return run


def _condition_test(code: Code, position: Position) -> Test:
    """An expression with ``?``: its own truth decides; anything but a truth value is held against
    the input.
    """

    def run(scope: Scope, value: Value) -> bool | None:
        result = code(scope.nested({"?": value}))
        if result is None or isinstance(result, bool):
            return result
        return matches(scope, value, result, position)

    return run


def _value_test(code: Code, position: Position) -> Test:
    return lambda scope, value: matches(scope, value, code(scope), position)


def matches(scope: Scope, value: Value, expected: Value, position: Position) -> bool | None:
    """Whether ``value`` is ``expected``, in it when it is a list or range, or when it is true of a
    non-boolean.
    """
    if type(expected) is Range and type(value) is not Range:
        return includes(expected, value)
    if type(expected) is list:
        return _in_list(scope, value, expected)
    if type(expected) is bool and type(value) not in _NOT_TOLD_BY_TRUTH:
        return expected
    return equality(scope, value, expected, position)


def _in_list(scope: Scope, value: Value, items: list[Value]) -> bool:
    scope.run.charge(len(items))
    for item in items:
        if equal(item, value, scope.run.charge) is True:
            return True
        if type(item) is Range and type(value) is not Range and includes(item, value) is True:
            return True
    return type(value) is list and equal(value, items, scope.run.charge) is True
