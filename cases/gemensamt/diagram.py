"""A process as a picture and as text, for components/diagram.html."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One element in words."""

    label: str
    words: str
    current: bool
    reached: bool


@dataclass(frozen=True)
class Drawing:
    """What the component reads: `drawing` goes to the viewer, `rows` to everyone."""

    id: str
    title: str
    drawing: Mapping[str, Any]
    rows: list[Row]

    @property
    def reached(self) -> list[Row]:
        """What is done, and where the case stands."""
        return [row for row in self.rows if row.reached]

    @property
    def unreached(self) -> list[Row]:
        """What has not happened, and perhaps never will."""
        return [row for row in self.rows if not row.reached]

    @property
    def script_id(self) -> str:
        """Where the viewer finds what to draw."""
        return f"{self.id}-ritning"


def drawing(
    key: str,
    title: str,
    xml: bytes | str,
    *,
    done: Collection[str],
    active: Collection[str],
    names: Mapping[str, str],
) -> Drawing:
    """A diagram with where the case stands.

    `key` is the drawing's id on the page. `done` and `active` are element ids. `names` holds the
    elements that are told as text, id to label, in the order they are told.
    """
    xml = xml.decode() if isinstance(xml, bytes) else xml
    rows = [
        Row(label, _words(element, done, active), element in active, element in {*done, *active})
        for element, label in names.items()
    ]
    seen = {"xml": xml, "done": sorted(set(done) - set(active)), "active": sorted(active)}
    return Drawing(key, title, seen, rows)


def _words(element: str, done: Collection[str], active: Collection[str]) -> str:
    if element in active:
        return "här är ärendet nu"
    return "klart" if element in done else "inte än"
