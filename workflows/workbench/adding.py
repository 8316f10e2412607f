"""What may be added to a diagram in words, and how it is laid between what is there already.

The kinds are those that the gate lets run and that a step's form can fill in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.xml import BPMN
from workflows.errors import Hinder, Refused
from workflows.gate.drawing import Flow, Node, read
from workflows.gate.events import MAY, is_instant
from workflows.gate.kinds import ACTIVITIES, CHOOSING, GATEWAYS, SUBPROCESSES
from workflows.workbench import held, placing, ways, writing
from workflows.workbench.box import Box
from workflows.workbench.edits import Edit

# A way out of a gateway that it has not had.
NEW_WAY = "ny"
_TASKS = (
    *("userTask", "serviceTask", "businessRuleTask", "sendTask", "receiveTask"),
    *("callActivity", "subProcess"),
)
_GATES = ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway")
_EVENTS = ("intermediateCatchEvent", "intermediateThrowEvent", "endEvent", "boundaryEvent")
# What each is told by in an id of its own.
_TRIGGERS = {
    "timer": "tid",
    "message": "meddelande",
    "conditional": "villkor",
    "error": "fel",
    "escalation": "eskalering",
    "terminate": "avslut",
}
# What ends a step rather than waits for something beside it: it may happen at once.
_AT_ONCE = ("error", "escalation")
_WAITS = ("intermediateCatchEvent", "receiveTask")


@dataclass(frozen=True)
class Sort:
    """A kind of element, with what sets it off if it is an event."""

    tag: str
    trigger: str = ""

    @property
    def key(self) -> str:
        """What it is chosen by."""
        return f"{self.tag}:{self.trigger}" if self.trigger else self.tag

    @property
    def size(self) -> placing.Point:
        """How large it is drawn."""
        if self.tag in GATEWAYS:
            return placing.GATE
        if self.tag in SUBPROCESSES:
            return placing.SUBPROCESS
        return placing.EVENT if self.tag in _EVENTS else placing.TASK


def _every() -> Iterator[Sort]:
    yield from (Sort(tag) for tag in (*_TASKS, *_GATES))
    for tag in _EVENTS:
        yield from (Sort(tag, trigger) for trigger in _TRIGGERS if trigger in MAY[tag])
    yield Sort("endEvent")


SORTS: Mapping[str, Sort] = {one.key: one for one in _every()}
USER_TASK = "userTask"


def offered(node: Node, steps: Mapping[str, bool] | None) -> list[Sort]:
    """What may be added after a step, or on it; `steps` says which run in the background."""
    return [one for one in SORTS.values() if _may(one, node, steps)]


def _may(sort: Sort, node: Node, steps: Mapping[str, bool] | None) -> bool:
    if sort.tag == "boundaryEvent":
        waits = sort.trigger not in _AT_ONCE
        return node.tag in ACTIVITIES and not (waits and is_instant(node, steps))
    if node.tag == "endEvent":
        return False
    if node.tag == "eventBasedGateway":
        return sort.tag in _WAITS
    if sort.tag == "endEvent":
        return node.tag in GATEWAYS or not node.flows_out
    return True


def add(edit: Edit, after: Node, name: str, sort: Sort, way: str = "") -> str:
    """A new element after a step, on one of the ways out of it. Gives its id.

    `way` is the flow that it is laid on, `NEW_WAY` for one that a gateway has not had, or empty
    where there is no choice. What happens during a step sits on it, and leads nowhere yet.

    Raises `Refused` where it has no place.
    """
    if not _may(sort, after, None):
        raise Refused([Hinder("sort", _no_place(sort, after), "ny-sort")])
    made = etree.Element(f"{{{BPMN}}}{sort.tag}", id=edit.id_from(name), name=name)
    if sort.tag == "boundaryEvent":
        _put(edit, after, made, sort)
        _draw_on(edit, after, made.get("id", ""))
    elif (flow := _way(after, sort, way)) is None:
        _put(edit, after, made, sort)
        _draw(edit, after, made.get("id", ""), sort, beside=bool(after.flows_out))
        edit.drawn = read(edit.root)
        ways.connect(edit, edit.node(after.id), made.get("id", ""))
    else:
        _between(edit, after, made, sort, flow)
    edit.drawn = read(edit.root)
    return made.get("id", "")


def _no_place(sort: Sort, after: Node) -> str:
    """Why it may not be added here, and what may."""
    if sort.tag == "boundaryEvent":
        return "Bara det som väntar kan få något som händer under tiden."
    if after.tag == "endEvent":
        return "Efter ett slut kommer ingenting. Lägg till det efter ett tidigare steg."
    if after.tag == "eventBasedGateway":
        return (
            "Efter en händelsegrind läggs bara det som väntar: en händelse som väntar, eller en"
            " uppgift som väntar på besked."
        )
    return (
        "Ett slut läggs efter en grind, eller där inget flöde leder vidare. Ta först bort flödet"
        " härifrån."
    )


def _way(after: Node, sort: Sort, way: str) -> Flow | None:
    """The flow that the new element is laid on, or None for a way of its own."""
    if sort.tag == "endEvent" or not after.flows_out:
        return None
    if way == NEW_WAY and after.tag in GATEWAYS:
        return None
    found = [one for one in after.flows_out if one.id == way or not way]
    if len(found) != 1:
        raise Refused([Hinder("vag", "Välj vilken väg det nya ska ligga på.", "ny-vag")])
    return found[0]


def _put(edit: Edit, after: Node, made: etree._Element, sort: Sort) -> None:
    """The element beside the other in the diagram and in its lane, not yet drawn."""
    id_ = made.get("id", "")
    if sort.tag == "boundaryEvent":
        made.set("attachedToRef", after.id)
    if sort.trigger:
        told = edit.id_from(f"{id_} {_TRIGGERS[sort.trigger]}")
        etree.SubElement(made, f"{{{BPMN}}}{sort.trigger}EventDefinition", id=told)
    if sort.tag in SUBPROCESSES:
        _fill(edit, made)
    after.xml.addnext(made)
    held.add_beside(edit.root, after.id, id_)


def _between(edit: Edit, after: Node, made: etree._Element, sort: Sort, flow: Flow) -> None:
    """The element on a flow. A gateway's only way so far is taken when no other may be."""
    id_, target = made.get("id", ""), flow.target
    onward = edit.id_from(f"{id_} vidare")
    if sort.tag in CHOOSING:
        made.set("default", onward)
    _put(edit, after, made, sort)
    for tag, one in (("incoming", flow.id), ("outgoing", onward)):
        etree.SubElement(made, f"{{{BPMN}}}{tag}").text = one
    writing.in_order(made)
    way = {"id": onward, "sourceRef": id_, "targetRef": target.id if target else ""}
    flow.xml.addnext(etree.Element(f"{{{BPMN}}}sequenceFlow", way))
    flow.xml.set("targetRef", id_)
    for incoming in [] if target is None else target.xml.iterfind(f"{{{BPMN}}}incoming"):
        if (incoming.text or "").strip() == flow.id:
            incoming.text = onward
    placing.erase(edit.root, {flow.id})
    _draw(edit, after, id_, sort)
    placing.connect(edit.root, flow.id, after.id, id_)
    if target is not None:
        placing.connect(edit.root, onward, id_, target.id)


