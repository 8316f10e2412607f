"""A case gone through on paper: does it reach an end from where it stands, whatever is decided?

The engine itself walks, with a run that asks nobody: people do their tasks, times go off, messages
arrive, and every question that only the case could answer is answered either way.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from workflows import feel
from workflows.diagrams.parser import Specs
from workflows.diagrams.questions import forms_in
from workflows.diagrams.specs import Condition, Decision, DueTimer, NamedMessage
from workflows.engine import codec, waiting, walk
from workflows.errors import NullCondition, Refused
from workflows.transfer.alignment import label
from workflows.transfer.positions import signature

_WALKS = 4
_STEPS = 60
# Walks on from a place: after so many the next learns nothing new.
_ENOUGH = 2
_SOME_DAY = "2100-01-01T00:00:00+00:00"
_ITEMS = ('"1"', '"2"')


@dataclass(frozen=True)
class Stuck:
    """Where a case would stop, and why, in Swedish. `certain` if whatever is decided leads there,
    and not only a way that perhaps nobody takes."""

    element: str
    mening: str
    certain: bool = False


@dataclass(frozen=True)
class Asked:
    """What the process knows only once a step has been done: names, by the step that gives them."""

    given_by: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]


def asked_of(specs: Specs) -> Asked:
    """The decisions and the answers of a version."""
    given: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for part in (specs.spec, *specs.subprocesses.values()):
        for spec in part.task_specs.values():
            if isinstance(spec, Decision):
                given.setdefault(spec.decision, set()).add(spec.bpmn_id)
                labels[spec.bpmn_id] = label(spec)
            elif getattr(spec, "bpmn_id", None):
                labels.setdefault(spec.bpmn_id, label(spec))
    for element, form in forms_in(specs.bundle).items():
        for name in form.fields:
            given.setdefault(name, set()).add(element)
    return Asked({name: frozenset(where) for name, where in given.items()}, labels)


class Trial:
    """What the elements of a walk may ask: given to SpiffWorkflow as its script engine.

    `unknown` are the names that the case cannot know until one of their steps is done.
    """

    def __init__(self, asked: Asked, unknown: frozenset[str], chance: random.Random) -> None:
        self.trail: list[str] = []
        self.stuck: Stuck | None = None
        self.holding: set[Any] = set()
        self._asked = asked
        self._unknown = unknown
        self.chance = chance

    def step(self, task: Any) -> bool:
        """A step does what it should."""
        return True

    def decide(self, task: Any, decision: str) -> str:
        """A decision is made; nobody knows which."""
        return "null"

    def due(self, task: Any, expression: str) -> str:
        """A time comes when the walk says so."""
        self._known(task, expression)
        return _SOME_DAY

    def throw(self, task: Any, definition: NamedMessage) -> None:
        """A message is sent, if its key is known."""
        self._known(task, definition.key)

    def items(self, task: Any, expression: str) -> list[str]:
        """A list of two."""
        self._known(task, expression)
        return list(_ITEMS)

    def holds(self, task: Any, expression: str) -> bool:
        """A condition holds when the walk says so."""
        return task.id in self.holding

    def trouble(self, task: Any, error: Exception) -> None:
        """A token would wait for somebody to mend the diagram."""
        self.stuck = self.stuck or Stuck(task.task_spec.bpmn_id, str(error), certain=True)

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """A condition either way, unless it asks for what the case can't know."""
        if isinstance(task.task_spec, MultiInstanceTask) and expression == str(
            task.task_spec.cardinality
        ):
            return len(_ITEMS)
        names, missing = self._missing(task, expression)
        if missing and names <= missing:
            value = feel.compile_expression(expression).evaluate({}).value
            if isinstance(value, bool):
                return value
        self._known(task, expression)
        return self.chance.random() < 0.5

    def _known(self, task: Any, expression: str) -> None:
        """Raises `NullCondition` when the expression asks for what the case can't know."""
        _, missing = self._missing(task, expression) if expression else (set(), set())
        for name in sorted(missing):
            steps = sorted(self._asked.given_by[name])
            where = " eller ".join(f"”{self._asked.labels.get(one, one)}”" for one in steps)
            raise NullCondition(
                f"”{label(task.task_spec)}” frågar efter ”{name}”, som bestäms i {where}. Det"
                " steget har ärendet redan passerat."
            )

    def _missing(self, task: Any, expression: str) -> tuple[set[str], set[str]]:
        try:
            names = set(feel.compile_expression(expression).names)
        except feel.FeelSyntaxError:
            return set(), set()
        unknown = {name for name in names & self._unknown if not self._given(task, name)}
        return names, unknown

    def _given(self, task: Any, name: str) -> bool:
        if name in task.data:
            return True
        return not self._asked.given_by[name].isdisjoint(self.trail)


