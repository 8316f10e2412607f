"""The lanes of a draft in words: which role each has, and which it may have instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.processer import val
from workflows.workbench import lanes
from workflows.workbench.edits import Edit
from workflows.workbench.reading import role_label

Par = tuple[str, str]


@dataclass(frozen=True)
class Bana:
    """A lane with the roles to choose among, its own first."""

    id: str
    namn: str
    roller: list[Par]


def banor(edit: Edit) -> list[Bana]:
    """The lanes of the process."""
    free = val.roller(lanes.free_roles(edit))
    return [
        Bana(one.id, role_label(one.role), [(one.role, role_label(one.role)), *free])
        for one in lanes.lanes_of(edit)
        if one.id
    ]


def andra_bana(edit: Edit, sent: Mapping[str, str]) -> None:
    """Add, rename or take away a lane as was sent. Raises `Refused` or `NotFound`."""
    if gone := sent.get("ta_bort", ""):
        lanes.remove(edit, gone)
    elif lane := sent.get("bana", ""):
        lanes.rename(edit, lane, sent.get("roll", ""))
    else:
        lanes.add(edit, sent.get("roll", ""))
