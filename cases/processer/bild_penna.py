"""What a diagram is drawn on paper with: places, lines, frames and text in a diagram's measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Circle, Group, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from cases.gemensamt.papper import SNITT
from workflows.forms.kinds import UNFIT
from workflows.workbench.box import Box

INK = HexColor("#1b2733")
QUIET = HexColor("#5b6b7a")
SIZE = 11.0
_LEAST = 7.0
_LINE = 1.15
_MORE = "…"
Drawn = Any


@dataclass(frozen=True)
class Pen:
    """Turns a diagram's own measures into those of a page: `scale` points a unit, y upwards."""

    window: Box
    scale: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place from the window's lower left corner, in points."""
        return (x - self.window.x) * self.scale, (self.window.bottom - y) * self.scale

    def line(
        self,
        *places: tuple[float, float],
        width: float = 1.2,
        color: Color = INK,
        dashes: Sequence[int] | None = None,
    ) -> Drawn:
        """A line through places."""
        return PolyLine(
            self._flat(places),
            strokeColor=color,
            strokeWidth=width * self.scale,
            strokeDashArray=self._dashes(dashes),
        )

    def area(
        self, *places: tuple[float, float], width: float = 1.2, fill: Color | None = None
    ) -> Drawn:
        """A closed figure."""
        return Polygon(
            self._flat(places), strokeColor=INK, strokeWidth=width * self.scale, fillColor=fill
        )

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        width: float = 1.2,
        fill: Color | None = None,
        dashes: Sequence[int] | None = None,
    ) -> Drawn:
        """A circle."""
        return Circle(
            *self.at(x, y),
            radius * self.scale,
            strokeColor=INK,
            strokeWidth=width * self.scale,
            fillColor=fill,
            strokeDashArray=self._dashes(dashes),
        )

    def frame(
        self,
        box: Box,
        *,
        width: float = 1.2,
        fill: Color | None = white,
        color: Color = INK,
        rounded: float = 0,
        dashes: Sequence[int] | None = None,
    ) -> Drawn:
        """A rectangle."""
        x, y = self.at(box.x, box.bottom)
        bend = min(rounded, box.width / 2, box.height / 2) * self.scale
        return Rect(
            x,
            y,
            box.width * self.scale,
            box.height * self.scale,
            rx=bend,
            ry=bend,
            strokeColor=color,
            strokeWidth=width * self.scale,
            fillColor=fill,
            strokeDashArray=self._dashes(dashes),
        )

    def word(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SIZE,
        anchor: str = "middle",
        color: Color = INK,
    ) -> Drawn:
        """One line of text, standing on y."""
        return String(
            *self.at(x, y),
            text,
            fontName=SNITT,
            fontSize=size * self.scale,
            textAnchor=anchor,
            fillColor=color,
        )

    def text(self, box: Box, text: str, *, top: bool = False) -> Iterator[Drawn]:
        """A text in the middle of a box (or at its top), in a smaller size where it is long."""
        lines, size = set_in(box, plain(text))
        leading = size * _LINE
        first = box.y if top else box.y + (box.height - len(lines) * leading) / 2
        for number, line in enumerate(lines):
            down = first + number * leading + size * 0.86
            yield self.word(box.x + box.width / 2, down, line, size=size)

    def sideways(self, box: Box, text: str) -> Drawn:
        """One line of text up along a narrow box."""
        turned = Group()
        turned.translate(*self.at(box.x + box.width / 2 + SIZE / 3, box.y + box.height / 2))
        turned.rotate(90)
        turned.add(
            String(
                0,
                0,
                shortened(plain(text), box.height - 8, SIZE),
                fontName=SNITT,
                fontSize=SIZE * self.scale,
                textAnchor="middle",
                fillColor=INK,
            )
        )
        return turned

    def stroke(self, one: tuple[float, float], other: tuple[float, float]) -> Drawn:
        """A thin straight line."""
        return Line(*self.at(*one), *self.at(*other), strokeColor=INK, strokeWidth=1.2 * self.scale)

    def _flat(self, places: Sequence[tuple[float, float]]) -> list[float]:
        return [part for place in places for part in self.at(*place)]

    def _dashes(self, dashes: Sequence[int] | None) -> list[float] | None:
        return [one * self.scale for one in dashes] if dashes else None


def plain(text: str) -> str:
    """A text without what paper can't show."""
    return " ".join(UNFIT.sub("", text).split())


def set_in(box: Box, text: str) -> tuple[list[str], float]:
    """The lines of a text in a box, and their size; what has no room in the least is cut off."""
    size = SIZE
    while True:
        lines = wrapped(text, box.width, size)
        room = max(1, int(box.height / (size * _LINE)))
        if len(lines) <= room:
            return lines, size
        if size <= _LEAST:
            last = shortened(f"{lines[room - 1]} {_MORE}", box.width, size)
            return [*lines[: room - 1], last], size
        size -= 1


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a text at a width; a word that is too long for one is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(joined, SNITT, size) <= width:
            lines[-1] = joined
            continue
        rest = word
        while (fits := fitting(rest, width, size)) < len(rest):
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines


def fitting(text: str, width: float, size: float) -> int:
    """How many characters of a text there is room for; at least one."""
    taken = 0.0
    for number, letter in enumerate(text):
        taken += stringWidth(letter, SNITT, size)
        if taken > width:
            return max(1, number)
    return len(text)


def shortened(text: str, width: float, size: float) -> str:
    """A text on one line, cut off where it is too long."""
    fits = fitting(text, width, size)
    return text if fits >= len(text) else f"{text[: max(1, fits - 2)].rstrip(f' {_MORE}')}{_MORE}"
