"""The page for process owners tells the truth: every example and every cell on it is run."""

import json
import re
from pathlib import Path

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import Model
from workflows.dmn.files import ModelFiles
from workflows.dmn.hitpolicy import POLICIES
from workflows.feel import compile_expression, compile_unary_tests, to_literal

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "beslutstabeller.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```fraga\n(.*?)\n```.*?```svar\n(.*?)\n```", PAGE, re.DOTALL)
CELLS = [
    (cell, compile_expression(value).evaluate().value, hit)
    for cell, hits, misses in re.findall(
        r"^\| `([^`]+)` \| [^|]+ \| ([^|]*) \| ([^|]*)\|$", PAGE, re.MULTILINE
    )
    for hit, listed in ((True, hits), (False, misses))
    for value in re.findall(r"`([^`]+)`", listed)
]


@pytest.mark.parametrize(("question", "answer"), EXAMPLES)
def test_an_example_is_answered_as_the_page_says(question: str, answer: str) -> None:
    asked, said = json.loads(question), json.loads(answer)
    facts = {
        name: compile_expression(text).evaluate().value for name, text in asked["inputs"].items()
    }
    model = ModelFiles().open(ROOT / asked["file"])
    outcome = model.evaluate(asked["decision"], facts)
    top = model.find(asked["decision"]).id
    assert to_literal(outcome.value) == said["result"]
    assert [rule.row for rule in outcome.matched if rule.decision_id == top] == said["rader"]
    notices = [notice.kod for notice in (*outcome.violations, *outcome.warnings)]
    assert notices == ([said["varning"]] if "varning" in said else [])


@pytest.mark.parametrize(("cell", "value", "hit"), CELLS)
def test_a_cell_meets_what_the_page_says(cell: str, value: object, hit: bool) -> None:
    passed = cell == "-" or compile_unary_tests(cell).evaluate(value).value is True
    assert passed is hit
    table = m.table("UNIQUE", ["x"], ["y"], [(cell, "1")])
    made: Model = m.model(m.given("x") + m.decision("d", table, inputs=["x"]))
    assert bool(made.evaluate("d", {"x": value}).matched) is hit


def test_the_page_has_examples_and_every_hit_policy() -> None:
    assert len(EXAMPLES) == 6
    assert len(CELLS) > 25
    for policy in POLICIES:
        assert f"| {policy} |" in PAGE


def test_every_code_of_the_review_is_told() -> None:
    source = (ROOT / "workflows" / "dmn" / "analysis.py").read_text(encoding="utf-8")
    told = set(re.findall(r"^- \*\*(\w+)\*\*", PAGE, re.MULTILINE))
    assert told <= set(re.findall(r'"(\w+)"', source))
    rows = {
        "lucka",
        "overlapp",
        "skymd_rad",
        "oanvandbar_rad",
        "otillatet_varde",
        "tom_rad",
    }
    assert rows | {"for_stor_tabell"} == told
