"""The lanes of a diagram changed in words: who does what, one role in each."""

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from workflows import registry
from workflows.diagrams.xml import BPMN
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate.drawing import Node, Scope, read
from workflows.gate.work import PEOPLE
from workflows.workbench import held, placing, writing
from workflows.workbench.box import Box
from workflows.workbench.edits import Edit
from workflows.workbench.reading import name_of

_HIGH = 180


@dataclass(frozen=True)
class Lane:
    """A lane that a step may lie in. `role` is what it is named by."""

    id: str
    role: str


def lanes_of(edit: Edit, node: Node | None = None) -> list[Lane]:
    """The lanes of the process, or those that a step may lie in; none inside a subprocess, which
    lies in one itself."""
    scope = _process(edit) if node is None else node.scope
    if scope is None or scope.holder is not None:
        return []
    return [Lane(one.get("id", ""), one.get("name", "")) for one in held.leaves(scope)]


def free_roles(edit: Edit) -> list[str]:
    """The roles that have no lane yet."""
    taken = {one.role for one in lanes_of(edit)}
    return [key for key in registry.roles() if key not in taken]


def add(edit: Edit, role: str) -> str:
    """A lane for a role below the others. Gives its id. Raises `Refused`."""
    _may_have(edit, role)
    scope = _process(edit)
    lane_set = None if scope is None else scope.xml.find(f"{{{BPMN}}}laneSet")
    others = [] if lane_set is None else lane_set.findall(held.LANE)
    if scope is None or lane_set is None or not others:
        raise Refused([Hinder("roll", "Processen har inga banor. Rita den första under Rita.")])
    made = edit.id_from(f"bana {role}")
    etree.SubElement(lane_set, held.LANE, id=made, name=role)
    drawn = {one.get("id", ""): placing.box(edit.root, one.get("id", "")) for one in others}
    found = {key: its for key, its in drawn.items() if its is not None}
    if found:
        last = max(found, key=lambda key: found[key].bottom)
        _draw(edit, made, last, found[last], _pool(edit, scope))
    edit.drawn = read(edit.root)
    return made


def rename(edit: Edit, lane: str, role: str) -> None:
    """Give a lane to another role, with all that lies in it. Raises `Refused`."""
    xml = _lane(edit, lane)
    if xml.get("name") == role:
        return
    _may_have(edit, role)
    xml.set("name", role)
    edit.drawn = read(edit.root)


def remove(edit: Edit, lane: str) -> None:
    """Take away a lane in which nobody has a task; the rest of it goes to the lane beside it.

    Raises `Refused`.
    """
    xml = _lane(edit, lane)
    within = xml.getparent()
    others = [one for one in _leaves(edit) if one is not xml and within in [*one.iterancestors()]]
    lies_here = held.holds(xml)
    tasks = [one for one in edit.drawn.nodes(*PEOPLE) if _lies_in(one, lies_here)]
    begun = [one for one in edit.drawn.nodes() if one.begins_by_hand and one.id in lies_here]
    if not others:
        raise Refused([Hinder("bana", "Det är den enda banan. Lägg till en annan först.")])
    if tasks:
        named = ", ".join(f"”{name_of(one)}”" for one in tasks[:3])
        more = f" och {len(tasks) - 3} till" if len(tasks) > 3 else ""
        said = f"I banan ligger uppgifter: {named}{more}. Välj vem annan som gör dem först."
        raise Refused([Hinder("bana", said)])
    if begun:
        said = "I banan börjar ärenden, av dem som har rollen. Välj vem annan som startar dem, på"
        raise Refused([Hinder("bana", f"{said} sidan för ”{name_of(begun[0])}”.")])
    room, around = placing.box(edit.root, lane), edit.around()
    beside = _beside(edit, room, others)
    for element in lies_here:
        held.lay_in(edit.root, beside, element)
    writing.drop(xml)
    placing.erase(edit.root, {lane})
    if room is not None:
        if placing.drawn_in(edit.root, room, around):
            _take_over(edit, beside.get("id", ""), room)
        else:
            edit.make_room(room.bottom - 1, "y", step=-room.height)
    edit.drawn = read(edit.root)


def _lies_in(node: Node, held_here: Collection[str]) -> bool:
    """Whether it, or the subprocess that it lies in, is named by the lane."""
    holder: Node | None = node
    while holder is not None:
        if holder.id in held_here:
            return True
        holder = holder.scope.holder
    return False


def _may_have(edit: Edit, role: str) -> None:
    if role not in registry.roles():
        raise Refused([Hinder("roll", "Välj en roll i listan.", "roll")])
    if role not in free_roles(edit):
        raise Refused([Hinder("roll", "Rollen har redan en bana. Välj en annan roll.", "roll")])


def _process(edit: Edit) -> Scope | None:
    return next((one for one in edit.drawn.scopes if one.holder is None), None)


def _leaves(edit: Edit) -> list[etree._Element]:
    scope = _process(edit)
    return [] if scope is None else held.leaves(scope)


def _lane(edit: Edit, lane: str) -> etree._Element:
    found = next((one for one in _leaves(edit) if one.get("id") == lane), None)
    if found is None:
        raise NotFound("Banan finns inte i utkastet. Den kan vara borttagen; läs in sidan.")
    return found


def _pool(edit: Edit, scope: Scope) -> str:
    pools = edit.root.iter(f"{{{BPMN}}}participant")
    return next((one.get("id", "") for one in pools if one.get("processRef") == scope.id), "")


def _draw(edit: Edit, lane: str, last: str, below: Box, pool: str) -> None:
    """Draw a lane under the last one, and the pool as much higher."""
    edit.make_room(below.bottom, "y", step=_HIGH)
    placing.draw_lane(edit.root, lane, Box(below.x, below.bottom, below.width, _HIGH), last)
    its, least = placing.box(edit.root, pool), below.bottom + _HIGH
    if its is not None and its.bottom < least:
        placing.resize(edit.root, pool, Box(its.x, its.y, its.width, least - its.y))


def _beside(edit: Edit, room: Box | None, others: list[etree._Element]) -> etree._Element:
    """The lane that lies nearest: above, or else below."""
    if room is None:
        return others[0]

    def far(one: etree._Element) -> float:
        its = placing.box(edit.root, one.get("id", ""))
        return (
            float("inf") if its is None else min(abs(room.y - its.bottom), abs(its.y - room.bottom))
        )

    return min(others, key=far)


def _take_over(edit: Edit, lane: str, room: Box) -> None:
    its = placing.box(edit.root, lane)
    if its is not None:
        top, bottom = min(its.y, room.y), max(its.bottom, room.bottom)
        placing.resize(edit.root, lane, Box(its.x, top, its.width, bottom - top))
