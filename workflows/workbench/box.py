"""A place in a diagram."""

from dataclasses import dataclass

from lxml import etree

from workflows.diagrams.points import number


@dataclass(frozen=True)
class Box:
    """A place, with x to the right and y down, in the units of the diagram (pixels)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Box") -> bool:
        """Whether they have anything in common."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly within."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom


def box_of(bounds: etree._Element | None) -> Box | None:
    """The place that is written; None where any of it is no number."""
    if bounds is None:
        return None
    told = [number(bounds, word) for word in ("x", "y", "width", "height")]
    found = [one for one in told if one is not None]
    return Box(*found) if len(found) == len(told) else None
