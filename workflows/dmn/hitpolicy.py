"""What a table answers when several rows are met (DMN 8.2.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workflows.dmn.run import Run
from workflows.feel import compile_expression

if TYPE_CHECKING:
    from workflows.dmn.table import DecisionTable

UNIQUE, ANY, PRIORITY, FIRST = "UNIQUE", "ANY", "PRIORITY", "FIRST"
RULE_ORDER, OUTPUT_ORDER, COLLECT = "RULE ORDER", "OUTPUT ORDER", "COLLECT"
POLICIES = frozenset({UNIQUE, ANY, PRIORITY, FIRST, RULE_ORDER, OUTPUT_ORDER, COLLECT})
SUM, COUNT, MIN, MAX = "SUM", "COUNT", "MIN", "MAX"
AGGREGATIONS = frozenset({SUM, COUNT, MIN, MAX})

_EQUAL = compile_expression("a = b", names=("a", "b"))
_AGGREGATED = {
    name: compile_expression(f"{name.lower()}(varden)", names=("varden",)) for name in AGGREGATIONS
}

Result = tuple[Any, ...]
Decided = tuple[Sequence[int], Any]


def is_equal(one: Any, other: Any) -> bool:
    """FEEL's equality: Python would hold 1 and true to be the same."""
    return _EQUAL.evaluate({"a": one, "b": other}).value is True


@dataclass(frozen=True, slots=True)
class HitPolicy:
    """A policy and, for COLLECT, its aggregation."""

    name: str = UNIQUE
    aggregation: str = ""

    @property
    def takes_first(self) -> bool:
        return self.name == FIRST

    @property
    def makes_list(self) -> bool:
        return self.name in {RULE_ORDER, OUTPUT_ORDER, COLLECT} and not self.aggregation

    def nothing(self) -> Any:
        """The answer when no row is met and there is no default."""
        if self.aggregation == COUNT:
            return Decimal(0)
        return [] if self.name == COLLECT and not self.aggregation else None

    def decide(
        self, results: Sequence[Result], table: "DecisionTable", rows: Sequence[int], run: Run
    ) -> Decided:
        """(which of the results decided, the table's value). `results` are in the order of rows."""
        everyone: Sequence[int] = range(len(results))
        if self.name in {PRIORITY, OUTPUT_ORDER}:
            everyone = sorted(everyone, key=lambda index: _rank(results[index], table))
        if self.name == PRIORITY:
            return everyone[:1], table.shaped(results[everyone[0]])
        if self.aggregation:
            return everyone, self._aggregated(results, table, run)
        if self.makes_list:
            return everyone, [table.shaped(results[index]) for index in everyone]
        return everyone, self._single(results, table, rows, run)

    def _single(
        self, results: Sequence[Result], table: "DecisionTable", rows: Sequence[int], run: Run
    ) -> Any:
        if len(results) == 1:
            return table.shaped(results[0])
        met = ", ".join(map(str, rows))
        if self.name == UNIQUE:
            run.breach(
                "flera_traffar",
                f"Raderna {met} träffade samtidigt, men tabellen tillåter bara en (UNIQUE).",
                table.element_id,
            )
            return None
        value = table.shaped(results[0])
        if any(not is_equal(value, table.shaped(result)) for result in results[1:]):
            run.breach(
                "olika_svar",
                f"Raderna {met} träffade samtidigt men ger olika svar (ANY kräver samma).",
                table.element_id,
            )
            return None
        return value

    def _aggregated(self, results: Sequence[Result], table: "DecisionTable", run: Run) -> Any:
        """Over each output by itself where there are several."""
        made: list[Any] = []
        for column in zip(*results, strict=True):
            expression = _AGGREGATED[self.aggregation]
            made.append(run.value(expression, {"varden": list(column)}, table.element_id))
        return table.shaped(tuple(made))


def _rank(result: Result, table: "DecisionTable") -> tuple[int, ...]:
    """Position of each output among its output values: the leftmost output weighs most."""
    return tuple(
        next(
            (at for at, ranked in enumerate(output.ranking) if is_equal(ranked, value)),
            len(output.ranking),
        )
        for output, value in zip(table.outputs, result, strict=True)
    )
