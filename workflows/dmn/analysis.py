"""What is wrong, or may be, in a model's tables and texts, said with row numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from workflows.dmn.boxed import Boxed, Literal, Typed, Unreadable
from workflows.dmn.columns import Column
from workflows.dmn.coverage import Coverage, TooLarge, coverage
from workflows.dmn.domains import TRYING, passes, values_in_cell
from workflows.dmn.elements import Decision, Knowledge
from workflows.dmn.hitpolicy import ANY, FIRST, UNIQUE
from workflows.dmn.model import Model, decisions_of
from workflows.dmn.table import DecisionTable, OutputColumn
from workflows.dmn.typetable import static
from workflows.feel import FeelType, check, to_literal
from workflows.feel import Finding as FeelFinding


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: a code, a Swedish sentence, the decision, the rows (from 1) it is about."""

    kod: str
    mening: str
    decision_id: str
    rows: tuple[int, ...] = ()
    niva: OneOf["error", "warning"] = "warning"
    element_id: str | None = None


def analyse(model: Model, *, facts: Mapping[str, FeelType] | None = None) -> list[Finding]:
    """Everything worth telling about a model before it is used.

    `facts` are names the asker will give beside the model's own input data, with their types.
    """
    found = [
        Finding("trasig_hanvisning", mening, element_id or "", (), "error", element_id)
        for mening, element_id in model.faults
    ]
    found += [
        Finding("okand_typ", f"Typen {name} finns inte. Välj en som finns.", "", (), "error")
        for name in dict.fromkeys(model.types.unknown)
    ]
    found += [*_circles(model)]
    types = model.types.for_feel()
    for element in model.elements.values():
        logic: Boxed | None = None
        if isinstance(element, Decision):
            logic = element.logic
        elif isinstance(element, Knowledge) and element.recipe is not None:
            logic = element.recipe.body
        if logic is not None:
            found += _Reviewer(element.id, facts or {}, types).review(logic)
    return found


def _circles(model: Model) -> Iterator[Finding]:
    for decision in dict.fromkeys(model.decisions.values()):
        if decision in decisions_of(decision.requirements):
            yield Finding(
                "krets",
                f"{decision.name} kräver sig självt, direkt eller genom andra beslut. "
                "Ta bort en av pilarna.",
                decision.id,
                (),
                "error",
                decision.id,
            )


