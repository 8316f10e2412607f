"""Where things are drawn, when a process is changed in words: simply, and so that nothing is lost.

All numbers are the diagram's own points. What is not drawn is left undrawn, and what is drawn at a
place that is no number is left as it is.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise
from typing import Literal

from lxml import etree

from workflows.diagrams.points import DC, DI, number
from workflows.diagrams.xml import BPMNDI
from workflows.workbench import ids
from workflows.workbench.box import Box, box_of

Point = tuple[float, float]
Axis = Literal["x", "y"]
# How wide and how high a task, a gateway and an event are drawn.
TASK: Point = (100, 80)
GATE: Point = (50, 50)
EVENT: Point = (36, 36)
SUBPROCESS: Point = (240, 120)
_GAP = 50
_STEP = TASK[0] + _GAP
# How near each other two things may be drawn, and the edge of what they lie in.
_NEAR, MARGIN = 20, 10
_SIZES: Mapping[Axis, str] = {"x": "width", "y": "height"}
# How far from its element a flow may end in a drawing that another tool made.
_SLACK = 5
# How far up and down a place is looked for.
_FURTHEST = 2000
_SHAPE, _EDGE = f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"
_BOUNDS, _POINT = f"{{{DC}}}Bounds", f"{{{DI}}}waypoint"


def room_for(size: Point) -> float:
    """How far what comes after is moved for something of this size."""
    return max(size[0], TASK[0]) + _GAP


def box(root: etree._Element, element: str) -> Box | None:
    """Where an element is drawn."""
    return box_of(_bounds(root, element))


def make_room(
    root: etree._Element,
    cut: float,
    spans: Callable[[str], bool],
    riders: Mapping[str, str],
    *,
    axis: Axis = "x",
    step: float = _STEP,
) -> None:
    """Move everything to the right of `cut` further to the right, as far as a task takes; or what
    is below it further down.

    What reaches over the cut, and `spans` (lanes, pools, subprocesses), becomes larger. `riders`
    sit on another element and go where it goes.
    """
    before = dict(_boxes(root))
    size = _SIZES[axis]
    for shape in root.iter(_SHAPE):
        element = shape.get("bpmnElement", "")
        host = riders.get(element, "")
        anchor = before.get(element if spans(host) or host not in before else host)
        for bounds in shape.iter(_BOUNDS):
            its = box_of(bounds)
            if its is None:
                continue
            label = bounds.getparent() is not shape
            first, last = _along(its, axis)
            if not label and spans(element) and first < cut < last:
                bounds.set(size, _written(last - first + step))
            elif sum(_along(its if label or anchor is None else anchor, axis)) / 2 > cut:
                bounds.set(axis, _written(first + step))
    for edge in root.iter(_EDGE):
        for point in edge.iter(_POINT, _BOUNDS):
            at = number(point, axis)
            if at is not None and at > cut:
                point.set(axis, _written(at + step))


def free(
    root: etree._Element,
    at: Point,
    size: Point,
    *,
    within: Box | None,
    around: Collection[str],
    lines: bool = False,
) -> float | None:
    """The nearest y, straight up or down, where nothing is drawn; None where nothing is free.

    `at` is the middle of its left side, `around` is what it lies in. With `lines` it lies on no
    flow either.
    """
    taken = [] if not lines else [*_lines(root)]
    taken += [its for element, its in _boxes(root) if element not in around]
    wide, high = size
    for off in range(0, _FURTHEST, MARGIN):
        for y in (at[1] - high / 2 + off, at[1] - high / 2 - off):
            room = Box(at[0], y, wide, high)
            inside = within is None or (
                within.y + MARGIN <= y and y + high <= within.bottom - MARGIN
            )
            near = Box(at[0] - _NEAR, y - _NEAR, wide + 2 * _NEAR, high + 2 * _NEAR)
            if inside and not any(one.meets(near) for one in taken):
                return room.y
    return None


def mend(root: etree._Element, flow: str, source: str, target: str) -> None:
    """Draw a flow anew if it has lost what it goes between."""
    edge = next((one for one in root.iter(_EDGE) if one.get("bpmnElement") == flow), None)
    ends = box(root, source), box(root, target)
    points = [] if edge is None else edge.findall(_POINT)
    if ends[0] is None or ends[1] is None or not points:
        return
    for point, end in ((points[0], ends[0]), (points[-1], ends[1])):
        at = _point(point)
        if at is None:
            continue
        x, y = at
        if not Box(x - _SLACK, y - _SLACK, 2 * _SLACK, 2 * _SLACK).meets(end):
            connect(root, flow, source, target)
            return


def draw(root: etree._Element, element: str, at: Point, size: Point) -> None:
    """Draw an element with its upper left corner here."""
    plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)
    if plane is None:
        return
    shape = etree.SubElement(
        plane, _SHAPE, id=ids.unused(root, f"{element}_di"), bpmnElement=element
    )
    numbers = zip(("x", "y", "width", "height"), (*at, *size), strict=True)
    place = {name: _written(one) for name, one in numbers}
    etree.SubElement(shape, _BOUNDS, place)


def expand(root: etree._Element, element: str) -> None:
    """Let what a subprocess holds be drawn in it."""
    for shape in root.iter(_SHAPE):
        if shape.get("bpmnElement") == element:
            shape.set("isExpanded", "true")


def connect(root: etree._Element, flow: str, source: str, target: str) -> None:
    """Draw a flow anew between two elements, in right angles."""
    ends = box(root, source), box(root, target)
    plane = next(root.iter(f"{{{BPMNDI}}}BPMNPlane"), None)
    if plane is None or ends[0] is None or ends[1] is None:
        return
    edge = next((one for one in root.iter(_EDGE) if one.get("bpmnElement") == flow), None)
    if edge is None:
        edge = etree.SubElement(plane, _EDGE, id=ids.unused(root, f"{flow}_di"), bpmnElement=flow)
    for old in [*edge.iterfind(_POINT), *edge.iterfind(f"{{{BPMNDI}}}BPMNLabel")]:
        edge.remove(old)
    for at, (x, y) in enumerate(_corners(ends[0], ends[1])):
        edge.insert(at, etree.Element(_POINT, x=_written(x), y=_written(y)))


def resize(root: etree._Element, element: str, its: Box) -> None:
    """Draw an element here, and this large."""
    bounds = _bounds(root, element)
    if bounds is not None:
        for name in ("x", "y", "width", "height"):
            bounds.set(name, _written(getattr(its, name)))


def draw_lane(root: etree._Element, lane: str, its: Box, after: str) -> None:
    """Draw a lane, under the steps as the lane `after` is."""
    draw(root, lane, (its.x, its.y), (its.width, its.height))
    shapes = {one.get("bpmnElement"): one for one in root.iter(_SHAPE)}
    if lane in shapes and after in shapes:
        shapes[lane].set("isHorizontal", "true")
        shapes[after].addnext(shapes[lane])


def drawn_in(root: etree._Element, room: Box, besides: Collection[str]) -> bool:
    """Whether something is drawn here."""
    return any(element not in besides and its.meets(room) for element, its in _boxes(root))


def move_to(root: etree._Element, element: str, y: float) -> None:
    """Move a shape straight up or down, so that its middle is at `y`, with its label."""
    bounds, its = _bounds(root, element), box(root, element)
    shape = None if bounds is None else bounds.getparent()
    if its is None or shape is None:
        return
    for one in shape.iter(_BOUNDS):
        at = number(one, "y")
        if at is not None:
            one.set("y", _written(at + y - its.middle[1]))


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


def _lines(root: etree._Element) -> Iterator[Box]:
    for edge in root.iter(_EDGE):
        points = [at for one in edge.findall(_POINT) if (at := _point(one)) is not None]
        for (x, y), (x2, y2) in pairwise(points):
            yield Box(min(x, x2), min(y, y2), abs(x - x2), abs(y - y2))


def _along(drawn: Box, axis: Axis) -> Point:
    return (drawn.x, drawn.right) if axis == "x" else (drawn.y, drawn.bottom)


def _bounds(root: etree._Element, element: str) -> etree._Element | None:
    for shape in root.iter(_SHAPE):
        if shape.get("bpmnElement") == element:
            return shape.find(_BOUNDS)
    return None


def _boxes(root: etree._Element) -> Iterator[tuple[str, Box]]:
    """What is drawn, and where."""
    for shape in root.iter(_SHAPE):
        its = box_of(shape.find(_BOUNDS))
        if its is not None:
            yield shape.get("bpmnElement", ""), its


def _point(waypoint: etree._Element) -> Point | None:
    x, y = number(waypoint, "x"), number(waypoint, "y")
    return None if x is None or y is None else (x, y)


def _written(value: float) -> str:
    return f"{value:g}" if abs(value) < 1_000_000 else str(round(value))
