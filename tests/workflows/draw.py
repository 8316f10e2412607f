"""Small diagrams for tests, written as one reads them.

draw("start > a > x", "x > b : belopp > 3", "x > c", "b > slut", "c > slut",
     user="a b c", xor="x")   # the flow without a condition out of x is its default
"""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

_KINDS = {
    "user": "userTask",
    "step": "serviceTask",
    "xor": "exclusiveGateway",
    "orr": "inclusiveGateway",
    "par": "parallelGateway",
    "evt": "eventBasedGateway",
    "end": "endEvent",
    "begin": "startEvent",
}


def draw(
    *flows: str,
    extra: str = "",
    inside: dict[str, str] | None = None,
    process_id: str = "prov",
    root: str = "",
    subprocess: dict[str, str] | None = None,
    **kinds: str,
) -> bytes:
    """A diagram. `extra` is raw XML in the process, `root` beside it; `inside` is raw XML inside
    elements by id; `subprocess` holds the flows of embedded subprocesses by id."""
    known: dict[str, str] = {"start": "startEvent", "slut": "endEvent"}
    for kind, names in kinds.items():
        known |= dict.fromkeys(names.split(), _KINDS[kind])
    body = _body(flows, known, inside or {}, subprocess or {}, extra)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' targetNamespace="urn:prov">{root}'
        f'<bpmn:process id="{process_id}" name="Prov" isExecutable="true">{body}</bpmn:process>'
        "</bpmn:definitions>"
    ).encode()


def properties(**values: str) -> str:
    """The extension element that holds an element's own properties."""
    listed = "".join(
        f"<spiffworkflow:property name={quoteattr(n)} value={quoteattr(v)}/>"
        for n, v in values.items()
    )
    return (
        "<bpmn:extensionElements><spiffworkflow:properties>"
        f"{listed}</spiffworkflow:properties></bpmn:extensionElements>"
    )


def timer(text: str, kind: str = "timeDuration") -> str:
    """A timer's definition."""
    return (
        f'<bpmn:timerEventDefinition><bpmn:{kind} xsi:type="bpmn:tFormalExpression">'
        f"{escape(text)}</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def message(name: str) -> str:
    """A message's definition; the message itself goes in `root` by `messages`."""
    return f'<bpmn:messageEventDefinition messageRef="m_{name}"/>'


def messages(*names: str) -> str:
    """The messages that a diagram names."""
    return "".join(f'<bpmn:message id="m_{name}" name="{name}"/>' for name in names)


def boundary(name: str, host: str, definition: str, *, cancel: bool = True) -> str:
    """A boundary event on `host`."""
    return (
        f'<bpmn:boundaryEvent id="{name}" attachedToRef="{host}" '
        f'cancelActivity="{str(cancel).lower()}">{definition}</bpmn:boundaryEvent>'
    )


def catch(name: str, definition: str, own: str = "") -> str:
    """An intermediate catch event."""
    return (
        f'<bpmn:intermediateCatchEvent id="{name}">{own}{definition}</bpmn:intermediateCatchEvent>'
    )


def _body(
    flows: tuple[str, ...],
    known: dict[str, str],
    inside: dict[str, str],
    subprocess: dict[str, str],
    extra: str,
) -> str:
    drawn: list[str] = []
    named: list[str] = []
    defaults: dict[str, str] = {}
    for number, (source, target, condition) in enumerate(_pairs(flows)):
        named += [name for name in (source, target) if name not in named]
        flow_id = f"f{number}_{source}_{target}"
        is_choice = known.get(source) in {"exclusiveGateway", "inclusiveGateway"}
        if is_choice and not condition:
            defaults[source] = flow_id
        drawn.append(
            f'<bpmn:sequenceFlow id="{flow_id}" sourceRef="{source}" targetRef="{target}">'
            + (
                '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
                f"{escape(condition)}</bpmn:conditionExpression>"
                if condition
                else ""
            )
            + "</bpmn:sequenceFlow>"
        )
    for name in named:
        if name in subprocess:
            inner = _body(tuple(subprocess[name].split(";")), known, inside, {}, "")
            drawn.append(
                f'<bpmn:subProcess id="{name}" name="{name}">'
                f"{inside.get(name, '')}{inner}</bpmn:subProcess>"
            )
        elif name in known:
            default = f' default="{defaults[name]}"' if name in defaults else ""
            drawn.append(
                f'<bpmn:{known[name]} id="{name}" name="{name}"{default}>'
                f"{inside.get(name, '')}</bpmn:{known[name]}>"
            )
    return extra + "".join(drawn)


def _pairs(flows: tuple[str, ...]) -> list[tuple[str, str, str]]:
    pairs = []
    for line in flows:
        path, _, condition = line.partition(" : ")
        names = [part.strip() for part in path.split(" > ")]
        pairs += [(a, b, condition.strip()) for a, b in pairwise(names)]
    return pairs
