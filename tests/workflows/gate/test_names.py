"""The gate knows the names that the code has registered, and the house its own diagrams."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core import checks

from tests.workflows.draw import draw
from tests.workflows.gate.world import CORPUS
from workflows import registry
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.engine.extensions import EXTENSIONS
from workflows.gate import check, dry_run, registered, system_check
from workflows.gate.drawing import read
from workflows.gate.expressions import ALWAYS


def test_what_a_case_type_registers_may_be_named():
    for name, kind in registry.case_types().items():
        names = registered(name)
        assert set(names.steps) == set(registry.steps_of(name))
        assert names.actions == registry.actions_of(name)
        assert set(names.facts) == set(kind.facts)
        assert names.roles == frozenset(registry.roles())


def test_a_process_of_no_case_type_is_run_by_the_one_that_runs_any():
    any_process = next(k for k in registry.case_types().values() if k.runs_any)
    assert registered("nagot_alldeles_nytt") == registered(any_process.namn)
    assert registered("nagot_alldeles_nytt").own_forms


def test_the_analysis_knows_every_extension_of_ours():
    (kind,) = [ALWAYS[name] for name in EXTENSIONS]
    assert {name for name, _ in kind.entries} == set(EXTENSIONS["hmc"])


@pytest.mark.parametrize("bad", ["villkor-saknas", "uttryck-fel", "steg-saknas"])
def test_a_broken_diagram_stops_the_system_check(bad, tmp_path):
    folder = tmp_path / "prov"
    folder.mkdir()
    (folder / "prov.bpmn").write_bytes((CORPUS / f"{bad}.bad.bpmn").read_bytes())
    found = list(system_check.judged(tmp_path))
    assert f"workflows.{bad}" in {message.id for message in found}
    assert any(message.level >= checks.ERROR for message in found)
    assert all(str(message.obj).startswith("bpmn/prov") for message in found)


def test_the_diagrams_of_the_product_hold():
    errors = [m for m in system_check.judged(settings.BPMN_DIR) if m.level >= checks.ERROR]
    assert errors == []


def test_the_check_is_registered():
    assert "bpmn" in checks.registry.registry.tags_available()


OWN = from_folder(settings.BPMN_DIR / "kundorder")


@pytest.mark.parametrize(
    ("drawn", "instead", "rule"),
    [
        (r'serviceTask id="(\w+)"', "trolla_bort", "steg-saknas"),
        (r'userTask id="(\w+)"', "gissa", "uppgift-utan-sida"),
        (r'lane id="\w+" name="(\w+)"', "trollkarl", "bana-okand"),
        (r"calledDecisionId>(makulering)<", "slantsingling", "beslut-okant"),
        (r"calledDecisionId>(leveransprioritet)<", "slantsingling", "beslut-okant"),
        (r"conditionExpression[^>]*>\W*(\w+)", "vaderlek", "uttryck-fakta"),
        (r'name="key" value="(\w+)"', "stjarntecken", "uttryck-fakta"),
    ],
)
def test_a_name_that_nothing_answers_to_stops_our_own_diagram(drawn, instead, rule):
    bpmn = OWN.bpmn.decode()
    named = re.search(drawn, bpmn)
    assert named
    broken = re.sub(rf"\b{named[1]}\b", instead, bpmn)
    found = check(
        replace(OWN, bpmn=broken.encode()), names=registered("kundorder"), try_out=dry_run.forked
    )
    wrong = [finding for finding in found if finding.rule == rule]
    assert wrong
    assert all(finding.level == "error" for finding in wrong)
    assert any(instead in f"{finding.element} {finding.mening}" for finding in wrong)


def test_what_has_no_name_is_told_by_what_lies_beside_it():
    bpmn = draw(
        "start > a", "a > x", "x > b : svar", "x > y", "b > slut", "y > slut", user="a b", xor="x y"
    )
    plain = Bundle("prov", re.sub(rb'name="[xy]"', b"", bpmn))
    found = check(plain, names=None, try_out=dry_run.forked)
    said = " ".join(finding.mening for finding in found)
    assert "Grinden efter ”a” har inget namn." in said
    assert "Grinden före ”slut”" in said
    assert "(x)" not in said
    flows = {flow.vad for flow in read(plain.tree.getroot()).scopes[0].flows}
    # A flow's end is not told by its other end.
    assert "flödet från ”a” till grinden före ”b”" in flows
