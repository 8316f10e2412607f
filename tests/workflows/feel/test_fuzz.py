"""Whatever is written, the parser answers with a tree or a FeelSyntaxError."""

import time

import pytest

from tests.workflows.feel.fuzz import inputs
from workflows.feel import Budget, Expression, FeelSyntaxError, UnaryTests, to_literal
from workflows.feel.parsing import parse_expression, parse_unary_tests

CONTEXT = {"a": 5, "b": "x", "xs": [1, 2, 3], "x": 1, "y": {"z": 2}}
SMALL = Budget(steps=5_000)


def _try(text: str) -> bool:
    """Parse and evaluate both ways; whether it was an expression. Other errors escape."""
    expression: Expression | FeelSyntaxError
    try:
        expression = Expression(text, parse_expression(text, frozenset()), ())
    except FeelSyntaxError as error:
        expression = error
    if isinstance(expression, Expression):
        to_literal(expression.evaluate(CONTEXT, budget=SMALL).value)
        assert "?" not in expression.names
    else:
        assert expression.line >= 1
        assert expression.column >= 1
        assert expression.mening.endswith((".", "?", "!"))
    try:
        tests = UnaryTests(text, parse_unary_tests(text, frozenset()), ())
        assert tests.evaluate(5, CONTEXT, budget=SMALL).value in {True, False, None}
    except FeelSyntaxError:
        pass
    return isinstance(expression, Expression)


def _fuzz(count: int, seed: int) -> None:
    read = 0
    for text in inputs(count, seed):
        began = time.perf_counter()
        read += _try(text)
        assert time.perf_counter() - began < 2, f"too slow: {text!r}"
    assert read > count // 50, "too few expressions among the inputs to show anything"


def test_random_inputs() -> None:
    _fuzz(3_000, seed=1)


@pytest.mark.full
def test_random_inputs_in_full() -> None:
    _fuzz(100_000, seed=2)
