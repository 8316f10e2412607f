"""Every way that the tokens of a scope can stand together, whatever is decided.

A token moved by hand may only make a standing that is among these: then every join still gets the
tokens it waits for. Pure; asks the drawing and no case.

What a boundary event that doesn't interrupt leads to is its own where it joins nothing and never
comes to the rest: then whatever stands there says nothing of how the rest stands, and multiplying
the one with the other only makes more ways than can be looked through.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations

from workflows.gate.drawing import Flow, Node, Scope

# So many are looked at before it is given up as undecided.
MOST = 20_000
_WAYS_OUT = 6
_JOINS = ("parallelGateway", "inclusiveGateway", "complexGateway")

# Places, sorted: an element's id, or for a join `id<flow>`. Two in a place stand for two or more.
Marking = tuple[str, ...]


class Undecided(Exception):
    """There are more ways to stand than anybody looks through."""


class Markings:
    """The ways to stand in one scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @property
    def reachable(self) -> frozenset[Marking]:
        """Those of the main flow. Raises `Undecided`, and at once the second time."""
        if self._found is None:
            raise Undecided
        return self._found

    def decided(self) -> bool:
        """Whether they could be looked through. Takes up to a few seconds, the first time only."""
        return self._found is not None

    def apart(self, marking: Marking) -> tuple[Marking, Marking]:
        """What of it stands in the main flow, and what in branches of their own."""
        own = frozenset[str]().union(*self.branches)
        main = tuple(place for place in marking if place not in own)
        return main, tuple(place for place in marking if place in own)

    @cached_property
    def branches(self) -> tuple[frozenset[str], ...]:
        """The elements of each branch of its own: one token for each time it was begun, no more and
        no fewer."""
        return tuple(
            frozenset(node.id for node in _led_to(event) if node.tag != "endEvent")
            for event in self._own
        )

    @cached_property
    def _own(self) -> list[Node]:
        """The boundary events that begin a branch of its own."""
        events = _not_interrupting(self.scope.nodes.values())
        led = {event: _led_to(event) for event in events}
        own = [one for one in events if all(_keeps_its_token(node) for node in led[one])]
        while True:
            main = set[Node]().union(
                *({start} | _led_to(start) for start in self.scope.starts),
                *(led[event] for event in events if event not in own),
            )
            left = [
                event
                for event in own
                if all(node.tag == "endEvent" for node in led[event] & main)
                and all(one in own for one in _not_interrupting(led[event]))
            ]
            if left == own:
                return own
            own = left

    @cached_property
    def _found(self) -> frozenset[Marking] | None:
        try:
            return self._look_through()
        except Undecided:
            return None

    def _look_through(self) -> frozenset[Marking]:
        seen: set[Marking] = set()
        waiting = [self._put((), flows) for one in self.scope.starts for flows in self._ways(one)]
        waiting += [(one.id,) for one in self.scope.starts]
        while waiting:
            marking = waiting.pop()
            if marking in seen:
                continue
            seen.add(marking)
            if len(seen) > MOST:
                raise Undecided
            waiting += self._after(marking)
        return frozenset(seen)

    def place(self, element: str, came_by: str = "") -> str | None:
        """Where a token at an element stands; `came_by` is what lies before a join. None where
        that can't be told."""
        node = self.scope.nodes.get(element)
        if node is None:
            return None
        if not _is_join(node):
            return node.id
        flows = [f for f in node.flows_in if f.source is not None and f.source.id == came_by]
        return _arrived(flows[0]) if len(flows) == 1 else None

    def _after(self, marking: Marking) -> Iterator[Marking]:
        for place in dict.fromkeys(marking):
            node = self.scope.nodes.get(place)
            if node is not None:
                yield from self._go(marking, node)
        for join in self.scope.of(*_JOINS):
            if _is_join(join):
                yield from self._join(marking, join)

    def _go(self, marking: Marking, node: Node) -> Iterator[Marking]:
        rest = _without(marking, [node.id])
        if node.tag == "endEvent" and (node.catches("terminate") or node.catches("error")):
            yield ()
            return
        for flows in self._ways(node):
            yield self._put(rest, flows)
        for event in node.boundaries:
            if event in self._own:
                continue
            yield self._put(rest if event.interrupts else marking, event.flows_out)

    def _join(self, marking: Marking, join: Node) -> Iterator[Marking]:
        ways = [_arrived(flow) for flow in join.flows_in]
        came = [way for way in ways if way in marking]
        if join.tag == "parallelGateway" and len(came) < len(ways):
            return
        if not came or (len(came) < len(ways) and self._may_come(marking, join)):
            return
        for flows in self._ways(join):
            yield self._put(_without(marking, came), flows)

    def _may_come(self, marking: Marking, join: Node) -> bool:
        """Whether another token can still come to an inclusive join."""
        above, waiting = set[str](), list(join.flows_in)
        while waiting:
            flow = waiting.pop()
            if flow.source is None or flow.source is join or flow.source.id in above:
                continue
            above.add(flow.source.id)
            waiting += flow.source.flows_in
            if flow.source.is_boundary:
                holder = self.scope.nodes.get(flow.source.xml.get("attachedToRef", ""))
                if holder is not None:
                    above.add(holder.id)
                    waiting += holder.flows_in
        return any(place in above for place in marking)

    def _ways(self, node: Node) -> Iterator[list[Flow]]:
        out = [flow for flow in node.flows_out if flow.target is not None]
        if node.tag in ("exclusiveGateway", "eventBasedGateway"):
            yield from ([flow] for flow in out)
        elif node.tag in ("inclusiveGateway", "complexGateway"):
            if len(out) > _WAYS_OUT:
                raise Undecided
            for size in range(1, len(out) + 1):
                yield from (list(some) for some in combinations(out, size))
        else:
            yield out

    def _put(self, marking: Marking, flows: list[Flow]) -> Marking:
        places = list(marking)
        for flow in flows:
            node = flow.target
            if node is not None:
                place = _arrived(flow) if _is_join(node) else node.id
                if places.count(place) < 2:
                    places.append(place)
        return tuple(sorted(places))


def _led_to(begun: Node) -> set[Node]:
    """What a token can come to from here, other than by an event that doesn't interrupt."""
    found, waiting = set[Node](), [begun]
    while waiting:
        node = waiting.pop()
        after = [flow.target for flow in node.flows_out if flow.target is not None]
        after += [event for event in node.boundaries if event.interrupts]
        waiting += [one for one in after if one not in found]
        found.update(after)
    return found


def _not_interrupting(nodes: Iterable[Node]) -> list[Node]:
    return [event for node in nodes for event in node.boundaries if not event.interrupts]


def _keeps_its_token(node: Node) -> bool:
    """Whether one token in is one token out, or ends without touching any other."""
    if node.tag == "endEvent":
        return not (node.catches("terminate") or node.catches("error"))
    if node.tag in ("exclusiveGateway", "eventBasedGateway"):
        return True
    return len(node.flows_out) <= 1 and not _is_join(node)


def _is_join(node: Node) -> bool:
    return node.tag in _JOINS and len(node.flows_in) > 1


def _arrived(flow: Flow) -> str:
    node = flow.target
    return f"{node.id if node is not None else ''}<{flow.id}>"


def _without(marking: Marking, places: list[str]) -> Marking:
    rest = list(marking)
    for place in places:
        rest.remove(place)
    return tuple(rest)
