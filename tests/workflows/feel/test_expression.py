"""What callers rely on: names, warnings, clocks, extensions, scopes, functions, types."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from workflows.feel import (
    FeelSyntaxError,
    FeelTypeError,
    FeelWarning,
    Parameter,
    PythonFunction,
    Scope,
    call,
    coerce,
    compile_expression,
    compile_unary_tests,
    conforms,
    parse_type,
    to_json,
)


def test_names_and_paths() -> None:
    expression = compile_expression(
        "if patient.alder > grans then sum(rader[antal > minst].pris) else for i in x return i + y"
    )
    assert expression.names == {"patient", "grans", "rader", "antal", "minst", "x", "y"}
    assert "patient.alder" in expression.paths
    assert compile_expression("{a: 1, b: a + c}.b").names == {"c"}
    assert compile_expression("function(a) a + b").names == {"b"}
    assert compile_unary_tests("? > grans, status").names == {"grans", "status"}


def test_names_with_signs_are_told_by_the_scope() -> None:
    context = {"Pre-bureau risk": 3, "Pre": 10, "x": {"a/b": 5}}
    names = ["Pre-bureau risk", "Pre", "x", "a/b"]
    assert compile_expression("Pre-bureau risk + 1", names=names).evaluate(context).value == 4
    assert compile_expression("x.a/b", names=names).evaluate(context).value == 5
    assert compile_expression("x.a", names=names).evaluate(context).value is None


def test_compiled_once() -> None:
    assert compile_expression("a + 1", names=["a", "b"]) is compile_expression("a + 1", names=["c"])
    assert compile_expression("a-b", names=["a-b"]) is not compile_expression("a-b")


def test_a_warning_says_where() -> None:
    outcome = compile_expression("1 +\n  saknas").evaluate()
    assert outcome.value is None
    assert outcome.warnings[0] == FeelWarning("okant_namn", "Namnet saknas finns inte här.", 2, 3)


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("", 1, 1, "tomt"),
        ("1 +", 1, 4, "slutar för tidigt"),
        ("(1", 1, 3, "parentes"),
        ("a == 1", 1, 4, "ett enda ="),
        ("if a then b", 1, 12, "else"),
        ("'a'", 1, 1, "citattecken"),
        ('"a', 1, 1, "avslutas aldrig"),
        ("1\n  && 2", 2, 3, "Skriv and"),
        ("5 ärenden", 1, 3, "ärenden"),
        ("[1, 2", 1, 6, "hakparentes"),
        ("{a: 1", 1, 6, "klammer"),
        ("1.2e", 1, 4, "e"),
        ("f(1, a: 2)", 1, 7, ":"),
    ],
)
def test_syntax_errors(text: str, line: int, column: int, part: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert part in caught.value.mening


def test_the_clock_is_the_callers_and_stands_still() -> None:
    ticks = iter(range(100))

    def clock() -> datetime:
        return datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC) + timedelta(seconds=next(ticks))

    outcome = compile_expression("[now() = now(), string(today()), string(now())]").evaluate(
        {}, clock=clock
    )
    assert outcome.value == [True, "2026-03-01", "2026-03-01T23:59:59Z"]


def add_days(start: date, antal: Decimal) -> date:
    if antal < 0:
        raise ValueError("Antalet dagar ska vara noll eller mer.")
    return start + timedelta(days=int(antal))


def test_extensions_live_in_their_namespace() -> None:
    extensions = {"hmc": {"arbetsdagar": PythonFunction(("start", "antal"), add_days)}}

    def value(text: str) -> Any:
        return compile_expression(text).evaluate({}, extensions=extensions)

    assert to_json(value('hmc.arbetsdagar(@"2026-03-01", 3)').value) == "2026-03-04"
    assert to_json(value('hmc.arbetsdagar(antal: 3, start: @"2026-03-01")').value) == "2026-03-04"
    refused = value('hmc.arbetsdagar(@"2026-03-01", -1)')
    assert refused.value is None
    assert refused.warnings[0].mening == "Antalet dagar ska vara noll eller mer."
    assert value("hmc.annat(1)").warnings[0].kod == "okand_egenskap"
    assert value('arbetsdagar(@"2026-03-01", 3)').value is None


def test_a_context_hides_an_extension_and_a_built_in() -> None:
    assert compile_expression("sum").evaluate({"sum": 3}).value == 3
    assert compile_expression("hmc").evaluate({"hmc": 1}, extensions={"hmc": {}}).value == 1


def test_one_scope_for_many() -> None:
    scope = Scope({"a": 5})
    assert compile_expression("a > 3").value_in(scope) is True
    assert compile_unary_tests("< 5").value_in(scope, 5) is False
    assert compile_expression("b").value_in(scope) is None
    assert [warning.kod for warning in scope.warnings] == ["okant_namn"]


def test_an_expression_as_the_body_of_a_function() -> None:
    body = compile_expression("pris * antal * faktor")
    function = body.as_function(
        (Parameter("pris", parse_type("number")), Parameter("antal")), {"faktor": 2}, name="summa"
    )
    scope = Scope()
    assert call(function, scope, [10, Decimal(3)]) is None
    assert call(function, scope, [Decimal(10), Decimal(3)]) == 60
    assert call(function, scope, [Decimal(3), Decimal(10)], ["antal", "pris"]) == 60
    assert compile_expression("summa(2, 3)").evaluate({"summa": function}).value == 12
    assert compile_expression('summa("x", 3)').evaluate({"summa": function}).value is None


@pytest.mark.parametrize(
    ("text", "input_value", "answer"),
    [
        ("-", None, True),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ('"a", "b"', None, False),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', "a", False),
        ("not(null)", 1, True),
        ("null", None, True),
        ("null", 1, False),
        ("< 5", 4, True),
        ("< 5", None, None),
        ("[1..5], > 10", 11, True),
        ("]1..5[", 5, False),
        ("? > 3 and ? < 9", 5, True),
        ("? > 3", 1, False),
        ("true", False, False),
        ("false", False, True),
        ("true", None, False),
        ("[1, 2, 3]", 2, True),
        ("gruppen", "B", True),
        ("gruppen", "C", False),
        ("granser", 5, True),
        ("grans", 7, True),
        ("> grans", 8, True),
        ('ends with(?, "a")', "Åsa", True),
        ("!= 5", 4, True),
        ("-5", -5, True),
        ('date("2026-03-01")', date(2026, 3, 1), True),
        ("list contains(?, 2)", [1, 2], True),
        ("5", "5", None),
    ],
)
def test_input_entries(text: str, input_value: Any, answer: bool | None) -> None:
    context = {"gruppen": ["A", "B"], "grans": 7, "granser": [[1, 5], 5]}
    assert compile_unary_tests(text).evaluate(input_value, context).value is answer


def test_types() -> None:
    rows = parse_type("list<context<artikel: string, antal: number>>")
    assert conforms([{"artikel": "A", "antal": Decimal(1)}], rows)
    assert not conforms([{"artikel": "A"}], rows)
    assert str(parse_type("function<number, list<string>> -> date and time")) == (
        "function<number, list<string>> -> date and time"
    )
    told: list[tuple[str, str]] = []
    number = parse_type("number")
    assert coerce([Decimal(1)], number, lambda *word: told.append(word)) == 1
    assert told == []
    assert coerce("1", number, lambda *word: told.append(word)) is None
    assert told == [("typ", "Värdet är en text men ska vara av typen number.")]
    assert coerce(Decimal(1), parse_type("list<number>")) == [1]
    with pytest.raises(FeelTypeError, match="finns inte"):
        parse_type("nummer")


def test_types_of_ones_own() -> None:
    person = parse_type("context<namn: string>")
    text = "x instance of tPerson"
    assert (
        compile_expression(text, types={"tPerson": person}).evaluate({"x": {"namn": "Åsa"}}).value
        is True
    )
    assert compile_expression(text, types={"tPerson": person}).evaluate({"x": {}}).value is False
    assert compile_expression(text).evaluate({"x": {}}).value is None
