"""What every PDF is set with: one face, a few sizes, and text that is never read as markup."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from workflows.forms.kinds import UNFIT

SNITT = "Helvetica"
FETT = "Helvetica-Bold"
BROD = ParagraphStyle("brod", fontName=SNITT, fontSize=9.5, leading=12.5)
RUBRIK = ParagraphStyle("rubrik", parent=BROD, fontName=FETT, fontSize=17, leading=21)
LITEN = ParagraphStyle("liten", parent=BROD, fontName=FETT)
KANT = 16 * mm
# Longer than this no paragraph is: to set one takes the longer the longer it is.
_LANGST = 3_000


def stycke(text: object, style: ParagraphStyle = BROD) -> Paragraph:
    """A text as it stands, on as many lines as it needs."""
    return Paragraph(escape(UNFIT.sub("", str(text))), style)


def stycken(text: str, style: ParagraphStyle = BROD) -> Iterator[Paragraph]:
    """A text of any length, as paragraphs of what a page can take."""
    for start in range(0, len(text), _LANGST):
        yield stycke(text[start : start + _LANGST], style)
