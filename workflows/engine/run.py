"""What one move may ask and do: the bridge between SpiffWorkflow's elements and our house.

Facts are asked, never carried: read once when first needed, again after a step has worked, and
kept with the move so that it can be told why the token went where it went.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, OperationalError, transaction
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.util.task import TaskState

from workflows import clock, dmn, feel, registry
from workflows.diagrams import questions, versions
from workflows.diagrams.parser import Specs
from workflows.diagrams.specs import MAX_INSTANCES, PARKED, NamedMessage, park
from workflows.diagrams.written import feel_text, time_text
from workflows.engine.extensions import EXTENSIONS
from workflows.engine.noted import Notes
from workflows.errors import NullCondition
from workflows.models import Process
from workflows.registry import CaseType, Tillfalle

_ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


@dataclass(frozen=True)
class Trouble:
    """An element where somebody must look."""

    task: Any
    kind: str
    sentence: str
    detail: str


@dataclass(frozen=True)
class Sent:
    """A message that this move sends."""

    name: str
    key: str
    payload: dict[str, Any]
    element: str


class MoveRun:
    """One move's questions and answers. Given to SpiffWorkflow as its script engine."""

    def __init__(
        self,
        process: Process,
        specs: Specs,
        *,
        actor: str,
        effective: datetime,
        message: dict[str, Any] | None = None,
    ) -> None:
        self.process = process
        self.specs = specs
        self.case_type: CaseType = registry.case_type(versions.case_type_for(specs.process_id))
        self.actor = actor
        self.effective = effective
        self.message = message
        self.facts_read: dict[str, str] = {}
        self.decisions: list[dict[str, Any]] = []
        self._notes = Notes(self.case_type.facts)
        self.warnings: list[str] = []
        self.troubles: list[Trouble] = []
        self.sent: list[Sent] = []
        self.trail: list[str] = []
        self._facts: dict[str, Any] | None = None

    # What elements ask -----------------------------------------------------------------------

    def step(self, task: Any) -> bool | None:
        """Carry out a service task; see `workflows.diagrams.specs.Run`."""
        element = task.task_spec.bpmn_id
        try:
            found = registry.find_step(self.case_type.namn, element)
            if found.background:
                return None
            with transaction.atomic():  # a step that fails leaves nothing of its own behind
                found.function(self.process.case_id, tillfalle=self._occasion(task))
        except OperationalError:
            raise  # a deadlock repeats the whole move
        except Exception as error:  # noqa: BLE001 - whatever a step meets is shown to a person
            park(task, error)
            return None
        self._facts = None
        return True

    def decide(self, task: Any, decision: str) -> str:
        """Ask a table; the result is kept as a FEEL literal, and the decision with the move."""
        model = self._model(decision)
        inputs = self._values(task, model.needs(decision))
        outcome = model.evaluate(decision, inputs, clock=self._clock, extensions=EXTENSIONS)
        self._note()
        self.decisions.append(
            {"element": task.task_spec.bpmn_id, "decision": decision, **outcome.as_record()}
        )
        self._warn(outcome.warnings)
        return feel.to_literal(outcome.value)

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """A condition (true or false) or a multi-instance count. Raises `NullCondition`."""
        value = self._feel(task, expression)
        if isinstance(value, bool):
            return value
        if isinstance(value, Decimal) and isinstance(task.task_spec, MultiInstanceTask):
            return min(int(value), MAX_INSTANCES)
        raise NullCondition(
            f"Villkoret ”{expression}” blev {feel.to_literal(value)}, varken sant eller falskt."
        )

    def holds(self, task: Any, expression: str) -> bool | None:
        """Whether a conditional event's condition holds."""
        value = self._feel(task, expression)
        return value if isinstance(value, bool) else None

    def due(self, task: Any, expression: str) -> str | None:
        """When a timer is due: ISO, UTC."""
        moment = self.moment(task, expression)
        if moment is None:
            park(
                task,
                NullCondition(
                    f"Tiden ”{expression}” gick inte att räkna ut, så ingen tid bevakas."
                ),
            )
            return None
        return moment.isoformat()

    def moment(
        self, task: Any, expression: str, *, start: datetime | None = None
    ) -> datetime | None:
        """The moment that an expression names: a date-time, a date (its first moment in Sweden)
        or a duration after `start` (default: when this move was due)."""
        begins = start or self.effective
        value = self._feel(task, time_text(expression), start=begins)
        plain = feel.to_python(value)
        if isinstance(plain, datetime):
            aware = plain if plain.tzinfo else plain.replace(tzinfo=clock.STOCKHOLM)
            return aware.astimezone(UTC)
        if isinstance(plain, date):
            return datetime.combine(plain, time(), tzinfo=clock.STOCKHOLM).astimezone(UTC)
        added = feel.compile_expression("start + langd").evaluate(
            {"start": clock.local(begins), "langd": value}
        )
        later = feel.to_python(added.value)
        return later.astimezone(UTC) if isinstance(later, datetime) else None

    def is_of_facts(self, expression: str) -> bool:
        """Whether a time is made of the case's facts alone, and not of when the wait began."""
        names = feel.compile_expression(time_text(expression)).names
        return "start" not in names and not names.isdisjoint(self._all_facts())

    def key(self, task: Any, expression: str) -> str | None:
        """The key of a message, as text; null or empty is never a key."""
        value = feel.to_python(self._feel(task, expression)) if expression else None
        return str(value) if value not in (None, "") else None

    def throw(self, task: Any, definition: NamedMessage) -> None:
        """Send a message when this move commits. Raises `NullCondition` without a key."""
        element = task.task_spec.bpmn_id
        payload = self._feel(task, definition.payload) if definition.payload else {}
        key = self.key(task, definition.key)
        if key is None:
            raise NullCondition(
                f"Processmeddelandet ”{definition.name}” saknar nyckel och kan inte skickas."
            )
        self.sent.append(Sent(definition.name, key, feel.to_json(payload) or {}, element))

    def items(self, task: Any, expression: str) -> list[str]:
        """A multi-instance element's list, as FEEL literals. Raises `NullCondition`."""
        value = self._feel(task, expression)
        if not isinstance(value, (list, tuple)):
            raise NullCondition(f"Listan ”{expression}” blev {feel.to_literal(value)}.")
        if len(value) > MAX_INSTANCES:
            raise NullCondition(
                f"Listan ”{expression}” har {len(value)} delar; högst {MAX_INSTANCES} tillåts."
            )
        return [feel.to_literal(item) for item in value]

    def trouble(self, task: Any, error: Exception) -> None:
        """Note that a person must look at this element."""
        kind = "condition" if isinstance(error, NullCondition) else "step"
        name = task.task_spec.bpmn_name or task.task_spec.bpmn_id
        sentence = getattr(error, "mening", "") or (
            str(error)
            if kind == "condition"
            else f"Steget ”{name}” gick inte att utföra. Rätta orsaken och försök igen."
        )
        cause = error.__cause__ or error
        self.troubles.append(Trouble(task, kind, sentence, f"{type(cause).__name__}: {cause}"))

    # What projections ask --------------------------------------------------------------------

    def text(self, task: Any, expression: str) -> str:
        """An expression's value as text, or nothing where it is null."""
        value = feel.to_python(self._feel(task, feel_text(expression)))
        return "" if value is None else str(value)

    def packed_notes(self) -> list[dict[str, str]]:
        """The facts beside the move's decisions, as they are kept."""
        return self._notes.packed(self.facts_read, self._facts)

    def _note(self) -> None:
        # A table that asked no fact of the case is no reason to read them.
        if self._facts is not None:
            self._notes.take(self._facts)

    def _model(self, decision: str) -> dmn.Model:
        return versions.decision_model(self.process.version_id, decision)

    def _occasion(self, task: Any) -> Tillfalle:
        return Tillfalle(
            element=task.task_spec.bpmn_id,
            process_id=self.process.pk,
            effective=self.effective,
            actor=self.actor,
            item=item_of(task),
            message=self.message,
        )

    def _feel(self, task: Any, expression: str, **given: Any) -> Any:
        try:
            compiled = feel.compile_expression(expression)
        except feel.FeelSyntaxError as error:
            raise NullCondition(f"Uttrycket ”{expression}” är inte giltigt: {error}") from error
        context = self._values(task, compiled.names - given.keys()) | given
        evaluation = compiled.evaluate(context, clock=self._clock, extensions=EXTENSIONS)
        self._warn(evaluation.warnings)
        return evaluation.value

    def _values(self, task: Any, names: Any) -> dict[str, Any]:
        """The values behind names: what the token carries, this move's message, or facts."""
        values = {}
        for name in names:
            if name in task.data:
                values[name] = literal(task.data[name])
            elif name == "processmeddelande" and self.message is not None:
                values[name] = self.message
            elif name in self._all_facts():
                values[name] = self._all_facts()[name]
                self.facts_read[name] = feel.to_literal(feel.from_python(values[name]))
        return values

    def _all_facts(self) -> dict[str, Any]:
        if self._facts is None:
            read = self.case_type.read_facts
            try:
                own = dict(read(self.process.case_id)) if read is not None else {}
                self._facts = own if self.case_type.runs_any else {**self._answers(), **own}
            except DatabaseError:
                raise  # the transaction is lost, and the whole move with it
            except Exception as error:
                raise NullCondition(
                    "Uppgifterna om ärendet gick inte att läsa. Rätta orsaken och försök igen."
                ) from error
        return self._facts

    def _answers(self) -> dict[str, Any]:
        """What an owner's forms in this version have been answered with; null until then."""
        asked = questions.facts_of(self.process.version_id)
        if not asked:
            return {}
        return {**dict.fromkeys(asked), **registry.answers().read(self.process.case_id)}

    def _warn(self, warnings: Any) -> None:
        self.warnings += [warning.mening for warning in warnings]

    def _clock(self) -> datetime:
        return clock.local(self.effective)


def literal(text: str) -> Any:
    """The value of a FEEL literal that a token carries."""
    return feel.compile_expression(text).evaluate({}).value


def item_of(task: Any) -> Any:
    """What the multi-instance child that a task is, or lies in, was made for; None for none."""
    child = task
    while not (child.parent and isinstance(child.parent.task_spec, MultiInstanceTask)):
        inside = child.workflow
        if inside is inside.top_workflow:
            return None
        child = inside.top_workflow.get_task_from_id(inside.parent_task_id)
    named = child.parent.task_spec.input_item
    if named is not None and named.bpmn_id in child.data:
        return feel.to_python(literal(child.data[named.bpmn_id]))
    return child.internal_data.get("key_or_index")


def item_literal(task: Any) -> str:
    """The same as a FEEL literal, to be kept; empty for none."""
    item = item_of(task)
    return "" if item is None else feel.to_literal(feel.from_python(item))


def is_parked(task: Any) -> bool:
    """Whether a person must look before this token goes on."""
    return PARKED in task.internal_data and task.has_state(_ACTIVE)
