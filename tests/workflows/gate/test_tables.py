"""What lies beside a diagram: tables and forms that can't be read, are wrong, or ask in vain."""

from dataclasses import replace

import pytest

from tests.workflows.draw import draw, properties
from tests.workflows.gate.world import CORPUS, NAMES, rules
from workflows import feel
from workflows.diagrams.bundle import Bundle
from workflows.gate import Finding, Names, check, dry_run, ok

TABLE = (CORPUS / "lager.dmn").read_text()
FORM = (CORPUS / "svara.form.json").read_text()
ASKS = (CORPUS / "beslut-okant.good.bpmn").read_bytes()
ANSWERS = (CORPUS / "uppgift-utan-sida.good.bpmn").read_bytes()


def _found(bpmn: bytes, names: Names = NAMES, **files: str) -> list[Finding]:
    named = {name.replace("_form_json", ".form.json").replace("_dmn", ".dmn"): text
             for name, text in files.items()}  # fmt: skip
    return check(Bundle("prov", bpmn, named), names=names, try_out=dry_run.forked)


def test_a_table_and_a_form_that_hold_are_left_alone():
    assert _found(ASKS, lager_dmn=TABLE) == []
    assert _found(ANSWERS, svara_form_json=FORM) == []


def test_a_table_that_cannot_be_read_is_named():
    found = _found(ASKS, lager_dmn=TABLE[:200])
    assert "tabell-olasbar" in rules(found)
    assert "lager.dmn" in next(f.mening for f in found if f.rule == "tabell-olasbar")


def test_a_cell_that_cannot_be_read_is_named_by_its_row():
    found = _found(ASKS, lager_dmn=TABLE.replace("&gt; 10", "&gt;"))
    wrong, *_ = [f for f in found if f.rule == "tabell-fel"]
    assert "ad 2" in wrong.mening
    assert wrong.element == "valj_lager"


def test_a_gap_is_a_warning():
    found = _found(ASKS, lager_dmn=TABLE.replace("&gt; 10", "&gt; 20"))
    assert "tabell-tveksam" in rules(found, "warning")
    assert ok(found)


def test_a_table_that_asks_for_what_the_case_does_not_know_is_refused():
    found = _found(ASKS, replace(NAMES, facts={"vikt": feel.parse_type("number")}), lager_dmn=TABLE)
    (asks,) = [f for f in found if f.rule == "tabell-fakta"]
    assert asks.element == "valj_lager"
    assert "”antal”" in asks.mening
    assert "vikt" in asks.mening


def test_a_table_that_takes_a_fact_for_another_sort_is_a_warning():
    names = replace(NAMES, facts={"antal": feel.parse_type("string")})
    assert "tabell-sort" in rules(_found(ASKS, names, lager_dmn=TABLE), "warning")


def test_a_decision_in_two_files_is_refused():
    assert "tabell-dubbel" in rules(_found(ASKS, lager_dmn=TABLE, annan_dmn=TABLE), "error")


def test_a_form_that_does_not_hold_is_named():
    found = _found(ANSWERS, svara_form_json=FORM.replace('"string"', '"trollstav"'))
    (wrong, *_) = [f for f in found if f.rule == "formular-fel"]
    assert "svara.form.json" in wrong.mening


def test_a_form_that_nobody_uses_is_a_warning():
    found = _found(ASKS, lager_dmn=TABLE, svara_form_json=FORM)
    assert rules(found) == {"formular-oanvant"}


def test_a_question_named_as_a_fact_is_refused():
    known = replace(NAMES, facts={**NAMES.facts, "svar": feel.parse_type("string")})
    (wrong,) = _found(ANSWERS, known, svara_form_json=FORM)
    assert (wrong.rule, wrong.level) == ("formular-faktum", "error")
    assert "”svar”" in wrong.mening


@pytest.mark.parametrize("own", [True, False])
def test_answers_are_facts_in_code_and_without(own):
    bpmn = ANSWERS.replace(
        b'id="svara" name="Svara"/>',
        b"""id="svara" name="Svara">
        <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="group" value="svar"/>
        </spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>""",
    )
    found = _found(bpmn, replace(NAMES, own_forms=own), svara_form_json=FORM)
    assert "uttryck-fakta" not in rules(found)


def _asks_the_answer(task: str, **own: str) -> bytes:
    """A task, and a gateway after it that asks the answer of the form."""
    return draw(
        f"start > {task}", f"{task} > x", 'x > b : svar = "ja"', "x > y", "b > y", "y > slut",
        user=f"{task} b", xor="x y", inside={task: properties(**own)},
    )  # fmt: skip


@pytest.mark.parametrize(("task", "own"), [("bestall", {"form": "svara"}), ("svara", {})])
def test_a_form_on_a_task_with_a_page_of_its_own_is_refused_and_gives_no_facts(task, own):
    pages = replace(NAMES, actions=frozenset({task}))
    found = _found(_asks_the_answer(task, **own), pages, svara_form_json=FORM)
    assert {"formular-egen-sida", "uttryck-fakta"} <= rules(found, "error")
    (said,) = [f for f in found if f.rule == "formular-egen-sida"]
    assert "”svara”" in said.mening
    assert said.element == task
    elsewhere = _found(_asks_the_answer("fraga", form="svara"), pages, svara_form_json=FORM)
    assert not {"formular-egen-sida", "uttryck-fakta"} & rules(elsewhere)


def test_a_form_that_nobody_is_asked_gives_no_facts():
    found = _found(_asks_the_answer("bestall"), svara_form_json=FORM)
    assert {"formular-oanvant", "uttryck-fakta"} <= rules(found)


@pytest.mark.parametrize("own", [True, False])
def test_the_form_of_the_start_gives_facts_where_a_case_begins_with_it(own):
    drawn = draw(
        "start > x", 'x > b : svar = "ja"', "x > y", "b > y", "y > slut",
        user="b", xor="x y", inside={"start": properties(form="svara")},
    )  # fmt: skip
    found = _found(drawn, replace(NAMES, own_forms=own), svara_form_json=FORM)
    assert ("uttryck-fakta" in rules(found)) is not own
