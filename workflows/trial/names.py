"""What people call the elements of a diagram."""

from collections.abc import Mapping

from workflows.diagrams.bundle import Bundle
from workflows.gate.drawing import Node, read

_LONGEST = 200
_QUOTES = set('”“"')


class Stop(Exception):
    """The scenario can't go on; `mening` says why."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Names:
    """What people call the elements of a diagram: by name or id, and what each is."""

    def __init__(self, bundle: Bundle) -> None:
        self.nodes: Mapping[str, Node] = {
            node.id: node for node in read(bundle.tree.getroot()).nodes()
        }

    def find(self, called: str) -> str:
        """The id of the element by that name or id. Raises `Stop`."""
        if called in self.nodes:
            return called
        plain = " ".join(called.split()).casefold()
        hits = [id_ for id_, one in self.nodes.items() if _plain(one.name) == plain]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise Stop(f"”{called}” är namnet på flera element. Skriv id: {', '.join(hits)}.")
        raise Stop(f"”{called}” finns inte i diagrammet. Skriv elementets namn eller id.")

    def called(self, element: str) -> str:
        """What a sentence calls it: the name, where no other has it, else the id."""
        name = self.told(element)
        if not 0 < len(name) <= _LONGEST or set(name) & _QUOTES:
            return element
        same = [one for one in self.nodes.values() if _plain(one.name) == _plain(name)]
        return name if len(same) == 1 else element

    def told(self, element: str) -> str:
        """An element as people read it."""
        node = self.nodes.get(element)
        return " ".join(node.name.split()) if node and node.name else element


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
