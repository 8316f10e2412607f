"""Tables on paper: what fits is set in columns, the rest row by row."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table, TableStyle

from cases.gemensamt.papper import BROD, FETT, LITEN, stycke, stycken
from workflows.workbench.table_views import policy_words
from workflows.workbench.tables import Table as Tabell

STEG = ParagraphStyle(
    "steg", parent=LITEN, fontSize=10.5, leading=14, spaceBefore=9, keepWithNext=1
)
TYST = ParagraphStyle("tyst", parent=BROD, textColor=colors.HexColor("#4a5763"))
_CELL = ParagraphStyle("cell", parent=BROD, fontSize=8, leading=10)
_CELLHUVUD = ParagraphStyle("cellhuvud", parent=_CELL, fontName=FETT)
# More columns than this are told row by row: a narrower one holds no word.
_KOLUMNER = 16
_GALLER = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef1f4")),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
)


def beslutstabell(tabell: Tabell, width: float) -> Iterator[Flowable]:
    """A decision table with every row, across a page of this width (points)."""
    yield CondPageBreak(50 * mm)
    yield stycke(tabell.name or tabell.id, STEG)
    yield from stycken(tabell.what)
    yield stycke(f"Träffregel {tabell.hit_policy}. {policy_words(tabell.hit_policy)}", TYST)
    notes = tabell.has_notes
    head = ("Rad", *tabell.columns, *(["Anteckning"] if notes else []))
    rows = [
        (str(number), *(cell or "–" for cell in cells), *([note] if notes else []))
        for number, (cells, note) in enumerate(tabell.told, 1)
    ]
    if len(head) <= _KOLUMNER:
        yield galler(head, rows, _bredder(head, rows, width))
        return
    for row in rows:
        yield stycke(f"Rad {row[0]}", LITEN)
        pairs = zip(head[1:], row[1:], strict=True)
        yield from stycken("; ".join(f"{name}: {cell}" for name, cell in pairs), _CELL)


def _bredder(head: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """The columns by how much they hold, none so narrow that an ordinary word is broken for it."""
    columns = list(zip(head, *rows, strict=True))
    for longest in (110.0, 80.0, 60.0, 40.0):
        least = [_ord(column, longest) for column in columns]
        if sum(least) <= width:
            break
    rest = max(width - sum(least), 0.0)
    held = [min(max(len(cell) for cell in column), 60) for column in columns]
    held[0] = 0
    widths = [one + rest * much / (sum(held) or 1) for one, much in zip(least, held, strict=True)]
    return [width * one / sum(widths) for one in widths]


def _ord(column: Sequence[str], longest: float) -> float:
    """The width of a column's longest word, of those that are no longer than this (points)."""
    words = {word for cell in column for word in cell.split()}
    return 9 + max((min(stringWidth(word, FETT, 8), longest) for word in words), default=10.0)


def galler(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> Table:
    """A table with a head that every page repeats; a row may be longer than a page."""
    cells = [[stycke(word, _CELLHUVUD) for word in head]]
    cells += [[_i_cell(text) for text in row] for row in rows]
    return Table(cells, colWidths=list(widths), style=_GALLER, repeatRows=1, splitInRow=1)


def _i_cell(text: str) -> list[Paragraph]:
    return [one for line in text.split("\n") for one in stycken(line, _CELL)]
