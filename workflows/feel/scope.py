"""Where an evaluation happens: the names it sees, the warnings it gathers, the budget it spends."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from workflows.feel.errors import BudgetExceeded, FeelWarning, Position
from workflows.feel.exchange import ATOMS, from_python
from workflows.feel.values import Value

MAX_WARNINGS = 100
# A call takes some twenty of Python's frames, so its own limit of a thousand would stop a recursion
# through fifty rows. The budget below stops it instead; 8 MB of stack hold four times as many.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 5_000))
MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one evaluation may cost: evaluated parts, nested calls, characters in one text."""

    steps: int = 1_000_000
    depth: int = 200
    text: int = 1_000_000


DEFAULT_BUDGET = Budget()
NOTHING: Mapping[str, Any] = {}


def machine_clock() -> datetime:
    """The computer's time; a product passes its own clock instead."""
    return datetime.now(UTC)  # noqa: TID251 - the package stands alone; whoever has a product clock passes it


class Run:
    """What is shared by everything one evaluation does."""

    __slots__ = ("budget", "clock", "converted", "depth", "extensions", "now", "steps", "warnings")

    def __init__(
        self,
        clock: Callable[[], datetime] | None,
        extensions: Mapping[str, Any] | None,
        budget: Budget | None,
    ) -> None:
        self.budget = budget or DEFAULT_BUDGET
        self.steps = self.budget.steps
        self.depth = self.budget.depth
        self.clock = clock
        self.extensions = extensions
        self.warnings: list[FeelWarning] = []
        self.converted: dict[int, tuple[object, Value]] | None = None
        self.now: datetime | None = None

    def warn(self, kod: str, mening: str, position: Position) -> None:
        """Record why something became null; the first hundred are kept."""
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(FeelWarning(kod, mening, *position))

    def charge(self, steps: int) -> None:
        """Spend ``steps``; raises BudgetExceeded when there are none left."""
        self.steps -= steps
        if self.steps < 0:
            raise BudgetExceeded(
                "Uttrycket kräver för många steg. Gör listorna eller intervallen kortare."
            )

    def text(self, made: str) -> str:
        """A text just made, paid for by its length; refused when longer than the budget allows."""
        self.room_for(len(made))
        return made

    def room_for(self, length: int) -> None:
        """Pay for a text of ``length`` characters before it is made."""
        if length > self.budget.text:
            raise BudgetExceeded("Uttrycket bygger en alltför lång text. Dela upp det.")
        self.charge(length // 50)

    def moment(self) -> datetime:
        """The clock, read once: `now()` is the same all through an evaluation."""
        if self.now is None:
            self.now = (self.clock or machine_clock)()
        return self.now


class Scope:
    """A list of contexts, innermost first: ``bound`` here, then ``outer``; outermost is the
    caller's context.
    """

    __slots__ = ("bound", "context", "outer", "run")

    def __init__(self, context: Mapping[str, Any] = NOTHING, run: Run | None = None) -> None:
        self.run = Run(None, None, None) if run is None else run
        self.context = context
        self.bound: dict[str, Value] | None = None
        self.outer: Scope | None = None

    def nested(self, bound: dict[str, Value]) -> "Scope":
        """A scope inside this one."""
        inner = Scope.__new__(Scope)
        inner.run = self.run
        inner.context = self.context
        inner.bound = bound
        inner.outer = self
        return inner

    @property
    def warnings(self) -> tuple[FeelWarning, ...]:
        return tuple(self.run.warnings)

    def global_value(self, name: str) -> Value:
        """The caller's value of ``name`` as a FEEL value, or MISSING."""
        value = self.context.get(name, MISSING)
        if value is MISSING:
            if not self.run.extensions:
                return MISSING
            value = self.run.extensions.get(name, MISSING)
            if value is MISSING:
                return MISSING
        return value if type(value) in ATOMS else self.converted(value)

    def converted(self, value: object) -> Value:
        """A Python value as FEEL; a structure is converted once per run."""
        if not isinstance(value, list | dict):
            return from_python(value)
        known = self.run.converted
        if known is None:
            known = self.run.converted = {}
        found = known.get(id(value))
        if found is None:
            found = known[id(value)] = (value, from_python(value))
        return found[1]

    def find(self, name: str) -> Value:
        """The value of ``name``, looked for from here outwards, or MISSING."""
        scope: Scope = self
        while scope.bound is not None:
            value = scope.bound.get(name, MISSING)
            if value is not MISSING:
                return value
            scope = scope.outer  # type: ignore[assignment]  # a bound scope always has an outer one
        return scope.global_value(name)
