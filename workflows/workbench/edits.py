"""Changes to a diagram told in words: what is set on an element, a task added, a step removed.

Each is given the bundle as it is and gives the diagram as it will be; the bundle is not touched.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import BPMN, safe_xml
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate.drawing import Drawing, Node, Scope, local, read
from workflows.gate.kinds import GATEWAYS
from workflows.workbench import placing, writing

_LONGEST_ID = 40
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
        return [Lane(one.get("id", ""), one.get("name", "")) for one in _leaves(node.scope)]

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
        leaves = {one.get("id", ""): one for one in _leaves(node.scope)}
        if lane not in leaves:
            raise Refused([Hinder("bana", "Banan finns inte. Välj en i listan.", "bana")])
        for one in leaves.values():
            for reference in one.findall(f"{{{BPMN}}}flowNodeRef"):
                if (reference.text or "").strip() == node.id:
                    if one is leaves[lane]:
                        return
                    one.remove(reference)
        etree.SubElement(leaves[lane], f"{{{BPMN}}}flowNodeRef").text = node.id
        node.lane = leaves[lane].get("name", "")
        drawn = placing.box(self.root, lane)
        if drawn is not None:
            placing.move_to(self.root, node.id, drawn.middle[1])
            self._redraw(node)

    def add(self, after: Node, name: str, tag: str = "userTask") -> str:
        """A new element between a step and what follows it. Gives its id.

        A gateway's only way so far is the one that is taken when no other may be.

        Raises `Refused` where it is not given what follows.
        """
        if len(after.flows_out) != 1 or after.flows_out[0].target is None:
            raise Refused(
                [Hinder("vag", "Välj ett steg med en enda väg ut att lägga det nya efter.")]
            )
        flow = after.flows_out[0]
        target = flow.target
        task = self.id_from(name)
        onward = self.id_from(f"{task} vidare")
        made = etree.Element(f"{{{BPMN}}}{tag}", id=task, name=name)
        if tag in GATEWAYS:
            made.set("default", onward)
        etree.SubElement(made, f"{{{BPMN}}}incoming").text = flow.id
        etree.SubElement(made, f"{{{BPMN}}}outgoing").text = onward
        after.xml.addnext(made)
        way = {"id": onward, "sourceRef": task, "targetRef": target.id if target else ""}
        flow.xml.addnext(etree.Element(f"{{{BPMN}}}sequenceFlow", way))
        flow.xml.set("targetRef", task)
        if target is not None:
            for incoming in target.xml.iterfind(f"{{{BPMN}}}incoming"):
                if (incoming.text or "").strip() == flow.id:
                    incoming.text = onward
        for lane in _leaves(after.scope):
            for reference in lane.iterfind(f"{{{BPMN}}}flowNodeRef"):
                if (reference.text or "").strip() == after.id:
                    beside = etree.Element(f"{{{BPMN}}}flowNodeRef")
                    beside.text = task
                    reference.addnext(beside)
                    break
        self._draw(after, task, placing.GATE if tag in GATEWAYS else placing.TASK)
        placing.connect(self.root, flow.id, after.id, task)
        if target is not None:
            placing.connect(self.root, onward, task, target.id)
        self.drawn = read(self.root)
        return task

    def remove(self, node: Node) -> None:
        """Take away a step; what led to it leads to what followed it. Raises `Refused`."""
        self._may_go(node)
        gone = {node.id, *(flow.id for flow in node.flows_out)}
        onward = node.flows_out[0].target if node.flows_out else None
        if onward is not None and not node.is_boundary:
            self._lead_on(node, onward)
        for flow in node.flows_out:
            writing.drop(flow.xml)
            for reference in (onward.xml if onward is not None else node.xml).findall(
                f"{{{BPMN}}}incoming"
            ):
                if (reference.text or "").strip() == flow.id:
                    writing.drop(reference)
        for reference in [*self.root.iter(f"{{{BPMN}}}flowNodeRef")]:
            if (reference.text or "").strip() == node.id:
                writing.drop(reference)
        writing.drop(node.xml)
        placing.erase(self.root, gone)
        if onward is not None:
            for flow in node.flows_in:
                if flow.source is not None:
                    placing.connect(self.root, flow.id, flow.source.id, onward.id)
        self.drawn = read(self.root)

    def _lead_on(self, node: Node, onward: Node) -> None:
        for flow in node.flows_in:
            flow.xml.set("targetRef", onward.id)
            etree.SubElement(onward.xml, f"{{{BPMN}}}incoming").text = flow.id
        writing.in_order(onward.xml)

    @staticmethod
    def _may_go(node: Node) -> None:
        sentence = ""
        if node.tag in ("startEvent", "endEvent"):
            sentence = "Början och slut tas bort i ritningen, där vägarna dit går att rita om."
        elif node.boundaries:
            sentence = "Ta först bort det som händer under tiden."
        elif len(node.flows_out) != 1:
            sentence = "Steget har inte en enda väg ut. Ta bort det i ritningen."
        if sentence:
            raise Refused([Hinder("vag", sentence)])

    def _draw(self, after: Node, task: str, size: placing.Point) -> None:
        drawn = placing.box(self.root, after.id)
        if drawn is None:
            return
        tags = {one.get("id", ""): local(one) for one in self.root.iter() if one.get("id")}
        placing.make_room(self.root, drawn.right + 1, lambda one: tags.get(one, "") in _SPANS)
        x, y = placing.beside(drawn)
        below = placing.TASK[1] if after.is_boundary else 0
        placing.draw(self.root, task, (x, y - size[1] / 2 + below), size)

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


def _leaves(scope: Scope) -> list[etree._Element]:
    lanes = scope.xml.iterfind(f"{{{BPMN}}}laneSet//{{{BPMN}}}lane")
    return [one for one in lanes if one.find(f"{{{BPMN}}}childLaneSet") is None]