@dataclass(frozen=True, slots=True)
class _Reviewer:
    decision_id: str
    facts: Mapping[str, FeelType]
    types: Mapping[str, FeelType]

    def review(self, logic: Boxed, expected: FeelType | None = None) -> Iterator[Finding]:
        if isinstance(logic, DecisionTable):
            yield from self._table(logic)
            return
        if isinstance(logic, Unreadable):
            yield self._finding(logic.kod, logic.mening, (), "error", logic.element_id)
        if isinstance(logic, Literal):
            yield from self._text(logic, expected, ())
        inner = static(logic.type) if isinstance(logic, Typed) else None
        for part in logic.parts():
            yield from self.review(part, inner)

    def _finding(
        self,
        kod: str,
        mening: str,
        rows: Sequence[int] = (),
        niva: OneOf["error", "warning"] = "warning",
        element_id: str | None = None,
    ) -> Finding:
        return Finding(kod, mening, self.decision_id, tuple(rows), niva, element_id)

    def _text(
        self, literal: Literal, expected: FeelType | None, rows: Sequence[int]
    ) -> Iterator[Finding]:
        declared = {**self.facts, **literal.declared}
        for remark in check(literal.text, declared, expected=expected, types=self.types):
            yield self._told(remark, rows, literal.element_id)

    def _told(self, remark: FeelFinding, rows: Sequence[int], element_id: str | None) -> Finding:
        where = f"Rad {', '.join(map(str, rows))}: " if rows else ""
        return self._finding(remark.kod, where + remark.mening, rows, remark.niva, element_id)

    def _table(self, table: DecisionTable) -> Iterator[Finding]:
        for column in table.columns:
            yield from self._column(column)
        yield from self._outputs(table)
        try:
            yield from self._rows(table, coverage(table.columns, len(table.rules)))
        except TooLarge:
            yield self._finding(
                "for_stor_tabell",
                "Tabellen har för många kombinationer för att luckor ska kunna sökas. "
                "Dela upp den.",
                (),
                "warning",
                table.element_id,
            )

    def _column(self, column: Column) -> Iterator[Finding]:
        asked = column.expression
        yield from self.review(asked)
        declared = {**self.facts, **asked.declared} if isinstance(asked, Literal) else self.facts
        for row, cell in enumerate(column.cells, 1):
            if cell.fault:
                yield self._finding(
                    "syntaxfel",
                    f"Rad {row}, {column.label}: {cell.fault}",
                    (row,),
                    "error",
                    cell.element_id,
                )
            elif not cell.is_any:
                remarks = check(cell.text, declared, unary=static(column.domain), types=self.types)
                for remark in remarks:
                    yield self._told(remark, (row,), cell.element_id)
            allowed, _ = column.permitted
            if allowed is None:
                continue
            for value in values_in_cell(cell):
                if not passes(allowed, value):
                    yield self._finding(
                        "otillatet_varde",
                        f"Rad {row}: {to_literal(value)} finns inte bland de tillåtna värdena för "
                        f"{column.label}. Rätta värdet eller lägg till det.",
                        (row,),
                        "error",
                        cell.element_id,
                    )

    def _outputs(self, table: DecisionTable) -> Iterator[Finding]:
        for rule in table.rules:
            # One answer may well be none; a row without any of several is one that nobody filled.
            if len(rule.outputs) > 1 and all(
                isinstance(one, Literal) and one.text.strip() == "null" for one in rule.outputs
            ):
                yield self._finding(
                    "tom_rad",
                    f"Rad {rule.row} svarar inget i någon kolumn. Skriv minst ett svar, eller ta"
                    " bort raden.",
                    (rule.row,),
                    "warning",
                    rule.id,
                )
            for output, entry in zip(table.outputs, rule.outputs, strict=True):
                if isinstance(entry, Literal):
                    yield from self._text(entry, static(output.type), (rule.row,))
                    yield from self._output_value(output, entry, rule.row)
                else:
                    yield from self.review(entry)

    def _output_value(self, output: OutputColumn, entry: Literal, row: int) -> Iterator[Finding]:
        if output.allowed is None or entry.expression.names:
            return
        value = entry.expression.evaluate(budget=TRYING).value
        if value is not None and not passes(output.allowed, value):
            yield self._finding(
                "otillatet_varde",
                f"Rad {row}: {to_literal(value)} finns inte bland de tillåtna värdena för "
                f"{output.label}. Rätta värdet eller lägg till det.",
                (row,),
                "error",
                entry.element_id,
            )

    def _rows(self, table: DecisionTable, covered: Coverage) -> Iterator[Finding]:
        never = set(covered.never_met())
        for row in sorted(never):
            yield self._finding(
                "oanvandbar_rad",
                f"Rad {row} kan aldrig träffas: någon av dess celler passar inget värde.",
                (row,),
                "error",
                table.rules[row - 1].id,
            )
        if table.policy.name == FIRST:
            yield from self._hidden(table, covered, never)
        if table.policy.name in {UNIQUE, ANY}:
            yield from self._overlaps(table, covered)
        # To collect nothing is an answer; elsewhere no row means null, which few have thought of.
        answers_anyway = table.policy.nothing() is not None
        if not answers_anyway and all(output.default is None for output in table.outputs):
            yield from self._gaps(table, covered)

    def _hidden(
        self, table: DecisionTable, covered: Coverage, never: set[int]
    ) -> Iterator[Finding]:
        for row in covered.hidden():
            if row not in never:
                yield self._finding(
                    "skymd_rad",
                    f"Rad {row} nås aldrig: raderna ovanför tar alla dess fall. "
                    "Flytta upp den eller ta bort den.",
                    (row,),
                    "error",
                    table.rules[row - 1].id,
                )

    def _overlaps(self, table: DecisionTable, covered: Coverage) -> Iterator[Finding]:
        for one, other, labels in covered.overlaps():
            same = _texts(table, one) == _texts(table, other)
            if table.policy.name == ANY and same:
                continue
            yield self._finding(
                "overlapp",
                f"Rad {one} och rad {other} träffar samtidigt, till exempel när "
                f"{_told_choice(table, labels)}. Gör dem olika eller byt träffregel.",
                (one, other),
                "error",
                table.element_id,
            )

    def _gaps(self, table: DecisionTable, covered: Coverage) -> Iterator[Finding]:
        for labels in covered.gaps():
            yield self._finding(
                "lucka",
                f"Ingen rad träffas när {_told_choice(table, labels)}. "
                "Lägg till en rad eller ett standardsvar.",
                (),
                "warning",
                table.element_id,
            )


def _told_choice(table: DecisionTable, labels: Sequence[str]) -> str:
    said = [
        f"{column.label} är {label}"
        for column, label in zip(table.columns, labels, strict=True)
        if label != "-"
    ]
    return " och ".join(said) or "vad som helst gäller"


def _texts(table: DecisionTable, row: int) -> list[str]:
    return [
        entry.text if isinstance(entry, Literal) else "" for entry in table.rules[row - 1].outputs
    ]
