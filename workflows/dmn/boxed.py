"""Boxed expressions (DMN 10.2): the forms decision logic is written in, ready to be worked out.

Each is a node with `evaluate(scope, run)`; a scope is the names its text may use and their values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from workflows.dmn.itemtypes import ItemType, settle
from workflows.dmn.run import Run
from workflows.feel import Expression, FeelType

Scope = Mapping[str, Any]


class Boxed(Protocol):
    """What every form of decision logic can do."""

    @property
    def element_id(self) -> str | None: ...

    def evaluate(self, scope: Scope, run: Run) -> Any: ...

    def parts(self) -> "Sequence[Boxed]":
        """The forms inside this one, for the analysis."""
        ...


@dataclass(slots=True)
class Literal:
    """A FEEL text. `declared` is what its names are known to be, for the analysis."""

    text: str
    expression: Expression
    declared: Mapping[str, FeelType]
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        return run.value(self.expression, scope, self.element_id)

    def parts(self) -> Sequence[Boxed]:
        return ()


@dataclass(slots=True)
class Unreadable:
    """Logic that can't be worked out: null, and why, each time it is asked."""

    kod: str
    mening: str
    element_id: str | None = None
    text: str = ""

    def evaluate(self, scope: Scope, run: Run) -> Any:
        run.warn(self.kod, self.mening, self.element_id)

    def parts(self) -> Sequence[Boxed]:
        return ()


@dataclass(slots=True)
class Typed:
    """A form whose `typeRef` says what its value is to be."""

    inner: Boxed
    type: ItemType
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        value = self.inner.evaluate(scope, run)
        return settle(value, self.type, run, "Uttrycket", self.element_id)

    def parts(self) -> Sequence[Boxed]:
        return (self.inner,)


@dataclass(slots=True)
class Entry:
    """One row of a boxed context. Without a name it is the result row."""

    name: str
    type: ItemType | None
    value: Boxed


@dataclass(slots=True)
class Context:
    """Rows worked out from the top; each sees those above it (DMN 10.2.1.4)."""

    entries: Sequence[Entry]
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        seen = dict(scope)
        made: dict[str, Any] = {}
        for entry in self.entries:
            value = _entry_value(entry, seen, run)
            if not entry.name:
                return value
            value = settle(value, entry.type, run, entry.name, entry.value.element_id)
            made[entry.name] = seen[entry.name] = value
        return made

    def parts(self) -> Sequence[Boxed]:
        return [entry.value for entry in self.entries]


@dataclass(slots=True)
class Listing:
    """A boxed list; a relation is one whose items are contexts."""

    items: Sequence[Boxed]
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        return [item.evaluate(scope, run) for item in self.items]

    def parts(self) -> Sequence[Boxed]:
        return self.items


@dataclass(slots=True)
class Relation:
    """Columns with names, rows of cells: a list of contexts (DMN 10.2.1.6)."""

    columns: Sequence[tuple[str, ItemType | None]]
    rows: Sequence[Sequence[Boxed]]
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        return [
            {
                name: settle(cell.evaluate(scope, run), wanted, run, name, cell.element_id)
                for (name, wanted), cell in zip(self.columns, row, strict=False)
            }
            for row in self.rows
        ]

    def parts(self) -> Sequence[Boxed]:
        return [cell for row in self.rows for cell in row]


@dataclass(slots=True)
class Conditional:
    """Boxed `if` (DMN 1.4): what is not true is otherwise."""

    condition: Boxed
    then: Boxed
    otherwise: Boxed
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        truth = self.condition.evaluate(scope, run)
        if truth is not None and not isinstance(truth, bool):
            run.warn("fel_typ", "Villkoret är varken sant eller falskt.", self.condition.element_id)
        return (self.then if truth is True else self.otherwise).evaluate(scope, run)

    def parts(self) -> Sequence[Boxed]:
        return (self.condition, self.then, self.otherwise)


@dataclass(slots=True)
class MadeFunction:
    """A boxed function definition: its value is a function that remembers where it was made."""

    make: Callable[[Scope, Run], Any]
    body: Boxed
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        return self.make(dict(scope), run)

    def named(self, name: str, scope: Scope, run: Run) -> Any:
        """The function of a context entry: it may call itself by the entry's name."""
        closure = dict(scope)
        closure[name] = self.make(closure, run)
        return closure[name]

    def parts(self) -> Sequence[Boxed]:
        return (self.body,)


def _entry_value(entry: Entry, scope: Scope, run: Run) -> Any:
    if isinstance(entry.value, MadeFunction) and entry.name:
        return entry.value.named(entry.name, scope, run)
    return entry.value.evaluate(scope, run)


def uses(logic: Boxed, name: str) -> bool:
    """Whether a text somewhere inside takes the name from its surroundings."""
    if isinstance(logic, Literal) and name in logic.expression.names:
        return True
    return any(uses(part, name) for part in logic.parts())
