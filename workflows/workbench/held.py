"""What lies in which lane. A lane names its steps, and so do the lanes that it lies in."""

from lxml import etree

from workflows.diagrams.xml import BPMN
from workflows.gate.drawing import Scope
from workflows.workbench import writing

LANE = f"{{{BPMN}}}lane"
_REFERENCE = f"{{{BPMN}}}flowNodeRef"
_WITHIN = f"{{{BPMN}}}childLaneSet"


def leaves(scope: Scope) -> list[etree._Element]:
    """The lanes that hold steps, not other lanes."""
    lanes = scope.xml.iterfind(f"{{{BPMN}}}laneSet//{LANE}")
    return [one for one in lanes if one.find(_WITHIN) is None]


def naming(root: etree._Element, element: str) -> list[etree._Element]:
    """Where lanes name an element."""
    return [one for one in root.iter(_REFERENCE) if _said(one) == element]


def holds(lane: etree._Element) -> list[str]:
    """What a lane names, in its order."""
    return [_said(one) for one in lane.iterfind(_REFERENCE)]


def add_beside(root: etree._Element, other: str, element: str) -> None:
    """Let every lane that names the one name the other too."""
    for reference in naming(root, other):
        reference.addnext(_reference(element))


def lay_in(root: etree._Element, lane: etree._Element, element: str) -> None:
    """Let a lane name an element, as do those that it lies in, and no others."""
    for old in naming(root, element):
        writing.drop(old)
    for one in (lane, *lane.iterancestors(LANE)):
        within = one.find(_WITHIN)
        if within is None:
            one.append(_reference(element))
        else:
            within.addprevious(_reference(element))


def _reference(element: str) -> etree._Element:
    made = etree.Element(_REFERENCE)
    made.text = element
    return made


def _said(reference: etree._Element) -> str:
    return (reference.text or "").strip()
