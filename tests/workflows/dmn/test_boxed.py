"""The boxed expressions: contexts, lists, relations, functions, invocations, if, filter, loops."""

from decimal import Decimal
from typing import Any

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import Outcome
from workflows.feel import to_json

HELP = m.knowledge("summera", [("a", "number"), ("b", "number")], m.literal("a + 10 * b"))


def ask(logic: str, **facts: Any) -> Outcome:
    made = m.model(
        "".join(m.given(name) for name in facts)
        + HELP
        + m.decision("d", logic, inputs=list(facts), knowledge=["summera"])
    )
    return made.evaluate("d", facts)


def answer(logic: str, **facts: Any) -> Any:
    return to_json(ask(logic, **facts).value)


def entry(name: str, logic: str, type_ref: str = "") -> str:
    ref = f' typeRef="{type_ref}"' if type_ref else ""
    variable = f'<variable name="{name}"{ref}/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def held(tag: str, text: str) -> str:
    return f"<{tag}>{m.literal(text)}</{tag}>"


def test_a_context_sees_the_rows_above() -> None:
    logic = (
        "<context>"
        + entry("en rad", m.literal("x + 1"))
        + entry("b", m.literal("en rad * 2"))
        + "</context>"
    )
    assert answer(logic, x=1) == {"en rad": 2, "b": 4}


def test_a_row_without_a_name_is_the_result() -> None:
    logic = (
        "<context>" + entry("a", m.literal("x + 1")) + entry("", m.literal("a * 2")) + "</context>"
    )
    assert answer(logic, x=1) == 4


def test_two_rows_of_one_name_are_null_and_said() -> None:
    """DMN 10.2.1.4: the names are distinct, as in `{a: 1, a: 2}`."""
    logic = "<context>" + entry("a", m.literal("1")) + entry("a", m.literal("2")) + "</context>"
    outcome = ask(logic)
    assert outcome.value is None
    assert [notice.kod for notice in outcome.warnings] == ["dubbel_nyckel"]


def test_a_row_of_another_type_is_null() -> None:
    logic = "<context>" + entry("a", m.literal('"text"'), "number") + "</context>"
    outcome = ask(logic)
    assert outcome.value == {"a": None}
    assert [notice.kod for notice in outcome.warnings] == ["fel_typ"]


def test_a_list_and_a_relation() -> None:
    assert answer(f"<list>{m.literal('1')}{m.literal('x')}</list>", x="två") == [1, "två"]
    relation = (
        '<relation><column name="namn"/><column name="ålder" typeRef="number"/>'
        f"<row>{m.literal('x')}{m.literal('7')}</row><row>{m.literal('null')}{m.literal('8')}</row>"
        "</relation>"
    )
    assert answer(relation, x="Bo") == [{"namn": "Bo", "ålder": 7}, {"namn": None, "ålder": 8}]


def binding(name: str, text: str) -> str:
    return f'<binding><parameter name="{name}"/>{m.literal(text)}</binding>'


def test_an_invocation_binds_by_name() -> None:
    logic = f"<invocation>{m.literal('summera')}{binding('b', 'x')}{binding('a', '1')}</invocation>"
    assert answer(logic, x=2) == 21


def test_an_invocation_of_a_standard_function() -> None:
    logic = (
        f"<invocation>{m.literal('substring')}{binding('string', 'x')}"
        f"{binding('start position', '2')}</invocation>"
    )
    assert answer(logic, x="abc") == "bc"


@pytest.mark.parametrize("callee", ["finns_inte", "x"])
def test_an_invocation_of_nothing_is_null_and_said(callee: str) -> None:
    outcome = ask(f"<invocation>{m.literal(callee)}{binding('a', '1')}</invocation>", x=1)
    assert outcome.value is None
    assert outcome.warnings


def test_an_unknown_parameter_is_null_and_said() -> None:
    outcome = ask(f"<invocation>{m.literal('summera')}{binding('c', '1')}</invocation>")
    assert outcome.value is None
    assert any("c passar inte" in notice.mening for notice in outcome.warnings)


def test_a_function_remembers_where_it_was_made() -> None:
    function = (
        f'<functionDefinition><formalParameter name="y"/>{m.literal("x + y")}</functionDefinition>'
    )
    logic = "<context>" + entry("f", function) + entry("", m.literal("f(2)")) + "</context>"
    assert answer(logic, x=40) == 42


def test_a_function_in_a_context_may_call_itself_and_sees_no_row_below() -> None:
    def function(text: str) -> str:
        return (
            f'<functionDefinition><formalParameter name="n"/>{m.literal(text)}</functionDefinition>'
        )

    itself = entry("fak", function("if n < 2 then 1 else n * fak(n - 1)"))
    assert answer(f"<context>{itself}{entry('', m.literal('fak(5)'))}</context>") == 120
    below = entry("f", function("n * rad")) + entry("rad", m.literal("7"))
    assert answer(f"<context>{below}{entry('', m.literal('f(5)'))}</context>") is None


