"""Which process messages a diagram sends, so that another may be told that nobody sends its own."""

from lxml import etree

from workflows.gate import drawing
from workflows.gate.drawing import Drawing
from workflows.gate.events import message_of

_SENDERS = ("sendTask", "intermediateThrowEvent", "endEvent")


def sent_in(root: etree._Element) -> frozenset[str]:
    """The names of the messages that a BPMN document sends."""
    return sent(drawing.read(root))


def sent(drawn: Drawing) -> frozenset[str]:
    """The names of the messages that a drawing sends."""
    names = {message_of(node, drawn.messages) for node in drawn.nodes(*_SENDERS)}
    return frozenset(names - {""})
