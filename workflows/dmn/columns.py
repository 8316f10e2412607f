"""The input columns of a decision table: what is asked, which rows the answer leaves standing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workflows.dmn.boxed import Boxed, Literal, Scope
from workflows.dmn.itemtypes import ItemType
from workflows.dmn.run import Run
from workflows.feel import FeelDate, FeelWarning, UnaryTests
from workflows.feel import Scope as FeelScope

# A column remembers its answers for so many values; a fact rarely has more.
MAX_REMEMBERED = 500
_ATOMS = frozenset({str, bool, Decimal, FeelDate, type(None)})
# What these answer, equal input values do not settle: the clock moves, and a text tells 1 from 1.0.
_NOT_SETTLED = re.compile(r"\b(now|today|string)\s*\(")


@dataclass(slots=True)
class Cell:
    """An input entry. Without tests it is `-`, or text that could not be read."""

    text: str
    tests: UnaryTests | None
    fault: str = ""
    element_id: str | None = None

    @property
    def is_any(self) -> bool:
        return self.tests is None and not self.fault

    @property
    def is_closed(self) -> bool:
        """Whether the input value alone settles it."""
        return self.tests is None or (
            not self.tests.names - {"?"} and not _NOT_SETTLED.search(self.text)
        )


@dataclass(slots=True)
class Answer:
    """The rows (as bits, the first row lowest) a value leaves standing; the warnings, each with
    the rows whose cell gave them."""

    rows: int
    warnings: list[tuple[int, Cell, tuple[Any, ...]]] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    """An input clause with its cells, top to bottom."""

    label: str
    expression: Boxed
    cells: Sequence[Cell]
    wanted: ItemType | None = None
    # What the asked value is known to be, for the analysis: `wanted`, or the type of its name.
    domain: ItemType | None = None
    allowed: UnaryTests | None = None
    allowed_text: str = ""
    element_id: str | None = None
    everything: int = 0
    tested: Sequence[tuple[int, Cell]] = ()
    closed: bool = True
    remembered: dict[tuple[type, Any], Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Rows often share a cell's text: one test, and the rows it decides.
        shared: dict[str, tuple[int, Cell]] = {}
        for index, cell in enumerate(self.cells):
            if cell.is_any:
                self.everything |= 1 << index
            else:
                rows, first = shared.get(cell.text, (0, cell))
                shared[cell.text] = (rows | 1 << index, first)
        self.tested = list(shared.values())
        self.closed = all(cell.is_closed for cell in self.cells)

    @property
    def permitted(self) -> tuple[UnaryTests | None, str]:
        """(values that may come, their text): those the column lists, else those of its domain."""
        if self.allowed is not None or self.domain is None:
            return self.allowed, self.allowed_text
        return self.domain.allowed()

    def value(self, scope: Scope, run: Run) -> Any:
        """The input value, converted where its type converts; a value of another type is kept."""
        expression = self.expression
        if type(expression) is Literal and expression.text in scope:
            value = scope[expression.text]
        else:
            value = expression.evaluate(scope, run)
        if value is None or self.wanted is None or type(value) is self.wanted.exact:
            return value
        fits, fitted = self.wanted.fit(value, run)
        if not fits:
            run.warn(
                "fel_typ",
                f"{self.label} ska ha typen {self.wanted.name} men fick ett annat slags värde.",
                self.element_id,
            )
            return value
        return fitted

    def is_allowed(self, value: Any, scope: Scope, run: Run) -> bool:
        """Whether the value is one of the input values the column lists. Null is no value."""
        return self.allowed is None or value is None or run.allows(self.allowed, value, scope)

    def standing(self, value: Any, scope: Scope, run: Run, alive: int) -> int:
        """Those of the rows `alive` whose cell the value meets."""
        if self.closed and type(value) in _ATOMS:
            answer = self.remembered.get((type(value), value)) or self._remember(value, scope, run)
        else:
            answer = self._work_out(value, scope, run, alive)
        for rows, cell, warnings in answer.warnings:
            if alive & rows:
                run.keep(warnings, cell.element_id)
        return alive & answer.rows

    def _remember(self, value: Any, scope: Scope, run: Run) -> Answer:
        """What every row says of a value that alone settles it, kept for next time."""
        answer = self._work_out(value, scope, run, -1)
        if len(self.remembered) >= MAX_REMEMBERED:
            self.remembered.clear()
        self.remembered[type(value), value] = answer
        return answer

    def _work_out(self, value: Any, scope: Scope, run: Run, alive: int) -> Answer:
        answer = Answer(self.everything)
        feel = run.feel
        around = FeelScope(scope, feel)
        warned = len(feel.warnings)
        for rows, cell in self.tested:
            if not rows & alive:
                continue
            if cell.tests is None:
                answer.warnings.append((rows, cell, (FeelWarning("syntaxfel", cell.fault, 1, 1),)))
                continue
            if cell.tests.value_in(around, value) is True:
                answer.rows |= rows
            if len(feel.warnings) > warned:
                answer.warnings.append((rows, cell, tuple(feel.warnings[warned:])))
                del feel.warnings[warned:]
        return answer
