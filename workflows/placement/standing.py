"""Where the tokens of a case stand, level by level, as a move by hand sees them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.defaults import CallActivity
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from workflows.diagrams.parser import Specs
from workflows.diagrams.specs import PARKED, Step
from workflows.engine import codec
from workflows.gate.drawing import Scope, read
from workflows.placement.markings import Marking, Markings
from workflows.transfer.alignment import CHILD, END_JOIN, JOIN, SPLIT, label
from workflows.transfer.positions import Token, tokens_of


@dataclass(frozen=True)
class Spot:
    """A token that may be moved, or `why` it may not be. `level` names the subprocess it lies in;
    empty for the process itself."""

    task_id: UUID
    element: str
    name: str
    level: str
    why: str = ""


@dataclass(frozen=True)
class Level:
    """One level of a case: its part of the state, its spec, and how it is drawn (None where it is
    another process's)."""

    part: Mapping[str, Any]
    spec: Any
    name: str
    scope: Scope | None
    many: bool

    def tokens(self) -> list[Token]:
        """Its tokens, those above before those below."""
        return tokens_of(self.part)

    def marking(self, markings: Markings, without: str = "") -> Marking | None:
        """How its tokens stand; None where that can't be told. `without` leaves a token out."""
        places = []
        for token in self.tokens():
            if token.id == without or not self._stands(token):
                continue
            spec = self.spec.task_specs[token.name]
            came_by = token.above.name if token.above else ""
            place = markings.place(str(spec.bpmn_id), _drawn(came_by))
            if place is None:
                return None
            places.append(place)
        return tuple(sorted(places))

    def _stands(self, token: Token) -> bool:
        """Whether it is a token of the diagram: no watch, no helper, and in a join also those that
        have come before the last."""
        if token.name.endswith((SPLIT, JOIN, END_JOIN, CHILD)):
            return False
        spec = self.spec.task_specs[token.name]
        if getattr(spec, "bpmn_id", None) is None:
            return False
        if isinstance(spec, (BoundaryEvent, StartEvent)) and PARKED not in token.notes:
            return False
        if token.state == TaskState.CANCELLED:
            return _is_join(spec) and any(
                one.name == token.name and one.state == TaskState.WAITING for one in self.tokens()
            )
        return token.active


@dataclass(frozen=True)
class _As:
    """How a process is drawn: two with the same digest are drawn the same."""

    digest: str
    specs: Specs = field(compare=False)


@lru_cache(maxsize=64)
def _scopes_of(drawn: _As) -> dict[str, Scope]:
    root = drawn.specs.bundle.tree.getroot()
    return {scope.id: scope for scope in read(root).scopes}


@lru_cache(maxsize=256)
def markings_of(scope: Scope) -> Markings:
    """The ways to stand in a scope of a level, looked through once."""
    return Markings(scope)


def levels(parts: Mapping[str, Any], specs: Specs) -> Iterator[Level]:
    """The process and the subprocesses under way."""
    drawn = _scopes_of(_As(specs.bundle.digest, specs))
    top = Level(parts["top"], specs.spec, "", drawn.get(specs.process_id), many=False)
    holders: dict[str, tuple[Level, Token]] = {}

    def hold(level: Level) -> Level:
        holders.update({token.id: (level, token) for token in level.tokens() if token.active})
        return level

    yield hold(top)
    for sub in parts.get("subs", ()):
        outer, token = holders[sub["of"]]
        spec = outer.spec.task_specs[token.name]
        called = isinstance(spec, CallActivity) or (outer.scope is None)
        element = token.name.removesuffix(CHILD)
        many = outer.many or token.name.endswith(CHILD)
        scope = None if called else drawn.get(element)
        yield hold(Level(sub, specs.subprocesses[spec.spec], label(spec), scope, many))


def spots(parts: Mapping[str, Any], specs: Specs) -> list[tuple[Spot, Level]]:
    """Every token that stands and that people would say is somewhere, movable or not."""
    found = []
    for level in levels(parts, specs):
        for token in level.tokens():
            if not token.active or token.name.endswith((SPLIT, JOIN, END_JOIN)):
                continue
            spec = level.spec.task_specs[token.name]
            if isinstance(spec, (BoundaryEvent, StartEvent)) or _is_join(spec):
                continue
            if isinstance(spec, (SubWorkflowTask, MultiInstanceTask)):
                continue  # what it holds stands for it
            why = _why_not(token, spec, level)
            element = str(getattr(spec, "bpmn_id", "") or token.name)
            spot = Spot(codec.long_id(token.id), element, label(spec), level.name, why)
            found.append((spot, level))
    return found


def _why_not(token: Token, spec: Any, level: Level) -> str:
    if token.name.endswith(CHILD) or level.many:
        return "Steget görs flera gånger sida vid sida, så det går inte att flytta ett av dem."
    if level.scope is None:
        return "Steget hör till en annan process, som den här anropar. Där flyttas inget för hand."
    if isinstance(spec, Step) and token.state == TaskState.STARTED and PARKED not in token.notes:
        return "Bakgrundssteget görs just nu. Vänta tills det är klart eller har stannat."
    return ""


def _is_join(spec: Any) -> bool:
    return hasattr(spec, "_check_threshold_unstructured") and len(spec.inputs) > 1


def _drawn(name: str) -> str:
    for suffix in (SPLIT, JOIN, CHILD):
        name = name.removesuffix(suffix)
    return name
