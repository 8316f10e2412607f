"""Lanes in words: a role more below the others, another role, and one that nobody works in gone."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.conf import settings

from tests.workflows.workbench.test_adding import PROCESSES, astray, meeting
from workflows import gate
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.errors import NotFound, Refused
from workflows.gate.names import registered
from workflows.workbench import adding, compare, lanes, placing
from workflows.workbench.box import Box
from workflows.workbench.edits import Edit


def _bundle(name: str) -> Bundle:
    return from_folder(settings.BPMN_DIR / name)


def _after(bundle: Bundle, change: Callable[[Edit], object]) -> Bundle:
    edit = Edit(bundle)
    change(edit)
    return Bundle(bundle.process_id, edit.written(), bundle.files, bundle.scenarios)


def _fills_its_pool(edit: Edit) -> bool:
    """The lanes lie under each other without gaps, from the top of the pool to its bottom."""
    boxes = [placing.box(edit.root, one.id) for one in lanes.lanes_of(edit)]
    drawn = sorted((one for one in boxes if one), key=lambda one: one.y)
    pool = placing.box(edit.root, "deltagare")
    assert pool
    assert len(drawn) == len(lanes.lanes_of(edit))
    ends = (drawn[0].y, drawn[-1].bottom) == (pool.y, pool.bottom)
    return ends and all(one.bottom == other.y for one, other in pairwise(drawn))


@pytest.mark.parametrize("name", PROCESSES)
def test_a_lane_is_added_below_and_goes_again_without_a_trace(name: str) -> None:
    bundle = _bundle(name)
    role = lanes.free_roles(Edit(bundle))[0]
    edit = Edit(bundle)
    pool = placing.box(edit.root, "deltagare")
    made = lanes.add(edit, role)
    added = Bundle(name, edit.written(), bundle.files, bundle.scenarios)
    assert [one.role for one in lanes.lanes_of(Edit(added))][-1] == role
    assert _fills_its_pool(edit)
    assert meeting(edit) == set()
    assert astray(edit) == []
    names = registered(name)
    assert gate.check(added, names=names) == gate.check(bundle, names=names)
    lanes.remove(edit, made)
    gone = Bundle(name, edit.written(), bundle.files, bundle.scenarios)
    assert gone.digest == bundle.digest
    assert placing.box(edit.root, "deltagare") == pool


@pytest.mark.parametrize("name", PROCESSES)
def test_a_task_moves_to_the_new_lane_and_lies_on_nothing_in_any(name: str) -> None:
    bundle = _bundle(name)
    edit = Edit(bundle)
    made = lanes.add(edit, lanes.free_roles(edit)[0])
    movable = [one.id for one in edit.drawn.nodes("userTask") if lanes.lanes_of(edit, one)]
    assert movable
    for task in movable[:6]:
        edit.move(edit.node(task), made)
        assert meeting(edit) == set(), task
        assert astray(edit) == [], task
    assert _fills_its_pool(edit)
    home = lanes.lanes_of(edit)[0].id
    for task in movable[:6]:
        edit.move(edit.node(task), home)
        assert meeting(edit) == set(), task
        assert astray(edit) == [], task
    assert _fills_its_pool(edit)


def test_a_lane_gets_another_role_with_all_that_lies_in_it() -> None:
    bundle = _bundle("utprovning")
    role = lanes.free_roles(Edit(bundle))[0]
    renamed = _after(bundle, lambda edit: lanes.rename(edit, "bana_konsulent", role))
    tasks = [one.id for one in Edit(bundle).drawn.nodes("userTask") if one.lane == "konsulent"]
    assert tasks
    assert {Edit(renamed).node(one).lane for one in tasks} == {role}
    same = _after(bundle, lambda edit: lanes.rename(edit, "bana_konsulent", "konsulent"))
    assert same.digest == bundle.digest


def test_what_nobody_does_goes_to_the_lane_beside() -> None:
    bundle = _bundle("utprovning")
    edit = Edit(bundle)
    drawn = {one.id: placing.box(edit.root, one.id) for one in lanes.lanes_of(edit)}
    for task in [one.id for one in edit.drawn.nodes("userTask") if one.lane == "kundtjanst"]:
        edit.move(edit.node(task), "bana_konsulent")
    kept = edit.drawn.nodes()
    sort = adding.SORTS["exclusiveGateway"]
    lane = [one.id for one in kept if one.lane == "kundtjanst"]
    if not lane:
        first = next(one for one in edit.drawn.nodes("userTask") if len(one.flows_out) == 1)
        added = adding.add(edit, first, "Fråga", sort)
        edit.move(edit.node(added), "bana_kundtjanst")
        lane = [added]
    lanes.remove(edit, "bana_kundtjanst")
    gone = Bundle("utprovning", edit.written(), bundle.files)
    assert [one.id for one in lanes.lanes_of(Edit(gone))] == ["bana_forskrivare", "bana_konsulent"]
    assert {Edit(gone).node(one).lane for one in lane} == {"konsulent"}
    assert _fills_its_pool(edit)
    assert astray(edit) == []
    now = placing.box(edit.root, "bana_konsulent")
    before = drawn["bana_konsulent"]
    assert isinstance(now, Box)
    assert isinstance(before, Box)
    assert now.height > before.height


def test_a_lane_is_refused_in_words_where_it_can_not_be() -> None:
    edit = Edit(_bundle("felrapport"))
    written = edit.written()
    for change, said in [
        (lambda: lanes.add(edit, "kvalitet"), "redan en bana"),
        (lambda: lanes.add(edit, "hittepa"), "Välj en roll"),
        (lambda: lanes.rename(edit, "bana_kvalitet", "kundtjanst"), "redan en bana"),
        (lambda: lanes.remove(edit, "bana_kvalitet"), "I banan ligger uppgifter: ”"),
    ]:
        with pytest.raises(Refused, match=said):
            change()
    with pytest.raises(NotFound):
        lanes.remove(edit, "finns_inte")
    assert edit.written() == written


def test_a_lane_where_cases_begin_stays_until_another_role_starts_them() -> None:
    bundle = _bundle("utprovning")
    edit = Edit(bundle)
    start = next(one for one in edit.drawn.nodes() if one.begins_by_hand)
    here = edit.container(start)
    other = next(one for one in lanes.lanes_of(edit) if one.id != here)
    for task in [one.id for one in edit.drawn.nodes("userTask") if one.lane == start.lane]:
        edit.move(edit.node(task), other.id)
    with pytest.raises(Refused, match="börjar ärenden"):
        lanes.remove(edit, here)
    edit.move(edit.node(start.id), other.id)
    lanes.remove(edit, here)
    gone = Bundle("utprovning", edit.written(), bundle.files)
    assert Edit(gone).node(start.id).lane == other.role
    said = [one.mening for one in compare.compare(bundle, gone) if one.element == start.id]
    assert [one for one in said if "startas nu av " in one] == said != []
