"""Examples of the standard's own text, and corners it settles, from the .txt files beside this."""

from pathlib import Path

import pytest

from workflows.feel import compile_expression, to_literal

HERE = Path(__file__).parent


def _cases(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.rpartition(" ==>") for line in lines if line and not line.startswith("#")]
    return [(text, literal.strip()) for text, _, literal in pairs]


@pytest.mark.parametrize(("text", "literal"), [*_cases("standard.txt"), *_cases("corners.txt")])
def test_value(text: str, literal: str) -> None:
    assert to_literal(compile_expression(text).evaluate().value) == literal


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
