"""What a move by hand means, in the words of the diagram."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent

from workflows.diagrams.specs import DueTimer
from workflows.gate.drawing import Node
from workflows.transfer.alignment import SPLIT, label

_WORK = ("serviceTask", "sendTask", "businessRuleTask", "intermediateThrowEvent")


def called(node: Node) -> str:
    """What people call an element."""
    return " ".join((node.name or node.id).split())


def times(spec: Any, element: str) -> tuple[str, ...]:
    """The times that are watched while a token stands at an element, by name."""
    split = spec.task_specs.get(element + SPLIT)
    watched = [one for one in (split.outputs if split else ()) if isinstance(one, BoundaryEvent)]
    watched.append(spec.task_specs[element])
    return tuple(
        label(one)
        for one in watched
        if isinstance(getattr(one, "event_definition", None), DueTimer)
    )


def between(first: Node, last: Node) -> tuple[str, ...]:
    """The work of the system on the ways from one element to another, by name."""
    ahead, back = _reached(first, forward=True), _reached(last, forward=False)
    if last not in ahead:
        return ()
    return tuple(
        called(node)
        for node in first.scope.nodes.values()
        if node.tag in _WORK and node in ahead and node in back
    )


def _reached(first: Node, *, forward: bool) -> set[Node]:
    seen, waiting = {first}, [first]
    while waiting:
        node = waiting.pop()
        steps = (
            node.follows
            if forward
            else [flow.source for flow in node.flows_in if flow.source is not None]
        )
        for other in steps:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
