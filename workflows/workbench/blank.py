"""A process that begins with nothing but a start, one task and an end, to be drawn on."""

import json
from xml.sax.saxutils import escape, quoteattr

from workflows import registry
from workflows.errors import Hinder, Refused
from workflows.forms.kinds import UNFIT, UNFIT_SAID
from workflows.workbench.form_questions import slug

# What is asked, and what is said where it is not answered.
ASKED = {
    "titel": "Skriv vad processen heter.",
    "startas_av": "Välj vem som startar ärenden.",
    "utfors_av": "Välj vem som gör den första uppgiften.",
}
# Names that leave nothing to make an id of would all get the same one.
_NO_LETTER = "Skriv minst en bokstav a–ö i namnet: namnet i systemet görs av bokstäverna."
_LONGEST_TITLE = 120
_LANE_HEIGHT, _HEADER, _WIDTH = 180, 30, 760
_LEFT, _TOP = 160, 80
# Width, height and how far in from the left edge of the lanes.
_START, _TASK, _END = (36, 36, 80), (160, 80, 240), (36, 36, 540)

Box = tuple[int, int, int, int]

_SPACES = " ".join(
    f"xmlns:{prefix}={quoteattr(uri)}"
    for prefix, uri in (
        ("bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
        ("bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
        ("dc", "http://www.omg.org/spec/DD/20100524/DC"),
        ("di", "http://www.omg.org/spec/DD/20100524/DI"),
    )
)


def blank(title: str, *, started_by: str, done_by: str) -> dict[str, bytes]:
    """The files of a new process: who starts it has a lane, and whoever does its first task; each
    is asked one thing.

    Its id is made of the title. Raises `Refused` for a title or a role that can't be used.
    """
    title = " ".join(title.split())
    roles = registry.roles()
    wrong = []
    if not title:
        wrong.append(_missing("titel"))
    elif len(title) > _LONGEST_TITLE:
        wrong.append(Hinder("titel", f"Skriv högst {_LONGEST_TITLE} tecken.", "titel"))
    elif UNFIT.search(title):
        wrong.append(Hinder("titel", UNFIT_SAID, "titel"))
    elif slug(title) == slug(""):
        wrong.append(Hinder("titel", _NO_LETTER, "titel"))
    if started_by not in roles:
        wrong.append(_missing("startas_av"))
    if done_by not in roles:
        wrong.append(_missing("utfors_av"))
    if wrong:
        raise Refused(wrong)
    key = slug(title)
    return {
        f"{key}.bpmn": _drawn(key, title, started_by, done_by).encode(),
        "start.form.json": _form(title, "arendet", "Vad gäller det?"),
        "uppgift.form.json": _form("Ny uppgift", "gjort", "Vad gjordes?"),
    }


def _missing(field: str) -> Hinder:
    return Hinder(field, ASKED[field], field)


def _form(title: str, name: str, question: str) -> bytes:
    said = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": {name: {"type": "string", "title": question, "x-widget": "textarea"}},
        "required": [name],
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"


def _drawn(key: str, title: str, started_by: str, done_by: str) -> str:
    lanes = list(dict.fromkeys((started_by, done_by)))
    held: dict[str, list[str]] = {lane: [] for lane in lanes}
    held[started_by].append("start")
    held[done_by] += ["uppgift", "slut"]
    boxes = {
        "start": _box(_START, lanes.index(started_by)),
        "uppgift": _box(_TASK, lanes.index(done_by)),
        "slut": _box(_END, lanes.index(done_by)),
    }
    lane_set = "".join(
        f'<bpmn:lane id="bana_{lane}" name={quoteattr(lane)}>'
        + "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in held[lane])
        + "</bpmn:lane>"
        for lane in lanes
    )
    pool = (_LEFT, _TOP, _WIDTH, _LANE_HEIGHT * len(lanes))
    shapes = [_shape("deltagare", pool, ' isHorizontal="true"')]
    for place, lane in enumerate(lanes):
        box = (_LEFT + _HEADER, _TOP + place * _LANE_HEIGHT, _WIDTH - _HEADER, _LANE_HEIGHT)
        shapes.append(_shape(f"bana_{lane}", box, ' isHorizontal="true"'))
    shapes += [_shape(one, box) for one, box in boxes.items()]
    edges = [
        _edge("till_uppgift", boxes["start"], boxes["uppgift"]),
        _edge("till_slut", boxes["uppgift"], boxes["slut"]),
    ]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions {_SPACES} id="definitions_{key}" targetNamespace="urn:websesam:{key}">
  <bpmn:collaboration id="samarbete">
    <bpmn:participant id="deltagare" name={quoteattr(title)} processRef="{key}" />
  </bpmn:collaboration>
  <bpmn:process id="{key}" name={quoteattr(title)} isExecutable="true">
    <bpmn:documentation>{escape(title)}</bpmn:documentation>
    <bpmn:laneSet id="banor">{lane_set}</bpmn:laneSet>
    <bpmn:startEvent id="start" name="Ärendet startas">
      <bpmn:outgoing>till_uppgift</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="uppgift" name="Ny uppgift">
      <bpmn:incoming>till_uppgift</bpmn:incoming>
      <bpmn:outgoing>till_slut</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="slut" name="Klart">
      <bpmn:incoming>till_slut</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="till_uppgift" sourceRef="start" targetRef="uppgift" />
    <bpmn:sequenceFlow id="till_slut" sourceRef="uppgift" targetRef="slut" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="bild">
    <bpmndi:BPMNPlane id="plan" bpmnElement="samarbete">
      {"".join(shapes + edges)}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def _box(sort: tuple[int, int, int], lane: int) -> Box:
    width, height, inwards = sort
    top = _TOP + lane * _LANE_HEIGHT + (_LANE_HEIGHT - height) // 2
    return _LEFT + _HEADER + inwards, top, width, height


def _shape(element: str, box: Box, more: str = "") -> str:
    x, y, width, height = box
    label = ""
    if height == _START[1]:  # an event's name stands below it
        below = f'<dc:Bounds x="{x - 27}" y="{y + height + 7}" width="90" height="14" />'
        label = f"<bpmndi:BPMNLabel>{below}</bpmndi:BPMNLabel>"
    return (
        f'<bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}"{more}>'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" />{label}</bpmndi:BPMNShape>'
    )


def _edge(flow: str, source: Box, target: Box) -> str:
    begins, ends = source[0] + source[2], target[0]
    height, below = source[1] + source[3] // 2, target[1] + target[3] // 2
    turn = (begins + ends) // 2
    points = [(begins, height), (ends, below)]
    if height != below:
        points = [(begins, height), (turn, height), (turn, below), (ends, below)]
    ways = "".join(f'<di:waypoint x="{x}" y="{y}" />' for x, y in points)
    return f'<bpmndi:BPMNEdge id="{flow}_di" bpmnElement="{flow}">{ways}</bpmndi:BPMNEdge>'
