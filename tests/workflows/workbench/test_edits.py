"""A diagram changed in words: what is said is done, nothing else is, and it can still be drawn."""

from collections.abc import Callable

import pytest
from django.conf import settings
from lxml import etree

from tests.workflows.workbench.test_andras_ritningar import loose
from workflows import gate
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.xml import BPMN, BPMNDI
from workflows.errors import NotFound, Refused
from workflows.workbench import adding, compare, placing, reading, ways
from workflows.workbench.edits import Edit

PROCESSES = ["felrapport", "kundorder", "leverans", "referens"]


def _bundle(name: str) -> Bundle:
    return from_folder(settings.BPMN_DIR / name)


def _after(bundle: Bundle, change: Callable[[Edit], object]) -> Bundle:
    edit = Edit(bundle)
    change(edit)
    return Bundle(bundle.process_id, edit.written(), bundle.files, bundle.scenarios)


def _add(edit: Edit, after: str, name: str, sort: str = "userTask", way: str = "") -> str:
    return adding.add(edit, edit.node(after), name, adding.SORTS[sort], way)


def _step(bundle: Bundle, element: str) -> reading.Step:
    return next(one for one in reading.every_step(bundle) if one.id == element)


@pytest.mark.parametrize("name", PROCESSES)
def test_writing_it_again_changes_nothing(name: str) -> None:
    bundle = _bundle(name)
    assert _after(bundle, lambda edit: None).digest == bundle.digest


@pytest.mark.parametrize("name", PROCESSES)
def test_a_task_added_anywhere_lies_between_and_can_go_again(name: str) -> None:
    bundle = _bundle(name)
    before = Edit(bundle)
    places = [n for n in before.drawn.nodes() if len(n.flows_out) == 1 and not n.is_boundary]
    assert places
    for place in places:
        follows = place.flows_out[0].target
        assert follows
        added = _after(bundle, lambda edit, at=place.id: _add(edit, at, "Ring upp"))
        edit = Edit(added)
        task = edit.node("ring_upp")
        assert [flow.source.id for flow in task.flows_in if flow.source] == [place.id]
        assert [one.id for one in task.follows] == [follows.id]
        assert task.lane == place.lane
        wrong = [one.rule for one in gate.check(added) if one.level == "error"]
        assert set(wrong) <= {"uppgift-utan-sida"}, place.id
        edit.remove(task)
        gone = Bundle(bundle.process_id, edit.written(), bundle.files, bundle.scenarios)
        assert [one for one in compare.compare(bundle, gone) if one.element] == [], place.id


def test_an_added_task_is_drawn_where_there_is_room() -> None:
    edit = Edit(_bundle("felrapport"))
    task = _add(edit, "ta_emot", "Ring patienten")
    drawn = placing.box(edit.root, task)
    before, follows = placing.box(edit.root, "ta_emot"), placing.box(edit.root, "till_utredning")
    assert drawn
    assert before
    assert follows
    assert before.right < drawn.x
    assert drawn.right < follows.x
    assert drawn.middle[1] == before.middle[1]
    pool = placing.box(edit.root, "bana_kundtjanst")
    assert pool
    assert pool.x < drawn.x
    assert drawn.right < pool.right
    shown = {one.get("bpmnElement") for one in edit.root.iter(f"{{{BPMNDI}}}BPMNEdge")}
    assert {flow.id for node in edit.drawn.nodes() for flow in node.flows_out} <= shown


@pytest.mark.parametrize("name", PROCESSES)
def test_a_choice_of_ways_is_told_in_words_and_can_go_again(name: str) -> None:
    bundle = _bundle(name)
    tasks = [n.id for n in Edit(bundle).drawn.nodes("userTask") if len(n.flows_out) == 1][:4]
    assert tasks
    for task in tasks:
        edit = Edit(bundle)
        gate_ = _add(edit, task, "Är det bråttom?", "exclusiveGateway")
        goal = ways.goals(edit.node(gate_))[-1]
        flow = ways.connect(edit, edit.node(gate_), goal.id)
        node = Edit(Bundle(name, edit.written(), bundle.files)).node(gate_)
        assert [one.is_default for one in node.flows_out] == [True, False]
        assert node.flows_out[1].target is not None
        assert node.flows_out[1].target.id == goal.id
        drawn = placing.box(edit.root, gate_)
        assert drawn
        assert (drawn.width, drawn.height) == placing.GATE
        assert flow in {one.get("bpmnElement") for one in edit.root.iter(f"{{{BPMNDI}}}BPMNEdge")}
        ways.disconnect(edit, edit.node(gate_), flow)
        edit.remove(edit.node(gate_))
        gone = Bundle(name, edit.written(), bundle.files, bundle.scenarios)
        assert [one for one in compare.compare(bundle, gone) if one.element] == [], task


def test_a_flow_goes_only_where_one_may() -> None:
    edit = Edit(_bundle("felrapport"))
    for source, goal in (
        ("utred", "felrapport_paborjad"),
        ("utred", "svar_drojer"),
        ("utred", "utred"),
        ("utred", "vad_blev_det"),
        ("felrapport_avslutad", "utred"),
        ("utred", "finns_inte"),
    ):
        with pytest.raises((Refused, NotFound)):
            ways.connect(edit, edit.node(source), goal)
    with pytest.raises(NotFound):
        ways.disconnect(edit, edit.node("utred"), "finns_inte")
    default = edit.node("vad_blev_det").xml.get("default", "")
    ways.disconnect(edit, edit.node("vad_blev_det"), default)
    assert "default" not in edit.node("vad_blev_det").xml.attrib


