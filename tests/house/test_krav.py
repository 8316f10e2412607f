"""docs/krav.md tells the truth about every requirement."""

import re

import pytest

from tests.house import pages
from tests.programs import ROOT

# How many requirements each part of the manual was read to have.
PARTS = {
    "IN": 4, "ST": 13, "HM": 24, "LÅ": 5, "ÅL": 3, "BK": 7, "HO": 19, "KV": 3, "RE": 5, "OO": 5,
    "IK": 7, "VK": 5, "SA": 4, "AI": 7, "KO": 28, "KH": 8, "EA": 3, "AO": 8, "ME": 4, "DU": 12,
    "EF": 4, "UA": 2, "FR": 11, "SU": 3,
}  # fmt: skip
OUTSIDE = {"IN-1", "IN-4", "EF-4", "SU-2", "KO-28"}
DEVIATIONS = {"AO-6", "EA-3", "KO-9", "RE-2", "ST-11", "ME-1"}
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")

ROWS = pages.rows("krav.md", columns=6)


def test_every_requirement_has_one_row() -> None:
    expected = [f"{part}-{number}" for part, many in PARTS.items() for number in range(1, many + 1)]
    assert [row[0] for row in ROWS] == expected
    assert len(expected) == 194


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_is_shown_by_what_it_names(row: list[str]) -> None:
    identity, what, screen, state, shown, instead = row
    assert what
    assert screen
    assert state in {"byggt", "delvis", "inte än", "utanför"}
    named = TEST.findall(shown)
    assert bool(named) == (state in {"byggt", "delvis"}), "what is built is shown by a test"
    for path, test in named:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in text, f"{path} has no {test}"
    assert (state == "utanför") == (identity in OUTSIDE)
    assert (instead != "–") == (identity in OUTSIDE | DEVIATIONS)
