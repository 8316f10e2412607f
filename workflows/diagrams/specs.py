"""SpiffWorkflow's elements as we run them: FEEL instead of Python, steps and tables by id.

Every element asks the run that it belongs to (`Run`, given to the workflow as its script engine)
and never evaluates anything itself.
"""

from typing import Any, Protocol

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.defaults import EndEvent, IntermediateThrowEvent
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import ExclusiveGateway
from SpiffWorkflow.bpmn.specs.mixins.inclusive_gateway import InclusiveGateway
from SpiffWorkflow.spiff.specs.defaults import (
    ParallelMultiInstanceTask,
    SendTask,
    SequentialMultiInstanceTask,
)
from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask
from SpiffWorkflow.util.task import TaskState

from workflows.errors import NullCondition

PARKED = "parked"
MAX_INSTANCES = 500


class Run(Protocol):
    """What an element may ask of the move it is part of."""

    def step(self, task: Any) -> bool | None:
        """Carry out a service task: True when done, None when it waits for a job or a person."""

    def decide(self, task: Any, decision: str) -> Any:
        """The result of a decision, as plain JSON values."""

    def due(self, task: Any, expression: str) -> str | None:
        """When a timer is due, as an ISO moment in UTC; None when its expression says nothing."""

    def throw(self, task: Any, definition: "NamedMessage") -> None:
        """Send a message to whoever waits for it."""

    def items(self, task: Any, expression: str) -> list[Any]:
        """The list that a multi-instance element goes through, as plain JSON values."""

    def holds(self, task: Any, expression: str) -> bool | None:
        """Whether a conditional event's condition holds."""

    def trouble(self, task: Any, error: Exception) -> None:
        """Note that a person must look at this element."""


def run_of(task: Any) -> Run:
    """The move that a task is part of."""
    return task.workflow.top_workflow.script_engine


def park(task: Any, error: Exception) -> None:
    """Leave the token where it is until somebody has mended the cause."""
    task.internal_data[PARKED] = True
    run_of(task).trouble(task, error)


class Step(SpiffBpmnTask):
    """A service task: the function of its name in the case type's `steps.py`."""

    def _run_hook(self, my_task: Any) -> bool | None:
        return run_of(my_task).step(my_task)


class Decision(SpiffBpmnTask):
    """A business rule task. Its result is kept under the decision's id."""

    def __init__(self, wf_spec: Any, bpmn_id: str, *, decision: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.decision = decision

    def _run_hook(self, my_task: Any) -> bool | None:
        try:
            my_task.data[self.decision] = run_of(my_task).decide(my_task, self.decision)
        except Exception as error:  # noqa: BLE001 - whatever a table meets is shown to a person
            park(my_task, error)
            return None
        return True


class AskingExclusiveGateway(ExclusiveGateway, SpiffBpmnTask):
    """An XOR whose conditions must be true or false; null parks the token here."""

    def _run_hook(self, my_task: Any) -> bool | None:
        try:
            return super()._run_hook(my_task)
        except NullCondition as error:
            park(my_task, error)
            return None


class AskingInclusiveGateway(InclusiveGateway, SpiffBpmnTask):
    """An OR whose conditions must be true or false; null parks the token here."""

    def _run_hook(self, my_task: Any) -> bool | None:
        try:
            return super()._run_hook(my_task)
        except NullCondition as error:
            park(my_task, error)
            return None


class _ParkingThrow:
    """A message that lacks its key is not sent into nothing: the token waits here."""

    def _run_hook(self, my_task: Any) -> bool | None:
        try:
            return super()._run_hook(my_task)  # type: ignore[misc]
        except NullCondition as error:
            park(my_task, error)
            return None


class Throw(_ParkingThrow, IntermediateThrowEvent):
    """An intermediate throw event."""


class Send(_ParkingThrow, SendTask):
    """A send task."""


class End(_ParkingThrow, EndEvent):
    """An end event, which may send a message."""


class Items:
    """What a multi-instance element goes through: FEEL over facts, read once when it is entered."""

    def __init__(self, expression: str) -> None:
        self.bpmn_id = expression
        self.expression = expression

    def get(self, my_task: Any) -> list[Any]:
        kept = my_task.internal_data.get("items")
        if kept is None:
            kept = my_task.internal_data["items"] = run_of(my_task).items(my_task, self.expression)
        return kept

    def exists(self, my_task: Any) -> bool:
        return self.get(my_task) is not None


class _ParkingInstances:
    def _update_hook(self, my_task: Any) -> Any:
        try:
            return super()._update_hook(my_task)  # type: ignore[misc]
        except NullCondition as error:
            my_task._set_state(TaskState.STARTED)
            park(my_task, error)
            return None

    def merge_child(self, workflow: Any, child: Any) -> None:
        """What one instance was made for is not carried on by what comes after them all."""
        named = getattr(self, "input_item", None)
        if named is not None:
            child.data.pop(named.bpmn_id, None)
        super().merge_child(workflow, child)  # type: ignore[misc]


class ParallelInstances(_ParkingInstances, ParallelMultiInstanceTask):
    """Instances side by side."""


class SequentialInstances(_ParkingInstances, SequentialMultiInstanceTask):
    """Instances one after another."""


class DueTimer(TimerEventDefinition):
    """A timer that fires by its own id when its row is due, never because somebody looked."""

    def has_fired(self, my_task: Any) -> bool:
        if my_task.internal_data.get("event_value") is None and PARKED not in my_task.internal_data:
            my_task.internal_data["event_value"] = run_of(my_task).due(my_task, self.expression)
        return bool(my_task.internal_data.get("event_fired"))

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop("event_value", None)
        super().reset(my_task)


class NamedMessage(EventDefinition):
    """A process message: name, and a key that says which case it is for."""

    def __init__(self, name: str, *, key: str, payload: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.key = key
        self.payload = payload

    def throw(self, my_task: Any) -> None:
        run_of(my_task).throw(my_task, self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedMessage) and self.name == other.name

    __hash__ = None  # type: ignore[assignment]


class Condition(EventDefinition):
    """A wait for something to become true. Asked again at every move of the case."""

    def __init__(self, name: str, expression: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.expression = expression

    def has_fired(self, my_task: Any) -> bool:
        if run_of(my_task).holds(my_task, self.expression):
            my_task.internal_data["event_fired"] = True
        return super().has_fired(my_task)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.name == other.name

    __hash__ = None  # type: ignore[assignment]


class FirstOf(MultipleEventDefinition):
    """What an event gateway waits for: the first of messages, a time or conditions."""

    def has_fired(self, my_task: Any) -> bool:
        seen = my_task.internal_data.setdefault("seen_events", [])
        if not seen:
            seen += [
                BpmnEvent(definition)
                for definition in self.event_definitions
                if isinstance(definition, Condition)
                and run_of(my_task).holds(my_task, definition.expression)
            ][:1]
        return super().has_fired(my_task)


def message_event(definition: NamedMessage) -> BpmnEvent:
    """The event by which a message is handed to the one task that waits for it."""
    return BpmnEvent(definition)
