"""A decision table as a page shows it: columns, rows, cells, and what is to be said of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workflows.dmn import Finding
from workflows.dmn.editing import Row
from workflows.dmn.table import DecisionTable
from workflows.dmn.typetable import static
from workflows.dmn.why import Missed
from workflows.feel import FeelType
from workflows.workbench.known import kind_word

POLICIES: Mapping[str, str] = {
    "UNIQUE": "Högst en rad får träffas.",
    "FIRST": "Den översta raden som träffas gäller.",
    "ANY": "Flera rader får träffas om de svarar lika.",
    "PRIORITY": "Det svar gäller som står först bland de tillåtna.",
    "COLLECT": "Alla rader som träffas ger svar.",
    "RULE ORDER": "Alla rader som träffas ger svar, i radernas ordning.",
    "OUTPUT ORDER": "Alla rader som träffas ger svar, i de tillåtna svarens ordning.",
}


def policy_words(policy: str) -> str:
    """What a hit policy means; of one with an aggregation, what it means without."""
    return POLICIES.get(policy) or POLICIES.get(policy.partition(" ")[0], "")


@dataclass(frozen=True)
class Remark:
    """Something to mend (`error`) or look over (`warning`), in a sentence."""

    level: str
    mening: str


@dataclass(frozen=True)
class ColumnView:
    """A column: whether it is asked (`in`), answered (`ut`) or a note (`not`)."""

    label: str
    side: str
    asks: str = ""
    kind: str = ""
    allowed: str = ""
    offered: Sequence[str] = ()


@dataclass(frozen=True)
class CellView:
    """A cell as it is written, and what is wrong with it."""

    column: ColumnView
    text: str
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True)
class RowView:
    """A row, and what is to be said of it as a whole."""

    number: int
    id: str
    cells: Sequence[CellView]
    note: str = ""
    remarks: Sequence[Remark] = ()
    missed: Sequence[Missed] = ()
    met: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether something in it must be mended."""
        said = [*self.remarks, *(one for cell in self.cells for one in cell.remarks)]
        return any(one.level == "error" for one in said)


@dataclass(frozen=True)
class TableView:
    """One decision's table with all that is to be said of it."""

    decision: str
    name: str
    what: str
    policy: str
    columns: Sequence[ColumnView]
    rows: Sequence[RowView]
    remarks: Sequence[Remark] = ()
    needs: Mapping[str, FeelType] = field(default_factory=dict)

    @property
    def policy_words(self) -> str:
        """What the hit policy means."""
        return policy_words(self.policy.partition(" (")[0])


@dataclass(frozen=True)
class Tried:
    """The answer to made-up values, in FEEL's writing, and what was noticed on the way."""

    value: str
    rows: Sequence[int]
    notices: Sequence[str]


def columns_of(
    table: DecisionTable, notes: Iterable[str], offered: Iterable[Sequence[str]]
) -> list[ColumnView]:
    """The columns from the left: what is asked, what is answered (of what is `offered`), what is
    noted."""
    asked = [
        ColumnView(
            column.label,
            "in",
            getattr(column.expression, "text", ""),
            kind_word(static(column.domain)),
            column.permitted[1],
        )
        for column in table.columns
    ]
    answered = [
        ColumnView(one.label, "ut", one.name, kind_word(static(one.type)), one.allowed_text, values)
        for one, values in zip(table.outputs, offered, strict=True)
    ]
    return [*asked, *answered, *(ColumnView(name or "Anmärkning", "not") for name in notes)]


def row_of(
    number: int, written: Row, columns: Sequence[ColumnView], said: Sequence[Finding]
) -> RowView:
    """A row with what the analysis says of it: on the cell where it is about one."""
    ids = {one for one in written.cell_ids if one}
    about: dict[str, list[Remark]] = {}
    for one in said:
        if one.element_id in ids:
            about.setdefault(one.element_id or "", []).append(remark(one))
    cells = [
        CellView(column, text, about.get(cell_id, ()) if cell_id else ())
        for column, text, cell_id in zip(columns, written.cells, written.cell_ids, strict=True)
    ]
    whole = [remark(one) for one in said if number in one.rows and one.element_id not in ids]
    return RowView(number, written.id, cells, written.note, whole)


def remark(finding: Finding) -> Remark:
    """A finding of the analysis as the page says it."""
    return Remark(finding.niva, finding.mening)
