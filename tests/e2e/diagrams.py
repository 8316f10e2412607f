"""A small diagram to draw, with its layout."""

from itertools import pairwise

from lxml import etree

_TASKS = {"registrera": "Registrera", "plocka": "Plocka", "kvittera": "Kvittera"}
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_SPACES = (
    'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:w="http://www.omg.org/spec/DD/20100524/DI"'
)
_SIZES = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "userTask": (100, 80),
    "exclusiveGateway": (50, 50),
}
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


def laid_out(bpmn: bytes, **names: str) -> bytes:
    """A diagram without a picture, in a row in the order that it is written; with these names."""
    tree = etree.fromstring(bpmn)
    for name, words in names.items():
        tree.xpath("//*[@id=$id]", id=name)[0].set("name", words)
    process = tree.find(f"{{{_BPMN}}}process")
    assert process is not None
    nodes = [one for one in process if etree.QName(one).localname in _SIZES]
    at = {
        one.get("id", ""): (160 * n, *_SIZES[etree.QName(one).localname])
        for n, one in enumerate(nodes)
    }
    shapes = [
        f'<di:BPMNShape id="{name}_di" bpmnElement="{name}"><dc:Bounds x="{x}" '
        f'y="{100 - height // 2}" width="{width}" height="{height}"/></di:BPMNShape>'
        for name, (x, width, height) in at.items()
    ]
    for flow in process.iter(f"{{{_BPMN}}}sequenceFlow"):
        (left, wide, _), (right, _, _) = (
            at[flow.get("sourceRef", "")],
            at[flow.get("targetRef", "")],
        )
        shapes.append(
            f'<di:BPMNEdge id="{flow.get("id")}_di" bpmnElement="{flow.get("id")}">'
            f'<w:waypoint x="{left + wide}" y="100"/><w:waypoint x="{right}" y="100"/>'
            "</di:BPMNEdge>"
        )
    drawn = (
        f'<di:BPMNDiagram {_SPACES} id="bild"><di:BPMNPlane id="plan" '
        f'bpmnElement="{process.get("id")}">{"".join(shapes)}</di:BPMNPlane></di:BPMNDiagram>'
    )
    tree.append(etree.fromstring(drawn))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
