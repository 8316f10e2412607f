"""The document of a version as a PDF: text on upright pages, pictures and tables on lying ones."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zlib import crc32

from reportlab.graphics import renderPDF
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from cases.gemensamt.papper import BROD, KANT, LITEN, RUBRIK, SNITT, stycke, stycken
from cases.processer import dokument_bild
from cases.processer.bild_penna import plain, shortened
from cases.processer.dokument import Dokument
from cases.processer.dokument_tabell import STEG, TYST, beslutstabell, galler
from workflows.workbench.document import Chapter, DocumentStep, Setting
from workflows.workbench.form_words import Asked, FormWords
from workflows.workbench.picture import pictures

_AVSNITT = ParagraphStyle(
    "avsnitt", parent=RUBRIK, fontSize=14, leading=18, spaceBefore=12, spaceAfter=4, keepWithNext=1
)
_INDRAG = ParagraphStyle("indrag", parent=BROD, leftIndent=5 * mm)
_BREDD = A4[0] - 2 * KANT
_LIGGANDE = landscape(A4)
_FOT = 12 * mm
_SLAG = {"added": "Nytt", "removed": "Borttaget", "changed": "Ändrat"}


def pdf(visat: Dokument) -> bytes:
    """The document, to be printed on A4. The same version always gives the same bytes, as long as
    nobody publishes it again."""
    file = BytesIO()
    made = BaseDocTemplate(
        file,
        pagesize=A4,
        title=plain(visat.titel),
        author="webSesam",
        lang="sv",
        invariant=1,
    )
    foot = plain(visat.titel)
    made.addPageTemplates([_sida("staende", A4, foot), _sida("liggande", _LIGGANDE, foot)])
    made.build(list(_innehall(visat)))
    return file.getvalue()


def _sida(name: str, size: tuple[float, float], foot: str) -> PageTemplate:
    def below(canvas: Any, _made: Any) -> None:
        canvas.saveState()
        canvas.setFont(SNITT, 8)
        canvas.drawString(KANT, _FOT - 4, shortened(foot, size[0] - 2 * KANT - 60, 8))
        canvas.drawRightString(size[0] - KANT, _FOT - 4, f"Sida {canvas.getPageNumber()}")
        canvas.restoreState()

    frame = Frame(KANT, KANT, size[0] - 2 * KANT, size[1] - 2 * KANT, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=below, pagesize=size)


def _innehall(visat: Dokument) -> Iterator[Any]:
    yield from _forsta(visat)
    yield from _nytt(visat)
    for chapter in visat.innehall.chapters:
        yield from _bilder(chapter)
    yield NextPageTemplate("staende")
    yield PageBreak()
    for number, chapter in enumerate(visat.innehall.chapters):
        yield from _kapitel(chapter, number)
    if visat.innehall.forms:
        yield from _rubrik("Formulär")
        for form in visat.innehall.forms:
            yield from _formular(form)
    if visat.innehall.names:
        yield from _rubrik("Ord i villkor och tider")
        rows = [(one.name, one.kind, one.what) for one in visat.innehall.names]
        yield galler(("Ord", "Sort", "Betyder"), rows, [45 * mm, 35 * mm, _BREDD - 80 * mm])
    if visat.innehall.tables:
        yield NextPageTemplate("liggande")
        yield PageBreak()
        yield from _rubrik("Beslutstabeller")
        for table in visat.innehall.tables:
            yield from beslutstabell(table, _LIGGANDE[0] - 2 * KANT)


class _Bokmarke(Flowable):  # type: ignore[misc]  # reportlab tells no types
    """Where a heading stands, for the reader's list of contents."""

    def __init__(self, text: str, level: int) -> None:
        super().__init__()
        self._text, self._level = plain(text), level

    def draw(self) -> None:
        """Nothing is seen."""
        key = f"h{self.canv.getPageNumber()}-{crc32(self._text.encode())}"
        self.canv.bookmarkHorizontal(key, 0, 12)
        self.canv.addOutlineEntry(self._text, key, self._level, closed=self._level > 0)


def _rubrik(text: str) -> Iterator[Flowable]:
    yield _Bokmarke(text, 0)
    yield stycke(text, _AVSNITT)


def _forsta(visat: Dokument) -> Iterator[Flowable]:
    rad = visat.rad
    yield _Bokmarke(visat.titel, 0)
    yield stycke(visat.process.title, RUBRIK)
    yield stycke(f"Version {visat.version.number}", _AVSNITT)
    facts = [
        ("Gäller", visat.galler),
        ("Publicerad av", rad.av),
        ("Godkänd av", rad.godkand_av),
        ("Varför", rad.varfor),
        ("Publicerad trots", "\n".join(rad.trots)),
        ("Skäl", f"{rad.skal} Underskrivet av {rad.av}." if rad.skal else ""),
    ]
    shown = [[stycke(label, LITEN), list(stycken(text))] for label, text in facts if text]
    table = Table(shown, colWidths=[32 * mm, _BREDD - 32 * mm], hAlign="LEFT")
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    yield table
    yield Spacer(1, 3 * mm)
    yield from stycken(visat.innehall.chapters[0].what)


