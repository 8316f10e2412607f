"""The ways of a diagram changed in words: a flow drawn from a step to another, or taken away."""

from lxml import etree

from workflows.diagrams.xml import BPMN
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate.drawing import Node, read
from workflows.workbench import placing, writing
from workflows.workbench.edits import Edit

_ENDS = ("endEvent",)
_NEVER_REACHED = ("startEvent", "boundaryEvent")


def goals(node: Node) -> list[Node]:
    """The elements that a flow may be drawn to from this one."""
    if node.tag in _ENDS:
        return []
    there = [flow.target for flow in node.flows_out]
    return [
        one
        for one in node.scope.nodes.values()
        if one is not node and one not in there and one.tag not in _NEVER_REACHED and one.id
    ]


def connect(edit: Edit, node: Node, element: str) -> str:
    """Draw a flow to another element. Gives its id. Raises `Refused` where none may go."""
    goal = next((one for one in goals(node) if one.id == element), None)
    if goal is None:
        raise Refused([Hinder("till", "Dit går inget flöde härifrån. Välj i listan.", "till")])
    flow = edit.id_from(f"{node.id} till {goal.id}")
    way = {"id": flow, "sourceRef": node.id, "targetRef": goal.id}
    last = node.flows_out[-1].xml if node.flows_out else node.xml
    last.addnext(etree.Element(f"{{{BPMN}}}sequenceFlow", way))
    for owner, tag in ((node, "outgoing"), (goal, "incoming")):
        etree.SubElement(owner.xml, f"{{{BPMN}}}{tag}").text = flow
        writing.in_order(owner.xml)
    placing.connect(edit.root, flow, node.id, goal.id)
    edit.drawn = read(edit.root)
    return flow


def disconnect(edit: Edit, node: Node, flow: str) -> None:
    """Take a flow away. Raises `NotFound`."""
    found = next((one for one in node.flows_out if one.id == flow), None)
    if found is None:
        raise NotFound("Flödet finns inte i utkastet. Det kan vara borttaget; läs in sidan.")
    edit.cut(found)
    edit.drawn = read(edit.root)
