"""A diagram on paper: each element as BPMN draws it, names within it, on as many sheets as it
takes to read it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor, white

from cases.processer.bild_penna import INK, QUIET, SIZE, Drawn, Pen, shortened
from cases.processer.bild_penna import plain as plain_text
from cases.processer.bild_tecken import event_sign, foot_signs, gateway_sign, task_sign
from workflows.gate.kinds import ACTIVITIES, SUBPROCESSES
from workflows.workbench.box import Box
from workflows.workbench.picture import Edge, Picture, Shape

_POOL = HexColor("#f4f6f8")
_TITLE = 30.0
_ROUND = 10.0
_HEAD = 9.0
_MARGIN = 12.0
_LABEL = (110.0, 42.0)
_DASHES = {"messageFlow": (7, 4), "association": (1, 3)}
# Points a unit: below this the text of a whole diagram is too small to read on paper; its parts
# are drawn larger.
READABLE = 0.5
_PART = 0.6
LARGEST = 1.1
# What two sheets beside each other both show, so that every element stands whole on one of them.
OVERLAP = 160.0
AT_MOST = 40
_POOLS = ("participant", "lane")


@dataclass(frozen=True)
class Sheet:
    """A part of a picture on a page of its own. `name` says which; empty where it is the whole."""

    window: Box
    scale: float
    name: str


def sheets(picture: Picture, width: float, height: float) -> list[Sheet]:
    """The sheets that a picture takes on pages of this size (points): the whole, and where that is
    too small to read, its parts."""
    whole = _widened(picture.box)
    fits = min(width / whole.width, height / whole.height)
    if fits >= READABLE:
        return [Sheet(whole, min(fits, LARGEST), "")]
    return [Sheet(whole, fits, ""), *_parts(picture, whole, width, height)]


def drawing(picture: Picture, sheet: Sheet, parts: list[Sheet] | None = None) -> Drawing:
    """What stands on a sheet; on the whole, with where the parts of it are."""
    pen = Pen(sheet.window, sheet.scale)
    made = Drawing(sheet.window.width * sheet.scale, sheet.window.height * sheet.scale)
    for one in _drawn(pen, picture, sheet.window):
        made.add(one)
    for part in parts or []:
        corner = part.window
        made.add(pen.frame(corner, fill=None, color=QUIET, width=3, dashes=(14, 8)))
        size = 9 / sheet.scale
        x, y = corner.x + corner.width / 2, corner.y + size * 1.2
        made.add(pen.word(x, y, part.name, size=size, color=QUIET))
    return made


def _widened(box: Box) -> Box:
    return Box(
        box.x - _MARGIN,
        box.y - _MARGIN,
        max(box.width, 1) + 2 * _MARGIN,
        max(box.height, 1) + 2 * _MARGIN,
    )


def _parts(picture: Picture, whole: Box, width: float, height: float) -> list[Sheet]:
    scale = _PART
    while True:
        across, down = width / scale, height / scale
        columns = max(1, math.ceil((whole.width - OVERLAP) / (across - OVERLAP)))
        rows = max(1, math.ceil((whole.height - OVERLAP) / (down - OVERLAP)))
        if columns * rows <= AT_MOST:
            break
        scale *= 0.9
    windows = [
        Box(x, y, min(across, whole.width), min(down, whole.height))
        for y in _starts(whole.y, whole.height, down, rows)
        for x in _starts(whole.x, whole.width, across, columns)
    ]
    shown = [one for one in windows if _has_something(picture, one)]
    return [Sheet(one, scale, f"Del {number}") for number, one in enumerate(shown, 1)]


def _starts(first: float, length: float, step: float, count: int) -> list[float]:
    if count == 1:
        return [first]
    return [first + number * (length - step) / (count - 1) for number in range(count)]


def _has_something(picture: Picture, window: Box) -> bool:
    """Whether more than lines and the floor of a pool is seen there."""
    for one in picture.shapes:
        holds = one.tag in SUBPROCESSES and one.expanded
        if one.tag not in _POOLS and not holds and one.box.meets(window):
            return True
    return False


def _seen(one: Shape | Edge, window: Box) -> bool:
    box = one.box
    # A straight line has no height, and would meet nothing.
    wide = Box(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
    label = _label_box(one) if isinstance(one, Shape) else one.label
    return wide.meets(window) or (label is not None and label.meets(window))


def _drawn(pen: Pen, picture: Picture, window: Box) -> Iterator[Drawn]:
    seen = [one for one in picture.shapes if _seen(one, window)]
    pools = [one for one in seen if one.tag in _POOLS]
    holders = [one for one in seen if one.tag in SUBPROCESSES and one.expanded]
    behind = {one.id for one in (*pools, *holders)}
    for one in pools:
        yield from _pool(pen, one)
    for one in holders:
        yield from _activity(pen, one)
    for edge in picture.edges:
        if _seen(edge, window):
            yield from _edge(pen, edge)
    for one in seen:
        if one.id not in behind:
            yield from _element(pen, one)


def _pool(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    box = shape.box
    yield pen.frame(box, color=QUIET, fill=_POOL if shape.tag == "participant" else white)
    if box.height > box.width * 2:
        yield from pen.text(Box(box.x, box.y, box.width, _TITLE), shape.name)
        return
    # In the middle of what is seen of it.
    top, foot = max(box.y, pen.window.y), min(box.bottom, pen.window.bottom)
    yield pen.sideways(Box(box.x, top, min(_TITLE, box.width), max(foot - top, 1)), shape.name)
    if shape.tag == "lane" and box.x < pen.window.x:
        # The strip with the name is on another sheet.
        name = shortened(plain_text(shape.name), 200, SIZE)
        top = max(box.y, pen.window.y) + SIZE + 3
        yield pen.word(pen.window.x + 6, top, name, anchor="start", color=QUIET)


def _element(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    if shape.tag in ACTIVITIES:
        yield from _activity(pen, shape)
        return
    if shape.tag.endswith("Event"):
        yield from _event(pen, shape)
    elif shape.tag.endswith("Gateway"):
        yield from _gateway(pen, shape)
    elif shape.tag == "textAnnotation":
        box = shape.box
        corner = (
            (box.x + 12, box.y),
            (box.x, box.y),
            (box.x, box.bottom),
            (box.x + 12, box.bottom),
        )
        yield pen.line(*corner)
        yield from pen.text(box, shape.name)
        return
    elif shape.tag == "group":
        yield pen.frame(shape.box, fill=None, rounded=_ROUND, dashes=(8, 4, 2, 4))
    else:
        yield pen.frame(shape.box, rounded=2, color=QUIET)
    if shape.name:
        yield from pen.text(_label_box(shape) or shape.box, shape.name, top=True)


def _activity(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    box = shape.box
    holds = shape.tag in SUBPROCESSES
    yield pen.frame(
        box,
        rounded=_ROUND,
        width=3 if shape.tag == "callActivity" else 1.4,
        dashes=(2, 3) if shape.triggered else None,
    )
    if shape.tag == "transaction":
        yield pen.frame(
            Box(box.x + 3, box.y + 3, box.width - 6, box.height - 6), rounded=_ROUND - 3
        )
    yield from task_sign(pen, shape)
    folded = (holds and not shape.expanded) or shape.tag == "callActivity"
    yield from foot_signs(pen, shape, folded=folded)
    if holds and shape.expanded:
        yield from pen.text(Box(box.x + 10, box.y + 4, box.width - 20, 24), shape.name, top=True)
        return
    foot = 16.0 if folded or shape.several else 4.0
    room = Box(box.x + 5, box.y + _HEAD, box.width - 10, max(box.height - _HEAD - foot, 10))
    yield from pen.text(room, shape.name)


def _event(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    box = shape.box
    x, y, reach = box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 2
    dashes = None if shape.interrupts else (4, 3)
    yield pen.circle(
        x, y, reach, width=4 if shape.tag == "endEvent" else 1.4, fill=white, dashes=dashes
    )
    if shape.tag not in ("startEvent", "endEvent"):
        yield pen.circle(x, y, reach * 0.82, dashes=dashes)
    yield from event_sign(pen, shape)


def _gateway(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    box = shape.box
    x, y = box.x + box.width / 2, box.y + box.height / 2
    yield pen.area((x, box.y), (box.right, y), (x, box.bottom), (box.x, y), width=1.4, fill=white)
    yield from gateway_sign(pen, shape)


def _label_box(shape: Shape) -> Box | None:
    """Where an event's or a gateway's name stands: as drawn, or below it."""
    if not shape.tag.endswith(("Event", "Gateway")) or not shape.name:
        return None
    width, height = _LABEL
    box = shape.label or Box(0, 0, 0, 0)
    if shape.label is None:
        box = Box(shape.box.x + shape.box.width / 2, shape.box.bottom + 4, 0, 0)
    middle = box.x + box.width / 2
    wide = max(box.width, width)
    return Box(middle - wide / 2, box.y, wide, max(box.height, height))


def _edge(pen: Pen, edge: Edge) -> Iterator[Drawn]:
    dashes = _DASHES.get(edge.tag, None if edge.tag == "sequenceFlow" else (1, 3))
    yield pen.line(*edge.points, dashes=dashes)
    first, second = edge.points[:2]
    if edge.tag in ("sequenceFlow", "messageFlow"):
        yield from _head(pen, edge.points[-2], edge.points[-1], hollow=edge.tag == "messageFlow")
    if edge.default:
        x, y = _along(first, second, 12)
        yield pen.line((x - 4, y + 5), (x + 4, y - 5))
    elif edge.conditional:
        x, y = _along(first, second, 8)
        places = (first, (x, y - 5), _along(first, second, 16), (x, y + 5))
        yield pen.area(*places, fill=white)
    if edge.name:
        yield from pen.text(_beside(edge), edge.name, top=True)


def _along(
    one: tuple[float, float], other: tuple[float, float], length: float
) -> tuple[float, float]:
    whole = math.dist(one, other) or 1
    part = min(length / whole, 1)
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _head(
    pen: Pen, before: tuple[float, float], tip: tuple[float, float], *, hollow: bool
) -> Iterator[Drawn]:
    turn = math.atan2(tip[1] - before[1], tip[0] - before[0])
    sides = [
        (tip[0] - 10 * math.cos(turn + away), tip[1] - 10 * math.sin(turn + away))
        for away in (0.38, -0.38)
    ]
    yield pen.area(tip, *sides, width=1, fill=white if hollow else INK)


def _beside(edge: Edge) -> Box:
    """Where a line's name stands: as drawn, or over the middle of its longest part."""
    if edge.label is not None:
        box = edge.label
        wide = max(box.width, 70)
        return Box(box.x + box.width / 2 - wide / 2, box.y, wide, max(box.height, 28))
    one, other = max(
        zip(edge.points, edge.points[1:], strict=False), key=lambda pair: math.dist(*pair)
    )
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    return Box(x - 45, y - 15, 90, 28)
