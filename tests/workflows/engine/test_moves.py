"""Straight on, choosing, waiting, turning back: what a process does, one move at a time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.workflows.draw import boundary, catch, draw, message, messages, properties, timer
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.errors import NotFound, NotYourTurn, Refused
from workflows.models import Incident, Message, Move, Process, Subscription, Timer, UserTask

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_case_of_a_task_is_known_also_when_it_is_done(
    prov: Prov, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = prov.start("start > a > b > slut", user="a b")
    first = UserTask.objects.get().pk
    assert engine.case_of(first) == process.case_id
    prov.do(process, "a")
    assert engine.case_of(first) == process.case_id
    assert engine.case_of(UserTask.objects.get().pk) == process.case_id
    assert engine.case_of(uuid4()) is None
    # Nobody looks through all that ever was for it.
    monkeypatch.setattr("workflows.engine.questions._LOOKED_BACK", 0)
    assert engine.case_of(first) is None


def test_a_straight_process_goes_from_task_to_task(prov: Prov) -> None:
    process = prov.start("start > a > s1 > b > slut", user="a b", step="s1")
    assert prov.open(process) == ["a"]
    prov.do(process, "a", input={"antal": "2"})
    assert prov.open(process) == ["b"]
    assert [name for name, _ in steps.calls] == ["s1"]
    prov.do(process, "b")
    ended = prov.reload(process)
    assert ended.status == Process.Status.DONE
    assert bytes(ended.state) == b""
    assert prov.trail(process) == ["start", "a", "s1", "b", "slut"]
    assert engine.history(process.case_id)[1].details["input"] == {"antal": "2"}


def test_a_task_is_done_once(prov: Prov) -> None:
    process = prov.start("start > a > b > slut", user="a b")
    task_id = UserTask.objects.get().pk
    prov.do(process, "a")
    with pytest.raises(NotYourTurn, match="redan utförd"):
        prov.do(process, "a", task_id=task_id)
    assert prov.open(process) == ["b"]
    assert Move.objects.filter(process=process).count() == 2


def test_a_colleagues_task_is_left_alone(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    engine.claim(UserTask.objects.get().pk, actor="bo")
    with pytest.raises(NotYourTurn, match="Ta över"):
        prov.do(process, "a", actor="anna")
    assert UserTask.objects.get().assignee == "bo"
    prov.do(process, "a", actor="bo")
    assert prov.reload(process).status == Process.Status.DONE


@pytest.mark.parametrize(("belopp", "expected"), [(5, ["b"]), (2, ["c"])])
def test_a_condition_asks_a_fact_and_it_is_told_what_it_read(
    prov: Prov, belopp: int, expected: list[str]
) -> None:
    prov.facts["belopp"] = belopp
    process = prov.start(
        "start > x", "x > b : belopp > 3", "x > c", "b > slut", "c > slut", user="b c", xor="x"
    )
    assert prov.open(process) == expected
    assert engine.history(process.case_id)[0].details["facts"] == {"belopp": str(belopp)}


def test_null_in_a_condition_is_an_incident_and_the_persons_work_is_kept(prov: Prov) -> None:
    process = prov.start(
        "start > a > x", "x > b : belopp > 3", "x > c", "b > slut", "c > slut",
        user="a b c", xor="x",
    )  # fmt: skip
    prov.do(process, "a")
    incident = Incident.objects.get()
    assert incident.kind == "condition"
    assert incident.element == "x"
    assert "varken sant eller falskt" in incident.sentence
    assert prov.open(process) == []
    prov.facts["belopp"] = 10
    engine.retry(incident.pk, actor="petra")
    assert prov.open(process) == ["b"]
    with pytest.raises(NotYourTurn):
        engine.retry(incident.pk, actor="petra")


def test_a_gateway_cannot_be_skipped(prov: Prov) -> None:
    process = prov.start(
        "start > x", "x > b : belopp > 3", "x > c", "b > slut", "c > slut", user="b c", xor="x"
    )
    incident = Incident.objects.get()
    with pytest.raises(Refused, match="Bara ett systemsteg"):
        engine.skip(incident.pk, actor="petra", reason="bråttom")
    assert Incident.objects.get().resolved_at is None
    assert prov.open(process) == []


def test_a_step_that_fails_parks_the_token_and_can_be_retried_or_skipped(prov: Prov) -> None:
    steps.fail["s1"] = 1
    process = prov.start("start > a > s1 > b > slut", user="a b", step="s1")
    prov.do(process, "a")
    incident = Incident.objects.get()
    assert incident.kind == "step"
    assert "s1 went wrong" in incident.detail
    assert prov.open(process) == []
    engine.retry(incident.pk, actor="petra")
    assert prov.open(process) == ["b"]

    steps.fail["s1"] = 1
    other = prov.start()
    prov.do(other, "a")
    with pytest.raises(Refused, match="Skriv varför"):
        engine.skip(Incident.objects.latest("pk").pk, actor="petra", reason=" ")
    engine.skip(Incident.objects.latest("pk").pk, actor="petra", reason="gjort för hand")
    assert prov.open(other) == ["b"]


def test_giving_up_cancels_the_process_and_all_it_waits_for(prov: Prov) -> None:
    steps.fail["s1"] = 1
    process = prov.start("start > p", "p > a > slut", "p > s1 > slut", user="a", step="s1", par="p")
    assert prov.open(process) == ["a"]
    engine.give_up(Incident.objects.get().pk, actor="petra", reason="fel patient")
    assert prov.reload(process).status == Process.Status.CANCELLED
    assert UserTask.objects.count() == 0
    with pytest.raises(NotYourTurn, match="avslutat"):
        prov.do(process, "a")


def test_parallel_branches_meet(prov: Prov) -> None:
    process = prov.start(
        "start > p", "p > a > q", "p > b > q", "q > c > slut", user="a b c", par="p q"
    )
    assert prov.open(process) == ["a", "b"]
    prov.do(process, "b")
    assert prov.open(process) == ["a"]
    prov.do(process, "a")
    assert prov.open(process) == ["c"]


def test_a_boundary_timer_fires_when_due_and_is_dated_by_then(prov: Prov) -> None:
    with clock.frozen(MONDAY):
        process = prov.start(
            "start > a > slut", "t > s1 > b > slut", user="a b", step="s1",
            extra=boundary("t", "a", timer("P2D")),
        )  # fmt: skip
        row = Timer.objects.get()
        assert row.due_at == MONDAY + timedelta(days=2)
        assert engine.fire(row.pk) is False
    with clock.frozen(MONDAY + timedelta(days=5)):
        assert engine.tick().timers == 1
        assert prov.open(process) == ["b"]
        assert steps.calls[0][1].effective == MONDAY + timedelta(days=2)
        assert engine.history(process.case_id)[-1].effective_at == MONDAY + timedelta(days=2)
        assert engine.tick().timers == 0
    assert Timer.objects.count() == 0


def test_a_timer_never_fires_inside_somebody_elses_move(prov: Prov) -> None:
    with clock.frozen(MONDAY):
        process = prov.start(
            "start > p", "p > a > slut", "p > c > slut", "t > b > slut", user="a b c", par="p",
            extra=boundary("t", "a", timer("PT1H"), cancel=False),
        )  # fmt: skip
    with clock.frozen(MONDAY + timedelta(days=1)):
        prov.do(process, "c")
        assert prov.open(process) == ["a"]
        engine.tick()
        assert prov.open(process) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("PT30M", "timeDuration", MONDAY + timedelta(minutes=30)),
        ('"P1D"', "timeDuration", MONDAY + timedelta(days=1)),
        ('duration("P1D") + duration("PT1H")', "timeDuration", MONDAY + timedelta(hours=25)),
        ("2026-12-01T10:00:00Z", "timeDate", datetime(2026, 12, 1, 10, tzinfo=UTC)),
        ("2026-12-01", "timeDate", datetime(2026, 11, 30, 23, tzinfo=UTC)),
        ("hmc.arbetsdagar(start, 5)", "timeDate", MONDAY + timedelta(days=7)),
        ('duration("P1M")', "timeDuration", datetime(2026, 12, 23, 9, tzinfo=UTC)),
    ],
)
def test_times_are_feel_or_iso(prov: Prov, text: str, kind: str, due: datetime) -> None:
    with clock.frozen(MONDAY):
        prov.start("start > vanta > slut", extra=catch("vanta", timer(text, kind)))
    assert Timer.objects.get().due_at == due


def test_a_task_has_a_deadline_in_working_days_and_a_group(prov: Prov) -> None:
    prov.facts["nummer"] = "vast"
    with clock.frozen(MONDAY):
        own = properties(
            deadline="hmc.arbetsdagar(start, 3)", group='"hmc_" + nummer', priority="2"
        )
        prov.start("start > a > slut", user="a", inside={"a": own})
    task = UserTask.objects.get()
    assert task.deadline == MONDAY + timedelta(days=3)
    assert task.group == "hmc_vast"
    assert task.priority == 2
    assert task.number == "26480001"
    assert task.search == "säng"


def _reminded(prov: Prov) -> Process:
    """A task that a timer asks anew every other day, in the group that `nummer` says."""
    prov.facts["nummer"] = "vast"
    return prov.start(
        "start > in > a > slut", "t > s1 > in", user="a", xor="in", step="s1",
        inside={"a": properties(group='"hmc_" + nummer')},
        extra=boundary("t", "a", timer('start + duration("P2D")', "timeDate")),
    )  # fmt: skip


def test_a_reminder_does_not_take_the_task_from_the_one_who_has_it(prov: Prov) -> None:
    with clock.frozen(MONDAY):
        _reminded(prov)
        first = UserTask.objects.get()
        engine.claim(first.pk, actor="anna")
    with clock.frozen(MONDAY + timedelta(days=2)):
        assert engine.tick().timers == 1
    again = UserTask.objects.get()
    assert again.pk != first.pk
    assert (again.assignee, again.claimed_at) == ("anna", MONDAY)
    prov.facts["nummer"] = "ost"
    with clock.frozen(MONDAY + timedelta(days=4)):
        assert engine.tick().timers == 1
    moved = UserTask.objects.get()
    assert (moved.group, moved.assignee, moved.claimed_at) == ("hmc_ost", "", None)


def test_a_task_that_is_done_and_asked_again_is_free(prov: Prov) -> None:
    process = prov.start("start > in > a > ut > in", "ut > slut : klar", user="a", xor="in ut")
    task = UserTask.objects.get()
    engine.claim(task.pk, actor="anna")
    prov.facts["klar"] = False
    prov.do(process, "a")
    assert UserTask.objects.get().assignee == ""


def test_a_task_goes_to_the_group_that_has_it_now(prov: Prov) -> None:
    with clock.frozen(MONDAY):
        process = _reminded(prov)
        engine.claim(UserTask.objects.get().pk, actor="anna")
        engine.recheck(process.case_id)
        assert UserTask.objects.get().assignee == "anna"
        moves = Move.objects.count()
        prov.facts["nummer"] = "ost"
        engine.recheck(process.case_id)
    moved = UserTask.objects.get()
    assert (moved.group, moved.assignee, moved.claimed_at) == ("hmc_ost", "", None)
    assert Move.objects.count() == moves


@pytest.mark.parametrize("kind", ["task", "subprocess"])
def test_each_of_several_that_are_asked_anew_stays_with_the_one_who_had_it(
    prov: Prov, kind: str
) -> None:
    prov.facts["lista"] = ["10", "40", "60"]
    mi = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="lager"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    own = properties(group='"lager_" + lager')
    host = "a" if kind == "task" else "del"
    with clock.frozen(MONDAY):
        prov.start(
            f"start > in > {host} > slut", "t > s1 > in", user="a", xor="in", step="s1",
            end="slut2", begin="g0", subprocess={"del": "g0 > a > slut2"},
            inside={"a": own + mi} if kind == "task" else {"a": own, "del": mi},
            extra=boundary("t", host, timer('start + duration("P2D")', "timeDate")),
        )  # fmt: skip
        for group, who in (("lager_10", "anna"), ("lager_40", "bo")):
            engine.claim(UserTask.objects.get(group=group).pk, actor=who)
    first = set(UserTask.objects.values_list("pk", flat=True))
    with clock.frozen(MONDAY + timedelta(days=2)):
        assert engine.tick().timers == 1
    assert not first & set(UserTask.objects.values_list("pk", flat=True))
    had = dict(UserTask.objects.values_list("group", "assignee"))
    assert had == {"lager_10": "anna", "lager_40": "bo", "lager_60": ""}


def _asker() -> bytes:
    return draw(
        "start > fraga > svar > slut",
        root=messages("fraga", "svar"),
        extra=(
            f'<bpmn:intermediateThrowEvent id="fraga">'
            f"{properties(key='nummer', payload='{belopp: belopp}')}{message('fraga')}"
            f"</bpmn:intermediateThrowEvent>"
            + catch("svar", message("svar"), properties(key="nummer"))
        ),
    )


def test_a_message_finds_the_one_who_waits_for_it(prov: Prov) -> None:
    prov.publish(_asker())
    prov.facts |= {"nummer": "A", "belopp": 7}
    first = prov.start()
    prov.facts["nummer"] = "B"
    second = prov.start()
    assert set(Subscription.objects.values_list("key", flat=True)) == {"A", "B"}
    assert Message.objects.filter(name="fraga").count() == 2
    answer = engine.send("svar", "B", {"ja": True}, dedupe="x1")
    again = engine.send("svar", "B", {"ja": True}, dedupe="x1")
    assert again.pk == answer.pk
    assert engine.deliver(answer.pk) is True
    assert engine.deliver(answer.pk) is False
    assert prov.reload(second).status == Process.Status.DONE
    assert prov.reload(first).status == Process.Status.RUNNING
    assert engine.history(second.case_id)[-1].details["message"]["payload"] == {"ja": True}


def test_a_message_sent_twice_in_one_move_is_two_messages(prov: Prov) -> None:
    prov.facts |= {"nummer": "A", "lista": ["10", "40"]}
    mi = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="lager"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    own = properties(key='nummer + "/" + lager', payload="{lager: lager}")
    prov.start(
        "start > sand > slut", root=messages("begard"),
        extra=f'<bpmn:sendTask id="sand" messageRef="m_begard">{own}{mi}</bpmn:sendTask>',
    )  # fmt: skip
    assert set(Message.objects.values_list("key", flat=True)) == {"A/10", "A/40"}


def test_a_message_that_comes_early_is_kept_until_somebody_waits(prov: Prov) -> None:
    answer = engine.send("svar", "C", {})
    assert engine.deliver(answer.pk) is False
    prov.facts |= {"nummer": "C", "belopp": 1}
    prov.publish(_asker())
    process = prov.start()
    engine.tick()
    assert prov.reload(process).status == Process.Status.DONE


def test_a_message_nobody_wants_becomes_an_incident_when_it_expires(prov: Prov) -> None:
    lost = engine.send("svar", "ingen", {}, expires=clock.now() + timedelta(hours=1))
    engine.tick()
    assert Incident.objects.count() == 0
    with clock.moved(timedelta(hours=2)):
        engine.tick()
    incident = Incident.objects.get()
    assert incident.message_id == lost.pk
    assert "Ingen tog emot" in incident.sentence


def test_a_message_without_a_key_is_never_sent(prov: Prov) -> None:
    prov.facts["belopp"] = 1
    prov.publish(_asker())
    process = prov.start()
    assert Message.objects.count() == 0
    assert "saknar nyckel" in Incident.objects.get().sentence
    prov.facts["nummer"] = "D"
    engine.retry(Incident.objects.get().pk, actor="petra")
    assert Message.objects.get().key == "D"
    assert prov.reload(process).status == Process.Status.RUNNING


def test_a_message_can_begin_a_case(prov: Prov) -> None:
    prov.publish(
        draw(
            "begin > a > slut",
            user="a",
            root=messages("begard"),
            extra=f'<bpmn:startEvent id="begin">{message("begard")}</bpmn:startEvent>',
        )
    )
    sent = engine.send("begard", "26480001", {"lager": "10"})
    assert engine.deliver(sent.pk) is True
    assert engine.deliver(sent.pk) is False
    assert steps.begun == [("begard", {"lager": "10"})]
    task = UserTask.objects.get()
    assert task.element == "a"
    (begun,) = engine.history(task.case_id)
    assert begun.details["message"] == {"name": "begard", "payload": {"lager": "10"}}


def test_the_first_of_two_events_wins(prov: Prov) -> None:
    prov.facts["nummer"] = "E"
    flows = (
        "start > e", "e > svar > a > slut", "e > tid > b > slut",
    )  # fmt: skip
    extra = catch("svar", message("svar"), properties(key="nummer")) + catch("tid", timer("P1D"))
    prov.publish(draw(*flows, user="a b", evt="e", extra=extra, root=messages("svar")))
    answered, late = prov.start(), None
    engine.deliver(engine.send("svar", "E", {}).pk)
    assert prov.open(answered) == ["a"]
    assert Timer.objects.count() == 0
    late = prov.start()
    with clock.moved(timedelta(days=2)):
        engine.tick()
    assert prov.open(late) == ["b"]
    assert Subscription.objects.count() == 0


def test_a_condition_may_be_the_first_of_two_events(prov: Prov) -> None:
    prov.facts["klar"] = False
    definition = (
        '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">'
        "klar</bpmn:condition></bpmn:conditionalEventDefinition>"
    )
    drawn = draw(
        "start > e", "e > villkor > a > slut", "e > tid > b > slut", user="a b", evt="e",
        extra=catch("villkor", definition) + catch("tid", timer("P1D")),
    )  # fmt: skip
    prov.publish(drawn)
    first, second = prov.start(), prov.start()
    assert Timer.objects.count() == 2
    with clock.moved(timedelta(days=2)):
        engine.fire(Timer.objects.get(process=second).pk)
    assert prov.open(second) == ["b"]
    assert prov.open(first) == []
    prov.facts["klar"] = True
    engine.recheck(first.case_id)
    assert prov.open(first) == ["a"]
    assert not Timer.objects.exists()


def test_a_subprocess_is_run_for_each_of_a_list(prov: Prov) -> None:
    prov.facts["lista"] = ["10", "40"]
    mi = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="lager"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    process = prov.start(
        "start > del > c > slut", user="a c", end="slut2", begin="g0",
        subprocess={"del": "g0 > a > slut2"}, inside={"del": mi},
    )  # fmt: skip
    assert prov.open(process) == ["a", "a"]
    prov.do(process, "a")
    assert prov.open(process) == ["a"]
    prov.do(process, "a")
    assert prov.open(process) == ["c"]


def test_a_wait_for_a_condition_is_asked_again(prov: Prov) -> None:
    prov.facts["klar"] = False
    definition = (
        '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">'
        "klar</bpmn:condition></bpmn:conditionalEventDefinition>"
    )
    process = prov.start("start > vanta > a > slut", user="a", extra=catch("vanta", definition))
    engine.recheck(process.case_id)
    assert prov.open(process) == []
    assert Move.objects.filter(process=process).count() == 1
    prov.facts["klar"] = True
    engine.recheck(process.case_id)
    assert prov.open(process) == ["a"]


def test_those_that_wait_are_asked_later_in_their_order_and_one_stops_no_other(
    prov: Prov,
) -> None:
    prov.facts["klar"] = False
    definition = (
        '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">'
        "klar</bpmn:condition></bpmn:conditionalEventDefinition>"
    )
    flows = "start > vanta > a > slut"
    first = prov.start(flows, user="a", extra=catch("vanta", definition))
    second = prov.start(flows, user="a", extra=catch("vanta", definition))
    prov.facts["klar"] = True
    engine.recheck_later([second.case_id, uuid4(), first.case_id])
    assert (prov.open(first), prov.open(second)) == ([], [])
    engine.tick()
    assert (prov.open(first), prov.open(second)) == (["a"], ["a"])
    asked = Move.objects.filter(kind=Move.Kind.RECHECK).order_by("pk")
    assert [move.process_id for move in asked] == [second.pk, first.pk]
    # The one that is not there is told to a person, and asking again changes nothing.
    assert Incident.objects.get().kind == Incident.Kind.MESSAGE
    engine.tick()
    assert asked.count() == 2


def test_a_background_step_runs_after_commit_and_is_tried_again(prov: Prov) -> None:
    steps.fail["b1"] = 1
    process = prov.start("start > b1 > a > slut", user="a", step="b1")
    assert prov.open(process) == []
    assert steps.calls == []
    assert engine.tick().jobs == 0
    with clock.moved(timedelta(minutes=1)):
        assert engine.tick().jobs == 1
    assert prov.open(process) == ["a"]
    (key,) = steps.keys
    assert steps.keys[key] == 2


def test_a_job_that_always_fails_becomes_an_incident(prov: Prov) -> None:
    steps.fail["b1"] = 99
    process = prov.start("start > b1 > a > slut", user="a", step="b1")
    moment = clock.now()
    for hours in range(12):
        with clock.frozen(moment + timedelta(hours=hours * 6)):
            engine.tick()
    incident = Incident.objects.get()
    assert incident.kind == "job"
    steps.fail.clear()
    engine.retry(incident.pk, actor="petra")
    engine.tick()
    assert prov.open(process) == ["a"]


def test_a_boundary_timer_cancels_a_background_step(prov: Prov) -> None:
    process = prov.start(
        "start > b1 > a > slut", "t > b > slut", user="a b", step="b1",
        extra=boundary("t", "b1", timer("PT1H")),
    )  # fmt: skip
    job_id = engine.moves.projection.Job.objects.get().pk
    with clock.moved(timedelta(hours=2)):
        engine.fire(Timer.objects.get().pk)
        assert prov.open(process) == ["b"]
        assert engine.run_job(job_id) is False
    assert steps.calls == []


def test_each_of_a_list_is_done_and_knows_its_item(prov: Prov) -> None:
    prov.facts["lista"] = ["10", "40"]
    mi = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="lager"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    process = prov.start("start > s1 > a > slut", user="a", step="s1", inside={"s1": mi, "a": mi})
    assert [occasion.item for _, occasion in steps.calls] == ["10", "40"]
    assert prov.open(process) == ["a", "a"]
    prov.do(process, "a")
    prov.do(process, "a")
    assert prov.reload(process).status == Process.Status.DONE


def test_a_step_in_a_subprocess_knows_what_the_subprocess_is_for(prov: Prov) -> None:
    prov.facts["lista"] = ["10", "40"]
    each = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="lager"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    prov.start(
        "start > del > slut", subprocess={"del": "d0 > s1 > b1 > d9"}, inside={"del": each},
        step="s1 b1", begin="d0", end="d9",
    )  # fmt: skip
    engine.tick()
    known = sorted((name, occasion.item) for name, occasion in steps.calls)
    assert known == [("b1", "10"), ("b1", "40"), ("s1", "10"), ("s1", "40")]
    assert Process.objects.get().status == Process.Status.DONE


def test_a_guide_is_left_and_entered_again_at_a_section(prov: Prov) -> None:
    process = prov.start(
        "start > guide > c > slut",
        user="a b c",
        end="slut2",
        subprocess={"guide": "g0 > a > b > slut2"},
        begin="g0",
    )
    prov.do(process, "a")
    assert prov.open(process) == ["b"]

    @engine.move
    def back(element: str) -> None:
        engine.re_enter(engine.lock(process.case_id), "guide", element, actor="anna")

    back("a")
    assert prov.open(process) == ["a"]
    back("b")
    assert prov.open(process) == ["b"]
    with pytest.raises(NotFound):
        back("finns_inte")
    assert prov.open(process) == ["b"]
    prov.do(process, "b")
    assert prov.open(process) == ["c"]
    with pytest.raises(NotYourTurn, match="Guiden är avslutad"):
        back("a")


def test_cancel_leaves_nothing_open(prov: Prov) -> None:
    process = prov.start(
        "start > a > slut", "t > b > slut", user="a b", extra=boundary("t", "a", timer("P1D"))
    )

    @engine.move
    def stop() -> None:
        engine.cancel(engine.lock(process.case_id), actor="anna", reason="ångrade sig")

    stop()
    assert prov.reload(process).status == Process.Status.CANCELLED
    assert not UserTask.objects.exists()
    assert not Timer.objects.exists()
    assert engine.history(process.case_id)[-1].details == {"reason": "ångrade sig"}


def test_an_unpublished_process_cannot_start(prov: Prov) -> None:
    with pytest.raises(NotFound, match="inte publicerad"):
        prov.start()


def test_publishing_the_same_again_makes_no_new_version(prov: Prov) -> None:
    plain = draw("start > a > slut", user="a")
    prov.publish(plain)
    prov.publish(plain.replace(b"><bpmn:process", b">\n  <bpmn:process"))
    first = versions.published("prov")
    assert first.number == 1
    prov.publish(draw("start > a > b > slut", user="a b"))
    assert versions.published("prov").number == 2
    prov.publish(plain)
    assert versions.published("prov").pk == first.pk


_TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="urn:d"><decision id="storlek" name="storlek"><decisionTable id="t" hitPolicy="UNIQUE">
<input id="i"><inputExpression id="ie" typeRef="number"><text>belopp</text></inputExpression>
</input>
<output id="o" name="storlek" label="Hur stort" typeRef="string"/><annotation name="Varför"/>
<rule id="r1"><inputEntry id="e1"><text>&lt; 100</text></inputEntry>
<outputEntry id="o1"><text>"liten"</text></outputEntry>
<annotationEntry><text>under hundra</text></annotationEntry></rule>
<rule id="r2"><inputEntry id="e2"><text>&gt;= 100</text></inputEntry>
<outputEntry id="o2"><text>"stor"</text></outputEntry>
<annotationEntry><text>hundra och mer</text></annotationEntry></rule>
</decisionTable></decision></definitions>"""


def test_a_table_decides_and_it_is_told_which_row(prov: Prov) -> None:
    called = (
        "<bpmn:extensionElements><spiffworkflow:calledDecisionId>storlek"
        "</spiffworkflow:calledDecisionId></bpmn:extensionElements>"
    )
    drawn = draw(
        "start > d > x", 'x > a : storlek = "stor"', "x > b", "a > slut", "b > slut",
        user="a b", xor="x", extra=f'<bpmn:businessRuleTask id="d" name="Hur stort?">{called}'
        "</bpmn:businessRuleTask>",
    )  # fmt: skip
    prov.facts["belopp"] = 250
    prov.publish(drawn, storlek__dmn=_TABLE)
    process = prov.start()
    assert prov.open(process) == ["a"]
    (made,) = engine.history(process.case_id)[0].details["decisions"]
    assert made["decision"] == "storlek"
    assert made["matched"][0]["row"] == 2
    assert made["matched"][0]["annotations"] == {"Varför": "hundra och mer"}
    assert engine.decide("prov", "storlek", {"belopp": 5}).value == "liten"
    assert engine.answer_labels(process, "storlek") == {"storlek": "Hur stort"}
    assert Incident.objects.count() == 0
