"""How long what waits has waited is told with the move that ends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.workflows.draw import boundary, catch, message, messages, properties, timer
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine
from workflows.engine import stays
from workflows.errors import NotYourTurn
from workflows.models import Incident, Job, Move, Process, Timer, UserTask

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = 3600


@contextmanager
def after(hours: float) -> Iterator[None]:
    with clock.frozen(MONDAY + timedelta(hours=hours)):
        yield


def told(process: Process) -> list[list[Any]]:
    """Every wait that a process's moves tell of, in order."""
    rows = Move.objects.filter(process=process).order_by("rev").values_list("waited", flat=True)
    return [row for waited in rows for row in waited or []]


@pytest.mark.parametrize(
    ("claimed", "deadline", "done", "expected"),
    [
        (None, None, 5, ["a", 5 * HOUR, None, None, 0]),
        (2, 6, 5, ["a", 2 * HOUR, 3 * HOUR, HOUR, 0]),
        (2, 4, 5, ["a", 2 * HOUR, 3 * HOUR, -HOUR, 0]),
        # Done, away from the net, before she had taken it, and before it was there.
        (4, None, 3, ["a", 3 * HOUR, 0, None, 0]),
        (None, None, -1, ["a", 0, None, None, 0]),
    ],
)
def test_waiting_is_until_somebody_took_it_and_work_from_then_on(
    claimed: float | None, deadline: float | None, done: float, expected: list[Any]
) -> None:
    def at(hours: float | None) -> datetime | None:
        return None if hours is None else MONDAY + timedelta(hours=hours)

    moment = MONDAY + timedelta(hours=done)
    assert stays.of_task("a", (MONDAY, at(claimed), at(deadline)), moment) == expected


def test_a_task_that_is_done_tells_when_it_came_was_taken_and_was_due(prov: Prov) -> None:
    late = {"a": properties(deadline='duration("PT4H")')}
    with after(0):
        process = prov.start("start > a > b > slut", user="a b", inside=late)
    with after(2):
        engine.claim(UserTask.objects.get().pk, actor="anna")
    with after(5):
        prov.do(process, "a")
    with after(6):
        prov.do(process, "b")
    assert told(process) == [
        ["a", 2 * HOUR, 3 * HOUR, -HOUR, 0],
        ["b", HOUR, None, None, 0],
    ]


def test_what_a_colleague_has_is_neither_done_nor_told(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    engine.claim(UserTask.objects.get().pk, actor="bo")
    with pytest.raises(NotYourTurn, match="Ta över"):
        prov.do(process, "a", actor="anna")
    assert UserTask.objects.count() == 1
    assert told(process) == []


def test_a_time_a_message_and_a_background_step_tell_how_long(prov: Prov) -> None:
    prov.facts["nummer"] = "k"
    extra = catch("vila", timer("PT3H"), properties())
    extra += catch("svar", message("svar"), properties(key="nummer"))
    with after(0):
        process = prov.start(
            "start > vila > svar > b1 > slut", extra=extra, root=messages("svar"), step="b1"
        )
    with after(5):  # the worker woke two hours late: the case waited until it was due
        engine.fire(Timer.objects.get().pk)
    with after(10):
        engine.deliver(engine.send("svar", "k", {}).pk)
    with after(11):
        engine.run_job(Job.objects.get().pk)
    assert prov.reload(process).status == Process.Status.DONE
    assert told(process) == [
        ["vila", 3 * HOUR, None, None, 0],
        ["svar", 5 * HOUR, None, None, 0],
        ["b1", HOUR, None, None, 0],
    ]


def test_a_step_that_failed_has_waited_for_whoever_mended_it(prov: Prov) -> None:
    steps.fail["s1"] = 1
    with after(0):
        process = prov.start("start > s1 > a > slut", user="a", step="s1")
    with after(7):
        engine.retry(Incident.objects.get().pk, actor="anna")
    assert told(process) == [["s1", 7 * HOUR, None, None, 0]]


def test_what_is_left_undone_is_told_as_cut_and_what_only_listens_is_not(prov: Prov) -> None:
    extra = boundary("tiden", "a", timer('duration("PT4H")'))
    with after(0):
        process = prov.start("start > a > slut", "tiden > b > slut", user="a b", extra=extra)
    with after(4):
        engine.fire(Timer.objects.get().pk)
    assert told(process) == [["a", 4 * HOUR, None, None, 1]]
    with after(6):

        @engine.move
        def stop() -> None:
            engine.cancel(engine.lock(process.case_id), actor="anna", reason="Prov")

        stop()
    assert told(process)[1:] == [["b", 2 * HOUR, None, None, 1]]


def test_a_task_that_is_started_over_is_not_left_undone_and_has_waited_all_the_time(
    prov: Prov,
) -> None:
    """As a reminder does: it takes the task away and asks it anew."""
    extra = boundary("paminn", "a", timer('duration("PT4H")'))
    with after(0):
        process = prov.start("start > a > slut", "paminn > a", user="a", extra=extra)
    with after(2):
        engine.claim(UserTask.objects.get().pk, actor="anna")
    with after(4):
        engine.fire(Timer.objects.get().pk)
    assert told(process) == []
    again = UserTask.objects.get()
    assert (again.assignee, again.created_at) == ("anna", MONDAY)
    with after(5):
        prov.do(process, "a")
    assert told(process) == [["a", 2 * HOUR, 3 * HOUR, None, 0]]


def test_of_several_that_go_as_many_are_started_over_as_are_asked(prov: Prov) -> None:
    several = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="sak"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    prov.facts["lista"] = ["1", "2", "3"]
    extra = boundary("paminn", "a", timer('duration("PT4H")'))
    with after(0):
        process = prov.start(
            "start > a > slut", "paminn > a", user="a", inside={"a": several}, extra=extra
        )
    prov.facts["lista"] = ["1", "2"]
    with after(4):
        engine.fire(Timer.objects.get().pk)
    assert told(process) == [["a", 4 * HOUR, None, None, 1]]
    assert set(UserTask.objects.values_list("created_at", flat=True)) == {MONDAY}
