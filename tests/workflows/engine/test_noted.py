"""What is kept beside a table's answer, and what it tells afterwards."""

from typing import Any

import pytest

from workflows.engine.noted import Noted, Notes
from workflows.facts import Fact

DECLARED = {
    "steg": Fact("steg", "string", ""),
    "antal": Fact("antal", "number", ""),
    "rader": Fact("rader", "list<Any>", ""),
    "vem": Fact("vem", "string", "", noted=False),
}
BEFORE = {"steg": "a", "antal": 2, "rader": [1], "vem": "Lille Skutt"}
AFTER = {**BEFORE, "steg": "b"}


def _details(*taken: dict[str, Any], read: dict[str, str], now: Any) -> dict[str, Any]:
    notes = Notes(DECLARED)
    for one in taken:
        notes.take(one)
    asked = [{"element": name} for name in ("forst", "sedan")[: len(taken)]]
    return {"facts": read, "decisions": asked, "noted": notes.packed(read, now)}


def test_only_plain_facts_are_kept_and_each_but_once() -> None:
    details = _details(BEFORE, AFTER, read={"antal": "2"}, now=AFTER)
    assert details["noted"] == [{"steg": '"a"'}, {"steg": '"b"'}, {}]
    assert _details(BEFORE, read={}, now=None)["noted"] == [{"steg": '"a"', "antal": "2"}]
    assert _details(read={}, now=BEFORE)["noted"] == []


@pytest.mark.parametrize(
    ("name", "element", "told"),
    [
        ("steg", "forst", '"a"'),
        ("steg", "sedan", '"b"'),
        ("steg", "en_grind", None),  # before or after it changed?
        ("antal", "forst", "2"),
        ("antal", "en_grind", "2"),
        ("vem", "forst", None),
    ],
)
def test_a_fact_is_told_as_it_was_where_it_is_asked(
    name: str, element: str, told: str | None
) -> None:
    noted = Noted(_details(BEFORE, AFTER, read={}, now=AFTER))
    assert noted.here(name, element) == told
    assert (noted.first("steg"), noted.last("steg")) == ('"a"', '"b"')


def test_what_nobody_read_when_the_move_had_ended_is_not_told() -> None:
    noted = Noted(_details(BEFORE, read={}, now=None))
    assert (noted.here("steg", "forst"), noted.here("steg", "en_grind")) == ('"a"', None)
    assert (noted.first("steg"), noted.last("steg")) == ('"a"', None)


def test_a_move_without_a_table_tells_what_was_read() -> None:
    noted = Noted({"facts": {"steg": '"a"'}})
    assert (noted.here("steg", "x"), noted.first("steg"), noted.last("steg")) == ('"a"',) * 3
    assert noted.here("antal", "x") is None
