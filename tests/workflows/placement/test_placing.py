"""A token moved by hand: where it may go, what is told of it, and why it may not."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.workflows.draw import boundary, catch, draw, timer
from tests.workflows.placement.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.engine import codec, moves
from workflows.errors import NotYourTurn, Refused
from workflows.models import Incident, Move, Placement, Process, Timer, UserTask
from workflows.placement import asking
from workflows.placement.placing import Foreseen, foresee, goals, place
from workflows.placement.standing import levels, markings_of, spots

REASON = "Hamnade hos fel grupp."


def _move(process: Process, target: str, task_id: UUID | None = None) -> None:
    @engine.move
    def whole() -> None:
        held = engine.lock(process.case_id)
        place(held, task_id or _spot(held), target, actor="pia", reason=REASON)

    whole()


def _spot(process: Process, element: str = "") -> UUID:
    found = spots(codec.unpack(bytes(process.state)), versions.specs_of(process.version_id))
    return next(one.task_id for one, _ in found if not element or one.element == element)


def _goals(prov: Prov, process: Process, element: str = "") -> dict[str, str]:
    process = prov.reload(process)
    found = spots(codec.unpack(bytes(process.state)), versions.specs_of(process.version_id))
    spot, level = next(one for one in found if not element or one[0].element == element)
    return {goal.element: goal.why for goal in goals(spot, level)}


def _look(prov: Prov, process: Process, target: str, element: str = "") -> Foreseen:
    process = prov.reload(process)
    return foresee(process, _spot(process, element), target)


def test_back_and_on_again_with_what_watches(prov: Prov) -> None:
    process = prov.start(
        "start > a > s1 > b > slut", "t > slut", user="a b", step="s1",
        extra=boundary("t", "b", timer("P1D")),
    )  # fmt: skip
    prov.do(process, "a")
    assert Timer.objects.count() == 1
    told = _look(prov, process, "a")
    assert (told.spot.name, told.goal.name) == ("b", "a")
    assert (told.stops, told.begins, told.passes, told.again) == (("t",), (), (), ("s1",))
    _move(prov.reload(process), "a")
    assert prov.open(process) == ["a"]
    assert not Timer.objects.exists()
    last = Move.objects.filter(process=process).latest("rev")
    assert (last.kind, last.element, last.actor) == (Move.Kind.PLACED, "a", "pia")
    assert engine.history(process.case_id)[-1].details == {
        "from": "b",
        "to": "a",
        "reason": REASON,
    }
    told = _look(prov, process, "b")
    assert (told.begins, told.passes) == (("t",), ("s1",))
    _move(prov.reload(process), "b")
    assert Timer.objects.get().element == "t"
    prov.do(process, "b")
    assert prov.reload(process).status == Process.Status.DONE


def test_a_page_from_before_the_move_is_stale(prov: Prov) -> None:
    process = prov.start("start > a > b > slut", user="a b")
    task_id = UserTask.objects.get().task_id
    _move(prov.reload(process), "b")
    with pytest.raises(NotYourTurn):
        prov.do(process, "a", task_id=task_id)
    with pytest.raises(NotYourTurn, match="gått vidare"):
        _move(prov.reload(process), "b", task_id)
    prov.do(process, "b")
    with pytest.raises(NotYourTurn):
        _move(prov.reload(process), "a", task_id)


def test_out_of_a_step_that_has_stopped_and_out_of_a_wait(prov: Prov) -> None:
    steps.fail["s1"] = 9
    process = prov.start(
        "start > s1 > vanta > a > slut", user="a", step="s1", extra=catch("vanta", timer("P3D"))
    )
    _move(prov.reload(process), "vanta")
    assert Timer.objects.get().element == "vanta"
    assert Incident.objects.get().resolution == Incident.Resolution.OVERTAKEN
    _move(prov.reload(process), "a")
    assert prov.open(process) == ["a"]
    assert not Timer.objects.exists()


PARALLEL: dict[str, Any] = {
    "flows": ("start > x > p", "p > a > b > q", "p > c > d > q", "q > e > slut"),
    "user": "x a b c d e",
    "par": "p q",
}


def _parallel(prov: Prov) -> Process:
    given = dict(PARALLEL)
    return prov.start(*given.pop("flows"), **given)


def test_within_a_branch_and_no_further_while_the_others_run(prov: Prov) -> None:
    process = _parallel(prov)
    why = _goals(prov, process)
    assert [one for one, reason in why.items() if not reason] == ["e"]
    assert all("mitt i en av flera parallella grenar" in why[one] for one in "abcd")
    prov.do(process, "x")
    why = _goals(prov, process, "a")
    assert [one for one, reason in why.items() if not reason] == ["b"]
    assert "Andra grenar i ärendet pågår" in why["e"]
    assert "Andra grenar i ärendet pågår" in why["x"]
    _move(prov.reload(process), "b", _spot(prov.reload(process), "a"))
    prov.do(process, "c")
    prov.do(process, "b")
    # One branch waits in the join now: the other is still only its own.
    assert [one for one, reason in _goals(prov, process).items() if not reason] == ["c"]
    _move(prov.reload(process), "c")
    prov.do(process, "c")
    prov.do(process, "d")
    assert prov.open(process) == ["e"]
    assert [one for one, reason in _goals(prov, process).items() if not reason] == ["x"]


def test_a_refusal_leaves_everything_as_it_was(prov: Prov) -> None:
    process = _parallel(prov)
    prov.do(process, "x")
    held = prov.reload(process)
    before = bytes(held.state)
    for target in ("e", "x", "d", "q", "finns_inte", "a"):
        with pytest.raises(Refused) as refused:
            _move(held, target, _spot(held, "a"))
        assert refused.value.hinder[0].falt == "till"
    after = prov.reload(process)
    assert (bytes(after.state), after.rev) == (before, held.rev)
    assert prov.open(process) == ["a", "c"]


def test_no_further_than_its_own_level_and_into_no_other(prov: Prov) -> None:
    process = prov.start(
        "start > x > del > y > slut", user="x y a b", begin="d0", end="d9",
        subprocess={"del": "d0 > a > b > d9"},
    )  # fmt: skip
    assert "delprocess" in _goals(prov, process)["del"]
    prov.do(process, "x")
    assert _goals(prov, process) == {"b": ""}
    _move(prov.reload(process), "b")
    prov.do(process, "b")
    assert prov.open(process) == ["y"]
    assert _goals(prov, process)["x"] == ""


_EACH = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
    '</bpmn:loopDataInputRef><bpmn:inputDataItem id="del"/>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def test_what_is_done_many_times_is_left_alone(prov: Prov) -> None:
    prov.facts["lista"] = ["x", "y"]
    process = prov.start("start > x > a > b > slut", user="x a b", inside={"a": _EACH})
    assert "flera gånger" in _goals(prov, process)["a"]
    prov.do(process, "x")
    held = prov.reload(process)
    with pytest.raises(Refused, match="flera gånger"):
        _move(held, "b", _spot(held))


def test_a_job_under_way_is_left_alone(prov: Prov) -> None:
    process = prov.start("start > b1 > a > slut", user="a", step="b1")
    with pytest.raises(Refused, match="görs just nu"):
        _move(prov.reload(process), "a")


def test_what_the_case_may_stop_at_further_on_is_foretold(prov: Prov) -> None:
    table = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="u">
<decision id="vag" name="vag"><decisionTable id="r" hitPolicy="UNIQUE">
<input id="i"><inputExpression id="ie" typeRef="number"><text>belopp</text></inputExpression>
</input>
<output id="o" name="vag" typeRef="string"/>
<rule id="r1"><inputEntry id="e1"><text>-</text></inputEntry><outputEntry id="e2">
<text>"a"</text></outputEntry></rule></decisionTable></decision></definitions>"""
    decides = (
        '<bpmn:businessRuleTask id="fraga" name="fraga"><bpmn:extensionElements>'
        "<spiffworkflow:calledDecisionId>vag</spiffworkflow:calledDecisionId>"
        "</bpmn:extensionElements></bpmn:businessRuleTask>"
    )
    drawn = draw(
        "start > a > fraga > b > x", 'x > c : vag > 3', "x > d", "c > slut", "d > slut",
        user="a b c d", xor="x", extra=decides,
    )  # fmt: skip
    prov.publish(drawn, vag__dmn=table)
    process = prov.start()
    assert "bestäms i ”fraga”" in _look(prov, process, "b").warning
    assert not _look(prov, process, "c").warning


