"""Changes to a diagram told in words: what is set on an element, a step removed.

Each is given the bundle as it is and gives the diagram as it will be; the bundle is not touched.
"""

from collections.abc import Callable, Collection, Mapping

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import BPMN, safe_xml
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate.drawing import Drawing, Flow, Node, local, read
from workflows.workbench import held, ids, placing, writing

_WAYS = (f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing")
_HOLDERS = (f"{{{BPMN}}}participant", held.LANE)
# What leads between elements beside the flows.
_BETWEEN = (f"{{{BPMN}}}association", f"{{{BPMN}}}messageFlow")
_SPANS = {"participant", "lane", "subProcess"}
_REFERENCES = ("sourceRef", "targetRef", "default", "attachedToRef", "bpmnElement", "id")
_CODED = {"error": "fel", "escalation": "eskalering"}


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
        if ids.taken(self.root, element):
            raise Refused([Hinder("upptaget", "Ett annat steg är redan det. Välj ett annat.")])
        for one in self.root.iter():
            for name in _REFERENCES:
                if one.get(name) == node.id:
                    one.set(name, element)
        for reference in held.naming(self.root, node.id):
            reference.text = element
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

    def code_of(self, node: Node, kind: str) -> str:
        """What an error or an escalation is known by; empty where it has no code."""
        for event in node.event_definitions:
            for one in self.root.iterfind(f"{{{BPMN}}}{kind}"):
                if one.get("id") == event.get(f"{kind}Ref"):
                    return one.get(f"{kind}Code", "")
        return ""

    def code(self, node: Node, kind: str, code: str) -> None:
        """Let an error or an escalation be known by a code; by none where it is empty."""
        every = self.root.findall(f"{{{BPMN}}}{kind}")
        found = next((one.get("id", "") for one in every if one.get(f"{kind}Code") == code), "")
        if code and not found:
            found = self.id_from(f"{_CODED[kind]} {code}")
            told = {"id": found, "name": code, f"{kind}Code": code}
            self.root.insert(0, etree.Element(f"{{{BPMN}}}{kind}", told))
        for event in node.event_definitions:
            writing.attribute(event, f"{kind}Ref", found if code else "")
        self.drawn = read(self.root)

    def move(self, node: Node, lane: str) -> None:
        """Lay a step in a lane, in the picture as well."""
        lanes = {one.get("id", ""): one for one in held.leaves(node.scope)}
        if lane not in lanes:
            raise Refused([Hinder("bana", "Banan finns inte. Välj en i listan.", "bana")])
        if node.id in held.holds(lanes[lane]):
            return
        held.lay_in(self.root, lanes[lane], node.id)
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
        onward = node.flows_out[0].target if node.flows_out and not node.is_boundary else None
        # What came from where it leads would lead to itself.
        kept = [one for one in node.flows_in if onward not in (None, node, one.source)]
        if onward is not None:
            self._lead_on(kept, onward)
        for flow in [*node.flows_in, *node.flows_out]:
            if flow not in kept:
                self.cut(flow)
        gone = {one.get("id", "") for one in node.xml.iter() if one.get("id")}
        for one in [*self.root.iter(*_BETWEEN)]:
            if {one.get("sourceRef"), one.get("targetRef")} & gone:
                gone.add(one.get("id", ""))
                writing.drop(one)
        for reference in [one for id_ in gone for one in held.naming(self.root, id_)]:
            writing.drop(reference)
        writing.drop(node.xml)
        placing.erase(self.root, gone)
        for flow in kept:
            if flow.source is not None and onward is not None:
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

    @staticmethod
    def _lead_on(flows: Collection[Flow], onward: Node) -> None:
        for flow in flows:
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
        passed = {lies_in, *around, *self.around()}
        top = placing.free(self.root, at, size, within=within, around=passed, lines=lines)
        if top is None and within is not None:
            self.make_room(within.bottom - 1, "y", step=size[1] + 4 * placing.MARGIN)
            top = within.bottom + placing.MARGIN
        return at[1] - size[1] / 2 if top is None else top

    def around(self) -> set[str]:
        """The lanes and pools, which things are drawn in and not beside."""
        return {one.get("id", "") for one in self.root.iter(*_HOLDERS)}

    def container(self, node: Node) -> str:
        """What a step lies in: its subprocess, or else its lane; empty where that is nothing."""
        if node.scope.holder is not None:
            return node.scope.holder.id
        for lane in held.leaves(node.scope):
            if node.id in held.holds(lane):
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

    def id_from(self, name: str) -> str:
        """An id that says the name, and that nothing has."""
        return ids.from_name(self.root, name)


def edited(bundle: Bundle, change: Callable[[Edit], None]) -> Mapping[str, bytes]:
    """The process's own diagram after a change, as a file for the draft."""
    edit = Edit(bundle)
    change(edit)
    return {f"{bundle.process_id}.bpmn": edit.written()}
