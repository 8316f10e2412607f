"""The pages of decision tables in words: a row as it is posted and asked, and values to try."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import QueryDict

from workflows.errors import Hinder
from workflows.feel import to_literal
from workflows.forms import FieldView
from workflows.forms.fieldview import OptionView
from workflows.workbench.known import kind_word
from workflows.workbench.table_editing import values_of
from workflows.workbench.table_views import CellView, ColumnView, RowView, TableView

VARDE = "_varde_"
MAX_TECKEN = 2_500
_ANTECKNING = "anteckning"


def cellnamn(at: int) -> str:
    """What the field of a column (from 0) is called."""
    return f"cell_{at}"


def skriven(post: QueryDict, columns: Sequence[ColumnView]) -> tuple[list[str], str]:
    """(the cells of a row, the note) as they were posted."""
    cells = [post.get(cellnamn(at), "")[:MAX_TECKEN] for at in range(len(columns))]
    return cells, post.get(_ANTECKNING, "")[:MAX_TECKEN]


def tom(columns: Sequence[ColumnView]) -> RowView:
    """A row that lets anything through and answers nothing yet."""
    cells = [CellView(one, "-" if one.side == "in" else "") for one in columns]
    return RowView(0, "", cells)


def falt(rad: RowView, skrivet: tuple[Sequence[str], str] | None = None) -> list[FieldView]:
    """The fields of a row's page, with what was typed and what is wrong with each cell."""
    cells, note = skrivet or ([one.text for one in rad.cells], rad.note)
    fields = [_falt(at, cell, cells[at]) for at, cell in enumerate(rad.cells)]
    told = "Varför raden finns, eller var regeln står. Läses av den som frågar Varför?"
    return [*fields, FieldView(_ANTECKNING, "textarea", "Anteckning", value=note, help=told)]


def _falt(at: int, cell: CellView, text: str) -> FieldView:
    column = cell.column
    verb = "Svaret" if column.side == "ut" else "Frågar"
    parts = [] if column.side == "not" else [f"{verb} {column.asks} ({column.kind})."]
    if column.allowed:
        parts.append(f"Tillåtna värden: {column.allowed}")
    if column.offered:
        parts.append("Börja skriva, så visas det som går att välja.")
    wrong = " ".join(one.mening for one in cell.remarks if one.level == "error")
    return FieldView(
        cellnamn(at),
        "text" if column.side == "not" else "feel",
        column.label,
        value=text,
        error=wrong,
        help=" ".join(parts),
        required=column.side != "not",
        options=tuple(OptionView(to_literal(one), "", selected=False) for one in column.offered),
    )


def hinder(rad: RowView) -> list[Hinder]:
    """What must be mended in a row before it is saved, at its cells."""
    return [
        Hinder("cell", one.mening, cellnamn(at))
        for at, cell in enumerate(rad.cells)
        for one in cell.remarks
        if one.level == "error"
    ]


def proverad(view: TableView, typed: QueryDict) -> tuple[list[FieldView], Mapping[str, object]]:
    """(the fields for made-up values, the values)."""
    texts = {name: typed.get(VARDE + name, "")[:500] for name in view.needs}
    values, wrong = values_of(texts)
    fields = [
        FieldView(
            VARDE + name,
            "feel",
            name,
            value=texts[name],
            help=kind_word(kind),
            error=wrong.get(name, ""),
        )
        for name, kind in view.needs.items()
    ]
    return [replace(one, conditional=True) for one in fields], values
