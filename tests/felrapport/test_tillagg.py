"""An answer given afterwards in a report may depend on what the report itself knows."""

import json

import pytest

from cases.felrapport import actions_hmc
from cases.fritt import facts, tillagg
from tests.felrapport.ringning import med_ringning
from tests.felrapport.varld import Fel, skickad
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import Refused


def _med_fraga(villkor: str) -> None:
    now = versions.bundle_of(versions.published("felrapport"))
    question = {"type": "string", "title": "Vad lovades?", "x-visible-when": villkor}
    form = {"title": "Ring", "type": "object", "properties": {"lovat": question}}
    files = {**now.files, "ring_patienten.form.json": json.dumps(form)}
    versions.publish(Bundle("felrapport", med_ringning(now), files), case_type="felrapport")


def test_a_question_shown_by_what_the_report_knows_is_given(f: Fel) -> None:
    _med_fraga('ingang = "fristående"')
    found = skickad(f, "lang_svarstid")
    actions_hmc.ta_emot(found.pk, person=f.v.kim)
    tillagg.ge(found.pk, "lovat", "Besök i morgon", "kim")
    assert facts.fakta(found.pk)["lovat"] == "Besök i morgon"


def test_one_that_the_report_hides_is_not(f: Fel) -> None:
    _med_fraga('ingang = "hjälpmedelsbild"')
    found = skickad(f, "lang_svarstid")
    actions_hmc.ta_emot(found.pk, person=f.v.kim)
    with pytest.raises(Refused, match="frågas inte"):
        tillagg.ge(found.pk, "lovat", "Besök i morgon", "kim")