def _nytt(visat: Dokument) -> Iterator[Flowable]:
    if visat.forut is None:
        return
    yield from _rubrik(f"Vad som är nytt sedan version {visat.forut}")
    if not visat.skillnader:
        yield stycke("Inget i hur processen körs.")
    for group in visat.skillnader:
        yield stycke(group.rubrik, STEG)
        for change in group.rader:
            yield from stycken(f"{_SLAG[change.kind]}: {change.mening}", _INDRAG)


def _bilder(chapter: Chapter) -> Iterator[Any]:
    # A frame is no place to fill to the last point.
    width, height = _LIGGANDE[0] - 2 * KANT - 2, _LIGGANDE[1] - 2 * KANT - 34
    for picture in pictures(chapter.bpmn):
        sheets = dokument_bild.sheets(picture, width, height)
        for sheet in sheets:
            words = ["Diagram", picture.title or chapter.title]
            if sheet.name:
                words.append(f"{sheet.name.lower()} av {len(sheets) - 1}")
            yield NextPageTemplate("liggande")
            yield PageBreak()
            yield from _rubrik(f"{words[0]}: {', '.join(words[1:])}")
            parts = sheets[1:] if not sheet.name else []
            yield _Bild(dokument_bild.drawing(picture, sheet, parts))


class _Bild(Flowable):  # type: ignore[misc]  # reportlab tells no types
    """A drawing, cut off at its edges."""

    def __init__(self, drawn: Any) -> None:
        super().__init__()
        self._drawn = drawn

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its own size."""
        return self._drawn.width, self._drawn.height

    def draw(self) -> None:
        """The drawing, within its own bounds."""
        self.canv.saveState()
        edge = self.canv.beginPath()
        edge.rect(0, 0, self._drawn.width, self._drawn.height)
        self.canv.clipPath(edge, stroke=0, fill=0)
        renderPDF.draw(self._drawn, self.canv, 0, 0)
        self.canv.restoreState()


def _kapitel(chapter: Chapter, number: int) -> Iterator[Flowable]:
    yield from _rubrik("Steg för steg" if number == 0 else f"Steg för steg: {chapter.title}")
    if chapter.trouble:
        yield stycke(f"Diagrammet går inte att läsa. {chapter.trouble}")
    if number:
        yield from stycken(chapter.what)
    for step in chapter.steps:
        yield from _steg(step)


def _steg(told: DocumentStep) -> Iterator[Flowable]:
    step = told.step
    yield stycke(step.name, STEG)
    yield stycke(", ".join(filter(None, (step.kind, step.role, told.place))), TYST)
    yield from stycken(step.what)
    if told.deadline or told.by_person:
        yield from _satt(told.deadline or Setting("Klart senast", "ingen tidsgräns"))
    if told.form or told.by_person:
        yield stycke(f"Formulär: {told.form_title or 'egen sida i systemet'}")
    if told.table:
        yield stycke(f"Beslutstabell: {told.table_title}")
    for setting in told.settings:
        yield from _satt(setting)
    for condition, where in step.onward:
        yield from stycken(vidare(condition, where), _INDRAG)


def vidare(villkor: str, vart: str) -> str:
    """Where a case goes, and when, in a line."""
    if villkor == "annars":
        return f"Går annars vidare till {vart}"
    return f"Går vidare till {vart}" + (f" om: {villkor}" if villkor else "")


def _satt(setting: Setting) -> Iterator[Paragraph]:
    written = f" ({setting.written})" if setting.written else ""
    yield from stycken(f"{setting.name}: {setting.words}{written}")


def _formular(form: FormWords) -> Iterator[Flowable]:
    yield CondPageBreak(40 * mm)
    yield stycke(form.title, STEG)
    if form.trouble:
        yield stycke(form.trouble)
        return
    yield from stycken(form.description)
    rows = [(one.label, _svar(one), _nar(one)) for one in form.asked]
    yield galler(("Fråga", "Svar", "Visas"), rows, [62 * mm, 62 * mm, _BREDD - 124 * mm])
    yield stycke(f"Knapp: {form.submit}", TYST)


def _svar(one: Asked) -> str:
    must = ("måste besvaras" if one.needed else "frivilligt") if one.name else ""
    parts = [one.sort, must, *one.limits]
    said = ", ".join(filter(None, parts))
    options = f"\nAlternativ: {'; '.join(one.options)}" if one.options else ""
    return f"{said}{options}" + (f"\nHjälp: {one.help}" if one.help else "")


def _nar(one: Asked) -> str:
    return f"när {one.when}" if one.when else "alltid"
