"""Examples of the standard's own text, and corners it settles, from the .txt files beside this."""

from pathlib import Path

import pytest

from workflows.feel import check, compile_expression, to_literal

HERE = Path(__file__).parent


def _cases(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.rpartition(" ==>") for line in lines if line and not line.startswith("#")]
    return [(text, literal.strip()) for text, _, literal in pairs]


@pytest.mark.parametrize(("text", "literal"), [*_cases("standard.txt"), *_cases("corners.txt")])
def test_value(text: str, literal: str) -> None:
    assert to_literal(compile_expression(text).evaluate().value) == literal


@pytest.mark.parametrize(
    "text", [text for name in ("standard.txt", "corners.txt") for text, _ in _cases(name)]
)
def test_the_analysis_lets_what_has_a_value_be(text: str) -> None:
    """A false remark would stop a publishing; only a condition that is no truth value is told."""
    outcome = compile_expression(text).evaluate()
    if outcome.value is not None and not outcome.warnings:
        assert {found.kod for found in check(text, {})} <= {"villkor"}


@pytest.mark.parametrize("text", [text for text, _ in _cases("undefined.txt")])
def test_undefined_is_null_and_told(text: str) -> None:
    """What the standard leaves undefined is null; a warning says why and where, in a sentence."""
    outcome = compile_expression(text).evaluate()
    assert outcome.value is None
    assert outcome.warnings
    for warning in outcome.warnings:
        assert " " in warning.mening
        assert warning.mening.endswith((".", "?"))
        assert warning.line >= 1
        assert warning.column >= 1
