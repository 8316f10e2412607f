"""The lanes of a diagram changed in words: who does what, one role in each."""

from lxml import etree

from workflows import registry
from workflows.diagrams.xml import BPMN
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate.drawing import Node, Scope, read
from workflows.gate.work import PEOPLE
from workflows.workbench import placing, writing
from workflows.workbench.box import Box
from workflows.workbench.edits import Edit, Lane, leaves
from workflows.workbench.reading import name_of

_HIGH = 180
_REFERENCE = f"{{{BPMN}}}flowNodeRef"
_LANE = f"{{{BPMN}}}lane"


def lanes_of(edit: Edit) -> list[Lane]:
    """The lanes of the process, in the order that they are drawn."""
    return [Lane(one.get("id", ""), one.get("name", "")) for one in leaves(_process(edit))]


def free_roles(edit: Edit) -> list[str]:
    """The roles that have no lane yet."""
    taken = {one.role for one in lanes_of(edit)}
    return [key for key in registry.roles() if key not in taken]


def add(edit: Edit, role: str) -> str:
    """A lane for a role below the others. Gives its id. Raises `Refused`."""
    _may_have(edit, role)
    scope = _process(edit)
    lane_set = scope.xml.find(f"{{{BPMN}}}laneSet")
    others = [] if lane_set is None else lane_set.findall(_LANE)
    if lane_set is None or not others:
        raise Refused([Hinder("roll", "Processen har inga banor. Rita den första under Rita.")])
    made = edit.id_from(f"bana {role}")
    etree.SubElement(lane_set, _LANE, id=made, name=role)
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
    parent = xml.getparent()
    others = [] if parent is None else [one for one in parent.iterfind(_LANE) if one is not xml]
    held = {(one.text or "").strip() for one in xml.iterfind(_REFERENCE)}
    tasks = [one for one in edit.drawn.nodes(*PEOPLE) if _lies_in(one, held)]
    if not others:
        raise Refused([Hinder("bana", "Det är den enda banan. Lägg till en annan först.")])
    if tasks:
        named = ", ".join(f"”{name_of(one)}”" for one in tasks[:3])
        more = f" och {len(tasks) - 3} till" if len(tasks) > 3 else ""
        said = f"I banan ligger uppgifter: {named}{more}. Välj vem annan som gör dem först."
        raise Refused([Hinder("bana", said)])
    room, around = placing.box(edit.root, lane), _around(edit)
    beside = _beside(edit, room, others)
    for reference in list(xml.iterfind(_REFERENCE)):
        beside.append(reference)
    writing.drop(xml)
    placing.erase(edit.root, {lane})
    if room is not None:
        if placing.drawn_in(edit.root, room, around):
            _take_over(edit, beside.get("id", ""), room)
        else:
            edit.make_room(room.bottom - 1, "y", step=-room.height)
    edit.drawn = read(edit.root)


def _lies_in(node: Node, held: set[str]) -> bool:
    """Whether it, or the subprocess that it lies in, is named by the lane."""
    holder: Node | None = node
    while holder is not None:
        if holder.id in held:
            return True
        holder = holder.scope.holder
    return False


def _may_have(edit: Edit, role: str) -> None:
    if role not in registry.roles():
        raise Refused([Hinder("roll", "Välj en roll i listan.", "roll")])
    if role not in free_roles(edit):
        raise Refused([Hinder("roll", "Rollen har redan en bana. Välj en annan roll.", "roll")])


def _process(edit: Edit) -> Scope:
    return next(one for one in edit.drawn.scopes if one.holder is None)


def _lane(edit: Edit, lane: str) -> etree._Element:
    found = next((one for one in leaves(_process(edit)) if one.get("id") == lane), None)
    if found is None:
        raise NotFound("Banan finns inte i utkastet. Den kan vara borttagen; läs in sidan.")
    return found


def _pool(edit: Edit, scope: Scope) -> str:
    pools = edit.root.iter(f"{{{BPMN}}}participant")
    return next((one.get("id", "") for one in pools if one.get("processRef") == scope.id), "")


def _around(edit: Edit) -> set[str]:
    holders = edit.root.iter(f"{{{BPMN}}}participant", _LANE)
    return {one.get("id", "") for one in holders}


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