def test_a_step_moves_to_another_lane_in_the_picture_too() -> None:
    bundle = _bundle("felrapport")
    edit = Edit(bundle)
    edit.move(edit.node("utred"), "bana_kvalitet")
    moved = Bundle("felrapport", edit.written(), bundle.files)
    assert Edit(moved).node("utred").lane == "kvalitet"
    lane, step = placing.box(edit.root, "bana_kvalitet"), placing.box(edit.root, "utred")
    assert lane
    assert step
    assert lane.holds(step)
    others = [placing.box(edit.root, n.id) for n in edit.drawn.nodes() if n.id != "utred"]
    assert [one for one in others if one and one.meets(step)] == [
        placing.box(edit.root, "svar_drojer")
    ]
    with pytest.raises(Refused):
        edit.move(edit.node("utred"), "ingen_bana")


def test_another_name_is_another_name_everywhere() -> None:
    bundle = _bundle("felrapport")
    edit = Edit(bundle)
    edit.rename(edit.node("ta_emot"), "ta_emot_igen")
    renamed = Edit(Bundle("felrapport", edit.written(), bundle.files))
    node = renamed.node("ta_emot_igen")
    assert node.lane == "kundtjanst"
    assert [one.id for one in node.boundaries] == ["inte_mottagen"]
    assert placing.box(renamed.root, "ta_emot_igen")
    assert b'"ta_emot"' not in edit.written()
    with pytest.raises(Refused):
        edit.rename(edit.node("ta_emot_igen"), "utred")


def test_a_message_that_the_diagram_lacks_is_added_to_it() -> None:
    bundle = _bundle("felrapport")
    edit = Edit(bundle)
    edit.message(edit.node("begar_ersattning"), "felrapport_nytt")
    found = Edit(Bundle("felrapport", edit.written(), bundle.files))
    assert "felrapport_nytt" in found.drawn.messages.values()
    assert "felrapport_ersattning" in found.drawn.messages.values()


@pytest.mark.parametrize(
    ("element", "word"),
    [
        ("felrapport_paborjad", "Början"),
        ("ta_emot", "under tiden"),
        ("vad_blev_det", "flera vägar"),
    ],
)
def test_what_others_hang_on_is_not_taken_away(element: str, word: str) -> None:
    edit = Edit(_bundle("felrapport"))
    with pytest.raises(Refused, match=word):
        edit.remove(edit.node(element))


def test_a_gateway_says_which_way_a_task_lies_on_and_a_lost_step_is_not_found() -> None:
    edit = Edit(_bundle("felrapport"))
    with pytest.raises(Refused, match="vilken väg"):
        _add(edit, "vad_blev_det", "Ring")
    with pytest.raises(NotFound):
        edit.node("finns_inte")


@pytest.mark.parametrize("name", ["hamtorder", "kundorder", "retur", "arbetsorder"])
def test_a_subprocess_goes_with_all_that_is_drawn_in_it(name: str) -> None:
    edit = Edit(_bundle(name))
    holders = {scope.holder.id for scope in edit.drawn.scopes if scope.holder}
    assert holders
    assert list(loose(edit)) == []
    for holder in holders:
        node = edit.node(holder)
        for event in node.boundaries:
            for flow in event.flows_out:
                edit.cut(flow)
            edit.remove(edit.node(event.id))
        edit.remove(edit.node(holder))
        assert list(loose(edit)) == [], holder


def test_what_is_noted_at_a_step_stays_and_no_line_leads_to_what_is_gone() -> None:
    edit = Edit(_bundle("felrapport"))
    process = edit.node("utred").scope.xml
    note = etree.SubElement(process, f"{{{BPMN}}}textAnnotation", id="lapp")
    etree.SubElement(note, f"{{{BPMN}}}text").text = "Kom ihåg"
    ends = {"id": "streck", "sourceRef": "notera_foljder", "targetRef": "lapp"}
    etree.SubElement(process, f"{{{BPMN}}}association", ends)
    plane = next(edit.root.iter(f"{{{BPMNDI}}}BPMNPlane"))
    etree.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", id="streck_di", bpmnElement="streck")
    assert list(loose(edit)) == []
    edit.remove(edit.node("notera_foljder"))
    assert list(loose(edit)) == []
    assert b"Kom ih" in edit.written()


def test_a_step_that_leads_back_to_its_gateway_leaves_no_way_to_itself() -> None:
    edit = Edit(_bundle("felrapport"))
    gate_ = _add(edit, "ta_emot", "Är det klart?", "exclusiveGateway")
    task = _add(edit, gate_, "Gör mer", way=adding.NEW_WAY)
    ways.connect(edit, edit.node(task), gate_)
    edit.default(edit.node(gate_), edit.node(task).flows_in[0].id)
    before = [one.id for one in edit.node(gate_).flows_out][:1]
    edit.remove(edit.node(task))
    node = edit.node(gate_)
    assert [one.id for one in node.flows_out] == before
    assert [one.source.id for one in node.flows_in if one.source] == ["ta_emot"]
    assert "default" not in node.xml.attrib
    assert list(loose(edit)) == []
