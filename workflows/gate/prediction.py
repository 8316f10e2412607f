"""How many tasks the engine would foresee: it unfolds what lies ahead, once for each branch.

The engine foresees through parallel gateways and stops a step after a choice, so the number
doubles for every parallel block that stands straight after another.
"""

from collections.abc import Iterator

from workflows.gate.drawing import Drawing, Node, Scope
from workflows.gate.findings import Chapter, Finding

_chapter = Chapter("Provkörningen")

TOO_MANY = _chapter.error(
    "forutsagelse",
    "Från inget element förutser motorn mer än 2 000 uppgifter.",
    "Efter {vad} följer så många parallella vägar på varandra att motorn måste förutse fler än "
    "2 000 uppgifter. Rita några av dem i en delprocess.",
)

LIMIT = 2_000
_CHOICES = ("exclusiveGateway", "inclusiveGateway", "eventBasedGateway")


def check(drawing: Drawing) -> Iterator[Finding]:
    """The element of each scope from which too much lies ahead, if any does."""
    for scope in drawing.scopes:
        foreseen = ahead(scope)
        too_many = [node for node in scope.nodes.values() if foreseen[node] > LIMIT]
        if too_many:
            yield TOO_MANY.at(min(too_many, key=lambda node: foreseen[node]))


def ahead(scope: Scope) -> dict[Node, int]:
    """For each node, the number of tasks foreseen when a token stands there."""
    counts: dict[Node, int] = {}
    for node in _last_first(scope):
        counts[node] = 1 + sum(
            3 if node.tag in _CHOICES else counts.get(after, 0) for after in node.follows
        )
    return counts


def _last_first(scope: Scope) -> list[Node]:
    """The nodes so that each comes after all that follow it (in a loop: after most of them)."""
    ordered: list[Node] = []
    seen: set[Node] = set()
    for first in scope.nodes.values():
        if first in seen:
            continue
        seen.add(first)
        path = [(first, iter(first.follows))]
        while path:
            node, rest = path[-1]
            after = next((n for n in rest if n not in seen), None)
            if after is None:
                ordered.append(node)
                path.pop()
            else:
                seen.add(after)
                path.append((after, iter(after.follows)))
    return ordered
