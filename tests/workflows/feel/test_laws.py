"""Laws that hold for all values: logic, order, ranges, dates, durations, sorting, literals."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.feel import (
    FeelDate,
    YearMonthDuration,
    compile_expression,
    compile_unary_tests,
    from_python,
    to_literal,
    to_python,
)

TRUTHS = [True, False, None]
numbers = st.decimals(-(10**6), 10**6, places=3, allow_nan=False)
small = st.integers(-50, 50)
texts = st.text(max_size=20)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
moments = st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01"))
# Keys that a literal's own reader might take for something else.
keys = texts | st.sampled_from(
    ["date", "time", "duration", "date and time", "in", "item", "a-b", "a.b", "\ufeff", "1", ""]
)
values = st.recursive(
    st.none()
    | st.booleans()
    | numbers
    | texts
    | days
    | moments
    | st.times()
    | st.timedeltas(timedelta(-999), timedelta(999)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def value(text: str, **context: Any) -> Any:
    return compile_expression(text).evaluate(context).value


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
def test_de_morgan(a: bool | None, b: bool | None) -> None:
    assert value("not(a and b)", a=a, b=b) is value("not(a) or not(b)", a=a, b=b)
    assert value("a and b", a=a, b=b) is value("b and a", a=a, b=b)
    assert value("a or b", a=a, b=b) is value("b or a", a=a, b=b)


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
def test_all_any_some_every_are_the_same_logic(a: bool | None, b: bool | None) -> None:
    assert value("all([a, b])", a=a, b=b) is value("a and b", a=a, b=b)
    assert value("any([a, b])", a=a, b=b) is value("a or b", a=a, b=b)
    assert value("every x in [a, b] satisfies x", a=a, b=b) is value("a and b", a=a, b=b)
    assert value("some x in [a, b] satisfies x", a=a, b=b) is value("a or b", a=a, b=b)


@given(numbers, numbers)
def test_one_order(a: Decimal, b: Decimal) -> None:
    told = [value(f"a {sign} b", a=a, b=b) for sign in ("<", "=", ">")]
    assert told.count(True) == 1
    assert value("a <= b", a=a, b=b) is not value("a > b", a=a, b=b)


@given(small, small, small)
def test_a_range_holds_what_comparison_says(low: int, high: int, point: int) -> None:
    low, high = sorted((low, high))
    context = {"l": low, "h": high, "p": point}
    assert value("p in [l..h]", **context) is (low <= point <= high)
    assert value("p in (l..h)", **context) is (low < point < high)
    assert value("p in ]l..h]", **context) is value("p in (l..h]", **context)
    assert value("includes([l..h], p)", **context) is value("p in [l..h]", **context)
    assert value("p between l and h", **context) is value("p in [l..h]", **context)
    test = compile_unary_tests("[l..h]").evaluate(point, context)
    assert test.value is value("p in [l..h]", **context)


@given(small, small, small, small)
def test_range_relations_mirror_each_other(a: int, b: int, c: int, d: int) -> None:
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    for there, back in (
        ("before", "after"),
        ("meets", "met by"),
        ("overlaps before", "overlaps after"),
        ("starts", "started by"),
        ("finishes", "finished by"),
        ("during", "includes"),
        ("overlaps", "overlaps"),
        ("coincides", "coincides"),
    ):
        for x, y in (("[a..b]", "[c..d]"), ("(a..b]", "[c..d)")):
            one = value(f"{there}({x}, {y})", a=a, b=b, c=c, d=d)
            assert one is value(f"{back}({y}, {x})", a=a, b=b, c=c, d=d)


@given(small, small, small, small)
def test_ranges_lie_before_after_or_overlap(a: int, b: int, c: int, d: int) -> None:
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    told = [
        value(f"{name}([a..b], [c..d])", a=a, b=b, c=c, d=d)
        for name in ("before", "after", "overlaps")
    ]
    assert told.count(True) == 1


@given(days, days)
def test_dates_count_as_python_counts(a: date, b: date) -> None:
    assert to_python(value("a - b", a=a, b=b)) == a - b
    assert value("b + (a - b) = a", a=a, b=b) is True
    assert value("[a.weekday, week of year(a), day of year(a)]", a=a) == [
        a.isoweekday(),
        a.isocalendar().week,
        a.timetuple().tm_yday,
    ]
    assert value("a < b", a=a, b=b) is (a < b)


@given(st.integers(-365_000_000_000, 365_000_000_000))
def test_every_day_has_one_number(number: int) -> None:
    day = FeelDate.of_number(number)
    if day is not None:
        assert day.number == number


@given(days, st.integers(-1200, 1200))
def test_months_come_back_but_for_the_length_of_months(day: date, months: int) -> None:
    if not 1 <= day.year + months // 12 <= 9998:
        return
    first = day.replace(day=1)
    assert value("a + m - m = a", a=first, m=YearMonthDuration(months)) is True
    assert (
        value("years and months duration(a, a + m) = m", a=first, m=YearMonthDuration(months))
        is True
    )


@given(moments, st.timedeltas(timedelta(-9999), timedelta(9999)))
def test_moments_and_durations(moment: datetime, span: timedelta) -> None:
    zoned = moment.replace(tzinfo=UTC)
    assert to_python(value("m + s", m=zoned, s=span)) == zoned + span
    assert value("(m + s) - m = s", m=zoned, s=span) is True
    assert value("duration(string(s)) = s", s=span) is True


@given(st.lists(numbers, max_size=12))
def test_sort_sorts(items: list[Decimal]) -> None:
    assert value("sort(items, function(x, y) x < y)", items=items) == sorted(items)
    assert value("sort(items, function(x, y) x > y)", items=items) == sorted(items, reverse=True)


@given(st.lists(st.tuples(st.integers(0, 3), small), max_size=10))
def test_sort_is_stable(pairs: list[tuple[int, int]]) -> None:
    rows = [{"k": key, "v": number} for key, number in pairs]
    sorted_rows = value("sort(rows, function(x, y) x.k < y.k)", rows=rows)
    assert [(row["k"], row["v"]) for row in sorted_rows] == sorted(pairs, key=lambda pair: pair[0])


@given(st.lists(small, max_size=10))
def test_list_functions_agree(items: list[int]) -> None:
    assert value("reverse(reverse(x)) = x", x=items) is True
    assert value("count(distinct values(x))", x=items) == len(set(items))
    assert value("for i in 1..count(x) return x[i]", x=items) == items or not items
    assert value("sum(append(x, 1)) - 1", x=items) == sum(items)


@given(values)
def test_a_literal_means_its_value(python: Any) -> None:
    feel = from_python(python)
    again = compile_expression(to_literal(feel)).evaluate()
    assert again.value == feel
    assert not again.warnings


@given(
    st.booleans()
    | numbers
    | texts
    | days
    | moments
    | st.times()
    | st.timedeltas(timedelta(-99), timedelta(99))
)
def test_python_values_come_back(python: Any) -> None:
    assert to_python(from_python(python)) == python


def test_zones_come_back() -> None:
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert to_python(from_python(moment)) == moment
    assert to_python(from_python(time(8, 30))) == time(8, 30)
