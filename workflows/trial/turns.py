"""Which way a case took at each gateway that chooses, as its tokens went."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.engine import walk
from workflows.gate.drawing import Node
from workflows.gate.kinds import CHOOSING
from workflows.trial.names import Names
from workflows.trial.world import World

_TAKEN = TaskState.FINISHED_MASK | TaskState.READY | TaskState.WAITING | TaskState.STARTED


def taken(world: World, names: Names) -> Iterator[tuple[str, str]]:
    """Each gateway with what the way from it is called, in the order they were passed; a way that
    was taken twice is told once."""
    told = set()
    for task in sorted(walk.tasks_of(world.workflow), key=lambda one: one.last_state_change):
        node = names.nodes.get(_came_from(task))
        if node is None or not is_choice(node) or not task.has_state(_TAKEN):
            continue
        for way in _ways(node, task.task_spec.bpmn_id or ""):
            if (node.id, way) not in told:
                told.add((node.id, way))
                yield node.id, way


def _came_from(task: Any) -> str:
    """The element before it; what has events on its edge stands in a frame that is none."""
    parent = task.parent
    while parent is not None and parent.task_spec.bpmn_id is None:
        parent = parent.parent
    return parent.task_spec.bpmn_id if parent is not None else ""


def is_choice(node: Node) -> bool:
    """Whether it is a gateway with several ways to choose among."""
    return node.tag in CHOOSING and len(node.flows_out) > 1


def ways_of(node: Node) -> list[str]:
    """What the ways from a gateway are called: by their names, else by what they lead to."""
    return [way for flow in node.flows_out if flow.target for way in _ways(node, flow.target.id)]


def _ways(node: Node, target: str) -> list[str]:
    return [
        " ".join((flow.name or flow.target.name).split()) or flow.target.id
        for flow in node.flows_out
        if flow.target is not None and flow.target.id == target
    ]
