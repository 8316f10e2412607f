"""Why a row of a decision table was met or not, cell by cell, for someone who tries it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.dmn.elements import Decision, scope_of
from workflows.dmn.model import Model
from workflows.dmn.run import Run
from workflows.dmn.table import DecisionTable
from workflows.feel import to_literal
from workflows.feel.errors import BudgetExceeded


@dataclass(frozen=True, slots=True)
class Missed:
    """A cell that the value did not meet: its column, and the value as FEEL writes it."""

    column: int
    label: str
    value: str


def missed_cells(
    model: Model,
    decision: Decision,
    inputs: Mapping[str, Any],
    *,
    clock: Callable[[], datetime] | None = None,
    extensions: Mapping[str, Any] | None = None,
) -> list[list[Missed]]:
    """For each row of the decision's table, the cells that keep it from being met.

    Empty for a row that is met; no rows at all where the values take too long to work out.
    """
    table = decision.logic
    if not isinstance(table, DecisionTable):
        return []
    given, free = model.told(inputs)
    run = Run.started(given, free, clock, extensions)
    found: list[list[Missed]] = [[] for _ in table.rules]
    everyone = (1 << len(table.rules)) - 1
    try:
        scope = {**free, **scope_of(decision.requirements, run)}
        for at, column in enumerate(table.columns):
            value = column.value(scope, run)
            standing = column.standing(value, scope, run, everyone)
            for row, missed in enumerate(found):
                if not standing >> row & 1:
                    missed.append(Missed(at, column.label, to_literal(value)))
    except BudgetExceeded:
        return []
    return found
