"""BPMN's own signs: what tells one kind of task, event or gateway from another."""

import math
from collections.abc import Callable, Iterator, Mapping

from reportlab.lib.colors import white

from cases.processer.bild_penna import INK, Drawn, Pen
from workflows.workbench.box import Box
from workflows.workbench.picture import Shape

_MARK = 14.0
_ACROSS = 0.55


def task_sign(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    """The sign in a task's upper left corner."""
    sign = _TASKS.get(shape.tag)
    if sign is not None:
        yield from sign(pen, Box(shape.box.x + 5, shape.box.y + 5, _MARK, _MARK))


def event_sign(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    """The sign within an event: filled where the event sends."""
    sign = _EVENTS.get(shape.event)
    if sign is None:
        return
    box, side = shape.box, min(shape.box.width, shape.box.height) * _ACROSS
    within = Box(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side)
    sends = shape.tag in ("endEvent", "intermediateThrowEvent")
    yield from sign(pen, within, filled=sends)


def gateway_sign(pen: Pen, shape: Shape) -> Iterator[Drawn]:
    """The sign within a gateway."""
    box = shape.box
    x, y, reach = box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 5
    if shape.tag == "exclusiveGateway":
        yield pen.line((x - reach, y - reach), (x + reach, y + reach), width=2.6)
        yield pen.line((x - reach, y + reach), (x + reach, y - reach), width=2.6)
    elif shape.tag in ("parallelGateway", "complexGateway"):
        yield pen.line((x - reach * 1.3, y), (x + reach * 1.3, y), width=2.6)
        yield pen.line((x, y - reach * 1.3), (x, y + reach * 1.3), width=2.6)
        if shape.tag == "complexGateway":
            yield pen.line((x - reach, y - reach), (x + reach, y + reach), width=2.6)
            yield pen.line((x - reach, y + reach), (x + reach, y - reach), width=2.6)
    elif shape.tag == "inclusiveGateway":
        yield pen.circle(x, y, reach * 1.2, width=2.4)
    else:
        yield pen.circle(x, y, reach * 1.5, width=1)
        yield pen.circle(x, y, reach * 1.25, width=1)
        yield pen.area(*_corners(x, y, reach * 0.85, 5), width=1)


def foot_signs(pen: Pen, shape: Shape, *, folded: bool) -> Iterator[Drawn]:
    """At the bottom of an activity: that it is folded, and that it is done several times."""
    box = shape.box
    marks = (["folded"] if folded else []) + ([shape.several] if shape.several else [])
    for number, mark in enumerate(marks):
        x = box.x + box.width / 2 + (number - (len(marks) - 1) / 2) * 18
        y = box.bottom - 9
        if mark == "folded":
            yield pen.frame(Box(x - 6, y - 6, 12, 12), width=1)
            yield pen.line((x - 4, y), (x + 4, y), width=1)
            yield pen.line((x, y - 4), (x, y + 4), width=1)
        elif mark == "loop":
            yield pen.circle(x, y, 5, width=1.4)
        else:
            for step in (-4, 0, 4):
                ends = ((x + step, y - 5), (x + step, y + 5))
                level = ((x - 5, y + step), (x + 5, y + step))
                yield pen.line(*(ends if mark == "parallel" else level), width=1.6)


def _corners(x: float, y: float, reach: float, count: int) -> list[tuple[float, float]]:
    turns = [math.tau * number / count - math.tau / 4 for number in range(count)]
    return [(x + reach * math.cos(turn), y + reach * math.sin(turn)) for turn in turns]


def _person(pen: Pen, box: Box) -> Iterator[Drawn]:
    x = box.x + box.width / 2
    shoulders = [
        (x - 6, box.bottom),
        (x - 4.5, box.y + 8),
        (x + 4.5, box.y + 8),
        (x + 6, box.bottom),
    ]
    yield pen.area(*shoulders, width=1, fill=white)
    yield pen.circle(x, box.y + 4, 3.6, width=1, fill=white)


def _gear(pen: Pen, box: Box) -> Iterator[Drawn]:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    for (out_x, out_y), (in_x, in_y) in zip(
        _corners(x, y, 7, 8), _corners(x, y, 4.5, 8), strict=True
    ):
        yield pen.line((in_x, in_y), (out_x, out_y), width=2)
    yield pen.circle(x, y, 5, width=1, fill=white)
    yield pen.circle(x, y, 2, width=1)


def _table(pen: Pen, box: Box) -> Iterator[Drawn]:
    yield pen.frame(Box(box.x, box.y + 1, box.width, box.height - 3), width=1)
    yield pen.frame(Box(box.x, box.y + 1, box.width, 4), width=1, fill=INK)
    yield pen.line((box.x, box.y + 8), (box.right, box.y + 8), width=1)
    yield pen.line((box.x + 5, box.y + 1), (box.x + 5, box.bottom - 2), width=1)


def _sheet(pen: Pen, box: Box) -> Iterator[Drawn]:
    yield pen.frame(box, width=1)
    for down in (4, 7, 10):
        yield pen.line((box.x + 3, box.y + down), (box.right - 3, box.y + down), width=1)


def _letter(pen: Pen, box: Box, *, filled: bool = False) -> Iterator[Drawn]:
    flat = Box(box.x, box.y + box.height * 0.14, box.width, box.height * 0.72)
    yield pen.frame(flat, width=1, fill=INK if filled else white)
    fold = ((flat.x, flat.y), (flat.x + flat.width / 2, flat.y + flat.height * 0.55))
    color = white if filled else INK
    yield pen.line(*fold, (flat.right, flat.y), width=1, color=color)


def _clock(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    x, y, reach = box.x + box.width / 2, box.y + box.height / 2, box.width / 2
    yield pen.circle(x, y, reach, width=1)
    yield pen.line((x, y - reach * 0.75), (x, y), (x + reach * 0.5, y + reach * 0.2), width=1.2)


def _lines(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    yield pen.frame(box, width=1)
    for part in (0.25, 0.5, 0.75):
        down = box.y + box.height * part
        yield pen.line((box.x + 3, down), (box.right - 3, down), width=1)


def _triangle(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    places = ((box.x + box.width / 2, box.y), (box.right, box.bottom), (box.x, box.bottom))
    yield pen.area(*places, width=1, fill=INK if filled else None)


def _bolt(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    across, down = box.width, box.height
    places = [(0, 1), (0.3, 0.1), (0.65, 0.6), (1, 0), (0.7, 0.95), (0.35, 0.45)]
    shown = [(box.x + part * across, box.y + drop * down) for part, drop in places]
    yield pen.area(*shown, width=1, fill=INK if filled else None)


def _arrow(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    x, middle = box.x + box.width / 2, box.y + box.height * 0.6
    places = ((x, box.y), (box.right, box.bottom), (x, middle), (box.x, box.bottom))
    yield pen.area(*places, width=1, fill=INK if filled else None)


def _disc(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    yield pen.circle(box.x + box.width / 2, box.y + box.height / 2, box.width / 2, fill=INK)


def _back(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    for left in (box.x, box.x + box.width / 2):
        right, middle = left + box.width / 2, box.y + box.height / 2
        places = ((left, middle), (right, box.y), (right, box.bottom))
        yield pen.area(*places, width=1, fill=INK if filled else None)


def _cross(pen: Pen, box: Box, *, filled: bool) -> Iterator[Drawn]:
    yield pen.line((box.x, box.y), (box.right, box.bottom), width=2)
    yield pen.line((box.x, box.bottom), (box.right, box.y), width=2)


def _sent(pen: Pen, box: Box) -> Iterator[Drawn]:
    yield from _letter(pen, box, filled=True)


def _received(pen: Pen, box: Box) -> Iterator[Drawn]:
    yield from _letter(pen, box)


_TASKS: Mapping[str, Callable[[Pen, Box], Iterator[Drawn]]] = {
    "userTask": _person,
    "manualTask": _person,
    "serviceTask": _gear,
    "scriptTask": _sheet,
    "businessRuleTask": _table,
    "sendTask": _sent,
    "receiveTask": _received,
}
_EVENTS: Mapping[str, Callable[..., Iterator[Drawn]]] = {
    "message": _letter,
    "timer": _clock,
    "conditional": _lines,
    "signal": _triangle,
    "error": _bolt,
    "escalation": _arrow,
    "terminate": _disc,
    "compensate": _back,
    "cancel": _cross,
    "link": _triangle,
}
