"""One evaluation under way: the inputs, what has been worked out so far, what was noticed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from workflows.dmn.outcome import MatchedRule, Notice
from workflows.feel import Budget, Expression, FeelWarning, Scope, UnaryTests
from workflows.feel.scope import MAX_WARNINGS
from workflows.feel.scope import Run as FeelRun

# Decisions and functions that call each other deeper than this are a circle, or as good as one.
MAX_DEPTH = 190
# One evaluation of a decision with all it requires; FEEL stops it there.
BUDGET = Budget(steps=500_000)
# What a call or a round of an iteration costs of the steps FEEL grants the whole evaluation.
ROUND_COST = 10


@dataclass(slots=True)
class Depth:
    """Levels left, shared by everything one evaluation does."""

    left: int = MAX_DEPTH


@dataclass(slots=True)
class Run:
    """What the nodes of one evaluation share. Never shared between evaluations or threads."""

    given: Mapping[str, Any] = field(default_factory=dict)
    free: Mapping[str, Any] = field(default_factory=dict)
    feel: FeelRun = field(default_factory=lambda: FeelRun(None, None, None))
    known: dict[object, Any] = field(default_factory=dict)
    read: dict[str, Any] = field(default_factory=dict)
    matched: list[MatchedRule] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    violations: list[Notice] = field(default_factory=list)
    depth: Depth = field(default_factory=Depth)
    asked_by: tuple[str, str] = ("", "")

    @classmethod
    def started(
        cls,
        given: Mapping[str, Any],
        free: Mapping[str, Any],
        clock: Callable[[], datetime] | None,
        extensions: Mapping[str, Any] | None,
    ) -> "Run":
        """A new evaluation. One budget of steps holds for all its texts together."""
        return cls(given=given, free=free, feel=FeelRun(clock, extensions, BUDGET))

    def inside(self, known: dict[object, Any]) -> "Run":
        """The same evaluation with other values to start from: the inside of a decision service."""
        return replace(self, given={}, free={}, known=known)

    def value(
        self, expression: Expression, scope: Mapping[str, Any], element_id: str | None
    ) -> Any:
        """A FEEL text's value; its warnings are kept together with the element it stands in."""
        warned = len(self.feel.warnings)
        value = expression.value_in(Scope(scope, self.feel))
        self.gather(warned, element_id)
        return value

    def passes(self, tests: UnaryTests, value: Any, scope: Mapping[str, Any]) -> bool:
        """Whether a value passes; what FEEL says of those it does not is not kept."""
        warned = len(self.feel.warnings)
        passed = tests.value_in(Scope(scope, self.feel), value) is True
        del self.feel.warnings[warned:]
        return passed

    def allows(self, tests: UnaryTests, value: Any, scope: Mapping[str, Any]) -> bool:
        """Whether a value is among those listed: itself, or each item of a list."""
        if self.passes(tests, value, scope):
            return True
        return isinstance(value, list) and all(self.passes(tests, item, scope) for item in value)

    def gather(self, warned: int, element_id: str | None) -> None:
        """Move FEEL's warnings after the first `warned` to this evaluation's own."""
        self.keep(self.feel.warnings[warned:], element_id)
        del self.feel.warnings[warned:]

    def keep(self, found: Sequence[FeelWarning], element_id: str | None) -> None:
        """Note what FEEL warned of; the first hundred of an evaluation are kept."""
        room = MAX_WARNINGS - len(self.warnings)
        self.warnings += [
            Notice(told.kod, told.mening, element_id, told.line, told.column)
            for told in found[: max(room, 0)]
        ]

    def warn(self, kod: str, mening: str, element_id: str | None = None) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(Notice(kod, mening, element_id))

    def breach(self, kod: str, mening: str, element_id: str | None = None) -> None:
        self.violations.append(Notice(kod, mening, element_id))

    def spend(self, rounds: int = 1) -> None:
        """Pay for a call or a round of an iteration. Raises `BudgetExceeded` at the end."""
        self.feel.charge(rounds * ROUND_COST)

    def asked(self, name: str, element_id: str, work: Callable[[], Any]) -> Any:
        """What `work` gives, done on behalf of one element; null where the bottom is reached."""
        before = self.asked_by
        self.spend()
        if self.depth.left <= 0:
            self.warn(
                "for_djupt",
                f"Besluten frågar varandra i mer än {MAX_DEPTH} led. Bryt kretsen.",
                element_id,
            )
            return None
        self.depth.left -= 1
        self.asked_by = (name, element_id)
        try:
            return work()
        finally:
            self.depth.left += 1
            self.asked_by = before
