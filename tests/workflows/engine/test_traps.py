"""SpiffWorkflow's traps that concern us: each mended here, with a test that fails without it."""

import random

import pytest

from tests.workflows.draw import catch, draw, message, messages, properties, timer
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import engine, registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import build
from workflows.diagrams.xml import DiagramError
from workflows.engine import codec
from workflows.engine.moves import moving
from workflows.errors import Refused
from workflows.models import Incident, Process

_LOOP = (
    "start > m > p", "p > a > q", "p > b > q", "q > x", "x > c : klar", "x > m", "c > slut",
)  # fmt: skip


def test_a_parallel_join_in_a_loop_waits_for_both_branches_in_every_round(prov: Prov) -> None:
    prov.facts["klar"] = False
    process = prov.start(*_LOOP, user="a b c", xor="m x", par="p q")
    chosen = random.Random(26)
    for _ in range(12):
        first, second = chosen.sample(["a", "b"], 2)
        assert prov.open(process) == ["a", "b"]
        prov.do(process, first)
        assert prov.open(process) == [second]
        prov.do(process, second)
    prov.facts["klar"] = True
    prov.do(process, "a")
    assert prov.open(process) == ["b"]
    prov.do(process, "b")
    assert prov.open(process) == ["c"]


def test_a_join_in_a_loop_is_right_within_one_move_too(prov: Prov) -> None:
    """Nothing is pruned inside a move, so this one needs the mended join itself."""
    prov.facts["klar"] = False
    process = prov.start(
        "start > m > a > p", "p > s1 > q", "p > s2 > q", "q > x", "x > b : klar", "x > m",
        "b > slut", user="a b", step="s1 s2", xor="m x", par="p q",
    )  # fmt: skip
    for turn in range(1, 6):
        prov.do(process, "a")
        assert len(steps.calls) == 2 * turn
        assert prov.open(process) == ["a"]


def test_the_thousandth_round_is_found_and_costs_what_the_second_did(prov: Prov) -> None:
    prov.facts["klar"] = False
    process = prov.start(
        "start > m > a > x", "x > b : klar", "x > m", "b > slut", user="a b", xor="m x"
    )
    sizes = []
    for _ in range(300):
        prov.do(process, "a")
        sizes.append(len(prov.reload(process).state))
    assert prov.open(process) == ["a"]
    assert max(sizes) <= min(sizes) * 1.3
    prov.facts["klar"] = True
    prov.do(process, "a")
    prov.do(process, "b")
    assert prov.reload(process).status == Process.Status.DONE


def test_a_circle_without_anybody_to_wait_for_is_refused(prov: Prov) -> None:
    prov.facts["klar"] = False
    with pytest.raises(Refused, match="går i cirkel"):
        prov.start("start > m > s1 > x", "x > slut : klar", "x > m", step="s1", xor="m x")
    assert not Process.objects.exists()


def test_more_than_a_thousand_elements_in_one_move_are_all_run(prov: Prov) -> None:
    """Iterators stopped silently at depth 1 000, and ancestors were found by recursion."""
    count = {"left": 330}

    class Counting(dict[str, object]):
        def __getitem__(self, key: str) -> object:
            if key == "klar":
                count["left"] -= 1
                return count["left"] <= 0
            return super().__getitem__(key)

        def keys(self):  # type: ignore[no-untyped-def]
            return {"klar": 1}.keys()

    prov.facts = Counting(klar=False)
    case_type = registry.case_type("prov")
    registry.register_case_type(
        type(case_type)(
            "prov",
            "Prov",
            facts=case_type.facts,
            read_facts=lambda case_id: {"klar": prov.facts["klar"]},
            projector=case_type.projector,
        )
    )
    process = prov.start(
        "start > m > s1 > x", "x > a : klar", "x > m", "a > slut", user="a", step="s1", xor="m x"
    )
    assert prov.open(process) == ["a"]
    assert len(prov.trail(process)) > 900


def test_parallel_branches_do_not_share_what_they_carry(prov: Prov) -> None:
    """Task data is FEEL literals as text, so a branch can't change what another holds."""
    prov.facts["lista"] = ["x", "y"]
    mi = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lista"
        '</bpmn:loopDataInputRef><bpmn:inputDataItem id="del"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    process = prov.start("start > a > slut", user="a", inside={"a": mi})
    with moving(process, actor="anna") as under_way:
        carried = [t.data for t in under_way.before.tasks.values()]
    assert sorted(d["del"] for d in carried) == ['"x"', '"y"']


def test_a_form_value_called_typename_can_be_stored_and_read(prov: Prov) -> None:
    process = prov.start("start > a > b > slut", user="a b")
    prov.do(process, "a", input={"typename": "timedelta", "self": "x"})
    assert engine.history(process.case_id)[-1].details["input"]["typename"] == "timedelta"
    prov.do(process, "b")
    assert prov.reload(process).status == Process.Status.DONE


def test_the_state_never_lies_in_jsonb() -> None:
    assert Process._meta.get_field("state").get_internal_type() == "BinaryField"


