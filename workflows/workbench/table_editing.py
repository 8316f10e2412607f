"""The decision tables of a draft as an owner edits them: what is written, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workflows import clock, dmn, feel
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError, safe_xml
from workflows.dmn import markup
from workflows.dmn.editing import TableText
from workflows.dmn.elements import Decision
from workflows.dmn.table import DecisionTable
from workflows.dmn.why import missed_cells
from workflows.engine.extensions import EXTENSIONS
from workflows.errors import Hinder, NotFound, Refused
from workflows.feel import FeelType
from workflows.feel.kinds import nearest
from workflows.gate import choices, drawing, held
from workflows.gate.parallel import decision_of
from workflows.workbench.known import Known, names_of, types_of
from workflows.workbench.table_views import Remark, TableView, Tried, columns_of, remark, row_of


class TableFile:
    """A file of decisions, read once. Raises `Refused` for one that can't be read."""

    def __init__(self, bundle: Bundle, file: str) -> None:
        text = bundle.files.get(file) if file.endswith(".dmn") else None
        if text is None:
            raise NotFound("Tabellen finns inte i utkastet. Välj en i listan.")
        self.file = file
        self.data = text.encode()
        self.known = names_of(bundle)
        drawings = _drawings(bundle)
        self._asked = _asked(drawings)
        read = held(bundle.process_id).choices
        self._held = read() if read else choices.Choices()
        self._wanted = choices.wanted(drawings, self._held)
        try:
            self.model = dmn.read(self.data)
        except dmn.DmnError as no:
            raise refusal(no) from no

    @property
    def decisions(self) -> list[Decision]:
        """Those of its decisions that are tables."""
        found = dict.fromkeys(self.model.decisions.values())
        return [one for one in found if isinstance(one.logic, DecisionTable)]

    def decision(self, name: str) -> Decision:
        """One of them by id. Raises `NotFound`."""
        found = next((one for one in self.decisions if one.id == name), None)
        if found is None:
            raise NotFound("Beslutet finns inte i tabellens fil. Välj ett i listan.")
        return found

    def text(self, decision: str) -> TableText:
        """The decision's table in the bytes of the file. Raises `Refused`."""
        self.decision(decision)
        try:
            return TableText(self.data, decision)
        except dmn.DmnError as no:
            raise refusal(no) from no

    def types(self, decision: Decision) -> dict[str, FeelType]:
        """What a decision's cells may name. One that only pages ask may name what it asks for."""
        known = types_of(self.known)
        return known if decision.id in self._asked else {**self.model.needs(decision), **known}

    def offered(self, decision: Decision) -> list[Known]:
        """The names to offer while a cell is written."""
        found = {one.name: one for one in self.known}
        for name, kind in self.model.needs(decision).items():
            found.setdefault(name, Known(name, kind, "", "Frågas i tabellen"))
        return sorted(found.values(), key=lambda one: one.name)

    def view(self, name: str) -> TableView:
        """One decision's table with what the analysis says on the rows and cells."""
        decision = self.decision(name)
        table = decision.logic
        if not isinstance(table, DecisionTable):
            raise NotFound("Beslutet är ingen tabell.")
        what, notes = self._around(name)
        columns = columns_of(table, notes, self._offered_in(decision, table))
        written = self.text(name).rows()
        said = self._said(decision)
        policy = table.policy
        return TableView(
            decision=decision.id,
            name=decision.title or decision.name,
            what=what,
            policy=policy.name + (f" ({policy.aggregation})" if policy.aggregation else ""),
            columns=columns,
            rows=[row_of(number, one, columns, said) for number, one in enumerate(written, 1)],
            remarks=[
                *(remark(one) for one in said if not one.rows),
                *self._unknown_facts(decision),
            ],
            needs=self.model.needs(decision),
        )

    def tried(self, view: TableView, values: Mapping[str, Any]) -> tuple[TableView, Tried]:
        """The answer to made-up values, and the table with which rows were met and why not."""
        decision = self.decision(view.decision)
        outcome = self.model.evaluate(decision, values, clock=clock.now, extensions=EXTENSIONS)
        missed = missed_cells(self.model, decision, values, clock=clock.now, extensions=EXTENSIONS)
        met = [one.row for one in outcome.matched if one.decision_id == decision.id]
        rows = [
            replace(row, met=row.number in met, missed=missed[at] if missed else ())
            for at, row in enumerate(view.rows)
        ]
        notices = [one.mening for one in (*outcome.violations, *outcome.warnings)]
        told = Tried(feel.to_literal(outcome.value), met, list(dict.fromkeys(notices)))
        return replace(view, rows=rows), told

    def _around(self, decision: str) -> tuple[str, list[str]]:
        """(what a decision is for, the names of its table's notes)."""
        for element in markup.children(markup.parse(self.data), "decision"):
            drawn = markup.child(element, "decisionTable")
            if element.get("id") == decision and drawn is not None:
                notes = [markup.name_of(one) for one in markup.children(drawn, "annotation")]
                return markup.text(markup.child(element, "description")), notes
        return "", []

    def _said(self, decision: Decision) -> list[dmn.Finding]:
        found = dmn.analyse(self.model, facts=self.types(decision))
        found += choices.said_of(self.model, self._wanted, self._held)
        return [one for one in found if one.decision_id == decision.id]

    def _offered_in(self, decision: Decision, table: DecisionTable) -> list[Sequence[str]]:
        """What each output may be chosen from."""
        alone = len(table.outputs) == 1
        found = [
            choices.of_output(decision.id, one, self._wanted, alone=alone) for one in table.outputs
        ]
        return [sorted(filter(None, one.of)) if one else () for one in found]

    def _unknown_facts(self, decision: Decision) -> list[Remark]:
        if decision.id not in self._asked:
            return []
        known = types_of(self.known)
        return [
            Remark(
                "error",
                f"Tabellen frågar efter ”{name}”, som inte är något faktum."
                f"{nearest(name, list(known)) or ' Byt till ett som finns.'}",
            )
            for name in self.model.needs(decision)
            if name not in known and name in self.model.input_names
        ]


def refusal(no: dmn.DmnError) -> Refused:
    """A file that can't be read or changed, as a hinder."""
    return Refused([Hinder("tabell", no.mening, "tabell")])


def values_of(typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """(made-up values by name, what is wrong with those that are no FEEL)."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in typed.items():
        values[name] = None
        if text.strip():
            try:
                values[name] = feel.compile_expression(text).evaluate().value
            except feel.FeelSyntaxError as no:
                wrong[name] = no.mening
    return values, wrong


def table_files(bundle: Bundle) -> dict[str, list[Decision] | None]:
    """The files with decisions beside a diagram, each with its tables; None where unreadable."""
    found: dict[str, list[Decision] | None] = {}
    for file in sorted(bundle.tables()):
        try:
            found[file] = TableFile(bundle, file).decisions
        except Refused:
            found[file] = None
    return found


def _drawings(bundle: Bundle) -> list[drawing.Drawing]:
    """The diagrams of a bundle, as far as they can be read."""
    found = []
    called = [text.encode() for name, text in bundle.files.items() if name.endswith(".bpmn")]
    for data in (bundle.bpmn, *called):
        try:
            found.append(drawing.read(safe_xml(data).getroot()))
        except DiagramError:
            continue  # the gate tells what is wrong with it
    return found


def _asked(drawings: Sequence[drawing.Drawing]) -> frozenset[str]:
    """The decisions that the diagrams take themselves, with the facts of the case."""
    return frozenset(
        decision_of(node) for drawn in drawings for node in drawn.nodes("businessRuleTask")
    )
