"""What people call the elements of a diagram."""

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from workflows import feel
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.written import feel_text
from workflows.diagrams.xml import BPMN, safe_xml
from workflows.gate.drawing import Node, read
from workflows.gate.work import PEOPLE

# What a sentence says is done or waits, and what it says a case ends with.
TASKS = frozenset(PEOPLE)
ENDS = frozenset({"endEvent"})
_LONGEST = 200
_QUOTES = set('”“"')


class Stop(Exception):
    """The scenario can't go on; `mening` says why."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Names:
    """What people call the elements of a diagram and of those that it calls: by name or id, and
    what each is."""

    def __init__(self, bundle: Bundle) -> None:
        nodes: dict[str, Node] = {}
        for root in _drawn(bundle):
            # An id in the diagram itself is that element's, whoever else has it.
            nodes |= {node.id: node for node in read(root).nodes() if node.id not in nodes}
        self.nodes: Mapping[str, Node] = nodes

    def find(self, called: str, among: Collection[str] = ()) -> str:
        """The id of the element by that name or id: one of the kinds `among` before any other of
        the name. Raises `Stop`."""
        if called in self.nodes:
            return called
        plain = " ".join(called.split()).casefold()
        hits = [id_ for id_, one in self.nodes.items() if _plain(one.name) == plain]
        hits = [id_ for id_ in hits if self.nodes[id_].tag in among] or hits
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise Stop(f"”{called}” är namnet på flera element. Skriv id: {', '.join(hits)}.")
        raise Stop(f"”{called}” finns inte i diagrammet. Skriv elementets namn eller id.")

    def waited_for(self, standing: Collection[str]) -> list[str]:
        """The names in the conditions that are waited for, by or on the elements that stand."""
        found: dict[str, None] = {}
        for node in self.nodes.values():
            if node.catches("conditional") and (
                node.id in standing or node.xml.get("attachedToRef") in standing
            ):
                text = feel_text(node.event_definitions[0].findtext(f"{{{BPMN}}}condition"))
                found |= dict.fromkeys(sorted(feel.compile_expression(text).names))
        return list(found)

    def called(self, element: str) -> str:
        """What a sentence calls it: the name, where no other has it, else the id."""
        name = self.told(element)
        if not 0 < len(name) <= _LONGEST or set(name) & _QUOTES:
            return element
        tag = self.nodes[element].tag if element in self.nodes else ""
        kinds = next((kinds for kinds in (TASKS, ENDS) if tag in kinds), None)
        same = [
            one
            for one in self.nodes.values()
            if _plain(one.name) == _plain(name) and (kinds is None or one.tag in kinds)
        ]
        return name if len(same) == 1 else element

    def is_end(self, element: str) -> bool:
        """Whether a case may end there."""
        return element in self.nodes and self.nodes[element].tag in ENDS

    def told(self, element: str) -> str:
        """An element as people read it."""
        node = self.nodes.get(element)
        return " ".join(node.name.split()) if node and node.name else element


def _drawn(bundle: Bundle) -> Iterator[etree._Element]:
    yield bundle.tree.getroot()
    for name, text in bundle.files.items():
        if name.endswith(".bpmn"):
            yield safe_xml(text.encode()).getroot()


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