@pytest.mark.parametrize(("x", "said"), [(True, "ja"), (False, "nej"), (None, "nej")])
def test_a_boxed_if(x: bool | None, said: str) -> None:
    branches = held("if", "x") + held("then", '"ja"') + held("else", '"nej"')
    logic = f"<conditional>{branches}</conditional>"
    assert answer(logic, x=x) == said


def test_a_boxed_filter_sees_the_item_and_its_parts() -> None:
    logic = f"<filter>{held('in', 'x')}{held('match', 'ålder > 5 and item.namn != null')}</filter>"
    people = [{"namn": "Bo", "ålder": 7}, {"namn": None, "ålder": 9}, {"namn": "Ed", "ålder": 1}]
    assert answer(logic, x=people) == [{"namn": "Bo", "ålder": 7}]
    assert answer(f"<filter>{held('in', 'x')}{held('match', 'item > 1')}</filter>", x=[1, 2]) == [2]
    assert answer(f"<filter>{held('in', 'x')}{held('match', 'item > 1')}</filter>", x=5) == [5]


def test_a_boxed_filter_may_name_a_place() -> None:
    logic = f"<filter>{held('in', 'x')}{held('match', '-1')}</filter>"
    assert answer(logic, x=["a", "b"]) == "b"


def test_a_boxed_filter_by_neither_truth_nor_place_is_null_and_said() -> None:
    """As `[1, 2]["x"]` is: table 68 of DMN 10.3.2 knows numbers and truth values only."""
    outcome = ask(f"<filter>{held('in', 'x')}{held('match', 'string(item)')}</filter>", x=[1, 2])
    assert outcome.value is None
    assert [notice.kod for notice in outcome.warnings] == ["fel_typ"]


def loop(tag: str, source: str, body_tag: str, body: str) -> str:
    return f'<{tag} iteratorVariable="nr">{held("in", source)}{held(body_tag, body)}</{tag}>'


def test_a_boxed_for_goes_through_lists_and_ranges_and_sees_partial() -> None:
    assert answer(loop("for", "x", "return", "nr * 2"), x=[1, 2, 3]) == [2, 4, 6]
    assert answer(loop("for", "1..3", "return", "nr"), x=0) == [1, 2, 3]
    assert answer(loop("for", "[1, 2, 3]", "return", "count(partial)")) == [0, 1, 2]
    assert ask(loop("for", "x", "return", "nr"), x=None).value is None


@pytest.mark.parametrize(
    ("numbers", "every", "some"),
    [
        ([5, 6], True, True),
        ([1, 6], False, True),
        ([1, 2], False, False),
        ([], True, False),
        (["a", 6], None, True),
        (["a", 1], False, None),
    ],
)
def test_boxed_every_and_some_are_three_valued(
    numbers: list[Any], every: bool | None, some: bool | None
) -> None:
    assert ask(loop("every", "x", "satisfies", "nr > 4"), x=numbers).value is every
    assert ask(loop("some", "x", "satisfies", "nr > 4"), x=numbers).value is some


def test_of_a_loops_warnings_the_first_hundred_are_kept() -> None:
    logic = f'<for iteratorVariable="i">{held("in", "1..500")}{held("return", "i - x")}</for>'
    outcome = ask(logic, x="text")
    assert outcome.value == [None] * 500
    assert len(outcome.warnings) == 100


def test_a_loop_inside_loops_is_stopped() -> None:
    inner = loop("for", "1..1000", "return", "nr")
    logic = f'<for iteratorVariable="a">{held("in", "1..1000")}<return>{inner}</return></for>'
    outcome = ask(logic)
    assert outcome.value is None
    assert "budget" in {notice.kod for notice in outcome.warnings}


def test_another_language_is_null_and_never_run() -> None:
    outcome = ask(
        '<literalExpression expressionLanguage="python"><text>1 + 1</text></literalExpression>'
    )
    assert outcome.value is None
    assert [notice.kod for notice in outcome.warnings] == ["frammande_sprak"]


def test_a_text_that_is_no_feel_is_null_with_its_place() -> None:
    outcome = ask(m.literal("1 +"))
    assert outcome.value is None
    [notice] = outcome.warnings
    assert notice.kod == "syntaxfel"
    assert "Rad 1" in notice.mening


def test_a_decision_without_logic_is_null_and_said() -> None:
    outcome = ask("")
    assert outcome.value is None
    assert [notice.kod for notice in outcome.warnings] == ["logik_saknas"]


def test_the_clock_and_the_extensions_reach_every_text() -> None:
    from datetime import UTC, datetime

    from workflows.feel import PythonFunction

    made = m.model(m.decision("d", m.literal("[today(), hmc.dubbla(4)]")))
    outcome = made.evaluate(
        "d",
        {},
        clock=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC),
        extensions={"hmc": {"dubbla": PythonFunction(("x",), lambda x: x * 2)}},
    )
    assert to_json(outcome.value) == ["2026-03-02", 8]
    assert outcome.value[1] == Decimal(8)
