"""What an evaluation gives back: the answer, and what it rested on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.feel import to_json


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that made a value null, or might surprise: a code, a Swedish sentence, where."""

    kod: str
    mening: str
    element_id: str | None = None
    line: int | None = None
    column: int | None = None

    def as_record(self) -> dict[str, Any]:
        record: dict[str, Any] = {"kod": self.kod, "mening": self.mening}
        if self.element_id:
            record["element"] = self.element_id
        if self.line is not None:
            record["line"], record["column"] = self.line, self.column
        return record


@dataclass(frozen=True, slots=True)
class MatchedRule:
    """One row that decided. `row` counts from 1, as the editor shows it."""

    decision: str
    decision_id: str
    table_id: str
    row: int
    rule_id: str
    annotations: Mapping[str, str]

    def as_record(self) -> dict[str, Any]:
        return {
            "decision": self.decision,
            "decision_id": self.decision_id,
            "table": self.table_id,
            "row": self.row,
            "rule": self.rule_id,
            "annotations": dict(self.annotations),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value, and why. `violations` are broken promises of the table itself (hit policy,
    allowed values); `warnings` are what FEEL made null, in the order they happened."""

    value: Any
    matched: tuple[MatchedRule, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Notice, ...] = ()
    violations: tuple[Notice, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The outcome as JSON can hold it, for history ("Varför?")."""
        return {
            "value": to_json(self.value),
            "matched": [rule.as_record() for rule in self.matched],
            "inputs": {name: to_json(value) for name, value in self.inputs.items()},
            "warnings": [notice.as_record() for notice in self.warnings],
            "violations": [notice.as_record() for notice in self.violations],
        }
