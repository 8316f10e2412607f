"""Where things are drawn, when a process is changed in words: simply, and so that nothing is lost.

All numbers are the diagram's own points. What is not drawn is left undrawn.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from workflows.diagrams.xml import BPMNDI
from workflows.workbench.box import Box

_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DI = "http://www.omg.org/spec/DD/20100524/DI"
Point = tuple[float, float]
# How wide and how high a task and a gateway are drawn.
TASK: Point = (100, 80)
GATE: Point = (50, 50)
_GAP = 50
_STEP = TASK[0] + _GAP
_SHAPE, _EDGE = f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"
_BOUNDS, _POINT = f"{{{_DC}}}Bounds", f"{{{_DI}}}waypoint"


def box(root: etree._Element, element: str) -> Box | None:
    """Where an element is drawn."""
    bounds = _bounds(root, element)
    return None if bounds is None else _box(bounds)


def make_room(root: etree._Element, cut: float, spans: Callable[[str], bool]) -> None:
    """Move everything to the right of `cut` further to the right, as far as a task takes.

    What reaches over the cut, and `spans` (lanes, pools, subprocesses), becomes wider.
    """
    for shape in root.iter(_SHAPE):
        for bounds in shape.iter(_BOUNDS):
            drawn = _box(bounds)
            label = bounds.getparent() is not shape
            if not label and spans(shape.get("bpmnElement", "")) and drawn.x < cut < drawn.right:
                bounds.set("width", _number(drawn.width + _STEP))
            elif drawn.middle[0] > cut:
                bounds.set("x", _number(drawn.x + _STEP))
    for edge in root.iter(_EDGE):
        for point in edge.iter(_POINT, _BOUNDS):
            if float(point.get("x", "0")) > cut:
                point.set("x", _number(float(point.get("x", "0")) + _STEP))


def draw(root: etree._Element, element: str, at: Point, size: Point) -> None:
    """Draw an element with its upper left corner here."""
    plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)
    if plane is None:
        return
    shape = etree.SubElement(plane, _SHAPE, id=f"{element}_di", bpmnElement=element)
    numbers = zip(("x", "y", "width", "height"), (*at, *size), strict=True)
    place = {name: _number(one) for name, one in numbers}
    etree.SubElement(shape, _BOUNDS, place)


def connect(root: etree._Element, flow: str, source: str, target: str) -> None:
    """Draw a flow anew between two elements, in right angles."""
    ends = box(root, source), box(root, target)
    plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)
    if plane is None or ends[0] is None or ends[1] is None:
        return
    edge = next((one for one in root.iter(_EDGE) if one.get("bpmnElement") == flow), None)
    if edge is None:
        edge = etree.SubElement(plane, _EDGE, id=f"{flow}_di", bpmnElement=flow)
    for old in [*edge.iterfind(_POINT), *edge.iterfind(f"{{{BPMNDI}}}BPMNLabel")]:
        edge.remove(old)
    for at, (x, y) in enumerate(_corners(ends[0], ends[1])):
        edge.insert(at, etree.Element(_POINT, x=_number(x), y=_number(y)))


def move_to(root: etree._Element, element: str, y: float) -> None:
    """Move a shape straight up or down, so that its middle is at `y`, with its label."""
    bounds = _bounds(root, element)
    if bounds is None:
        return
    step = y - _box(bounds).middle[1]
    shape = bounds.getparent()
    for one in shape.iter(_BOUNDS) if shape is not None else ():
        one.set("y", _number(float(one.get("y", "0")) + step))


def erase(root: etree._Element, elements: set[str]) -> None:
    """Take away what is drawn of these elements."""
    for drawn in [*root.iter(_SHAPE), *root.iter(_EDGE)]:
        parent = drawn.getparent()
        if parent is not None and drawn.get("bpmnElement") in elements:
            parent.remove(drawn)


def beside(drawn: Box) -> Point:
    """The middle of the left side of what is drawn to follow this one."""
    return drawn.right + _GAP, drawn.middle[1]


def _corners(source: Box, target: Box) -> Iterator[Point]:
    if target.x >= source.right:
        half = (source.right + target.x) / 2
        yield source.right, source.middle[1]
        if source.middle[1] != target.middle[1]:
            yield half, source.middle[1]
            yield half, target.middle[1]
        yield target.x, target.middle[1]
        return
    # Back to something earlier: under both.
    below = max(source.bottom, target.bottom) + _GAP / 2
    yield source.middle[0], source.bottom
    yield source.middle[0], below
    yield target.middle[0], below
    yield target.middle[0], target.bottom


def _bounds(root: etree._Element, element: str) -> etree._Element | None:
    for shape in root.iter(_SHAPE):
        if shape.get("bpmnElement") == element:
            return shape.find(_BOUNDS)
    return None


def _box(bounds: etree._Element) -> Box:
    x, y, width, height = (float(bounds.get(one, "0")) for one in ("x", "y", "width", "height"))
    return Box(x, y, width, height)


def _number(value: float) -> str:
    return f"{value:g}" if abs(value) < 1_000_000 else str(round(value))
