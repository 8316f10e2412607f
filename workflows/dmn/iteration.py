"""Boxed expressions that go through a list (DMN 1.4): filter, for, every and some."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workflows.dmn.boxed import Boxed, Scope, uses
from workflows.dmn.run import Run
from workflows.feel import compile_expression

# FEEL itself says what is gone through: a list, a range, a single item.
_AT = compile_expression("__lista[__nr]", names=("__lista", "__nr"))
_ITEMS = compile_expression("for x in __varden return x", names=("__varden",))


def items_of(value: Any, run: Run, element_id: str | None) -> list[Any] | None:
    """What an iteration over `value` goes through; None (and a warning) where it can't be."""
    if isinstance(value, list):
        return value
    found = run.value(_ITEMS, {"__varden": value}, element_id)
    return found if isinstance(found, list) else None


@dataclass(slots=True)
class For:
    """One result per item; `partial` holds the results so far (DMN 10.3.2.14)."""

    variable: str
    source: Boxed
    body: Boxed
    element_id: str | None = None
    sees_partial: bool = field(init=False)

    def __post_init__(self) -> None:
        self.sees_partial = uses(self.body, "partial")

    def evaluate(self, scope: Scope, run: Run) -> Any:
        items = items_of(self.source.evaluate(scope, run), run, self.element_id)
        if items is None:
            return None
        results: list[Any] = []
        for item in items:
            seen = {**scope, self.variable: item}
            if self.sees_partial:
                run.spend(len(results) // 16)
                seen["partial"] = list(results)
            run.spend()
            results.append(self.body.evaluate(seen, run))
        return results

    def parts(self) -> Sequence[Boxed]:
        return (self.source, self.body)


@dataclass(slots=True)
class Quantified:
    """`every` (settled by a false) or `some` (settled by a true); null where that is unknown."""

    settled_by: bool
    variable: str
    source: Boxed
    body: Boxed
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        items = items_of(self.source.evaluate(scope, run), run, self.element_id)
        if items is None:
            return None
        answer: bool | None = not self.settled_by
        for truth in self._truths(items, scope, run):
            if truth is self.settled_by:
                return self.settled_by
            if truth is not (not self.settled_by):
                answer = None
        return answer

    def _truths(self, items: list[Any], scope: Scope, run: Run) -> Iterator[Any]:
        for item in items:
            run.spend()
            yield self.body.evaluate({**scope, self.variable: item}, run)

    def parts(self) -> Sequence[Boxed]:
        return (self.source, self.body)


@dataclass(slots=True)
class Filter:
    """The items for which `match` is true, or the one at the place it names.

    `match` sees `item` and, where the item is a context, its parts.
    """

    source: Boxed
    match: Boxed
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        value = self.source.evaluate(scope, run)
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        kept: list[Any] = []
        for item in items:
            run.spend()
            parts = item if isinstance(item, dict) else {}
            found = self.match.evaluate({**scope, "item": item, **parts}, run)
            if isinstance(found, Decimal):
                return run.value(_AT, {"__lista": items, "__nr": found}, self.element_id)
            if found is True:
                kept.append(item)
            elif found is not None and found is not False:
                run.warn("fel_typ", "Villkoret är varken sant eller falskt.", self.match.element_id)
                return None
        return kept

    def parts(self) -> Sequence[Boxed]:
        return (self.source, self.match)