def test_an_event_subprocess_is_refused() -> None:
    """A triggered one is connected to the shared spec, and no other case could then complete."""
    inner = (
        '<bpmn:subProcess id="handelse" name="Avbryt" triggeredByEvent="true">'
        f'<bpmn:startEvent id="hs">{message("avbryt")}</bpmn:startEvent>'
        '<bpmn:endEvent id="he"/><bpmn:sequenceFlow id="h1" sourceRef="hs" targetRef="he"/>'
        "</bpmn:subProcess>"
    )
    drawn = draw("start > a > slut", user="a", extra=inner, root=messages("avbryt"))
    with pytest.raises(DiagramError) as refused:
        build(Bundle("prov", drawn))
    assert refused.value.element == "handelse"
    assert "kanthändelse" in refused.value.mening


def test_a_service_error_is_told_as_it_was(prov: Prov) -> None:
    steps.fail["s1"] = 1
    prov.start("start > s1 > slut", step="s1")
    assert Incident.objects.get().detail == "RuntimeError: s1 went wrong"


def test_ids_that_the_engine_uses_itself_are_refused() -> None:
    """An element called End ended the whole process while a branch was still open."""
    drawn = draw("start > p", "p > a > End", "p > b > slut", user="a b", end="End", par="p")
    with pytest.raises(DiagramError) as refused:
        build(Bundle("prov", drawn))
    assert refused.value.element == "End"


@pytest.mark.parametrize(
    "code",
    [
        '<bpmn:scriptTask id="kod" name="Räkna"><bpmn:script>1</bpmn:script></bpmn:scriptTask>',
        '<bpmn:userTask id="kod" name="Räkna"><bpmn:extensionElements>'
        "<spiffworkflow:preScript>import os</spiffworkflow:preScript>"
        "</bpmn:extensionElements></bpmn:userTask>",
        '<bpmn:serviceTask id="kod" name="Räkna"><bpmn:extensionElements>'
        '<spiffworkflow:serviceTaskOperator id="x"/></bpmn:extensionElements></bpmn:serviceTask>',
    ],
)
def test_code_in_a_diagram_is_refused_by_name(code: str) -> None:
    with pytest.raises(DiagramError) as refused:
        build(Bundle("prov", draw("start > kod > slut", extra=code)))
    assert "”Räkna” innehåller kod" in refused.value.mening
    assert refused.value.element == "kod"


@pytest.mark.parametrize(
    "hostile",
    [
        "().__class__.__base__.__subclasses__()",
        '__import__("os").system("true")',
        "belopp.__class__",
        "open('/etc/passwd')",
    ],
)
def test_a_hostile_condition_reaches_nothing(prov: Prov, hostile: str) -> None:
    prov.facts["belopp"] = 1
    prov.start("start > x", f"x > a : {hostile}", "x > slut", user="a", xor="x")
    assert Incident.objects.get().kind == "condition"


def test_state_with_three_branches_is_small(prov: Prov) -> None:
    prov.facts["nummer"] = "1"
    process = prov.start(
        "start > p", "p > a > q", "p > b > q", "p > vanta > q", "q > c > slut",
        user="a b c", par="p q", root=messages("klart"),
        extra=catch("vanta", message("klart"), properties(key="nummer")),
    )  # fmt: skip
    assert len(process.state) <= 1024


def test_what_was_saved_goes_on_as_if_it_had_never_stopped(prov: Prov) -> None:
    """Random walks, saved and loaded at each step, against SpiffWorkflow that never stops."""
    flows = (
        "start > m > p", "p > a > q", "p > x", "x > b : klar", "x > c", "b > y", "c > y",
        "y > q", "q > z", "z > slut : klar", "z > m",
    )  # fmt: skip
    bpmn = draw(*flows, user="a b c", xor="m x y z", par="p q")
    for seed in range(6):
        chosen = random.Random(seed)
        prov.facts["klar"] = False
        prov.publish(bpmn)
        process = prov.start()
        specs = versions.specs_of(process.version_id)
        trail: list[str] = []
        for round_number in range(8):
            prov.facts["klar"] = round_number > 5 or chosen.random() < 0.3
            open_now = prov.open(process)
            if not open_now:
                break
            state = prov.reload(process)
            with moving(state, actor="") as under_way:
                again = codec.dump(under_way.workflow)
                reloaded = codec.load(again, specs, under_way.run)
                assert codec.dump(reloaded) == again
            prov.do(process, chosen.choice(open_now))
            trail = prov.trail(process)
        assert trail.count("p") - trail.count("q") in (0, 1)
        assert trail.count("a") <= trail.count("p")


def test_a_repeating_timer_is_refused() -> None:
    """After a stop it would fire once for every time it missed."""
    drawn = draw("start > v > slut", extra=catch("v", timer("R/PT1H", "timeCycle")))
    with pytest.raises(DiagramError, match="upprepning"):
        build(Bundle("prov", drawn))
