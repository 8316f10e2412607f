"""Rules of where things are drawn: a place that is no number stops those who read the drawing."""

from collections.abc import Iterator

from lxml import etree

from workflows.diagrams.points import DC, DI, number
from workflows.diagrams.xml import BPMNDI
from workflows.gate.drawing import Drawing, in_bpmn, named_xml
from workflows.gate.findings import Chapter, Finding

_chapter = Chapter("Ritningen")

NO_PLACE = _chapter.error(
    "plats-inget-tal",
    "Varje plats i ritningen är ett tal på högst 100 000.",
    "{vad} är ritat på en plats som inte är ett rimligt tal (”{tal}”). Rita om det, eller spara "
    "ritningen på nytt från ritverktyget.",
)

_PLACES = {f"{{{DC}}}Bounds": ("x", "y", "width", "height"), f"{{{DI}}}waypoint": ("x", "y")}
_LONGEST = 20


def check(drawing: Drawing) -> Iterator[Finding]:
    """Every element that is drawn where nothing can be."""
    wrong: dict[str, str] = {}
    for kind in (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"):
        for drawn in drawing.root.iter(kind):
            written = next(_unreadable(drawn), None)
            if written is not None:
                wrong.setdefault(drawn.get("bpmnElement", ""), written[:_LONGEST])
    if not wrong:
        return
    known = {one.get("id", ""): one for one in drawing.root.iter() if in_bpmn(one)}
    for element, written in wrong.items():
        found = known.get(element) if element else None
        vad = "Något" if found is None else named_xml(found)
        yield NO_PLACE.on(None if found is None else element, vad=vad, tal=written)


def _unreadable(drawn: etree._Element) -> Iterator[str]:
    for one in drawn.iter(*_PLACES):
        for word in _PLACES[str(one.tag)]:
            if word in one.attrib and number(one, word) is None:
                yield one.get(word, "")
