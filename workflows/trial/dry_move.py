"""One move of a dry world: what it asks, and what is told of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from workflows import dmn, feel, registry
from workflows.diagrams.parser import Specs
from workflows.diagrams.specs import NamedMessage, park
from workflows.effects import Asked
from workflows.engine.run import MoveRun, Sent, literal
from workflows.models import Process
from workflows.trial.groups import Groups


class Unknown(Exception):
    """Nobody knows what the diagram asks, so that the case can't go on; `mening` says what."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Facts(Protocol):
    """Whoever answers what a diagram asks."""

    def __contains__(self, name: str) -> bool: ...

    def read(self, name: str, element: str) -> Any:
        """The value of a fact now, asked by an element."""

    def settle(self, element: str, values: Mapping[str, Any]) -> None:
        """A step would have written these."""


@dataclass(frozen=True)
class OpenTask:
    """A user task that waits, with who has it and by when."""

    element: str
    name: str
    role: str
    group: str
    deadline: datetime | None


@dataclass
class Told:
    """What one move did. `decisions` are records of their outcomes, in order."""

    trail: list[str] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    opened: list[OpenTask] = field(default_factory=list)
    # Element and sentence, where a person would have to look.
    stuck: list[tuple[str, str]] = field(default_factory=list)
    # What a time was that went off.
    fired: list[tuple[str, datetime]] = field(default_factory=list)


class Around(Protocol):
    """What a move is made in: whose facts, tables and steps it asks."""

    case_id: UUID
    facts: Facts
    models: Mapping[str, dmn.Model]
    groups: Groups
    on_step: Callable[[str], bool | None]


class DryMove(MoveRun):
    """One move of a dry world: its steps do nothing but say what they settle, and its facts are
    what the world says."""

    def __init__(
        self, world: Around, specs: Specs, effective: datetime, message: dict[str, Any] | None
    ) -> None:
        process = Process(case_id=world.case_id)
        super().__init__(process, specs, actor="", effective=effective, message=message)
        self._world = world

    def step(self, task: Any) -> bool | None:
        return (self._world.on_step(task.task_spec.bpmn_id) and self.settle(task)) or None

    def settle(self, task: Any) -> bool:
        """The step has been done: the facts are what it would have written. False where it could
        not have been done."""
        element = task.task_spec.bpmn_id
        settles = registry.settles(self.case_type.namn, element)
        if settles is None:
            return True
        told = {
            name: literal(text) for name, text in task.data.items() if name in self._world.models
        }
        asked = Asked(
            fact=lambda name: self._values(task, (name,)).get(name),
            answers=told,
            effective=self.effective,
            groups=self._world.groups.names,
        )
        try:
            values = settles(asked)
        except Unknown:
            values = {}
        except Exception as error:  # noqa: BLE001 - whatever a step meets is shown to a person
            park(task, error)
            return False
        self._world.facts.settle(element, values)
        return True

    def throw(self, task: Any, definition: NamedMessage) -> None:
        payload = self._feel(task, definition.payload) if definition.payload else {}
        told = feel.to_json(payload) or {}
        self.sent.append(Sent(definition.name, "", told, task.task_spec.bpmn_id))

    def trouble(self, task: Any, error: Exception) -> None:
        if isinstance(error, Unknown):
            raise error
        super().trouble(task, error)

    def _model(self, decision: str) -> dmn.Model:
        return self._world.models[decision]

    def _note(self) -> None:
        pass

    def _values(self, task: Any, names: Iterable[str]) -> dict[str, Any]:
        values = {}
        for name in names:
            if name in task.data:
                values[name] = literal(task.data[name])
            elif name == "processmeddelande" and self.message is not None:
                values[name] = self.message
            elif name in self._world.facts:
                values[name] = self._world.facts.read(name, task.task_spec.bpmn_id)
                self.facts_read[name] = feel.to_literal(feel.from_python(values[name]))
        return values


def joined(first: Told, then: Told) -> Told:
    """Two moves told as one."""
    return Told(
        trail=first.trail + then.trail,
        decisions=first.decisions + then.decisions,
        facts=first.facts | then.facts,
        sent=first.sent + then.sent,
        opened=first.opened + then.opened,
        stuck=first.stuck + then.stuck,
        fired=first.fired + then.fired,
    )
