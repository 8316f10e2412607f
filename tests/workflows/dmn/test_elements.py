"""Decisions that require decisions, knowledge models, services, other files."""

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import DmnError, read
from workflows.feel import to_json


def test_a_decision_uses_what_it_requires_and_works_it_out_once() -> None:
    made = m.model(
        m.given("pris", "number")
        + m.decision("moms", m.literal("pris * 0.25"), inputs=["pris"], type_ref="number")
        + m.decision("summa", m.literal("pris + moms + moms"), inputs=["pris"], decisions=["moms"])
    )
    assert to_json(made.evaluate("summa", {"pris": 100}).value) == 150


def test_what_is_not_required_is_not_seen() -> None:
    made = m.model(m.given("pris") + m.decision("summa", m.literal("pris")))
    outcome = made.evaluate("summa", {"pris": 1})
    assert outcome.value is None
    assert outcome.warnings


def test_decisions_that_require_each_other_are_null_and_said() -> None:
    made = m.model(
        m.decision("a", m.literal("b"), decisions=["b"])
        + m.decision("b", m.literal("a"), decisions=["a"])
    )
    outcome = made.evaluate("a", {})
    assert outcome.value is None
    assert "krets" in {notice.kod for notice in outcome.warnings}


def test_a_knowledge_model_is_a_function_by_position_and_by_name() -> None:
    body = m.knowledge("dubbla", [("x", "number"), ("y", "number")], m.literal("2 * x - y"))
    made = m.model(
        body
        + m.decision("a", m.literal("dubbla(5, 1)"), knowledge=["dubbla"])
        + m.decision("b", m.literal("dubbla(y: 1, x: 5)"), knowledge=["dubbla"])
    )
    assert to_json(made.evaluate("a", {}).value) == 9
    assert to_json(made.evaluate("b", {}).value) == 9


def test_an_argument_of_another_type_makes_the_call_null() -> None:
    made = m.model(
        m.knowledge("halva", [("x", "number")], m.literal('"nådd"'))
        + m.decision("d", m.literal('halva("två")'), knowledge=["halva"])
    )
    outcome = made.evaluate("d", {})
    assert outcome.value is None
    assert "fel_typ" in {notice.kod for notice in outcome.warnings}


def test_a_knowledge_model_sees_what_it_requires_and_not_its_callers_names() -> None:
    made = m.model(
        m.given("hemlig")
        + m.knowledge("inre", [("x", "")], m.literal("x + 1"))
        + m.knowledge("yttre", [("x", "")], m.literal("inre(x) * 10"), requires=["inre"])
        + m.knowledge("nyfiken", [("x", "")], m.literal("hemlig"))
        + m.decision("a", m.literal("yttre(1)"), knowledge=["yttre"])
        + m.decision("b", m.literal("nyfiken(1)"), inputs=["hemlig"], knowledge=["nyfiken"])
    )
    assert to_json(made.evaluate("a", {}).value) == 20
    assert made.evaluate("b", {"hemlig": 1}).value is None


def test_a_knowledge_model_may_be_a_table_and_tells_its_rows() -> None:
    table = m.table("UNIQUE", ["x"], ["y"], [("< 10", '"låg"'), (">= 10", '"hög"')])
    made = m.model(
        m.knowledge("klass", [("x", "number")], table)
        + m.decision("d", m.literal("[klass(3), klass(30)]"), knowledge=["klass"])
    )
    outcome = made.evaluate("d", {})
    assert outcome.value == ["låg", "hög"]
    assert [(rule.decision, rule.row) for rule in outcome.matched] == [("klass", 1), ("klass", 2)]


def test_a_knowledge_model_can_be_asked_by_itself() -> None:
    made = m.model(m.knowledge("dubbla", [("x", "number")], m.literal("2 * x")))
    assert to_json(made.evaluate("dubbla", {"x": 4}).value) == 8
    assert set(made.needs("dubbla")) == {"x"}


