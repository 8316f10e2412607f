"""Types a model defines: what fits, what converts, what becomes null."""

from datetime import date
from typing import Any

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import Outcome, read
from workflows.feel import to_json

TYPES = """
<itemDefinition name="tFärg"><typeRef>string</typeRef>
  <allowedValues><text>"röd","grön"</text></allowedValues></itemDefinition>
<itemDefinition name="tFärger" isCollection="true"><typeRef>tFärg</typeRef>
  <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="tTal" isCollection="true"><typeRef>number</typeRef>
  <allowedValues><text>[0..10]</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson">
  <itemComponent name="för namn"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="ålder"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="barn" isCollection="true"><typeRef>tPerson</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tFunktion"><functionItem outputTypeRef="number">
  <parameters name="x" typeRef="number"/></functionItem></itemDefinition>
"""


def ask(type_ref: str, value: Any) -> Outcome:
    made = m.model(TYPES + m.given("x", type_ref) + m.decision("d", m.literal("x"), inputs=["x"]))
    return made.evaluate("d", {"x": value})


@pytest.mark.parametrize(
    ("type_ref", "value", "becomes"),
    [
        ("number", 3, 3),
        ("number", "3", None),
        ("number", [3], 3),
        ("number", [3, 4], None),
        ("string", 3, None),
        ("boolean", True, True),
        ("date and time", date(2026, 3, 2), "2026-03-02T00:00:00Z"),
        ("dateTime", date(2026, 3, 2), "2026-03-02T00:00:00Z"),
        ("date", date(2026, 3, 2), "2026-03-02"),
        ("Any", [1], [1]),
        ("tFärg", "röd", "röd"),
        ("tFärg", "blå", None),
        ("tFärg", ["grön"], "grön"),
        ("tFärger", ["röd", "grön"], ["röd", "grön"]),
        ("tFärger", "röd", ["röd"]),
        ("tFärger", ["röd", "blå"], None),
        ("tFärger", ["röd", "grön", "röd"], None),
        ("tTal", [1, 10], [1, 10]),
        ("tTal", [1, 11], None),
        ("tTal", 4, [4]),
    ],
)
def test_an_input_fits_converts_or_becomes_null(type_ref: str, value: Any, becomes: Any) -> None:
    outcome = ask(type_ref, value)
    assert to_json(outcome.value) == becomes
    assert ("fel_typ" in {notice.kod for notice in outcome.warnings}) is (becomes is None)


def test_a_structure_is_looked_through() -> None:
    person = {"för namn": "Bo", "ålder": 7, "barn": []}
    parent = {"för namn": "Ed", "ålder": 40, "barn": [person]}
    assert to_json(ask("tPerson", parent).value) == parent
    assert ask("tPerson", parent | {"barn": [person | {"ålder": "sju"}]}).value is None
    assert ask("tPerson", "Bo").value is None


def test_parts_an_input_leaves_out_are_null() -> None:
    assert to_json(ask("tPerson", {"för namn": "Bo"}).value) == {
        "för namn": "Bo",
        "ålder": None,
        "barn": None,
    }


def test_names_of_parts_may_be_several_words() -> None:
    made = m.model(
        TYPES + m.given("x", "tPerson") + m.decision("d", m.literal("x.för namn"), inputs=["x"])
    )
    assert made.evaluate("d", {"x": {"för namn": "Bo"}}).value == "Bo"


def test_an_answer_of_another_type_is_null() -> None:
    made = m.model(TYPES + m.decision("d", m.literal('"blå"'), type_ref="tFärg"))
    outcome = made.evaluate("d", {})
    assert outcome.value is None
    assert [notice.kod for notice in outcome.warnings] == ["fel_typ"]


def test_an_expressions_own_type_counts_too() -> None:
    made = m.model(m.decision("d", m.literal('"text"', "number")))
    assert made.evaluate("d", {}).value is None


@pytest.mark.parametrize("ref", ["feel:number", "feel.number", "number", "f:number"])
def test_the_editions_name_builtin_types_each_in_its_way(ref: str) -> None:
    xml = m.definitions(
        m.given("x", ref) + m.decision("d", m.literal("x"), inputs=["x"]),
        ns="http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    ).replace(
        b'id="m"',
        b'id="m" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" '
        b'xmlns:f="http://www.omg.org/spec/DMN/20180521/FEEL/"',
    )
    made = read(xml)
    assert to_json(made.evaluate("d", {"x": 1}).value) == 1
    assert made.evaluate("d", {"x": "ett"}).value is None


def test_a_function_type_speaks_of_the_result() -> None:
    knowledge = m.knowledge("f", [("x", "number")], m.literal("string(x)")).replace(
        '<businessKnowledgeModel id="f" name="f">',
        '<businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="tFunktion"/>',
    )
    made = m.model(TYPES + knowledge + m.decision("d", m.literal("f(1)"), knowledge=["f"]))
    assert made.evaluate("d", {}).value is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [("function(x) x", True), ("abs", True), ("function(x, y) x", False), ("1", False)],
)
def test_a_function_fits_a_type_of_as_many_parameters(text: str, fits: bool) -> None:
    """DMN 10.3.2.9.2: (T1, ..., Tn) conforms to (S1, ..., Sm) only where n = m."""
    types = (
        '<itemDefinition name="tF"><functionItem outputTypeRef="number">'
        '<parameters name="x" typeRef="number"/></functionItem></itemDefinition>'
    )
    made = m.model(types + m.decision("d", m.literal(text), type_ref="tF"))
    assert (made.evaluate("d", {}).value is not None) is fits
