"""The table analysis: gaps, overlaps, rows nothing reaches, values and names that are wrong."""

import time
from collections.abc import Sequence

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import Finding, analyse


def findings(
    policy: str,
    rules: Sequence[Sequence[str]],
    *,
    types: Sequence[str] = ("number",),
    values: str = "",
    **kwargs: Sequence[str],
) -> list[Finding]:
    names = [f"x{number}" for number in range(len(types))]
    table = m.table(policy, names, ["y"], rules, **kwargs)
    for name, its_type in zip(names, types, strict=True):
        table = table.replace(
            f"<inputExpression><text>{name}</text></inputExpression>",
            f'<inputExpression typeRef="{its_type}"><text>{name}</text></inputExpression>'
            + (f"<inputValues><text>{values}</text></inputValues>" if values else ""),
        )
    given = "".join(m.given(name, its) for name, its in zip(names, types, strict=True))
    return analyse(m.model(given + m.decision("d", table, inputs=names)))


def told(found: Sequence[Finding], kod: str) -> list[tuple[tuple[int, ...], str]]:
    return [(one.rows, one.mening) for one in found if one.kod == kod]


def test_a_table_that_covers_everything_has_no_finding() -> None:
    assert findings("UNIQUE", [("< 18", "1"), ("[18..65)", "2"), (">= 65", "3")]) == []
    assert findings("UNIQUE", [("true", "1"), ("false", "2")], types=["boolean"]) == []


def test_a_row_that_answers_nothing_is_told_and_a_lone_null_is_an_answer() -> None:
    table = m.table("UNIQUE", ["x"], ["y", "z"], [("< 18", "", "null"), (">= 18", "", "1")])
    found = analyse(m.model(m.given("x", "number") + m.decision("d", table, inputs=["x"])))
    [(rows, mening)] = told(found, "tom_rad")
    assert rows == (1,)
    assert "svarar inget" in mening
    assert told(findings("UNIQUE", [("< 18", ""), (">= 18", "null")]), "tom_rad") == []


def test_a_gap_between_numbers_is_told_with_its_bounds() -> None:
    [(rows, mening)] = told(findings("UNIQUE", [("<= 17", "1"), (">= 18", "2")]), "lucka")
    assert rows == ()
    assert "mellan 17 och 18" in mening


def test_a_gap_in_a_combination_is_told() -> None:
    rules = [("true", "true", "1"), ("true", "false", "2"), ("false", "true", "3")]
    [(_, mening)] = told(findings("UNIQUE", rules, types=["boolean", "boolean"]), "lucka")
    assert "x0 är false och x1 är false" in mening


def test_allowed_values_bound_what_must_be_covered() -> None:
    rules = [('"A"', "1"), ('"B"', "2")]
    assert findings("UNIQUE", rules, types=["string"], values='"A","B"') == []
    [(_, mening)] = told(findings("UNIQUE", rules, types=["string"], values='"A","B","C"'), "lucka")
    assert '"C"' in mening
    [(_, mening)] = told(findings("UNIQUE", rules, types=["string"]), "lucka")
    assert "annat värde" in mening


def test_a_gap_after_the_upper_end_of_an_interval_is_told() -> None:
    [found] = findings("UNIQUE", [["[0..4]", "1"], ["[5..10]", "2"], ["<0,>10", "3"]])
    assert found.kod == "lucka"
    assert "mellan 4 och 5" in found.mening


def test_the_types_own_allowed_values_bound_what_must_be_covered() -> None:
    types = (
        '<itemDefinition name="tFarg"><typeRef>string</typeRef><allowedValues>'
        '<text>"röd","grön"</text></allowedValues></itemDefinition>'
    )
    table = m.table("UNIQUE", ["x"], ["ut"], [['"röd"', "1"], ['"blå"', "2"]])
    found = analyse(m.model(types + m.given("x", "tFarg") + m.decision("d", table, inputs=["x"])))
    assert [one.kod for one in found] == ["otillatet_varde", "oanvandbar_rad", "lucka"]
    assert '"grön"' in found[-1].mening


def test_a_default_answer_leaves_no_gap() -> None:
    assert findings("UNIQUE", [("< 5", "1")], defaults=["0"]) == []


def test_collecting_nothing_is_an_answer_and_no_gap() -> None:
    assert findings("COLLECT", [("< 5", "1")]) == []
    assert told(findings("FIRST", [("< 5", "1")]), "lucka")


def test_an_overlap_names_both_rows() -> None:
    found = findings("UNIQUE", [("< 20", "1"), (">= 18", "2")])
    [(rows, mening)] = told(found, "overlapp")
    assert rows == (1, 2)
    assert "Rad 1 och rad 2" in mening


