"""Drawings as other tools and people leave them: nested lanes, places that are no numbers."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from lxml import etree

from workflows import gate
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.xml import BPMN, BPMNDI
from workflows.errors import Refused
from workflows.gate.names import registered
from workflows.workbench import adding, lanes, placing, ways
from workflows.workbench.edits import Edit

_NAMING = {f"{{{BPMN}}}{tag}" for tag in ("incoming", "outgoing", "flowNodeRef")}


def _bundle(name: str) -> Bundle:
    return from_folder(settings.BPMN_DIR / name)


def _again(name: str, edit: Edit) -> Edit:
    return Edit(Bundle(name, edit.written()))


def loose(edit: Edit) -> Iterator[str]:
    """The ids that two things share, and the names of what is not there."""
    uses = Counter(one.get("id") for one in edit.root.iter() if one.get("id"))
    yield from (f"{one} twice" for one, number in uses.items() if number > 1)
    for one in edit.root.iter():
        for word in ("sourceRef", "targetRef", "default", "attachedToRef", "bpmnElement"):
            if word in one.attrib and one.get(word) not in uses:
                yield f"{word} {one.get(word)}"
        if one.tag in _NAMING and (one.text or "").strip() not in uses:
            yield f"{one.tag} {one.text}"


def _nested() -> Bundle:
    """felrapport with its three lanes in an outer one, written as bpmn-js writes it, and one more
    lane outside."""
    bundle = from_folder(settings.BPMN_DIR / "felrapport")
    edit = Edit(bundle)
    lane_set = next(edit.root.iter(f"{{{BPMN}}}laneSet"))
    inner = list(lane_set)
    outer = etree.SubElement(lane_set, f"{{{BPMN}}}lane", id="yttre", name="Hjälpmedel")
    for reference in lane_set.findall(f"{{{BPMN}}}lane/{{{BPMN}}}flowNodeRef"):
        etree.SubElement(outer, reference.tag).text = reference.text
    within = etree.SubElement(outer, f"{{{BPMN}}}childLaneSet", id="inre")
    within.extend(inner)
    etree.SubElement(lane_set, f"{{{BPMN}}}lane", id="utanfor", name="tekniker")
    return Bundle("felrapport", edit.written(), bundle.files, bundle.scenarios)


def _orders(edit: Edit) -> set[tuple[str, ...]]:
    """In what order each lane that holds others has its parts, as the schema asks."""
    return {
        tuple(dict.fromkeys(etree.QName(part).localname for part in lane))
        for lane in edit.root.iter(f"{{{BPMN}}}lane")
        if lane.find(f"{{{BPMN}}}childLaneSet") is not None
    }


def test_what_is_added_among_nested_lanes_lies_in_the_inner_one_and_in_the_outer() -> None:
    bundle = _nested()
    assert Edit(bundle).node("ta_emot").lane == "kundtjanst"
    edit = Edit(bundle)
    made = adding.add(edit, edit.node("ta_emot"), "Ring patienten", adding.SORTS["userTask"])
    again = _again("felrapport", edit)
    assert again.node(made).lane == "kundtjanst"
    assert [
        one.getparent().get("id")
        for one in again.root.iter(f"{{{BPMN}}}flowNodeRef")
        if one.text == made
    ] == ["yttre", "bana_kundtjanst"]
    wrong = gate.check(
        Bundle("felrapport", edit.written(), bundle.files), names=registered("felrapport")
    )
    assert [one.rule for one in wrong if one.element == made] == ["uppgift-utan-sida"]
    edit.remove(edit.node(made))
    assert list(loose(edit)) == []


def test_a_step_moves_between_nested_lanes_whichever_comes_first() -> None:
    edit = Edit(_nested())
    for lane, role in (("utanfor", "tekniker"), ("bana_kvalitet", "kvalitet")):
        edit.move(edit.node("utred"), lane)
        again = _again("felrapport", edit)
        assert again.node("utred").lane == role
        assert again.container(again.node("utred")) == lane
    assert _orders(edit) == {("flowNodeRef", "childLaneSet")}


def test_a_nested_lane_goes_and_what_lies_in_it_goes_to_a_lane_that_holds_steps() -> None:
    edit = Edit(_nested())
    lanes.remove(edit, "utanfor")
    assert _orders(edit) == {("flowNodeRef", "childLaneSet")}
    edit = Edit(_nested())
    gate_ = next(one.id for one in edit.drawn.nodes("exclusiveGateway"))
    edit.move(edit.node(gate_), "utanfor")
    lanes.remove(edit, "utanfor")
    again = _again("felrapport", edit)
    assert again.container(again.node(gate_)) in {one.id for one in lanes.lanes_of(again)}
    assert _orders(again) == {("flowNodeRef", "childLaneSet")}
    assert list(loose(again)) == []


def test_what_is_drawn_never_shares_its_id_with_what_is_drawn_already() -> None:
    edit = Edit(_bundle("felrapport"))
    first = adding.add(edit, edit.node("ta_emot"), "Ring patienten", adding.SORTS["userTask"])
    edit.rename(edit.node(first), "ring_upp")
    adding.add(edit, edit.node("ring_upp"), "Ring patienten", adding.SORTS["userTask"])
    assert list(loose(edit)) == []
    # A flow whose picture has an id that the next one would have been given.
    edit = Edit(_bundle("felrapport"))
    shape = next(edit.root.iter(f"{{{BPMNDI}}}BPMNShape"))
    shape.set("id", "utred_till_klart_di")
    assert ways.connect(edit, edit.node("utred"), "klart") == "utred_till_klart"
    assert list(loose(edit)) == []


@pytest.mark.parametrize("sign", ["inf", "nan", "abc", "1e300"])
def test_a_place_that_is_no_number_stops_nobody_and_is_told_by_the_gate(sign: str) -> None:
    edit = Edit(_bundle("felrapport"))
    shapes = {one.get("bpmnElement"): one for one in edit.root.iter(f"{{{BPMNDI}}}BPMNShape")}
    bounds = shapes["utred"][0]
    bounds.set("y", sign)
    point = next(edit.root.iter(f"{{{BPMNDI}}}BPMNEdge"))[0]
    point.set("x", sign)
    flow = next(edit.root.iter(f"{{{BPMNDI}}}BPMNEdge")).get("bpmnElement")
    odd = Bundle("felrapport", edit.written(), from_folder(settings.BPMN_DIR / "felrapport").files)
    found = {one.element: one.mening for one in gate.check(odd) if one.rule == "plats-inget-tal"}
    assert set(found) == {"utred", flow}
    assert f"(”{sign}”)" in found["utred"]
    edit = Edit(odd)
    assert placing.box(edit.root, "utred") is None
    for place in ("ta_emot", "utred"):
        adding.add(edit, edit.node(place), "Ring", adding.SORTS["userTask"])
    edit.move(edit.node("utred"), "bana_kvalitet")
    made = lanes.add(edit, "tekniker")
    lanes.remove(edit, made)
    edit.remove(edit.node("ring"))
    assert list(loose(edit)) == []


def test_a_drawing_without_a_process_has_no_lanes_and_gets_none() -> None:
    empty = f'<definitions xmlns="{BPMN}" id="d"><collaboration id="c"/></definitions>'
    edit = Edit(Bundle("tom", empty.encode()))
    assert lanes.lanes_of(edit) == []
    with pytest.raises(Refused, match="inga banor"):
        lanes.add(edit, lanes.free_roles(edit)[0])
