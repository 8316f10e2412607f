"""The numbers of a diagram's layout, which anyone may have written."""

import math

from lxml import etree

DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
# Farther out than this nothing is drawn that is meant to be seen.
FARTHEST = 100_000.0


def number(element: etree._Element, word: str) -> float | None:
    """A number of the layout; None for what is none, or is farther out than anything is drawn."""
    try:
        value = float(element.get(word, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= FARTHEST else None
