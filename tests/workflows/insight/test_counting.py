"""What a row of history adds, and what may be told of the sums: rules without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflows.insight.counting import Passed, of_case, of_move
from workflows.insight.hiding import FEWEST, may_tell
from workflows.insight.reading import numbers
from workflows.models import Move, Process

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def moved(trail: str = "", waited: object = (), **given: object) -> Passed:
    plain = {"kind": Move.Kind.TASK, "at": NOON, "effective_at": None}
    return Passed(**{**plain, **given}, trail=trail.split(), waited=waited)  # type: ignore[arg-type]


def test_each_element_that_was_left_is_a_pass() -> None:
    assert of_move(moved("a x b")) == {name: {"passes": 1, "again": 0} for name in ("a", "x", "b")}


def test_a_wait_adds_its_times_its_deadline_and_whether_it_was_late() -> None:
    told = of_move(moved("a x", [["a", 60, 30, -5, 0]]))
    assert told["a"] == {
        "passes": 1, "again": 0, "timed": 1, "waited": 60, "taken": 1, "worked": 30, "due": 1,
        "late": 1,
    }  # fmt: skip
    in_time = of_move(moved("a", [["a", 60, None, 0, 0]]))["a"]
    assert (in_time["late"], in_time["due"], in_time["taken"]) == (0, 1, 0)


def test_what_was_left_undone_is_no_pass() -> None:
    assert of_move(moved("tiden", [["a", 60, None, None, 1]]))["a"] == {"cut": 1}


def test_one_that_is_made_for_several_is_not_counted_once_more_when_the_last_is_done() -> None:
    assert of_move(moved("flera flera", [["flera", 1, None, None, 0]]))["flera"]["passes"] == 1


def test_an_element_that_the_case_had_left_before_has_been_come_back_to() -> None:
    told = of_move(moved("a b", before={"a"}))
    assert (told["a"]["again"], told["b"]["again"]) == (1, 0)


def test_a_case_begins_with_its_first_move_and_ends_with_its_last() -> None:
    begun = NOON - timedelta(hours=2)
    first = moved(kind=Move.Kind.START)
    assert of_case(first, Process.Status.RUNNING, begun, last=False) == {"started": 1}
    done = Process.Status.DONE
    assert of_case(first, done, NOON, last=True) == {"started": 1, "finished": 1, "lead": 0}
    assert of_case(moved(), done, begun, last=True) == {"finished": 1, "lead": 7200}
    assert of_case(moved(), done, begun, last=False) == {}
    assert of_case(moved(), Process.Status.CANCELLED, begun, last=True) == {"cancelled": 1}


def test_a_background_step_was_done_when_it_was_done_whatever_it_is_dated_by() -> None:
    earlier = NOON - timedelta(days=1)
    assert moved(effective_at=earlier).moment == earlier
    assert moved(effective_at=earlier, kind=Move.Kind.JOB).moment == NOON
    assert moved().moment == NOON


@pytest.mark.parametrize(
    ("count", "within", "may"),
    [
        (0, [], True),
        (1, [], False),
        (4, [], False),
        (5, [], True),
        (5, [100], True),
        (97, [100], False),
        (100, [100], True),
        # What it is part of is not told itself.
        (0, [3], True),
    ],
)
def test_what_may_be_told(count: int, within: list[int], *, may: bool) -> None:
    assert may_tell(count, within) is may


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 200), st.integers(0, 200))
def test_no_small_number_is_told_or_left_when_one_is_taken_from_another(
    part: int, rest: int
) -> None:
    whole = part + rest
    if may_tell(part, [whole]):
        assert not 0 < part < FEWEST
        if may_tell(whole):
            assert not 0 < rest < FEWEST


def test_small_numbers_are_told_of_nowhere() -> None:
    row = {
        "passes": 40, "timed": 40, "waited": 4000, "taken": 3, "worked": 90, "due": 30, "late": 28,
        "again": 2, "cut": 0, "incidents": 7,
    }  # fmt: skip
    told = numbers(row)
    assert (told.passes, told.waited, told.worked) == (40, 100, None)
    # Two were in time: neither the late nor their share is told.
    assert (told.due, told.late, told.late_share, told.again) == (30, None, None, None)
    assert (told.cut, told.incidents) == (0, 7)
    one_unit = numbers(row, [{**row, "passes": 42}])
    assert one_unit.passes is None
