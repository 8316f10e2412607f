"""The dry world: a diagram's tokens moved as the engine moves them, and nothing else touched."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from workflows import dmn
from workflows.diagrams.parser import Specs
from workflows.diagrams.specs import NamedMessage
from workflows.diagrams.written import feel_text, properties_of
from workflows.engine import waiting, walk
from workflows.engine.run import is_parked
from workflows.errors import NotYourTurn
from workflows.trial.dry_move import DryMove, Facts, OpenTask, Told, joined
from workflows.trial.groups import Groups
from workflows.trial.tables import model_of

# Timers that go off in one wait: a reminder each day for a year.
_FIRED_AT_MOST = 400


class World:
    """One made-up case of a diagram, from its start. `now` is its clock.

    `on_step` is asked when a token reaches a service task: true when it is done, None when it
    waits to be `carried_out`.
    """

    def __init__(
        self,
        specs: Specs,
        facts: Facts,
        *,
        now: datetime,
        groups: Groups,
        models: Mapping[str, dmn.Model] | None = None,
        on_step: Callable[[str], bool | None] = lambda _: True,
    ) -> None:
        self.specs = specs
        self.facts = facts
        self.now = now
        self.groups = groups
        self.on_step = on_step
        self.case_id = uuid4()
        self.models = models_of(specs) if models is None else models
        self.workflow = BpmnWorkflow(specs.spec, specs.subprocesses)
        self.open: dict[UUID, OpenTask] = {}
        self.cancelled = False
        # The move under way, for those who ask how far it came before it could not go on.
        self.unsettled: DryMove | None = None

    @property
    def ended(self) -> bool:
        """Whether the case has come to its end."""
        return bool(self.workflow.completed)

    def begin(self, *, message: dict[str, Any] | None = None, name: str | None = None) -> Told:
        """Start it: by hand, or by a message start with this payload. Raises `NotYourTurn`."""
        run = self._run(self.now, message)
        begun_by = walk.choose_start(self.workflow, by_message=message is not None, name=name)
        if message is not None:
            if begun_by is None:
                raise NotYourTurn("Processen börjar inte med ett meddelande. Ta bort raden.")
            walk.to_rest(self.workflow, run)
            first = next(d for d in walk.definitions(begun_by) if isinstance(d, NamedMessage))
            walk.catch_message(self.workflow, begun_by, first.name)
        return self._settle(run)

    def complete(self, element: str) -> Told:
        """Somebody has done the open task. Raises `NotYourTurn`."""
        run = self._run(self.now, None)
        walk.complete(self.workflow, walk.ready_user_task(self.workflow, element, None), run)
        return self._settle(run)

    def receive(self, name: str, payload: dict[str, Any]) -> Told:
        """A message comes. Raises `NotYourTurn` where nothing waits for it."""
        waiting = [task for (_, of), (task, _) in self._look().messages.items() if of == name]
        if not waiting:
            raise NotYourTurn(f"Ingenting väntar på meddelandet ”{name}” här.")
        run = self._run(self.now, payload)
        walk.catch_message(self.workflow, waiting[0], name)
        return self._settle(run)

    def recheck(self) -> Told:
        """What the case may wait for has changed."""
        return self._settle(self._run(self.now, None))

    def carried_out(self, element: str) -> Told:
        """A step that waited is done, or passed over. Raises `NotYourTurn`."""
        run = self._run(self.now, None)
        task = next(
            (
                one
                for one in walk.tasks_of(self.workflow)
                if one.task_spec.bpmn_id == element and one.state == TaskState.STARTED
            ),
            None,
        )
        if task is None:
            raise NotYourTurn(f"Systemsteget ”{element}” väntar inte.")
        if run.settle(task):
            task.complete()
            run.trail.append(element)
        return self._settle(run)

    def wake(self, element: str) -> Told | None:
        """A token that stopped tries its element again; None where none has stopped there."""
        stopped = [
            one
            for one in walk.tasks_of(self.workflow)
            if is_parked(one) and one.task_spec.bpmn_id == element
        ]
        if not stopped:
            return None
        run = self._run(self.now, None)
        walk.wake_parked(stopped[0])
        return self._settle(run)

    def enter_again(self, element: str) -> Told:
        """Leave a guide and enter it again at one of its user tasks. Raises `NotYourTurn`."""
        run = self._run(self.now, None)
        owner = walk.guide_of(self.workflow, element)
        if owner is None:
            raise NotYourTurn("Guiden är avslutad.")
        walk.enter_again(self.workflow, run, owner, element, set(self.open))
        return self._settle(run)

    def cancel(self) -> None:
        """Stop for good."""
        self.workflow.cancel()
        self.open = {}
        self.cancelled = True

    def timers(self) -> list[tuple[datetime, str, UUID]]:
        """The times that are watched: when, by which element."""
        found = [
            (datetime.fromisoformat(due), task.task_spec.bpmn_id, task_id)
            for task_id, (task, due) in self._look().timers.items()
        ]
        return sorted(found, key=lambda one: (one[0], one[1]))

    def messages(self) -> list[tuple[str, str]]:
        """The messages that it waits for, with the element that does."""
        return [
            (name, task.task_spec.bpmn_id) for (_, name), (task, _) in self._look().messages.items()
        ]

    def pass_to(
        self, moment: datetime, *, but: Callable[[str, datetime], bool] = lambda _, __: False
    ) -> Told:
        """Let time pass: what is due on the way goes off in its order, dated by when it was due,
        `but` what the caller lets go off itself."""
        told = Told()
        for _ in range(_FIRED_AT_MOST):
            due = [one for one in self.timers() if one[0] <= moment and not but(one[1], one[0])]
            if not due or self.ended:
                break
            told = joined(told, self.fire(due[0][2]))
        self.now = max(self.now, moment)
        return told

    def fire(self, task_id: UUID) -> Told:
        """Let one time go off, as of when it was due."""
        task, due = self._look().timers[task_id]
        moment = datetime.fromisoformat(due)
        self.now = max(self.now, moment)
        run = self._run(moment, None)
        walk.fire(task)
        told = self._settle(run)
        told.fired.append((task.task_spec.bpmn_id, moment))
        return told

    def standing(self) -> list[str]:
        """The elements where tokens stand. An event on the edge of an activity only watches."""
        if self.ended:
            return []
        seen = self._look()
        tasks = [
            *seen.tasks.values(),
            *(task for task, _ in seen.timers.values()),
            *(task for task, _ in seen.messages.values()),
            *seen.jobs.values(),
            *(one for one in walk.tasks_of(self.workflow) if is_parked(one)),
        ]
        specs = [one.task_spec for one in tasks if not isinstance(one.task_spec, BoundaryEvent)]
        return list(dict.fromkeys(spec.bpmn_id for spec in specs))

    def _look(self) -> waiting.Open:
        return waiting.look(self.workflow)

    def _run(self, effective: datetime, message: dict[str, Any] | None) -> DryMove:
        run = DryMove(self, self.specs, effective, message)
        self.workflow.script_engine = self.unsettled = run
        return run

    def _settle(self, run: DryMove) -> Told:
        walk.to_rest(self.workflow, run)
        before, ready = self.open, self._look().tasks
        self.open = {
            task_id: before.get(task_id) or self._opened(task, run)
            for task_id, task in ready.items()
        }
        self.unsettled = None
        return Told(
            trail=run.trail,
            decisions=run.decisions,
            facts=run.facts_read,
            sent=run.sent,
            opened=[one for task_id, one in self.open.items() if task_id not in before],
            stuck=[(one.task.task_spec.bpmn_id, one.sentence) for one in run.troubles],
        )

    def _opened(self, task: Any, run: DryMove) -> OpenTask:
        spec = task.task_spec
        own = properties_of(spec.extensions)
        group = run.text(task, own["group"]) if own.get("group") else ""
        deadline = own.get("deadline")
        return OpenTask(
            element=spec.bpmn_id,
            name=spec.bpmn_name or spec.bpmn_id,
            role=self.groups.roles.get(group, spec.lane or ""),
            group=group,
            deadline=run.moment(task, feel_text(deadline)) if deadline else None,
        )


def next_due(world: World) -> datetime | None:
    """When the next thing happens by itself."""
    timers = world.timers()
    return timers[0][0] if timers else None


def models_of(specs: Specs) -> dict[str, dmn.Model]:
    """The table file that holds each decision, read."""
    found = {}
    for text in specs.bundle.tables().values():
        model = model_of(text)
        for decision in model.decisions:
            found[decision] = model
    return found
