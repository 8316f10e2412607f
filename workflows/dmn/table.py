"""A decision table at work (DMN 8): the rows the inputs meet, what the hit policy makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflows.dmn.boxed import Boxed, Scope
from workflows.dmn.columns import Column
from workflows.dmn.hitpolicy import HitPolicy
from workflows.dmn.itemtypes import ItemType, settle
from workflows.dmn.outcome import MatchedRule
from workflows.dmn.run import Run
from workflows.feel import UnaryTests


@dataclass(slots=True)
class OutputColumn:
    """An output clause. `ranking` are its output values in order, for PRIORITY and OUTPUT ORDER."""

    name: str
    label: str
    type: ItemType | None = None
    allowed: UnaryTests | None = None
    allowed_text: str = ""
    ranking: Sequence[Any] = ()
    default: Boxed | None = None
    element_id: str | None = None


@dataclass(slots=True)
class Rule:
    """One row: its outputs and what is noted beside it. `row` counts from 1."""

    row: int
    id: str
    outputs: Sequence[Boxed]
    annotations: Mapping[str, str]


@dataclass(slots=True)
class DecisionTable:
    """Inputs to the left, outputs to the right, a policy for when several rows are met."""

    element_id: str
    policy: HitPolicy
    columns: Sequence[Column]
    outputs: Sequence[OutputColumn]
    rules: Sequence[Rule]
    restricted: bool = field(init=False)

    def __post_init__(self) -> None:
        self.restricted = any(output.allowed is not None for output in self.outputs)

    def evaluate(self, scope: Scope, run: Run) -> Any:
        alive = (1 << len(self.rules)) - 1
        for column in self.columns:
            value = column.value(scope, run)
            if column.allowed is not None and not column.is_allowed(value, scope, run):
                run.breach(
                    "otillatet_invarde",
                    f"{column.label} fick ett värde som inte finns bland de tillåtna: "
                    f"{column.allowed_text}.",
                    column.element_id,
                )
                return None
            if alive:
                alive = column.standing(value, scope, run, alive)
        if not alive:
            return self._otherwise(scope, run)
        return self._decide(alive, scope, run)

    def _decide(self, alive: int, scope: Scope, run: Run) -> Any:
        if self.policy.takes_first:
            alive &= -alive
        met: list[Rule] = []
        while alive:
            lowest = alive & -alive
            met.append(self.rules[lowest.bit_length() - 1])
            alive ^= lowest
        results = [self._result(rule, scope, run) for rule in met]
        chosen, value = self.policy.decide(results, self, [rule.row for rule in met], run)
        for index in chosen:
            self._record(met[index], run)
        if self.restricted and not all(
            self._is_allowed(results[index], met[index], run) for index in chosen
        ):
            return None
        return value

    def _result(self, rule: Rule, scope: Scope, run: Run) -> tuple[Any, ...]:
        return tuple(
            settle(
                entry.evaluate(scope, run),
                output.type,
                run,
                f"{output.label} på rad {rule.row}",
                entry.element_id,
            )
            for output, entry in zip(self.outputs, rule.outputs, strict=True)
        )

    def _is_allowed(self, result: tuple[Any, ...], rule: Rule, run: Run) -> bool:
        for output, value in zip(self.outputs, result, strict=True):
            if output.allowed is None or value is None:
                continue
            if not run.allows(output.allowed, value, {}):
                run.breach(
                    "otillatet_utvarde",
                    f"Rad {rule.row} ger {output.label} ett värde som inte finns bland de "
                    f"tillåtna: {output.allowed_text}.",
                    output.element_id,
                )
                return False
        return True

    def _record(self, rule: Rule, run: Run) -> None:
        name, element_id = run.asked_by
        run.matched.append(
            MatchedRule(name, element_id, self.element_id, rule.row, rule.id, rule.annotations)
        )

    def _otherwise(self, scope: Scope, run: Run) -> Any:
        """No row is met: the default output entries, or what the policy says of nothing."""
        if all(output.default is None for output in self.outputs):
            return self.policy.nothing()
        result = tuple(
            None
            if output.default is None
            else settle(
                output.default.evaluate(scope, run),
                output.type,
                run,
                f"Standardvärdet för {output.label}",
                output.element_id,
            )
            for output in self.outputs
        )
        value = self.shaped(result)
        return [value] if self.policy.makes_list and not isinstance(value, list) else value

    def shaped(self, result: tuple[Any, ...]) -> Any:
        """One output is its value; several are a context by their names (DMN 8.2.9)."""
        if len(self.outputs) == 1:
            return result[0]
        return {output.name: value for output, value in zip(self.outputs, result, strict=True)}

    def parts(self) -> Sequence[Boxed]:
        asked = [column.expression for column in self.columns]
        defaults = [output.default for output in self.outputs if output.default is not None]
        return [*asked, *defaults, *(entry for rule in self.rules for entry in rule.outputs)]
