"""What has stopped: who is told, what she can do about it, and when it matters no more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.workflows.draw import boundary, catch, draw, message, messages, properties, timer
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine, registry
from workflows.engine import jobs
from workflows.errors import NotYourTurn
from workflows.models import Incident, Job, Message, Process, Subscription, Timer

_EACH = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
    '</bpmn:loopDataInputRef><bpmn:inputDataItem id="del"/>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def _open() -> list[Incident]:
    return list(Incident.objects.filter(resolved_at__isnull=True).order_by("pk"))


def _stop(process: Process) -> None:
    @engine.move
    def act() -> None:
        engine.cancel(engine.lock(process.case_id), actor="anna", reason="ångrade sig")

    act()


def _parked_under_a_timer(prov: Prov) -> Process:
    """A step stopped in a subprocess whose time then runs out."""
    steps.fail["s1"] = 1
    process = prov.start(
        "start > del > slut", "t > b > slut", user="b", step="s1", begin="d0", end="d9",
        subprocess={"del": "d0 > s1 > d9"}, extra=boundary("t", "del", timer("PT1H")),
    )  # fmt: skip
    assert [one.element for one in _open()] == ["s1"]
    with clock.moved(timedelta(hours=2)):
        assert engine.tick().timers == 1
    assert prov.open(process) == ["b"]
    return process


def test_what_stopped_is_closed_when_its_token_is_taken_away(prov: Prov) -> None:
    _parked_under_a_timer(prov)
    assert _open() == []
    closed = Incident.objects.get()
    assert (closed.resolution, closed.resolved_by) == (Incident.Resolution.OVERTAKEN, "")


def _retry(number: int, *, actor: str, reason: str) -> None:
    engine.retry(number, actor=actor)


@pytest.mark.parametrize("act", [engine.skip, engine.give_up, _retry])
def test_what_was_closed_so_can_no_longer_be_acted_on(prov: Prov, act: Any) -> None:
    process = _parked_under_a_timer(prov)
    before = bytes(prov.reload(process).state)
    number = Incident.objects.get().pk
    with pytest.raises(NotYourTurn):
        act(number, actor="petra", reason="försent")
    assert prov.open(process) == ["b"]
    assert bytes(prov.reload(process).state) == before


def test_cancelling_closes_what_had_stopped(prov: Prov) -> None:
    steps.fail["s1"] = 1
    process = prov.start("start > p", "p > a > slut", "p > s1 > slut", user="a", step="s1", par="p")
    _stop(process)
    assert Incident.objects.get().resolution == Incident.Resolution.OVERTAKEN


def test_giving_up_closes_all_of_the_process_and_says_so(prov: Prov) -> None:
    steps.fail |= {"s1": 1, "s2": 1}
    prov.start("start > p", "p > s1 > slut", "p > s2 > slut", step="s1 s2", par="p")
    first, _ = _open()
    engine.give_up(first.pk, actor="petra", reason="fel patient")
    assert set(Incident.objects.values_list("resolution", "resolved_by", "reason")) == {
        (Incident.Resolution.GIVEN_UP, "petra", "fel patient")
    }


def test_two_that_stopped_side_by_side_are_mended_one_by_one(prov: Prov) -> None:
    steps.fail |= {"s1": 2, "s2": 1}
    process = prov.start(
        "start > p", "p > s1 > q", "p > s2 > q", "q > a > slut", user="a", step="s1 s2", par="p q"
    )
    first, second = _open()
    engine.retry(first.pk, actor="petra")
    assert [one.element for one in _open()] == ["s2", "s1"]
    engine.skip(second.pk, actor="petra", reason="gjort för hand")
    assert prov.open(process) == []
    engine.retry(_open()[0].pk, actor="petra")
    assert prov.open(process) == ["a"]
    assert _open() == []


def test_instances_that_stopped_are_mended_one_by_one(prov: Prov) -> None:
    prov.facts["lista"] = ["x", "y"]
    steps.fail["s1"] = 2
    process = prov.start("start > s1 > a > slut", user="a", step="s1", inside={"s1": _EACH})
    for left in (1, 0):
        engine.retry(_open()[0].pk, actor="petra")
        assert len(_open()) == left
    assert [occasion.item for _, occasion in steps.calls] == ["x", "y", "x", "y"]
    assert prov.open(process) == ["a"]


def test_a_time_that_is_null_is_told_once_and_counted_when_it_is_known(prov: Prov) -> None:
    process = prov.start(
        "start > p", "p > vanta > slut", "p > a > b > slut", user="a b", par="p",
        extra=catch("vanta", timer("nummer", "timeDate")),
    )  # fmt: skip
    prov.do(process, "a")
    (stopped,) = _open()
    assert "gick inte att räkna ut" in stopped.sentence
    due = clock.now() + timedelta(days=1)
    prov.facts["nummer"] = due
    engine.retry(stopped.pk, actor="petra")
    assert Timer.objects.get().due_at == due
    assert "vanta" not in prov.trail(process)


def test_a_list_that_is_null_is_read_again(prov: Prov) -> None:
    process = prov.start("start > s1 > a > slut", user="a", step="s1", inside={"s1": _EACH})
    (stopped,) = _open()
    prov.facts["lista"] = ["x"]
    engine.retry(stopped.pk, actor="petra")
    assert [occasion.item for _, occasion in steps.calls] == ["x"]
    assert prov.open(process) == ["a"]


def test_waiting_for_a_message_without_a_key_is_told(prov: Prov) -> None:
    prov.start(
        "start > svar > slut", root=messages("svar"),
        extra=catch("svar", message("svar"), properties(key="nummer")),
    )  # fmt: skip
    (stopped,) = _open()
    assert "saknar nyckel" in stopped.sentence
    prov.facts["nummer"] = "A"
    engine.retry(stopped.pk, actor="petra")
    assert Subscription.objects.get().key == "A"
    assert _open() == []


def test_facts_that_cannot_be_read_stop_the_token_and_keep_the_persons_work(prov: Prov) -> None:
    kind = registry.case_type("prov")

    def broken(case_id: UUID) -> Mapping[str, Any]:
        raise LookupError("no such row")

    process = prov.start(
        "start > a > x", "x > b : klar", "x > c", "b > slut", "c > slut", user="a b c", xor="x"
    )
    registry.register_case_type(replace(kind, read_facts=broken))
    prov.do(process, "a")
    assert _open()[0].element == "x"
    prov.facts["klar"] = True
    registry.register_case_type(kind)
    engine.retry(_open()[0].pk, actor="petra")
    assert prov.open(process) == ["b"]


def test_a_job_that_failed_after_its_case_was_stopped_tells_nobody(prov: Prov) -> None:
    process = prov.start("start > b1 > a > slut", user="a", step="b1")
    job = Job.objects.select_related("process").get()
    job.attempts = jobs.ATTEMPTS
    _stop(process)
    jobs._failed(job, RuntimeError("late"))
    assert not Incident.objects.exists()


def test_a_worker_that_lost_its_lease_changes_nothing_for_the_one_who_has_it(prov: Prov) -> None:
    prov.start("start > b1 > a > slut", user="a", step="b1")
    slow = jobs._take(Job.objects.get().pk)
    assert slow is not None
    with clock.moved(jobs.LEASE * 2):
        assert jobs._take(slow.pk) is not None
        leased = Job.objects.get().take_at
        jobs._failed(slow, RuntimeError("slow"))
        assert Job.objects.get().take_at == leased


def test_a_background_step_knows_its_item(prov: Prov) -> None:
    prov.facts["lista"] = ["x", "y"]
    process = prov.start("start > b1 > a > slut", user="a", step="b1", inside={"b1": _EACH})
    assert engine.tick().jobs == 2
    assert sorted(occasion.item for _, occasion in steps.calls) == ["x", "y"]
    assert prov.open(process) == ["a"]


def test_a_message_whose_case_cannot_begin_stops_and_can_be_tried_again(prov: Prov) -> None:
    drawn = draw(
        "begin > a > slut", user="a", root=messages("begard"),
        extra=f'<bpmn:startEvent id="begin">{message("begard")}</bpmn:startEvent>',
    )  # fmt: skip
    prov.publish(drawn)
    kind = registry.case_type("prov")

    def broken(name: str, payload: Mapping[str, Any], effective: Any) -> UUID:
        raise LookupError("no such article")

    registry.register_case_type(replace(kind, start_by_message=broken))
    sent = engine.send("begard", "1", {})
    engine.tick()
    (stopped,) = _open()
    assert stopped.message_id == sent.pk
    assert "LookupError: no such article" in stopped.detail
    assert not Process.objects.exists()
    registry.register_case_type(kind)
    engine.retry(stopped.pk, actor="petra")
    engine.tick()
    assert Process.objects.count() == 1


def test_messages_that_nobody_wants_yet_do_not_hide_one_that_somebody_does(prov: Prov) -> None:
    for number in range(210):
        engine.send("ingen", str(number), {})
    prov.facts["nummer"] = "A"
    process = prov.start(
        "start > svar > slut", root=messages("svar"),
        extra=catch("svar", message("svar"), properties(key="nummer")),
    )  # fmt: skip
    engine.send("svar", "A", {})
    for _ in range(2):
        engine.tick()
    assert prov.reload(process).status == Process.Status.DONE
    assert engine.tick().messages == 0
    assert Message.objects.filter(status=Message.Status.WAITING).count() == 210


def test_a_move_on_what_nobody_held_is_refused_and_overwrites_nothing(prov: Prov) -> None:
    process = prov.start("start > p", "p > a > slut", "p > b > slut", user="a b", par="p")
    stale = prov.reload(process)
    prov.do(process, "a")
    with pytest.raises(NotYourTurn, match="i samma stund"):
        engine.complete(stale, "b", actor="bo")
    assert prov.open(process) == ["b"]
    assert prov.reload(process).rev == 2


def test_a_wait_of_absurdly_many_working_days_is_told_and_hangs_nobody(prov: Prov) -> None:
    prov.start(
        "start > vanta > slut",
        extra=catch("vanta", timer("hmc.arbetsdagar(start, 1000000000)", "timeDate")),
    )
    assert "gick inte att räkna ut" in _open()[0].sentence
    assert not Timer.objects.exists()


def _circle_after_a_time(prov: Prov) -> Process:
    """A process that turns in a circle once its time is out, until `klar`."""
    prov.facts["klar"] = False
    return prov.start(
        "start > p", "p > a > slut", "p > vanta > m > s1 > x", "x > slut : klar", "x > m",
        user="a", step="s1", xor="m x", par="p", extra=catch("vanta", timer("PT1H")),
    )  # fmt: skip


def test_a_time_that_a_case_cannot_go_on_from_is_told_once_and_tried_when_asked(
    prov: Prov,
) -> None:
    process = _circle_after_a_time(prov)
    with clock.moved(timedelta(hours=2)):
        assert engine.tick().timers == 0
        tried = len(steps.calls)
        assert engine.tick().timers == 0
        assert len(steps.calls) == tried
        (stopped,) = _open()
        assert (stopped.kind, stopped.element) == (Incident.Kind.TIMER, "vanta")
        assert "går i cirkel" in stopped.sentence
        assert "vanta" not in prov.trail(process)
        prov.facts["klar"] = True
        engine.retry(stopped.pk, actor="petra")
        assert engine.tick().timers == 1
    assert _open() == []
    assert not Timer.objects.exists()


def test_a_time_that_stopped_is_closed_with_its_case(prov: Prov) -> None:
    process = _circle_after_a_time(prov)
    with clock.moved(timedelta(hours=2)):
        engine.tick()
        engine.tick()
        assert len(_open()) == 1
        _stop(process)
    assert _open() == []
