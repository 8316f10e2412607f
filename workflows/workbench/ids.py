"""Ids for what is new in a diagram, and that nothing in it has."""

import re

from lxml import etree

from workflows.spelling import plain

_LONGEST_ID = 40


def taken(root: etree._Element, element: str) -> bool:
    """Whether something has the id, in the process or in the picture of it."""
    return any(one.get("id") == element for one in root.iter())


def unused(root: etree._Element, wanted: str) -> str:
    """The id, or the first with a number after it that nothing has."""
    number, found = 1, wanted
    while taken(root, found):
        number += 1
        found = f"{wanted}_{number}"
    return found


def from_name(root: etree._Element, name: str) -> str:
    """An id that says the name."""
    found = re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")
    found = re.sub(r"^[_0-9]+", "", found)[:_LONGEST_ID].strip("_")
    return unused(root, found or "steg")