def _draw(edit: Edit, after: Node, id_: str, sort: Sort, *, beside: bool = False) -> None:
    """Draw it after the step, where nothing lies; `beside` the ways that lead on already."""
    host = after.scope.nodes.get(after.xml.get("attachedToRef", ""))
    drawn = placing.box(edit.root, after.id)
    held = drawn if host is None else placing.box(edit.root, host.id)
    if drawn is None or held is None:
        return
    edit.make_room(held.right + 1, step=placing.room_for(sort.size))
    high = sort.size[1]
    x, y = placing.beside(held)[0], drawn.middle[1]
    if after.is_boundary:
        y += placing.TASK[1]
    elif beside:
        y = drawn.bottom + 2 * placing.MARGIN + high / 2
    lies_in = edit.container(after)
    above = {one.get("id", "") for one in after.xml.iterancestors()}
    top = edit.room_in(lies_in, (x, y), sort.size, around=above, lines=beside)
    placing.draw(edit.root, id_, (x, top), sort.size)
    if sort.tag in SUBPROCESSES:
        _draw_within(edit, id_, Box(x, top, *sort.size))


def _fill(edit: Edit, made: etree._Element) -> None:
    """A subprocess begins and ends: its steps are put between."""
    holder = made.get("id", "")
    first, last, flow = (edit.id_from(f"{holder} {word}") for word in ("borjan", "klart", "genom"))
    for tag, id_, name, way in (
        ("startEvent", first, "Början", "outgoing"),
        ("endEvent", last, "Klart", "incoming"),
    ):
        event = etree.SubElement(made, f"{{{BPMN}}}{tag}", id=id_, name=name)
        etree.SubElement(event, f"{{{BPMN}}}{way}").text = flow
    ends = {"id": flow, "sourceRef": first, "targetRef": last}
    etree.SubElement(made, f"{{{BPMN}}}sequenceFlow", ends)


def _draw_within(edit: Edit, holder: str, its: Box) -> None:
    """What a new subprocess holds, from its left side to its right."""
    scope = next(one for one in read(edit.root).scopes if one.id == holder)
    wide, high = placing.EVENT
    places = (its.x + 2 * placing.MARGIN, its.right - wide - 2 * placing.MARGIN)
    placing.expand(edit.root, holder)
    for node, x in zip(scope.nodes.values(), places, strict=True):
        placing.draw(edit.root, node.id, (x, its.middle[1] - high / 2), placing.EVENT)
    for flow in scope.flows:
        if flow.source is not None and flow.target is not None:
            placing.connect(edit.root, flow.id, flow.source.id, flow.target.id)


def _draw_on(edit: Edit, host: Node, id_: str) -> None:
    """Draw it on the edge of a step, beside what sits there already."""
    drawn = placing.box(edit.root, host.id)
    if drawn is None:
        return
    wide, high = placing.EVENT
    others = [placing.box(edit.root, one.id) for one in host.boundaries]
    places = [
        Box(x, edge - high / 2, wide, high)
        for edge in (drawn.bottom, drawn.y)
        for x in _steps(
            drawn.right - wide - placing.MARGIN, drawn.x + placing.MARGIN, wide + placing.MARGIN
        )
    ]
    free = (one for one in places if not any(other and other.meets(one) for other in others))
    place = next(free, places[0])
    placing.draw(edit.root, id_, (place.x, place.y), placing.EVENT)


def _steps(first: float, last: float, step: float) -> Iterator[float]:
    yield first
    while (first := first - step) >= last:
        yield first