class Rehearsal:
    """Goes through one version again and again, and remembers where it has been: cases that stand
    differently soon stand alike."""

    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self.asked = asked_of(specs)
        self._seen: Counter[str] = Counter()
        self._dead: dict[str, Stuck] = {}

    def try_out(
        self, parts: Mapping[str, Any], unknown: frozenset[str] = frozenset(), added: Any = ()
    ) -> Stuck | None:
        """Where a case in this state would stop; None if no walk did.

        `unknown` names what the case can't know, `added` are tokens that begin to wait now.
        """
        for seed in range(_WALKS):
            trial = Trial(self.asked, unknown, random.Random(seed))  # noqa: S311 - no secret
            workflow = codec.build(dict(parts), self.specs, trial)
            walk.begin_to_wait(workflow, added)
            if (stuck := self._walk(workflow, trial, remembers=not unknown)) is not None:
                return stuck
        return None

    def _walk(self, workflow: Any, trial: Trial, *, remembers: bool) -> Stuck | None:
        path: list[str] = []
        for _ in range(_STEPS):
            if not to_rest(workflow, trial) or workflow.completed:
                return trial.stuck
            parts = codec.parts(workflow)
            here = signature(parts)
            path.append(here)
            stuck = trial.stuck or self._dead.get(here)
            if stuck is None and remembers and self._seen[here] >= _ENOUGH:
                return None
            self._seen[here] += remembers
            # As between two moves of a real case: what is past is let go of.
            workflow = codec.build(parts, self.specs, trial)
            if stuck is None and not go_on(workflow, trial):
                stuck = _waits_in_vain(workflow)
            if stuck is not None:
                self._dead |= dict.fromkeys(path, stuck) if remembers else {}
                return stuck
        return None


def to_rest(workflow: Any, trial: Trial) -> bool:
    """Run until somebody must do something. False where chance led astray: round and round, or
    past every way out of a gateway."""
    try:
        walk.to_rest(workflow, trial)  # type: ignore[arg-type]  # it asks for no more than this
    except (Refused, WorkflowException):
        return False
    return True


def go_on(workflow: Any, trial: Trial) -> bool:
    """Let one of the things that the case waits for happen. False when it waits for nothing."""
    ways = list(_ways(workflow))
    if ways:
        _go(workflow, trial, *trial.chance.choice(ways))
    return bool(ways)


def _ways(workflow: Any) -> Any:
    """What may happen next: the task, and what it waits for."""
    seen = waiting.look(workflow)
    for task_id in seen.stuck:
        yield walk.find(workflow, task_id), None
    for task in (*seen.tasks.values(), *seen.jobs.values()):
        if task.id not in seen.stuck:
            # People work more often than times run out.
            yield from ((task, None),) * 4
    for task in walk.tasks_of(workflow):
        if task.state == TaskState.WAITING and task.id not in seen.stuck:
            for definition in walk.definitions(task):
                if isinstance(definition, (DueTimer, NamedMessage, Condition)):
                    yield task, definition


def _go(workflow: Any, trial: Trial, task: Any, awaited: Any) -> None:
    if isinstance(awaited, NamedMessage):
        walk.catch_message(workflow, task, awaited.name)
    elif isinstance(awaited, Condition):
        trial.holding.add(task.id)
    elif awaited is not None:
        walk.fire(task)
    elif task.internal_data.get("parked"):
        walk.wake_parked(task)
    elif task.state == TaskState.STARTED:
        task.complete()
        trial.trail.append(task.task_spec.bpmn_id)
    else:
        walk.complete(workflow, task, trial)  # type: ignore[arg-type]  # see above


def _waits_in_vain(workflow: Any) -> Stuck:
    waiting = [one for one in walk.tasks_of(workflow) if one.state == TaskState.WAITING]
    named = [one for one in waiting if getattr(one.task_spec, "bpmn_id", None)]
    if not named:
        return Stuck("", "Ärendet når inget slut i den nya versionen.")
    spec = named[0].task_spec
    return Stuck(
        spec.bpmn_id,
        f"”{label(spec)}” skulle vänta på en väg som ärendet aldrig tog, och stå still för alltid.",
    )
