"""A diagram on paper: that it is read as drawn, and that every element stands whole on a sheet."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import String

from cases.processer import dokument_bild
from cases.processer.bild_penna import SIZE, plain, set_in, shortened, wrapped
from workflows.gate.kinds import FLOW_NODES
from workflows.workbench.box import Box
from workflows.workbench.picture import Edge, Picture, Shape, around, pictures

BILD = (settings.BPMN_DIR / "kundorder" / "kundorder.bpmn").read_bytes()
PAGE = (740.0, 450.0)


def _shape(id_: str, x: float, y: float, tag: str = "userTask") -> Shape:
    return Shape(
        id_, tag, f"Uppgift {id_}", Box(x, y, 110, 80), None, "", interrupts=True, expanded=False,
        several="", triggered=False,
    )  # fmt: skip


@pytest.mark.parametrize("process", ["kundorder", "felrapport", "retur", "utprovning"])
def test_every_drawn_element_is_read(process: str) -> None:
    bpmn = (settings.BPMN_DIR / process / f"{process}.bpmn").read_bytes()
    [picture] = pictures(bpmn)
    assert len(picture.shapes) == len(re.findall(rb"<bpmndi:BPMNShape ", bpmn))
    assert len(picture.edges) == len(re.findall(rb"<bpmndi:BPMNEdge ", bpmn))
    assert all(picture.box.holds(one.box) for one in picture.shapes)


def test_kinds_are_told_apart() -> None:
    [picture] = pictures(BILD)
    by_id = {one.id: one for one in picture.shapes}
    assert picture.shapes[0].tag == "participant"
    assert by_id["guide"].expanded
    assert not by_id["guide"].triggered
    events = {one.event for one in picture.shapes}
    assert {"timer", "message", "conditional", "terminate"} <= events
    assert {one.several for one in picture.shapes if one.id != "begar_leverans"} == {""}
    assert by_id["begar_leverans"].several
    boundary = [one for one in picture.shapes if one.tag == "boundaryEvent"]
    assert picture.shapes[-len(boundary) :] == boundary
    assert {one.interrupts for one in boundary} == {True, False}
    assert any(one.default for one in picture.edges)


def test_the_whole_is_drawn_with_where_its_parts_are() -> None:
    [picture] = pictures(BILD)
    sheets = dokument_bild.sheets(picture, *PAGE)
    assert [one.name for one in sheets] == ["", *(f"Del {n}" for n in range(1, len(sheets)))]
    drawn = dokument_bild.drawing(picture, sheets[0], sheets[1:])
    words = [one.text for one in drawn.contents if isinstance(one, String)]
    assert {one.name for one in sheets[1:]} <= set(words)
    for sheet in sheets:
        assert sheet.window.width * sheet.scale <= PAGE[0] + 1
        assert sheet.window.height * sheet.scale <= PAGE[1] + 1


def test_a_small_picture_is_one_sheet_and_not_blown_up() -> None:
    [sheet] = dokument_bild.sheets(Picture("", [_shape("a", 5, 5)], []), *PAGE)
    assert (sheet.name, sheet.scale) == ("", dokument_bild.LARGEST)


PLACES = st.floats(-90_000, 90_000, allow_nan=False) | st.floats(-3_000, 3_000)


@hypothesis_settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=12))
def test_every_element_stands_whole_on_a_sheet(places: list[tuple[float, float]]) -> None:
    shapes = [_shape(str(number), x, y) for number, (x, y) in enumerate(places)]
    picture = Picture("", shapes, [])
    sheets = dokument_bild.sheets(picture, *PAGE)
    assert len(sheets) <= dokument_bild.AT_MOST + 1
    parts = sheets[1:] or sheets
    for shape in shapes:
        inner = Box(shape.box.x + 0.01, shape.box.y + 0.01, 109.9, 79.9)
        assert any(sheet.window.holds(inner) for sheet in parts), shape
    for sheet in sheets:
        dokument_bild.drawing(picture, sheet)


def test_every_kind_of_element_has_a_drawing() -> None:
    others = ("textAnnotation", "group", "dataObjectReference", "participant", "lane")
    tags = [*sorted(FLOW_NODES), *others]
    events = "message timer conditional signal error escalation terminate compensate cancel link"
    shapes = [_shape(tag, 0, at * 100, tag) for at, tag in enumerate(tags)]
    shapes += [replace(_shape("x", 300, 0, "endEvent"), event=one) for one in events.split()]
    shapes += [
        replace(_shape("y", 600, 0, "startEvent"), event=one, interrupts=False)
        for one in events.split()
    ]
    shapes += [
        replace(_shape("z", 900, 0), several=one) for one in ("parallel", "sequential", "loop")
    ]
    shapes += [replace(_shape("s", 900, 200, "subProcess"), expanded=True, triggered=True)]
    lines = [
        Edge(
            tag,
            tag,
            "Namn",
            [(0, 0), (50, 50), (50, 50)],
            None,
            default=default,
            conditional=not default,
        )
        for tag in ("sequenceFlow", "messageFlow", "association", "okand")
        for default in (True, False)
    ]
    picture = Picture("", shapes, lines)
    for sheet in dokument_bild.sheets(picture, *PAGE):
        assert dokument_bild.drawing(picture, sheet).contents


@given(st.text(max_size=200), st.floats(8, 200))
def test_wrapped_text_keeps_every_letter(text: str, width: float) -> None:
    lines = wrapped(text, width, SIZE)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())


@given(st.text(max_size=400))
def test_text_in_a_box_never_takes_more_lines_than_there_are(text: str) -> None:
    lines, size = set_in(Box(0, 0, 90, 40), plain(text))
    assert len(lines) * size * 1.15 <= 40 or len(lines) <= 1
    assert len(shortened(plain(text), 50, SIZE)) <= max(len(text), 2)


def test_nothing_around_nothing() -> None:
    assert around([]) == Box(0, 0, 0, 0)
    assert pictures(b"<inte xml") == []