def test_a_knowledge_model_may_go_through_a_list_by_calling_itself() -> None:
    logic = m.literal("if rader = [] then 0 else rader[1] + summa(remove(rader, 1))")
    made = m.model(
        m.knowledge("summa", [("rader", "")], logic)
        + m.decision("d", m.literal("summa(for i in 1..150 return i)"), knowledge=["summa"])
    )
    assert to_json(made.evaluate("d", {}).value) == 11_325


def test_a_knowledge_model_that_never_ends_is_stopped() -> None:
    made = m.model(
        m.knowledge("evig", [("x", "")], m.literal("evig(x + 1)"), requires=["evig"])
        + m.decision("d", m.literal("evig(1)"), knowledge=["evig"])
    )
    outcome = made.evaluate("d", {})
    assert outcome.value is None
    assert "for_djupt" in {notice.kod for notice in outcome.warnings}


def test_a_knowledge_model_that_branches_without_end_is_stopped() -> None:
    made = m.model(
        m.knowledge("evig", [("x", "")], m.literal("[evig(x), evig(x)]"), requires=["evig"])
        + m.decision("d", m.literal("evig(1)"), knowledge=["evig"])
    )
    outcome = made.evaluate("d", {})
    assert outcome.warnings


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_a_function_in_another_language_is_null_and_never_run(kind: str) -> None:
    made = m.model(
        m.knowledge("f", [("x", "")], m.literal('{class: "java.lang.Math"}'), kind=kind)
        + m.decision("d", m.literal("f(1)"), knowledge=["f"])
    )
    outcome = made.evaluate("d", {})
    assert outcome.value is None
    assert "frammande_funktion" in {notice.kod for notice in outcome.warnings}


SERVICE = (
    m.given("a", "number")
    + m.given("b", "number")
    + m.decision("given", m.literal("a + 1"), inputs=["a"])
    + m.decision("inne", m.literal("given * 10 + b"), inputs=["b"], decisions=["given"])
    + m.decision("ut", m.literal("inne + 1000"), decisions=["inne"])
    + '<decisionService id="tjanst" name="tjänst"><variable name="tjänst"/>'
    '<outputDecision href="#ut"/><encapsulatedDecision href="#inne"/>'
    '<inputDecision href="#given"/><inputData href="#in_b"/></decisionService>'
)


def test_a_decision_service_starts_from_what_it_is_given() -> None:
    made = m.model(SERVICE)
    assert to_json(made.evaluate("tjänst", {"given": 7, "b": 5}).value) == 1075
    assert list(made.needs("tjanst")) == ["b", "given"]


def test_a_decision_service_is_a_function_input_data_first() -> None:
    made = m.model(
        SERVICE
        + m.decision("d", m.literal("tjänst(5, 7)"), knowledge=["tjanst"])
        + m.decision("n", m.literal("tjänst(given: 7, b: 5)"), knowledge=["tjanst"])
    )
    assert to_json(made.evaluate("d", {}).value) == 1075
    assert to_json(made.evaluate("n", {}).value) == 1075


def test_a_service_with_several_outputs_answers_a_context() -> None:
    made = m.model(
        m.decision("ett", m.literal("1"))
        + m.decision("två", m.literal("2"))
        + '<decisionService id="t" name="t"><outputDecision href="#ett"/>'
        '<outputDecision href="#två"/></decisionService>'
    )
    assert to_json(made.evaluate("t", {}).value) == {"ett": 1, "två": 2}


OTHER = m.definitions(
    '<itemDefinition name="tGrad"><typeRef>string</typeRef><allowedValues><text>"låg","hög"</text>'
    "</allowedValues></itemDefinition>"
    + m.given("poäng", "number")
    + m.decision("betyg", m.literal('if poäng > 5 then "hög" else "låg"'), inputs=["poäng"])
    + m.knowledge("tredubbla", [("x", "number")], m.literal("3 * x")),
    namespace="urn:annan",
    name="Annan",
)


