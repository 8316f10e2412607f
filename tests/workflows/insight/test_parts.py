"""What may be told of an element: no part whose rest in its whole would be too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.insight.counting import OF_ELEMENT
from workflows.insight.hiding import FEWEST
from workflows.insight.reading import numbers

PARTS = [
    ("timed", "passes"),
    ("taken", "timed"),
    ("taken", "passes"),
    ("due", "timed"),
    ("due", "passes"),
    ("late", "due"),
    ("late", "timed"),
    ("late", "passes"),
    ("again", "passes"),
]
OF_PART = {"timed": "waited", "taken": "worked", "late": "late_share", "due": "late_share"}


@pytest.mark.parametrize(("part", "whole"), PARTS)
def test_a_part_that_leaves_too_few_is_not_told(part: str, whole: str) -> None:
    every = dict.fromkeys(OF_ELEMENT, 20)
    assert getattr(numbers(every), part) == 20
    for left in range(1, FEWEST):
        told = numbers({**every, part: 20 - left})
        assert (getattr(told, part), getattr(told, whole)) == (None, 20)
        if part in OF_PART:
            assert getattr(told, OF_PART[part]) is None
    assert getattr(numbers({**every, part: 15}), part) == 15


@given(st.data())
def test_no_rest_can_be_reckoned_out(data: st.DataObject) -> None:
    row = {"passes": data.draw(st.integers(0, 30))}
    for part, whole in [pair for pair in PARTS if pair[1] != "passes" or pair[0] in "timed again"]:
        if part not in row:
            row[part] = data.draw(st.integers(0, row[whole]), label=part)
    told = numbers({**dict.fromkeys(OF_ELEMENT, 0), **row})
    for part, whole in PARTS:
        one, all_of_it = getattr(told, part), getattr(told, whole)
        if one is not None and all_of_it is not None:
            assert not 0 < all_of_it - one < FEWEST