def _reminded(prov: Prov) -> Process:
    process = prov.start(
        "start > a > b > slut", "t > n > m > slut2", user="a b n m", end="slut2",
        extra=boundary("t", "a", timer("P1D"), cancel=False),
    )  # fmt: skip
    Timer.objects.update(due_at=clock.now() - timedelta(seconds=1))
    engine.fire(Timer.objects.get().pk)
    assert prov.open(process) == ["a", "n"]
    return process


def test_a_branch_of_its_own_is_moved_in_by_itself_and_hinders_nothing(prov: Prov) -> None:
    process = _reminded(prov)
    why = _goals(prov, process, "a")
    assert why["b"] == ""
    assert "vid sidan av" in why["n"]
    assert "vid sidan av" in why["m"]
    why = _goals(prov, process, "n")
    assert why["m"] == ""
    assert "Andra grenar" in why["a"]
    assert "Andra grenar" in why["b"]
    _move(prov.reload(process), "b", _spot(prov.reload(process), "a"))
    _move(prov.reload(process), "m", _spot(prov.reload(process), "n"))
    assert prov.open(process) == ["b", "m"]
    prov.do(process, "b")
    assert prov.reload(process).status == Process.Status.RUNNING
    prov.do(process, "m")
    assert prov.reload(process).status == Process.Status.DONE


def test_it_is_judged_before_the_case_is_held(prov: Prov, monkeypatch: pytest.MonkeyPatch) -> None:
    process = prov.start("start > a > b > slut", user="a b")
    parts = codec.unpack(bytes(process.state))
    (level,) = levels(parts, versions.specs_of(process.version_id))
    assert level.scope is not None
    kept, lock = markings_of(level.scope), moves.lock
    kept.__dict__.pop("_found", None)
    judged = []

    def held(case_id: UUID) -> Process:
        judged.append("_found" in vars(kept))
        return lock(case_id)

    monkeypatch.setattr(moves, "lock", held)
    asking.ask(process.case_id, _spot(process), "b", by="pia", reason=REASON, second=True)
    kept.__dict__.pop("_found")
    asking.agree(Placement.objects.get().pk, by="kim")
    assert judged == [True, True]
    assert prov.open(process) == ["b"]