def importing(alias: str, prefix: str) -> bytes:
    return m.definitions(
        f'<import name="{alias}" namespace="urn:annan" importType="{m.NS}"/>'
        '<decision id="d" name="d">'
        '<informationRequirement><requiredDecision href="urn:annan#betyg"/>'
        "</informationRequirement>"
        '<knowledgeRequirement><requiredKnowledge href="urn:annan#tredubbla"/>'
        "</knowledgeRequirement>"
        + m.literal(f"{prefix}betyg + string({prefix}tredubbla(2))")
        + "</decision>"
        + m.given("grad", f"{prefix}tGrad")
        + m.decision("e", m.literal("grad"), inputs=["grad"])
    )


@pytest.mark.parametrize(("alias", "prefix"), [("annan fil", "annan fil."), ("", "")])
def test_another_file_is_used_by_its_import_name(alias: str, prefix: str) -> None:
    files = {"urn:annan": OTHER}
    made = read(importing(alias, prefix), resolver=lambda ns, _where: files.get(ns))
    assert made.evaluate("d", {"poäng": 9}).value == "hög6"
    if alias:
        assert made.evaluate("d", {alias: {"poäng": 1}}).value == "låg6"
        assert made.evaluate("d", {f"{alias}.poäng": 1}).value == "låg6"
    assert made.evaluate("e", {"grad": "hög"}).value == "hög"
    assert made.evaluate("e", {"grad": "mellan"}).value is None
    assert made.evaluate("betyg" if not alias else f"{alias}.betyg", {"poäng": 9}).value == "hög"


def test_input_data_reached_through_two_imports_may_be_given_twice() -> None:
    """Its qualified name tells which (DMN 10.4: the name of the import, then the element's)."""
    middle = {
        space: m.definitions(
            f'<import name="ytterst" namespace="urn:annan" importType="{m.NS}"/>'
            '<decision id="m" name="m"><informationRequirement>'
            '<requiredDecision href="urn:annan#betyg"/></informationRequirement>'
            + m.literal("ytterst.betyg")
            + "</decision>",
            namespace=space,
        )
        for space in ("urn:ena", "urn:andra")
    }
    top = m.definitions(
        f'<import name="ena" namespace="urn:ena" importType="{m.NS}"/>'
        f'<import name="andra" namespace="urn:andra" importType="{m.NS}"/>'
        '<decision id="d" name="d">'
        '<informationRequirement><requiredDecision href="urn:ena#m"/></informationRequirement>'
        '<informationRequirement><requiredDecision href="urn:andra#m"/></informationRequirement>'
        + m.literal("[ena.m, andra.m]")
        + "</decision>"
    )
    files = {"urn:annan": OTHER, **middle}
    made = read(top, resolver=lambda ns, _where: files.get(ns))
    nested = {"ena": {"ytterst": {"poäng": 9}}, "andra": {"ytterst": {"poäng": 1}}}
    assert made.evaluate("d", nested).value == ["hög", "låg"]
    dotted = {"ena.ytterst.poäng": 1, "andra.ytterst.poäng": 9}
    assert made.evaluate("d", dotted).value == ["låg", "hög"]
    assert made.evaluate("d", {"poäng": 9}).value == ["hög", "hög"]


def test_an_import_that_is_not_found_is_a_fault_and_null() -> None:
    made = read(importing("annan", "annan."))
    assert any("annan" in mening for mening, _ in made.faults)
    assert made.evaluate("d", {"poäng": 9}).value is None


def test_files_that_import_each_other_are_read() -> None:
    one = m.definitions(
        f'<import name="b" namespace="urn:b" importType="{m.NS}"/>'
        + m.decision("d", m.literal("1")),
        namespace="urn:a",
    )
    other = m.definitions(
        f'<import name="a" namespace="urn:a" importType="{m.NS}"/>'
        + m.decision("e", m.literal("2")),
        namespace="urn:b",
    )
    made = read(one, resolver=lambda ns, _where: {"urn:a": one, "urn:b": other}.get(ns))
    assert to_json(made.evaluate("b.e", {}).value) == 2


def test_an_unknown_decision_is_refused_with_those_that_are() -> None:
    made = m.model(m.decision("ett", m.literal("1")))
    with pytest.raises(DmnError, match="ett"):
        made.evaluate("två", {})