def test_any_may_overlap_where_the_answers_are_the_same() -> None:
    assert told(findings("ANY", [("< 20", "1"), (">= 18", "1")]), "overlapp") == []
    assert told(findings("ANY", [("< 20", "1"), (">= 18", "2")]), "overlapp")


@pytest.mark.parametrize("policy", ["FIRST", "COLLECT", "RULE ORDER"])
def test_other_policies_may_overlap(policy: str) -> None:
    assert told(findings(policy, [("< 20", "1"), (">= 18", "2")]), "overlapp") == []


def test_a_row_hidden_by_those_above_is_told() -> None:
    rules = [("< 10", "1"), (">= 10", "2"), ("5", "3")]
    assert [rows for rows, _ in told(findings("FIRST", rules), "skymd_rad")] == [(3,)]
    assert told(findings("FIRST", rules[:2]), "skymd_rad") == []


def test_a_row_hidden_only_by_several_together_is_told() -> None:
    rules = [
        ("true", "-", "1"),
        ("false", "true", "2"),
        ("-", "true", "3"),
        ("-", "-", "4"),
    ]
    found = findings("FIRST", rules, types=["boolean", "boolean"])
    assert [rows for rows, _ in told(found, "skymd_rad")] == [(3,)]


def test_a_row_no_value_meets_is_told() -> None:
    found = findings("FIRST", [("> 5 and ? < 3", "1"), ("-", "2")])
    assert [rows for rows, _ in told(found, "oanvandbar_rad")] == [(1,)]


def test_a_value_that_is_not_allowed_is_told() -> None:
    found = findings("FIRST", [('"A","D"', "1"), ("-", "2")], types=["string"], values='"A","B"')
    [(rows, mening)] = told(found, "otillatet_varde")
    assert rows == (1,)
    assert '"D"' in mening


def test_dates_are_ordered() -> None:
    rules = [('< date("2026-01-01")', "1"), ('>= date("2026-01-02")', "2")]
    [(_, mening)] = told(findings("UNIQUE", rules, types=["date"]), "lucka")
    assert "2026-01-01" in mening


def test_cells_that_need_other_facts_are_never_called_wrong() -> None:
    table = m.table("UNIQUE", ["x"], ["y"], [("< grans", "1"), (">= grans", "2")])
    made = m.model(
        m.given("x", "number")
        + m.given("grans", "number")
        + m.decision("d", table, inputs=["x", "grans"])
    )
    assert analyse(made) == []


def test_an_unknown_fact_and_a_text_against_a_number_are_told() -> None:
    found = findings("FIRST", [('"arton"', "x_noll"), ("-", "1")])
    assert {one.rows for one in found if one.niva == "error"} == {(1,)}
    assert len([one for one in found if one.rows == (1,)]) >= 2


def test_facts_the_asker_gives_are_known() -> None:
    made = m.model(m.decision("d", m.literal("faktum + 1")))
    assert [found.kod for found in analyse(made)] != []
    from workflows.feel import parse_type

    assert analyse(made, facts={"faktum": parse_type("number")}) == []


def test_a_text_that_is_no_feel_and_a_reference_to_nothing_are_told() -> None:
    made = m.model(m.decision("d", m.literal("1 +"), inputs=["borta"]))
    assert {found.kod for found in analyse(made)} == {"syntaxfel", "trasig_hanvisning"}


def test_a_large_table_is_analysed_within_seconds() -> None:
    rules = [(*[f'"{row}-{column}"' for column in range(8)], "1") for row in range(60)]
    found = findings("FIRST", rules, types=["string"] * 8)
    assert told(found, "lucka") or told(found, "for_stor_tabell")


def test_a_table_of_a_thousand_rows_is_read_and_told_to_be_too_large() -> None:
    begun = time.perf_counter()
    found = findings("FIRST", [(f"[{row}..{row + 5}]", f"{row}") for row in range(1_000)])
    assert [one.kod for one in found] == ["for_stor_tabell"]
    # Some two seconds here; a review that tries every value of every row takes minutes.
    assert time.perf_counter() - begun < 20


def test_of_many_overlaps_the_first_hundred_are_told() -> None:
    assert len(told(findings("UNIQUE", [("-", "1")] * 20), "overlapp")) == 100


def test_decisions_that_require_each_other_are_told() -> None:
    made = m.model(
        m.decision("a", m.literal("b"), decisions=["b"])
        + m.decision("b", m.literal("a"), decisions=["a"])
        + m.decision("c", m.literal("a"), decisions=["a"])
    )
    assert [found.decision_id for found in analyse(made) if found.kod == "krets"] == ["a", "b"]
