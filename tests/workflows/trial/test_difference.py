"""What a draft does otherwise is told with the rule that makes it, or with what it follows from."""

import pytest
from django.conf import settings

from workflows.diagrams.bundle import from_folder
from workflows.diagrams.parser import build
from workflows.trial.difference import compare
from workflows.trial.groups import Groups
from workflows.trial.rerun import Rerun, diagram


@pytest.mark.parametrize(
    ("fact", "was", "now", "rule"),
    [
        ("grupp", '"a"', '"b"', "Gruppen följer av något annat än en tabell"),
        (
            "svara_senast",
            'date and time("2026-12-01T09:00:00Z")',
            'date and time("2026-12-02T09:00:00Z")',
            "Tiden räknas från en annan stund.",
        ),
    ],
)
def test_what_no_table_makes_is_told_by_its_kind(fact: str, was: str, now: str, rule: str) -> None:
    drawn = diagram(build(from_folder(settings.BPMN_DIR / "felrapport")))
    base, mine = Rerun(), Rerun()
    base.settled[("registrera", 0)] = {fact: was}
    mine.settled[("registrera", 0)] = {fact: now}
    groups = Groups({"a": "kundtjanst", "b": "kundtjanst"}, {"Ann": "a", "Bo": "b"})
    told = compare([], base, mine, drawn, drawn, groups)
    assert [one.rule[: len(rule)] for one in told.differences] == [rule]
