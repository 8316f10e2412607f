"""The fifteen tables: every row is reached by an example, gaps and overlaps are those we mean."""

from pathlib import Path
from typing import Any

import pytest

from tests.bpmn import exempel_gemensamt, exempel_kundorder, exempel_ovriga
from tests.bpmn.exempel import Exempel
from workflows.dmn import Model, analyse
from workflows.dmn.elements import Decision
from workflows.dmn.files import ModelFiles
from workflows.dmn.table import DecisionTable
from workflows.feel import to_json

BPMN = Path(__file__).parents[2] / "bpmn"
EXEMPEL = exempel_kundorder.EXEMPEL | exempel_gemensamt.EXEMPEL | exempel_ovriga.EXEMPEL
MODELS = ModelFiles()

# What the analysis finds and we mean. A table that is not here has no finding at all.


def asked(path: str) -> tuple[Model, Decision]:
    """The model and the decision the process asks: the one no other in the file requires."""
    model = MODELS.open(BPMN / path)
    decisions = list({held.id: held for held in model.decisions.values()}.values())
    required = {held.target for decision in decisions for held in decision.requirements}
    [top] = [decision for decision in decisions if decision not in required]
    return model, top


def test_there_are_fifteen_tables_and_each_has_examples() -> None:
    files = {str(file.relative_to(BPMN)) for file in BPMN.rglob("*.dmn")}
    assert set(EXEMPEL) <= files
    assert len(EXEMPEL) == 15


@pytest.mark.parametrize(
    ("path", "example"),
    [(path, example) for path, examples in EXEMPEL.items() for example in examples],
    ids=lambda held: held.split("/")[-1] if isinstance(held, str) else f"rad {held.rad}",
)
def test_an_example_meets_its_row(path: str, example: Exempel) -> None:
    model, decision = asked(path)
    outcome = model.evaluate(decision, example.fakta)

    rows = [rule.row for rule in outcome.matched if rule.decision_id == decision.id]
    assert rows == ([] if example.rad is None else [example.rad])
    assert outcome.violations == ()
    value: Any = to_json(outcome.value)
    if isinstance(value, list):
        [value] = value
    if isinstance(example.svar, dict):
        assert {name: value[name] for name in example.svar} == example.svar
    else:
        assert value == example.svar


@pytest.mark.parametrize("path", EXEMPEL)
def test_every_row_of_every_decision_is_reached(path: str) -> None:
    model, _ = asked(path)
    reached = {
        (rule.decision_id, rule.row)
        for example in EXEMPEL[path]
        for rule in model.evaluate(asked(path)[1], example.fakta).matched
    }
    rows = {
        (decision.id, rule.row)
        for decision in model.decisions.values()
        if isinstance(decision.logic, DecisionTable)
        for rule in decision.logic.rules
    }
    assert reached == rows


@pytest.mark.parametrize("path", EXEMPEL)
def test_every_row_tells_where_it_comes_from(path: str) -> None:
    _, decision = asked(path)
    assert isinstance(decision.logic, DecisionTable)
    for rule in decision.logic.rules:
        assert rule.annotations["Anteckning"].startswith("DMN ")


@pytest.mark.parametrize("path", EXEMPEL)
def test_the_analysis_finds_nothing(path: str) -> None:
    model, _ = asked(path)
    assert [found.mening for found in analyse(model)] == []


@pytest.mark.parametrize("path", EXEMPEL)
def test_the_facts_a_table_needs_are_those_its_examples_give(path: str) -> None:
    model, decision = asked(path)
    assert set(model.needs(decision)) == set(EXEMPEL[path][0].fakta)


@pytest.mark.parametrize("path", EXEMPEL)
def test_unknown_facts_never_raise(path: str) -> None:
    model, decision = asked(path)
    outcome = model.evaluate(decision, {})
    assert {notice.kod for notice in outcome.warnings} >= {"indata_saknas"}
