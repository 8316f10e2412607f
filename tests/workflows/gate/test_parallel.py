"""Joins that would wait for ever are found, and those that would not are left alone."""

from time import monotonic

import pytest

from tests.workflows.draw import boundary, draw, timer
from workflows.diagrams.xml import safe_xml
from workflows.gate import drawing, parallel, prediction
from workflows.gate.tokens import Game

BLOCK = ("p > a > j", "p > b > j", "j > slut")
SENT = boundary("sent", "a", timer("P1D"))
REMINDER = boundary("sent", "a", timer("P1D"), cancel=False)

SOUND = {
    "a block": draw("start > p", *BLOCK, user="a b", par="p j"),
    "a choice inside a branch": draw(
        "start > p", "p > x", "x > a : true", "x > b", "a > m", "b > m", "m > j", "p > c > j",
        "j > slut", user="a b c", par="p j", xor="x m",
    ),
    "blocks within blocks": draw(
        "start > p", "p > q", "q > a > k", "q > b > k", "k > j", "p > c > j", "j > slut",
        user="a b c", par="p q j k",
    ),
    "some of several": draw(
        "start > o", "o > a : true", "o > b : true", "o > c", "a > k", "b > k", "c > k",
        "k > slut", user="a b c", orr="o k",
    ),
    "a boundary path that meets the usual one first": draw(
        "start > p", "p > a > m", "sent > m", "m > j", "p > b > j", "j > slut",
        user="a b", par="p j", xor="m", extra=SENT,
    ),
    "a reminder that ends by itself": draw(
        "start > p", *BLOCK, "sent > c > over", user="a b c", par="p j", end="over", extra=REMINDER,
    ),
    "a loop before a block": draw(
        "start > m", "m > c > x", "x > m : true", "x > p", *BLOCK,
        user="a b c", par="p j", xor="m x",
    ),
}  # fmt: skip
STUCK = {
    "a choice into a join": (
        draw("start > x", "x > a : true", "x > b", "a > j", "b > j", "j > slut",
             user="a b", xor="x", par="j"),
        "parallell-vantar",
    ),
    "a way out of a block": (
        draw("start > p", "p > a > x", "x > over : true", "x > j", "p > b > j", "j > slut",
             user="a b", par="p j", xor="x", end="over"),
        "parallell-vantar",
    ),
    "some of several into a join of all": (
        draw("start > o", "o > a : true", "o > b", "a > j", "b > j", "j > slut",
             user="a b", orr="o", par="j"),
        "parallell-vantar",
    ),
    "a boundary path into the join": (
        draw("start > p", *BLOCK, "sent > j", user="a b", par="p j", extra=SENT),
        "parallell-kant",
    ),
    "a reminder into the join": (
        draw("start > p", *BLOCK, "sent > c > j", user="a b c", par="p j", extra=REMINDER),
        "parallell-kant",
    ),
}  # fmt: skip


def _found(bpmn: bytes) -> list[tuple[str, str | None]]:
    drawn = drawing.read(safe_xml(bpmn).getroot())
    return [(found.rule, found.element) for found in parallel.check(drawn)]


@pytest.mark.parametrize("name", SOUND)
def test_sound_parallel_paths_are_left_alone(name):
    assert _found(SOUND[name]) == []


@pytest.mark.parametrize("name", STUCK)
def test_a_join_that_may_wait_for_ever_is_named(name):
    bpmn, rule = STUCK[name]
    assert _found(bpmn) == [(rule, "j")]


def test_a_terminating_end_leaves_nothing_waiting():
    end = {"over": "<bpmn:terminateEventDefinition/>"}
    flows = ("start > p", "p > a > x", "x > over : true", "x > j", "p > b > j", "j > slut")
    bpmn = draw(*flows, user="a b", par="p j", xor="x", end="over", inside=end)
    assert _found(bpmn) == []


def test_an_error_that_leaves_a_subprocess_leaves_nothing_waiting():
    bpmn = draw(
        "start > del > slut", "fel > over",
        subprocess={"del": "b > p;p > a > x;x > ut : true;x > j;p > c > j;j > e"},
        inside={"ut": "<bpmn:errorEventDefinition/>"}, begin="b", user="a c", par="p j", xor="x",
        end="ut e over", extra=boundary("fel", "del", "<bpmn:errorEventDefinition/>"),
    )  # fmt: skip
    assert _found(bpmn) == []


def test_many_branches_are_played_through_in_no_time():
    """Twelve branches have 4 096 halfway points; moving one cluster at a time needs a dozen."""
    names = [f"a{number}" for number in range(12)]
    bpmn = draw(
        "start > p", *(f"p > {name} > j" for name in names), "j > slut",
        user=" ".join(names), par="p j",
    )  # fmt: skip
    began = monotonic()
    assert _found(bpmn) == []
    assert monotonic() - began < 0.5


def test_a_game_grown_too_large_gives_up_instead_of_hanging():
    flows = ["start > m0"]
    for number in range(40):
        after = f"m{number + 1}" if number < 39 else "slut"
        flows += [f"m{number} > p{number}", f"p{number} > a{number} > x{number}",
                  f"p{number} > b{number} > {after}", f"x{number} > {after} : true",
                  f"x{number} > m{number}"]  # fmt: skip
    kinds = {
        "user": " ".join(f"a{n} b{n}" for n in range(40)),
        "par": " ".join(f"p{n}" for n in range(40)),
        "xor": " ".join(f"m{n} x{n}" for n in range(40)),
    }
    drawn = drawing.read(safe_xml(draw(*flows, **kinds)).getroot())
    began = monotonic()
    list(Game(drawn.scopes[0]).stuck())
    assert monotonic() - began < 3


@pytest.mark.parametrize(("blocks", "too_many"), [(7, False), (12, True)])
def test_foreseen_tasks_double_for_every_block(blocks, too_many):
    flows, before = [], "start"
    for number in range(blocks):
        flows += [f"{before} > p{number}", f"p{number} > a{number} > j{number}",
                  f"p{number} > b{number} > j{number}"]  # fmt: skip
        before = f"j{number}"
    steps = " ".join(f"a{n} b{n}" for n in range(blocks))
    gates = " ".join(f"p{n} j{n}" for n in range(blocks))
    bpmn = draw(*flows, f"{before} > slut", step=steps, par=gates)
    drawn = drawing.read(safe_xml(bpmn).getroot())
    assert bool(list(prediction.check(drawn))) is too_many


def test_what_is_foreseen_is_counted_as_the_engine_counts():
    from workflows.diagrams.bundle import Bundle
    from workflows.diagrams.foreseen import foreseen

    for bpmn in (SOUND["a block"], SOUND["blocks within blocks"]):
        scope = drawing.read(safe_xml(bpmn).getroot()).scopes[0]
        counted = prediction.ahead(scope)[scope.starts[0]]
        assert abs(foreseen(Bundle("prov", bpmn)) - counted) <= 8


def test_a_branch_that_goes_back_leaves_its_join_waiting():
    flows = ("start > m > p", "p > a > x", "x > m : true", "x > j", "p > b > j", "j > slut")
    found = _found(draw(*flows, user="a b", xor="m x", par="p j"))
    assert ("parallell-vantar", "j") in found
