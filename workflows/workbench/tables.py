"""Decision tables as they are written: for the pages that show them and compare them."""

from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError, safe_xml
from workflows.gate.drawing import local


@dataclass(frozen=True)
class Table:
    """A decision's table. Each row has a cell for every column, annotations last, and a note of
    why it is there, often empty."""

    id: str
    name: str
    file: str
    what: str
    hit_policy: str
    inputs: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    # What each input asks, and how many columns of answers follow them.
    asks: tuple[str, ...] = ()
    answers: int = 0
    # What tells each column from the others, whatever it is called: what it asks or answers.
    keys: tuple[str, ...] = ()

    def label(self, at: int) -> str:
        """What a column is called, without what it asks where that is not needed."""
        labels = [one.partition(" (")[0] for one in self.columns]
        return labels[at] if labels.count(labels[at]) == 1 else self.columns[at]

    @property
    def has_notes(self) -> bool:
        """Whether any row has a note."""
        return any(self.notes)

    @property
    def told(self) -> list[tuple[tuple[str, ...], str]]:
        """Each row with its note."""
        return [
            (cells, self.notes[at] if at < len(self.notes) else "")
            for at, cells in enumerate(self.rows)
        ]


def tables_of(bundle: Bundle) -> dict[str, Table]:
    """The tables beside a diagram, by decision id; what can't be read is left to the gate."""
    found = {}
    for file, data in bundle.tables().items():
        try:
            root = safe_xml(data).getroot()
        except DiagramError:
            continue
        for decision in _below(root, "decision"):
            for drawn in _below(decision, "decisionTable"):
                table = _table(decision, drawn, file)
                found[table.id] = table
    return found


def _table(decision: etree._Element, drawn: etree._Element, file: str) -> Table:
    inputs, outputs, notes = (_below(drawn, kind) for kind in ("input", "output", "annotation"))
    name = decision.get("name", "")
    return Table(
        id=decision.get("id", ""),
        name=name,
        file=file,
        what=_text(decision, "description"),
        hit_policy=" ".join(
            filter(None, (drawn.get("hitPolicy", "UNIQUE"), drawn.get("aggregation")))
        ),
        inputs=len(inputs),
        columns=(
            *(_asked(one) for one in inputs),
            *(one.get("label") or one.get("name") or name for one in outputs),
            *(one.get("name") or "Anmärkning" for one in notes),
        ),
        rows=tuple(
            _row(rule, len(inputs) + len(outputs) + len(notes)) for rule in _below(drawn, "rule")
        ),
        notes=tuple(_text(rule, "description") for rule in _below(drawn, "rule")),
        asks=tuple(_text(one, "inputExpression") for one in inputs),
        answers=len(outputs),
        keys=(
            *(f"frågar {_text(one, 'inputExpression')}" for one in inputs),
            *(f"svarar {one.get('name') or name}" for one in outputs),
            *(f"anmärker {one.get('name') or ''}" for one in notes),
        ),
    )


def _asked(column: etree._Element) -> str:
    """What the column is called, and what it asks where that is not its name."""
    label, expression = column.get("label", ""), _text(column, "inputExpression")
    return f"{label} ({expression})" if label and label != expression else expression


def _row(rule: etree._Element, width: int) -> tuple[str, ...]:
    cells = [
        _written(cell)
        for cell in rule
        if local(cell) in ("inputEntry", "outputEntry", "annotationEntry")
    ]
    return (*cells, *[""] * (width - len(cells)))[:width]


def _text(above: etree._Element, tag: str) -> str:
    found = next(iter(_below(above, tag)), None)
    return "" if found is None else (_written(found) or " ".join((found.text or "").split()))


def _written(cell: etree._Element) -> str:
    return " ".join(
        " ".join((child.text or "").split()) for child in cell if local(child) == "text"
    )


def _below(above: etree._Element, tag: str) -> list[etree._Element]:
    return [child for child in above if local(child) == tag]
