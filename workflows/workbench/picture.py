"""Where each element of a diagram is drawn, for a picture without a browser.

Read from the diagram's own layout. What has none, or one that no paper can hold, is left out; the
text beside the picture says the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.points import DC, DI, number
from workflows.diagrams.xml import BPMN, BPMNDI, DiagramError, safe_xml
from workflows.gate.drawing import local
from workflows.gate.kinds import SUBPROCESSES
from workflows.workbench.box import Box, box_of
from workflows.workbench.reading import role_label

_DEFINITION = "EventDefinition"
_BEHIND = {"participant": 0, "lane": 1}


@dataclass(frozen=True)
class Shape:
    """An element with a place. `event` is what an event waits for or sends (`timer`, `message`);
    `interrupts` is said of boundary events and of starts within event subprocesses."""

    id: str
    tag: str
    name: str
    box: Box
    label: Box | None
    event: str
    interrupts: bool
    expanded: bool
    several: str
    triggered: bool


@dataclass(frozen=True)
class Edge:
    """A line between two elements. `tag` tells a flow from a message and an association."""

    id: str
    tag: str
    name: str
    points: Sequence[tuple[float, float]]
    label: Box | None
    default: bool
    conditional: bool

    @property
    def box(self) -> Box:
        """What the line covers."""
        return around([Box(x, y, 0, 0) for x, y in self.points])


@dataclass(frozen=True)
class Picture:
    """One drawn plane: a whole diagram, or a subprocess that is drawn on its own. The shapes stand
    in the order they are to be drawn."""

    title: str
    shapes: Sequence[Shape]
    edges: Sequence[Edge]

    @property
    def box(self) -> Box:
        """What everything in it covers, labels included."""
        drawn: list[Shape | Edge] = [*self.shapes, *self.edges]
        labels = [one.label for one in drawn if one.label]
        return around([*(one.box for one in drawn), *labels])


def around(boxes: Sequence[Box]) -> Box:
    """The least box that holds them all; an empty one for none."""
    if not boxes:
        return Box(0, 0, 0, 0)
    x, y = min(one.x for one in boxes), min(one.y for one in boxes)
    return Box(x, y, max(o.right for o in boxes) - x, max(o.bottom for o in boxes) - y)


def pictures(bpmn: bytes) -> list[Picture]:
    """What is drawn in a diagram, plane by plane; none for what can't be read."""
    try:
        root = safe_xml(bpmn).getroot()
    except DiagramError:
        return []
    by_id = {one.get("id", ""): one for one in root.iter() if not _of_layout(one)}
    found = []
    for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane"):
        shapes = sorted(_shapes(plane, by_id), key=_from_behind)
        edges = list(_edges(plane, by_id))
        if shapes or edges:
            drawn = by_id.get(plane.get("bpmnElement", ""))
            found.append(Picture(_name(drawn) if drawn is not None else "", shapes, edges))
    return found


def _of_layout(one: etree._Element) -> bool:
    return not isinstance(one.tag, str) or not one.tag.startswith(f"{{{BPMN}}}")


def _from_behind(shape: Shape) -> tuple[int, float]:
    """Pools, lanes, then what holds others, the widest first; what sits on an edge last."""
    if shape.tag == "boundaryEvent":
        return 4, 0
    holds = shape.tag in SUBPROCESSES and shape.expanded
    return _BEHIND.get(shape.tag, 2 if holds else 3), -shape.box.width * shape.box.height


def _shapes(plane: etree._Element, by_id: Mapping[str, etree._Element]) -> Iterator[Shape]:
    for drawn in plane.iterfind(f"{{{BPMNDI}}}BPMNShape"):
        element, box = by_id.get(drawn.get("bpmnElement", "")), _box(drawn)
        if element is None or box is None:
            continue
        tag, name = local(element), _name(element)
        yield Shape(
            id=element.get("id", ""),
            tag=tag,
            name=role_label(name) if tag == "lane" else name,
            box=box,
            label=_label(drawn),
            event=next((one for child in element if (one := _event(child))), ""),
            interrupts=element.get("cancelActivity", "true") == "true"
            and element.get("isInterrupting", "true") == "true",
            expanded=drawn.get("isExpanded") == "true",
            several=_several(element),
            triggered=element.get("triggeredByEvent") == "true",
        )


def _edges(plane: etree._Element, by_id: Mapping[str, etree._Element]) -> Iterator[Edge]:
    for drawn in plane.iterfind(f"{{{BPMNDI}}}BPMNEdge"):
        element = by_id.get(drawn.get("bpmnElement", ""))
        points = [
            (x, y)
            for one in drawn.iterfind(f"{{{DI}}}waypoint")
            if (x := number(one, "x")) is not None and (y := number(one, "y")) is not None
        ]
        if element is None or len(points) < 2:
            continue
        source = by_id.get(element.get("sourceRef", ""))
        default = source is not None and source.get("default", "") == element.get("id")
        conditional = element.find(f"{{{BPMN}}}conditionExpression") is not None
        by_gateway = source is not None and local(source).endswith("Gateway")
        yield Edge(
            id=element.get("id", ""),
            tag=local(element),
            name=_name(element),
            points=points,
            label=_label(drawn),
            default=default,
            conditional=conditional and not by_gateway,
        )


def _name(element: etree._Element) -> str:
    """A name on one line; an annotation's text is its name."""
    text = element.get("name", "")
    if local(element) == "textAnnotation":
        text = element.findtext(f"{{{BPMN}}}text") or text
    return " ".join(text.split())


def _event(child: etree._Element) -> str:
    name = local(child)
    return name.removesuffix(_DEFINITION) if name.endswith(_DEFINITION) else ""


def _several(element: etree._Element) -> str:
    """`sequential`, `parallel`, `loop`, or nothing for what is done once."""
    several = element.find(f"{{{BPMN}}}multiInstanceLoopCharacteristics")
    if several is not None:
        return "sequential" if several.get("isSequential") == "true" else "parallel"
    return "loop" if element.find(f"{{{BPMN}}}standardLoopCharacteristics") is not None else ""


def _label(drawn: etree._Element) -> Box | None:
    label = drawn.find(f"{{{BPMNDI}}}BPMNLabel")
    return _box(label) if label is not None else None


def _box(drawn: etree._Element) -> Box | None:
    found = box_of(drawn.find(f"{{{DC}}}Bounds"))
    return found if found is not None and found.width > 0 and found.height > 0 else None
