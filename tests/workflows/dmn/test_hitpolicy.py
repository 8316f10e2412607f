"""Every hit policy: what is answered when no row, one row or several are met."""

from typing import Any

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import Model, Outcome
from workflows.feel import to_json

# x is met by the rows whose cell says so: 1 by row 1, 2 by rows 1 and 2, 3 by 2 and 3.
ROWS = [("1,2", '"A"'), ("2,3", '"B"'), ("3", '"B"')]


def ask(policy: str, x: int, **kwargs: Any) -> Outcome:
    rows = kwargs.pop("rows", ROWS)
    table = m.table(policy, ["x"], kwargs.pop("outputs", ["svar"]), rows, **kwargs)
    made: Model = m.model(m.given("x", "number") + m.decision("d", table, inputs=["x"]))
    return made.evaluate("d", {"x": x})


def met(outcome: Outcome) -> list[int]:
    return [rule.row for rule in outcome.matched]


def test_unique_answers_the_only_row() -> None:
    outcome = ask("UNIQUE", 1)
    assert (outcome.value, met(outcome), outcome.violations) == ("A", [1], ())


def test_unique_with_two_rows_is_null_and_says_which() -> None:
    outcome = ask("UNIQUE", 2)
    assert outcome.value is None
    assert met(outcome) == [1, 2]
    [broken] = outcome.violations
    assert broken.kod == "flera_traffar"
    assert "1, 2" in broken.mening


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER"])
def test_no_row_is_null(policy: str) -> None:
    outcome = ask(policy, 9)
    assert outcome.value is None
    assert outcome.matched == ()


def test_any_takes_rows_that_agree() -> None:
    outcome = ask("ANY", 3)
    assert (outcome.value, met(outcome), outcome.violations) == ("B", [2, 3], ())


def test_any_is_null_where_they_differ() -> None:
    outcome = ask("ANY", 2)
    assert outcome.value is None
    assert [broken.kod for broken in outcome.violations] == ["olika_svar"]


def test_any_does_not_hold_one_and_true_to_be_the_same() -> None:
    outcome = ask("ANY", 1, rows=[("1", "1"), ("1", "true")])
    assert outcome.value is None
    assert [broken.kod for broken in outcome.violations] == ["olika_svar"]


def test_priority_follows_the_order_of_the_output_values() -> None:
    outcome = ask("PRIORITY", 2, values=['"B","A"'])
    assert (outcome.value, met(outcome)) == ("B", [2])


def test_priority_weighs_the_leftmost_output_most() -> None:
    rows = [("1", '"A"', '"z"'), ("1", '"B"', '"y"'), ("1", '"B"', '"z"')]
    outcome = ask("PRIORITY", 1, rows=rows, outputs=["ett", "tva"], values=['"B","A"', '"z","y"'])
    assert (outcome.value, met(outcome)) == ({"ett": "B", "tva": "z"}, [3])


def test_first_stops_at_the_first_row() -> None:
    outcome = ask("FIRST", 2)
    assert (outcome.value, met(outcome)) == ("A", [1])


def test_rule_order_lists_in_the_order_of_rows() -> None:
    outcome = ask("RULE ORDER", 2)
    assert (outcome.value, met(outcome)) == (["A", "B"], [1, 2])


def test_output_order_lists_in_the_order_of_output_values() -> None:
    outcome = ask("OUTPUT ORDER", 2, values=['"B","A"'])
    assert (outcome.value, met(outcome)) == (["B", "A"], [2, 1])


def test_collect_lists_every_answer_also_equal_ones() -> None:
    assert ask("COLLECT", 3).value == ["B", "B"]
    assert ask("COLLECT", 9).value == []


def test_collect_of_several_outputs_lists_contexts() -> None:
    rows = [("1", "1", "2"), ("1", "3", "4")]
    outcome = ask("COLLECT", 1, rows=rows, outputs=["a", "b"])
    assert to_json(outcome.value) == [{"a": 1, "b": 2}, {"a": 3, "b": 4}]


@pytest.mark.parametrize(
    ("aggregation", "answer", "of_none"),
    [("SUM", 10, None), ("MIN", 3, None), ("MAX", 7, None), ("COUNT", 2, 0)],
)
def test_collect_aggregates(aggregation: str, answer: int, of_none: int | None) -> None:
    rows = [("1", "3"), ("1", "7")]
    assert to_json(ask("COLLECT", 1, rows=rows, aggregation=aggregation).value) == answer
    assert to_json(ask("COLLECT", 9, rows=rows, aggregation=aggregation).value) == of_none


def test_the_default_answers_when_no_row_is_met() -> None:
    assert ask("UNIQUE", 9, defaults=['"annars"']).value == "annars"
    assert ask("COLLECT", 9, defaults=['"annars"']).value == ["annars"]
    assert ask("UNIQUE", 1, defaults=['"annars"']).value == "A"


def test_defaults_of_several_outputs_are_a_context() -> None:
    outcome = ask("UNIQUE", 9, rows=[("1", "1", "2")], outputs=["a", "b"], defaults=["10", "null"])
    assert to_json(outcome.value) == {"a": 10, "b": None}


def test_an_answer_outside_the_output_values_is_a_violation() -> None:
    outcome = ask("UNIQUE", 1, values=['"B"'])
    assert outcome.value is None
    [broken] = outcome.violations
    assert broken.kod == "otillatet_utvarde"
    assert "Rad 1" in broken.mening


def test_an_unknown_policy_is_null_and_said() -> None:
    outcome = ask("SLUMP", 1)
    assert outcome.value is None
    assert [notice.kod for notice in outcome.warnings] == ["okand_traffregel"]


def test_a_list_of_listed_values_is_allowed() -> None:
    outcome = ask("UNIQUE", 1, rows=[("1", '["A","B"]')], values=['"A","B"'])
    assert (outcome.value, outcome.violations) == (["A", "B"], ())
    assert ask("UNIQUE", 1, rows=[("1", '["A","C"]')], values=['"A","B"']).value is None
