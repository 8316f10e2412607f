"""A small diagram to draw, with its layout."""

from itertools import pairwise

_TASKS = {"registrera": "Registrera", "plocka": "Plocka", "kvittera": "Kvittera"}
_ORDER = ["start", *_TASKS, "slut"]
_FLOWS = list(pairwise(_ORDER))


def _element(name: str) -> str:
    if name in _TASKS:
        return f'<bpmn:userTask id="{name}" name="{_TASKS[name]}"/>'
    return f'<bpmn:{"startEvent" if name == "start" else "endEvent"} id="{name}"/>'


def _shape(place: int, name: str) -> str:
    width, height = (100, 80) if name in _TASKS else (36, 36)
    return (
        f'<di:BPMNShape id="{name}_di" bpmnElement="{name}">'
        f'<dc:Bounds x="{100 + 160 * place}" y="{100 - height // 2}" '
        f'width="{width}" height="{height}"/></di:BPMNShape>'
    )


def _edge(place: int, source: str, target: str) -> str:
    start = 100 + 160 * place + (100 if source in _TASKS else 36)
    return (
        f'<di:BPMNEdge id="{source}_{target}_di" bpmnElement="{source}_{target}">'
        f'<w:waypoint x="{start}" y="100"/><w:waypoint x="{260 + 160 * place}" y="100"/>'
        "</di:BPMNEdge>"
    )


SMALL = "".join(
    [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ',
        'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" ',
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ',
        'xmlns:w="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="prov">',
        '<bpmn:process id="prov" isExecutable="true">',
        *map(_element, _ORDER),
        *(f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in _FLOWS),
        '</bpmn:process><di:BPMNDiagram id="bild"><di:BPMNPlane id="yta" bpmnElement="prov">',
        *(_shape(place, name) for place, name in enumerate(_ORDER)),
        *(_edge(place, a, b) for place, (a, b) in enumerate(_FLOWS)),
        "</di:BPMNPlane></di:BPMNDiagram></bpmn:definitions>",
    ]
)
