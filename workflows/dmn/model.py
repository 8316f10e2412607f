"""A decision model as read: what can be asked of it, and the answer with its reasons."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from workflows.dmn import markup
from workflows.dmn.boxed import Boxed, Literal
from workflows.dmn.columns import Column
from workflows.dmn.elements import (
    Decision,
    DecisionService,
    InputData,
    Knowledge,
    Requirement,
    ServiceBody,
    inputs_of,
    scope_of,
)
from workflows.dmn.errors import DmnError
from workflows.dmn.outcome import Outcome
from workflows.dmn.run import Run
from workflows.dmn.table import DecisionTable
from workflows.dmn.typetable import TypeTable, static
from workflows.feel import FeelType, from_python
from workflows.feel.decimals import fitted
from workflows.feel.errors import BudgetExceeded
from workflows.feel.exchange import ATOMS
from workflows.feel.feeltypes import ANY

Askable = Decision | Knowledge | DecisionService


@dataclass(slots=True, eq=False)
class Imported:
    """Another file's model, and the name this file knows it by."""

    alias: str
    namespace: str
    location: str
    model: "Model"


@dataclass(slots=True, eq=False)
class Model:
    """One file. Reading it compiles every expression; evaluating it changes nothing in it."""

    name: str
    namespace: str
    types: TypeTable
    elements: dict[str, InputData | Askable] = field(default_factory=dict)
    imports: list[Imported] = field(default_factory=list)
    is_feel: bool = True
    faults: list[tuple[str, str | None]] = field(default_factory=list)
    input_names: frozenset[str] = frozenset()
    names_inside: frozenset[str] = frozenset()
    # What an element is called in the diagram, where its variable is called something else.
    titles: dict[str, str] = field(default_factory=dict)
    _freely: dict[Decision, frozenset[str]] = field(default_factory=dict)

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions by id, and by name where no id is the same."""
        found = [held for held in self.elements.values() if isinstance(held, Decision)]
        return {held.name: held for held in found} | {held.id: held for held in found}

    def find(self, decision: str) -> Askable:
        """A decision, decision service or business knowledge model by id, name or title.

        Raises `DmnError` when there is none. `import.name` finds one in an imported file.
        """
        held = self.elements.get(decision)
        if isinstance(held, Askable):
            return held
        name = markup.tidy(decision)
        held = self.elements.get(name)
        if isinstance(held, Askable):
            return held
        for kind in (Decision, DecisionService, Knowledge):
            for element in self.elements.values():
                if isinstance(element, kind) and element.name in {name, self.titles.get(name)}:
                    return element
        for imported in self.imports:
            local = name.removeprefix(f"{imported.alias}.") if imported.alias else name
            if not imported.alias or local != name:
                try:
                    return imported.model.find(local)
                except DmnError:
                    continue
        known = ", ".join(sorted({held.name for held in self._askable()})) or "inga alls"
        raise DmnError(f"Filen har inget beslut som heter {decision}. Den har: {known}.")

    def _askable(self) -> Iterator[Askable]:
        for held in self.elements.values():
            if isinstance(held, Askable):
                yield held

    def evaluate(
        self,
        decision: str | Askable,
        inputs: Mapping[str, Any],
        *,
        clock: Callable[[], datetime] | None = None,
        extensions: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """The answer for the inputs (Python or FEEL values by name), with its reasons.

        What the standard makes null is null with a warning; only an unknown `decision` raises.
        """
        target = self.find(decision) if isinstance(decision, str) else decision
        given, free = self.told(inputs)
        run = Run.started(given, free, clock, extensions)
        try:
            value = _ask(target, given, run)
        except BudgetExceeded as spent:
            run.warn("budget", spent.mening, target.id)
            value = None
        except RecursionError:
            run.warn("for_djupt", "Beslutet är nästlat för djupt och avbröts.", target.id)
            value = None
        return Outcome(
            value=value,
            matched=tuple(run.matched),
            inputs=run.read | self._asked_freely(target, free) if free else run.read,
            warnings=tuple(run.warnings),
            violations=tuple(run.violations),
        )

    def told(self, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """(the values in FEEL's own, those of them that are no input data of the model)."""
        given: dict[str, Any] = {}
        free: dict[str, Any] = {}
        for asked_name, held in inputs.items():
            kind = type(held)
            if kind is Decimal:
                value = fitted(held)
            else:
                value = held if kind in ATOMS else from_python(held)
            if asked_name in self.input_names:
                given[asked_name] = value
            else:
                name = markup.tidy(asked_name)
                name = self.titles.get(name, name)
                given[name] = value
                if name not in self.input_names:
                    free[name] = value
        return given, free

    def _asked_freely(self, target: Askable, free: Mapping[str, Any]) -> dict[str, Any]:
        """The given values that were used without being input data of the model."""
        if not isinstance(target, Decision):
            return {}
        used = self._freely.get(target)
        if used is None:
            used = self._freely[target] = frozenset(
                name
                for asked in [target, *decisions_of(target.requirements)]
                for name, _ in free_names(asked.logic)
            )
        return {name: value for name, value in free.items() if name in used}

    def needs(self, decision: str | Askable) -> Mapping[str, FeelType]:
        """The names a decision asks for, itself or through others, and their types.

        Beside its input data: names its texts use that nothing in the model gives a value, as
        editors without input data in the diagram write them.
        """
        target = self.find(decision) if isinstance(decision, str) else decision
        if isinstance(target, Knowledge):
            return {formal.name: static(formal.type) for formal in target.formals()}
        if isinstance(target, DecisionService):
            return {held.target.name: static(_type_of(held.target)) for held in target.inputs}
        found = {held.name: static(held.type) for held in inputs_of(target.requirements)}
        for asked in [target, *decisions_of(target.requirements)]:
            for name, its_type in free_names(asked.logic):
                found.setdefault(name, its_type)
        return found


def _type_of(target: object) -> Any:
    return target.type if isinstance(target, InputData | Decision) else None


def _ask(target: Askable, given: Mapping[str, Any], run: Run) -> Any:
    if isinstance(target, Decision):
        return target.value_in(run)
    run.read.update({formal.name: given.get(formal.name) for formal in target.formals()})
    args = [given.get(formal.name) for formal in target.formals()]
    if isinstance(target, DecisionService):
        scope = dict(zip((formal.name for formal in target.formals()), args, strict=True))
        return ServiceBody(target).evaluate(scope, run)
    if target.recipe is None:
        return target.value_in(run)
    scope = scope_of([Requirement(target), *target.requirements], run)
    return target.recipe.apply(args, scope, run)


def decisions_of(
    requirements: list[Requirement], seen: set[object] | None = None
) -> Iterator[Decision]:
    """Every decision that is required, directly or through others, each once."""
    seen = set() if seen is None else seen
    for requirement in requirements:
        target = requirement.target
        if isinstance(target, Decision) and target not in seen:
            seen.add(target)
            yield target
            yield from decisions_of(target.requirements, seen)


def free_names(logic: Boxed) -> Iterator[tuple[str, FeelType]]:
    """Names the texts use that the model gives no value, with the type their column says."""
    if isinstance(logic, DecisionTable):
        for column in logic.columns:
            yield from _free_in_column(column)
    if isinstance(logic, Literal):
        for name in sorted(logic.expression.names):
            if name not in logic.declared:
                yield name, ANY
    for part in logic.parts():
        yield from free_names(part)


def _free_in_column(column: Column) -> Iterator[tuple[str, FeelType]]:
    asked = column.expression
    if not isinstance(asked, Literal):
        return
    if asked.text in asked.expression.names and asked.text not in asked.declared:
        yield asked.text, static(column.wanted)
    for cell in column.cells:
        if cell.tests is not None:
            for name in sorted(cell.tests.names - {"?"}):
                if name not in asked.declared:
                    yield name, ANY
