"""Changes to a diagram told in words: what is set on an element, a step removed.

Each is given the bundle as it is and gives the diagram as it will be; the bundle is not touched.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import BPMN, safe_xml
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate.drawing import Drawing, Flow, Node, Scope, local, read
from workflows.workbench import placing, writing

_LONGEST_ID = 40
_WAYS = (f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing")
_HOLDERS = (f"{{{BPMN}}}participant", f"{{{BPMN}}}lane")
_SPANS = {"participant", "lane", "subProcess"}
_REFERENCES = ("sourceRef", "targetRef", "default", "attachedToRef", "bpmnElement", "id")
_LETTERS = str.maketrans("åäöéü", "aaoeu")


@dataclass(frozen=True)
class Lane:
    """A lane that a step may lie in. `role` is what it is named by."""

    id: str
    role: str


class Edit:
    """A diagram under change."""

    def __init__(self, bundle: Bundle) -> None:
        self.root = safe_xml(bundle.bpmn).getroot()
        self.drawn: Drawing = read(self.root)

    def node(self, element: str) -> Node:
        """A step, gateway or event. Raises `NotFound`."""
        found = next((one for one in self.drawn.nodes() if one.id == element), None)
        if found is None:
            raise NotFound("Steget finns inte i utkastet. Det kan vara borttaget; läs in listan.")
        return found

    def written(self) -> bytes:
        """The diagram as it now is, as a file."""
        etree.indent(self.root, "  ")
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")

    def lanes(self, node: Node) -> list[Lane]:
        """The lanes that a step may lie in; none inside a subprocess, which lies in one itself."""
        if node.scope.holder is not None:
            return []
        return [Lane(one.get("id", ""), one.get("name", "")) for one in leaves(node.scope)]

    def default(self, node: Node, flow: str) -> None:
        """The flow that is taken when no other may be. It has no condition."""
        writing.attribute(node.xml, "default", flow)
        for one in node.flows_out:
            if one.id == flow:
                writing.expression(one.xml, "conditionExpression", "")

    def rename(self, node: Node, element: str) -> None:
        """Give an element another id, and everything that names it. Raises `Refused` if taken."""
        if element == node.id:
            return
        if self._taken(element):
            raise Refused([Hinder("upptaget", "Ett annat steg är redan det. Välj ett annat.")])
        for one in self.root.iter():
            for name in _REFERENCES:
                if one.get(name) == node.id:
                    one.set(name, element)
            if local(one) == "flowNodeRef" and (one.text or "").strip() == node.id:
                one.text = element
        node.id = element

    def message(self, node: Node, name: str) -> None:
        """The process message that a step sends or waits for."""
        found = next((key for key, one in self.drawn.messages.items() if one == name), "")
        if not found:
            found = self.id_from(f"meddelande {name}")
            self.root.insert(0, etree.Element(f"{{{BPMN}}}message", id=found, name=name))
            self.drawn.messages[found] = name
        carriers = [one for one in node.event_definitions if local(one).startswith("message")]
        for carrier in carriers or [node.xml]:
            carrier.set("messageRef", found)

    def move(self, node: Node, lane: str) -> None:
        """Lay a step in a lane, in the picture as well."""
        lanes = {one.get("id", ""): one for one in leaves(node.scope)}
        if lane not in lanes:
            raise Refused([Hinder("bana", "Banan finns inte. Välj en i listan.", "bana")])
        for one in lanes.values():
            for reference in one.findall(f"{{{BPMN}}}flowNodeRef"):
                if (reference.text or "").strip() == node.id:
                    if one is lanes[lane]:
                        return
                    one.remove(reference)
        etree.SubElement(lanes[lane], f"{{{BPMN}}}flowNodeRef").text = node.id
        node.lane = lanes[lane].get("name", "")
        its, drawn = placing.box(self.root, node.id), placing.box(self.root, lane)
        if its is not None and drawn is not None:
            size, at = (its.width, its.height), (its.x, drawn.middle[1])
            moved = {node.id, *(one.id for one in node.boundaries)}
            top = self.room_in(lane, at, size, around=moved)
            placing.move_to(self.root, node.id, top + its.height / 2)
            self._redraw(node)

    def remove(self, node: Node) -> None:
        """Take away a step; what led to it leads to what followed it, if anything did.

        Raises `Refused`.
        """
        self._may_go(node)
        onward = node.flows_out[0].target if node.flows_out else None
        if onward is not None and not node.is_boundary:
            self._lead_on(node, onward)
        else:
            for flow in node.flows_in:
                self.cut(flow)
        for flow in node.flows_out:
            self.cut(flow)
        for reference in [*self.root.iter(f"{{{BPMN}}}flowNodeRef")]:
            if (reference.text or "").strip() == node.id:
                writing.drop(reference)
        writing.drop(node.xml)
        placing.erase(self.root, {node.id})
        if onward is not None:
            for flow in node.flows_in:
                if flow.source is not None:
                    placing.connect(self.root, flow.id, flow.source.id, onward.id)
        self.drawn = read(self.root)

    def cut(self, flow: Flow) -> None:
        """Take a flow away, and what names it."""
        for end in (flow.source, flow.target):
            for one in [] if end is None else [*end.xml.iterchildren(*_WAYS)]:
                if (one.text or "").strip() == flow.id:
                    writing.drop(one)
        if flow.source is not None and flow.source.xml.get("default") == flow.id:
            writing.attribute(flow.source.xml, "default", "")
        writing.drop(flow.xml)
        placing.erase(self.root, {flow.id})

    def _lead_on(self, node: Node, onward: Node) -> None:
        for flow in node.flows_in:
            flow.xml.set("targetRef", onward.id)
            etree.SubElement(onward.xml, f"{{{BPMN}}}incoming").text = flow.id
        writing.in_order(onward.xml)

    @staticmethod
    def _may_go(node: Node) -> None:
        sentence = ""
        if node.tag == "startEvent":
            sentence = "Början tas bort i ritningen, där vägarna dit går att rita om."
        elif node.tag == "endEvent" and len(node.scope.of("endEvent")) == 1:
            sentence = "Det är det enda slutet. Lägg till ett annat först."
        elif node.boundaries:
            sentence = "Ta först bort det som händer under tiden."
        elif len(node.flows_out) > 1:
            sentence = "Steget har flera vägar ut. Ta först bort alla utom en."
        if sentence:
            raise Refused([Hinder("vag", sentence)])

    def make_room(self, cut: float, axis: placing.Axis = "x", **how: float) -> None:
        """Move what is drawn to the right of, or below, a place; its flows go with it."""
        tags = {one.get("id", ""): local(one) for one in self.root.iter() if one.get("id")}
        riders = {on.id: one.id for one in self.drawn.nodes() for on in one.boundaries}
        placing.make_room(
            self.root, cut, lambda one: tags.get(one, "") in _SPANS, riders, axis=axis, **how
        )
        for flow in [flow for one in self.drawn.nodes() for flow in one.flows_out]:
            if flow.source is not None and flow.target is not None:
                placing.mend(self.root, flow.id, flow.source.id, flow.target.id)

    def room_in(
        self,
        lies_in: str,
        at: placing.Point,
        size: placing.Point,
        *,
        around: Collection[str] = (),
        lines: bool = False,
    ) -> float:
        """The nearest y where nothing is drawn; what it lies in is made higher if it is full."""
        within = placing.box(self.root, lies_in)
        passed = {lies_in, *around, *(one.get("id", "") for one in self.root.iter(*_HOLDERS))}
        top = placing.free(self.root, at, size, within=within, around=passed, lines=lines)
        if top is None and within is not None:
            self.make_room(within.bottom - 1, "y", step=size[1] + 4 * placing.MARGIN)
            top = within.bottom + placing.MARGIN
        return at[1] - size[1] / 2 if top is None else top

    def container(self, node: Node) -> str:
        """What a step lies in: its subprocess, or else its lane; empty where that is nothing."""
        if node.scope.holder is not None:
            return node.scope.holder.id
        for lane in leaves(node.scope):
            held = {(one.text or "").strip() for one in lane.iterfind(f"{{{BPMN}}}flowNodeRef")}
            if node.id in held:
                return lane.get("id", "")
        return ""

    def _redraw(self, node: Node) -> None:
        """The flows of a step that has been moved, and what sits on it."""
        drawn = placing.box(self.root, node.id)
        if drawn is None:
            return
        for event in node.boundaries:
            placing.move_to(self.root, event.id, drawn.y + drawn.height)
            self._redraw(event)
        for flow in [*node.flows_in, *node.flows_out]:
            if flow.source is not None and flow.target is not None:
                placing.connect(self.root, flow.id, flow.source.id, flow.target.id)

    def _taken(self, element: str) -> bool:
        return any(one.get("id") == element for one in self.root.iter())

    def id_from(self, name: str) -> str:
        """An id that says the name, and that nothing has."""
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_LETTERS)).strip("_")
        plain = re.sub(r"^[_0-9]+", "", plain)[:_LONGEST_ID].strip("_") or "steg"
        number, found = 1, plain
        while self._taken(found):
            number += 1
            found = f"{plain}_{number}"
        return found


def edited(bundle: Bundle, change: Callable[[Edit], None]) -> Mapping[str, bytes]:
    """The process's own diagram after a change, as a file for the draft."""
    edit = Edit(bundle)
    change(edit)
    return {f"{bundle.process_id}.bpmn": edit.written()}


def leaves(scope: Scope) -> list[etree._Element]:
    """The lanes that hold steps, not other lanes."""
    lanes = scope.xml.iterfind(f"{{{BPMN}}}laneSet//{{{BPMN}}}lane")
    return [one for one in lanes if one.find(f"{{{BPMN}}}childLaneSet") is None]
