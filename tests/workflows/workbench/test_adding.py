"""What is added in words: laid where it belongs, drawn on nothing else, and gone again whole."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from django.conf import settings

from workflows import gate
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.xml import BPMN, BPMNDI
from workflows.errors import Refused
from workflows.gate.drawing import Node
from workflows.gate.kinds import GATEWAYS
from workflows.gate.names import registered
from workflows.workbench import adding, compare, placing, ways
from workflows.workbench.box import Box
from workflows.workbench.edits import Edit

PROCESSES = ["felrapport", "kundorder", "leverans", "utprovning"]
# What is left to be filled in, by kind: the only faults that adding may leave.
TO_FILL_IN = {
    "userTask": {"uppgift-utan-sida"},
    "serviceTask": {"steg-saknas"},
    "businessRuleTask": {"beslut-tomt"},
    "sendTask": {"meddelande-namn", "meddelande-nyckel"},
    "receiveTask": {"meddelande-namn", "meddelande-nyckel"},
    "callActivity": {"anrop-tomt"},
    "eventBasedGateway": {"handelsegrind-mal", "handelsegrind-ensam"},
    "timer": {"tid-saknas"},
    "message": {"meddelande-namn", "meddelande-nyckel"},
    "conditional": {"uttryck-tomt"},
}
# Where it leads: what happens during a step has no way yet, a new way from a gateway no condition;
# where a parallel gateway waits further on, it says so.
LEADS_ON = {"atervandsgrand", "villkor-saknas", "standardflode-saknas", "parallell-vantar"}
PLACES = 4


def _bundle(name: str) -> Bundle:
    return from_folder(settings.BPMN_DIR / name)


def _places(bundle: Bundle, sort: adding.Sort) -> list[tuple[str, str]]:
    """Some of the elements that it may be added to, and by which way, from all over the drawing."""
    steps = registered(bundle.process_id).steps
    found = [
        (node.id, way)
        for node in Edit(bundle).drawn.nodes()
        if sort in adding.offered(node, steps)
        for way in _ways(node, sort)
    ]
    return found[:: max(1, len(found) // PLACES)]


def _ways(node: Node, sort: adding.Sort) -> Iterator[str]:
    yield from [flow.id for flow in node.flows_out][:2] or [""]
    if node.tag in GATEWAYS and sort.tag != "endEvent":
        yield adding.NEW_WAY


def _shapes(edit: Edit) -> dict[str, Box]:
    found = {}
    for shape in edit.root.iter(f"{{{BPMNDI}}}BPMNShape"):
        element = shape.get("bpmnElement", "")
        drawn = placing.box(edit.root, element)
        assert drawn
        found[element] = drawn
    return found


def meeting(edit: Edit) -> set[tuple[str, str]]:
    """The steps that are drawn on each other, but for an event on the edge of what it sits on."""
    nodes = {one.id: one for one in edit.drawn.nodes() if one.tag != "subProcess"}
    drawn = [(one, box) for one, box in _shapes(edit).items() if one in nodes]
    return {
        (one, other)
        for (one, box), (other, its) in combinations(drawn, 2)
        if box.meets(its)
        and other not in nodes[one].xml.get("attachedToRef", "")
        and one not in nodes[other].xml.get("attachedToRef", "")
    }


def astray(edit: Edit) -> list[str]:
    """The steps that are not drawn in what they lie in, and the flows that lead from nothing."""
    drawn = _shapes(edit)
    lost = []
    for one in edit.drawn.nodes():
        held = drawn.get(edit.container(one))
        if one.is_boundary:
            host = drawn[one.xml.get("attachedToRef", "")]
            if not drawn[one.id].meets(host):
                lost.append(one.id)
        elif held and not held.holds(drawn[one.id]):
            lost.append(one.id)
    return lost


@pytest.mark.parametrize("sort", adding.SORTS.values(), ids=lambda one: one.key)
@pytest.mark.parametrize("name", PROCESSES)
def test_what_is_added_lies_on_nothing_asks_only_to_be_filled_in_and_can_go_again(
    name: str, sort: adding.Sort
) -> None:
    bundle = _bundle(name)
    names = registered(name)
    before = {(one.rule, one.element) for one in gate.check(bundle, names=names)}
    places = _places(bundle, sort)
    assert places
    for place, way in places:
        edit = Edit(bundle)
        first = _shapes(edit)
        made = adding.add(edit, edit.node(place), "Nytt här", sort, way)
        assert meeting(edit) == set(), (place, way)
        assert astray(edit) == [], (place, way)
        within = {one.id for one in edit.drawn.nodes() if one.scope.id == made}
        assert len(within) == (2 if sort.tag == "subProcess" else 0)
        assert set(_shapes(edit)) == {*first, made, *within}
        flows = {flow.id for node in edit.drawn.nodes() for flow in node.flows_out}
        shown = {one.get("bpmnElement") for one in edit.root.iter(f"{{{BPMNDI}}}BPMNEdge")}
        assert flows <= shown
        added = Bundle(name, edit.written(), bundle.files, bundle.scenarios)
        assert Edit(added).node(made).lane == Edit(bundle).node(place).lane
        wrong = {
            one.rule
            for one in gate.check(added, names=names)
            if one.level == "error" and (one.rule, one.element) not in before
        }
        allowed = TO_FILL_IN.get(sort.trigger or sort.tag, set()) | LEADS_ON
        assert wrong <= allowed, (place, way)
        edit.remove(edit.node(made))
        gone = Bundle(name, edit.written(), bundle.files, bundle.scenarios)
        assert [one for one in compare.compare(bundle, gone) if one.element] == [], (place, way)


@pytest.mark.parametrize("sort", adding.SORTS.values(), ids=lambda one: one.key)
def test_nothing_is_offered_that_the_gate_says_can_not_be_run(sort: adding.Sort) -> None:
    bundle = _bundle("felrapport")
    place, way = _places(bundle, sort)[0]
    edit = Edit(bundle)
    adding.add(edit, edit.node(place), "Nytt", sort, way)
    rules = {one.rule for one in gate.check(Bundle("felrapport", edit.written(), bundle.files))}
    assert not rules & {"elementtyp", "handelse-sort", "komplex-grind", "kant-pa-direkt"}


@pytest.mark.parametrize("name", PROCESSES)
def test_an_end_comes_after_a_task_from_which_nothing_leads_on(name: str) -> None:
    bundle = _bundle(name)
    tasks = [n.id for n in Edit(bundle).drawn.nodes("userTask") if len(n.flows_out) == 1][:4]
    assert tasks
    for task in tasks:
        edit = Edit(bundle)
        end = adding.SORTS["endEvent"]
        with pytest.raises(Refused, match="Ta först bort flödet"):
            adding.add(edit, edit.node(task), "Klart nu", end)
        ways.disconnect(edit, edit.node(task), edit.node(task).flows_out[0].id)
        made = adding.add(edit, edit.node(task), "Klart nu", end)
        assert [one.id for one in edit.node(task).follows if not one.is_boundary] == [made]
        assert edit.node(made).lane == edit.node(task).lane
        assert meeting(edit) == set(), task
        assert astray(edit) == [], task


def test_what_has_no_place_is_refused_with_what_has() -> None:
    edit = Edit(_bundle("felrapport"))
    end = next(one for one in edit.drawn.nodes("endEvent"))
    with pytest.raises(Refused, match="Efter ett slut kommer ingenting"):
        adding.add(edit, end, "Mer", adding.SORTS["userTask"])
    gate_ = edit.node("vad_blev_det")
    gate_.xml.tag = f"{{{BPMN}}}eventBasedGateway"
    waiting = Edit(Bundle("felrapport", edit.written())).node("vad_blev_det")
    for sort in ("endEvent", "userTask"):
        with pytest.raises(Refused, match="Efter en händelsegrind läggs bara det som väntar"):
            adding.add(edit, waiting, "Mer", adding.SORTS[sort])
