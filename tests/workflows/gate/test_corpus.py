"""One small diagram that breaks each rule, and one beside it that keeps it."""

import re

import pytest
from lxml import etree

from tests.workflows.gate.world import CORPUS, checked, rules
from workflows.gate import RULES, ok

BAD = sorted(CORPUS.glob("*.bad.bpmn"))
GOOD = sorted(CORPUS.glob("*.good.bpmn"))
# Rules about files, tables and forms, each shown in a test of its own (test_files, test_tables).
NOT_DRAWN = {
    "fil",
    "xml",
    "fler-fel",
    "process-id",
    "provkorning",
    "provkorning-tung",
    "kontroll-avbruten",
    "tabell-olasbar",
    "tabell-val",
    "tabell-tom-grupp",
    "grupp-okand",
    "grupp-tom",
    "tabell-fel",
    "tabell-tveksam",
    "tabell-fakta",
    "tabell-dubbel",
    "tabell-sort",
    "formular-faktum",
    "formular-fel",
    "formular-oanvant",
}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_broken_rule_is_found_and_says_which_element(path):
    rule = RULES[path.name.split(".")[0]]
    found = [finding for finding in checked(path) if finding.rule == rule.id]
    assert found
    for finding in found:
        assert finding.level == rule.level
        assert finding.mening[0].isupper() or finding.mening[0].isdigit()
        assert finding.mening.endswith((".", "?"))
        assert "{" not in finding.mening or "${" in finding.mening
        if finding.element:
            drawn = etree.parse(path).xpath("//*[@id=$id]", id=finding.element)
            assert drawn, finding
            assert any(name in finding.mening for name in _called(drawn[0])), finding


def _called(drawn: etree._Element) -> list[str]:
    """What a sentence may call an element: its name, or those of what lies beside it."""
    flows = drawn.xpath("//*[@sourceRef=$id or @targetRef=$id]", id=drawn.get("id"))
    ends = [one.get(end) for one in (*flows, drawn) for end in ("sourceRef", "targetRef")]
    beside = [drawn.xpath("string(//*[@id=$id]/@name)", id=end or "") for end in ends]
    return [name for name in (drawn.get("name"), drawn.get("id"), *beside) if name]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_kept_rule_is_not_found_and_nothing_else_stops_the_diagram(path):
    found = checked(path)
    assert path.name.split(".")[0] not in rules(found)
    assert ok(found), found


def test_every_rule_has_a_diagram_that_breaks_it():
    assert {path.name.split(".")[0] for path in BAD} == set(RULES) - NOT_DRAWN


def test_every_sentence_says_what_to_do():
    """A finding is two sentences: what is wrong, and what to do; or one that says both."""
    for rule in RULES.values():
        if rule.mening == "{fel}" or rule.mening.endswith("{fel}"):
            continue  # the one who read the file says it
        assert len(re.findall(r"[.;:] ?|$", rule.mening)) >= 2, rule
        assert rule.krav.endswith("."), rule