def test_needs_are_found_through_decisions_with_their_types() -> None:
    made = m.model(
        m.given("pris", "number")
        + m.given("dag", "date")
        + m.decision("inre", m.literal("pris"), inputs=["pris"])
        + m.decision("yttre", m.literal("inre"), inputs=["dag"], decisions=["inre"])
    )
    assert {name: str(kind) for name, kind in made.needs("yttre").items()} == {
        "dag": "date",
        "pris": "number",
    }


def test_names_with_hyphens_are_known_after_a_dot_and_in_a_call() -> None:
    table = m.table("UNIQUE", [], ["för-svar", "b"], [("1", "2")])
    made = m.model(
        m.knowledge("f", [("lån-tid", "number")], m.literal("lån-tid * 2"))
        + m.decision("inre", table)
        + m.decision(
            "d", m.literal("f(lån-tid: 4) + inre.för-svar"), decisions=["inre"], knowledge=["f"]
        )
    )
    assert to_json(made.evaluate("d", {}).value) == 9


def test_a_decision_may_answer_a_function() -> None:
    types = (
        '<itemDefinition name="tF"><functionItem outputTypeRef="number">'
        '<parameters name="x" typeRef="number"/></functionItem></itemDefinition>'
    )
    function = (
        '<functionDefinition><formalParameter name="x" typeRef="number"/>'
        f"{m.literal('x * 2')}</functionDefinition>"
    )
    made = m.model(
        types
        + m.decision("f", function, type_ref="tF")
        + m.decision("d", m.literal("f(21)"), decisions=["f"])
    )
    assert to_json(made.evaluate("d", {}).value) == 42


def test_a_knowledge_model_may_call_itself_by_its_name() -> None:
    body = m.literal("if n <= 1 then 1 else n * fakultet(n - 1)")
    made = m.model(
        m.knowledge("fakultet", [("n", "number")], body)
        + m.decision("d", m.literal("fakultet(20)"), knowledge=["fakultet"])
    )
    assert to_json(made.evaluate("d", {}).value) == 2432902008176640000
    assert to_json(made.evaluate("fakultet", {"n": 3}).value) == 6


RENAMED = (
    '<inputData id="in_1" name="Säsong (rubrik)"><variable name="sasong" typeRef="string"/>'
    "</inputData>"
    '<decision id="d_1" name="Dagens rätt"><variable name="ratt"/><informationRequirement>'
    '<requiredInput href="#in_1"/></informationRequirement>'
    + m.literal('sasong + "!"')
    + '</decision><decision id="d_2" name="Svar"><variable name="Svar"/><informationRequirement>'
    '<requiredDecision href="#d_1"/></informationRequirement>'
    + m.literal("[ratt, Dagens rätt]")
    + "</decision>"
)


@pytest.mark.parametrize("given_as", ["sasong", "Säsong (rubrik)"])
def test_texts_use_the_variables_name_where_a_tool_lets_it_differ(given_as: str) -> None:
    """DMN 7.3.4: an expression refers to information items, which the variable is."""
    made = m.model(RENAMED)
    assert made.evaluate("Svar", {given_as: "vår"}).value == ["vår!", "vår!"]
    for name in ("ratt", "Dagens rätt", "d_1"):
        assert made.evaluate(name, {given_as: "vår"}).value == "vår!"
    assert set(made.needs("Svar")) == {"sasong"}


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ('hyra("SE", 5)', 10),
        ('hyra(max hyra: 5, Boendets land: "SE")', 10),
        ("hyra(1, 5)", None),
        ('hyra("SE")', None),
    ],
)
def test_a_table_without_parameters_takes_its_input_expressions(
    call: str, answer: int | None
) -> None:
    """DMN 10.2.1.7: its input expressions are assumed to be the parameter names."""
    logic = m.table(
        "UNIQUE",
        ["Boendets land", "max hyra", "max hyra * 2"],
        ["ut"],
        [['"SE"', "> 1", "> 2", "max hyra * 2"]],
    ).replace("<inputExpression>", '<inputExpression typeRef="string">', 1)
    made = m.model(
        m.knowledge("hyra", [], logic) + m.decision("D", m.literal(call), knowledge=["hyra"])
    )
    assert made.evaluate("D", {}).value == answer
