"""The token game on one scope: can its tokens get stuck at a gateway that waits for more?

A marking says how many tokens lie on each flow. Only one conflict cluster (one gateway's or one
activity's choices) is moved at a time: moves elsewhere commute with it, so every stuck marking is
still found (stubborn sets; Valmari 1990). Inclusive joins are moved last, since they wait until
nothing else can arrive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from workflows.gate.drawing import Flow, Node, Scope

MARKINGS = 4_000
"""How many markings are looked at before the game is given up as undecided."""
_BRANCHES = 6
"""An inclusive gateway with more ways out than this is tried with one, all but one, and all."""

Marking = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Stuck:
    """A join that waits for ever: tokens came by `came`, never by `missing`."""

    join: Node
    came: tuple[Flow, ...]
    missing: tuple[Flow, ...]


class Game:
    """All markings that the tokens of a scope can come to, without knowing any data."""

    def __init__(self, scope: Scope) -> None:
        self._flows = [flow for flow in scope.flows if flow.source and flow.target]
        self._index = {id(flow): number for number, flow in enumerate(self._flows)}
        self._scope = scope
        self._upstream: dict[Node, frozenset[int]] = {}

    def stuck(self) -> Iterator[Stuck]:
        """Every join that some run leaves waiting; nothing when the game grew too large."""
        found: dict[Node, Stuck] = {}
        seen: set[Marking] = set()
        waiting = list(self._first())
        while waiting:
            marking = waiting.pop()
            if marking in seen:
                continue
            seen.add(marking)
            if len(seen) > MARKINGS:
                return
            after = self._moves(dict(marking))
            if after is None:
                for stuck in self._left(dict(marking)):
                    found.setdefault(stuck.join, stuck)
            else:
                waiting += after
        yield from found.values()

    def _first(self) -> Iterator[Marking]:
        for start in self._scope.starts:
            for flows in self._ways(start):
                yield self._put({}, flows)

    def _moves(self, marking: dict[int, int]) -> list[Marking] | None:
        """The markings after one cluster has moved; None when nothing can move."""
        last: list[Node] = []
        for number in marking:
            node = self._flows[number].target
            assert node is not None  # noqa: S101 - only flows with both ends are numbered
            if node.tag == "parallelGateway" and len(node.flows_in) > 1:
                if all(self._index[id(flow)] in marking for flow in node.flows_in):
                    return self._fire(marking, node, [self._index[id(f)] for f in node.flows_in])
            elif node.tag in ("inclusiveGateway", "complexGateway") and len(node.flows_in) > 1:
                last.append(node)
            else:
                return self._fire(marking, node, [number])
        for node in last:
            taken = [n for f in node.flows_in if (n := self._index[id(f)]) in marking]
            if not any(n in self._above(node) for n in marking if n not in taken):
                return self._fire(marking, node, taken)
        return None

    def _fire(self, marking: dict[int, int], node: Node, taken: list[int]) -> list[Marking]:
        rest = dict(marking)
        for number in taken:
            rest[number] -= 1
            if not rest[number]:
                del rest[number]
        if self._ends_all(node):
            return [frozenset()]
        return [self._put(rest, flows) for flows in self._ways(node)]

    def _ends_all(self, node: Node) -> bool:
        """Whether a token here ends every other: it terminates, or an error leaves the scope."""
        leaves = self._scope.holder is not None and (
            node.catches("error") or node.catches("cancel")
        )
        return node.tag == "endEvent" and (leaves or node.catches("terminate"))

    def _put(self, marking: dict[int, int], flows: list[Flow]) -> Marking:
        """Two tokens on a flow stand for two or more, so that no loop goes on for ever."""
        after = dict(marking)
        for flow in flows:
            number = self._index[id(flow)]
            after[number] = min(after.get(number, 0) + 1, 2)
        return frozenset(after.items())

    def _ways(self, node: Node) -> Iterator[list[Flow]]:
        """Every set of flows that a token may leave a node by."""
        out = [flow for flow in node.flows_out if id(flow) in self._index]
        if node.tag in ("exclusiveGateway", "eventBasedGateway"):
            yield from ([flow] for flow in out)
            if not out:
                yield []
        elif node.tag in ("inclusiveGateway", "complexGateway"):
            yield from _choices(out)
        else:
            yield out
            for event in node.boundaries:
                leaves = [flow for flow in event.flows_out if id(flow) in self._index]
                yield leaves if event.interrupts else out + leaves

    def _left(self, marking: dict[int, int]) -> Iterator[Stuck]:
        for node in {n for number in marking if (n := self._flows[number].target)}:
            came = tuple(f for f in node.flows_in if self._index.get(id(f)) in marking)
            missing = tuple(f for f in node.flows_in if f not in came)
            yield Stuck(node, came, missing)

    def _above(self, join: Node) -> frozenset[int]:
        """The flows from which a token could still come to an inclusive join."""
        if join not in self._upstream:
            found: set[int] = set()
            waiting = [flow for flow in join.flows_in if id(flow) in self._index]
            while waiting:
                flow = waiting.pop()
                if self._index[id(flow)] in found:
                    continue
                found.add(self._index[id(flow)])
                source = flow.source
                if source and source is not join:
                    waiting += self._into(source)
            self._upstream[join] = frozenset(found)
        return self._upstream[join]

    def _into(self, node: Node) -> list[Flow]:
        if not node.is_boundary:
            return node.flows_in
        holder = self._scope.nodes.get(node.xml.get("attachedToRef", ""))
        return holder.flows_in if holder else []


def _choices(flows: list[Flow]) -> Iterator[list[Flow]]:
    sizes = range(1, len(flows) + 1)
    if len(flows) > _BRANCHES:
        sizes_kept = {1, len(flows) - 1, len(flows)}
        sizes = [size for size in sizes if size in sizes_kept]  # type: ignore[assignment]
    for size in sizes:
        yield from (list(chosen) for chosen in combinations(flows, size))
    if not flows:
        yield []
