"""Pia changes the felrapport without code: beds go to another group, and somebody rings first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.felrapport import actions_hmc
from cases.felrapport.models import Felrapport
from tests.felrapport.ringning import med_ringning
from tests.felrapport.varld import Fel, inloggad, levererad_sang, skickad
from tests.kundorder.varld import person
from workflows import engine
from workflows.diagrams import versions
from workflows.models import Draft

HAR = "/processer/felrapport/"
TABELL = f"{HAR}utkast/tabeller/felrapport_grupp.dmn/"
FORMULAR = f"{HAR}utkast/formular/ring_patienten/ny-fraga/"
RAD = [
    "false",
    "-",
    "-",
    "-",
    'starts with(?, "Säng")',
    '"HMC kundtjänst"',
    '"individ"',
    "3",
    "null",
]


@pytest.fixture
def pia(f: Fel) -> Client:
    return inloggad(person("pia", "processagare"))


def _rev() -> str:
    return str(Draft.objects.get().rev)


def _andra(pia: Client) -> None:
    drawn = SimpleUploadedFile(
        "felrapport.bpmn", med_ringning(versions.bundle_of(versions.published("felrapport")))
    )
    assert pia.post(f"{HAR}utkast/", {"filer": drawn}).status_code == 302
    column = {"beslut": "felrapport_grupp", "gor": "ny_kolumn", "faktum": "hjalpmedel"}
    assert pia.post(f"{TABELL}andra/", {**column, "rev": _rev()}).status_code == 302
    cells = {f"cell_{at}": text for at, text in enumerate(RAD)}
    row = pia.post(f"{TABELL}felrapport_grupp/ny-rad/", {**cells, "efter": "1", "rev": _rev()})
    assert row.status_code == 302
    for asked in (
        {"fraga": "Fick du tag i patienten?", "namn": "svarade"},
        {
            "fraga": "Vad blev sagt?",
            "sort": "lang",
            "nar": 'svarade = true and starts with(hjalpmedel, "Säng")',
        },
    ):
        said = {"sort": "ja_nej", "kravs": "ja", "rev": _rev(), "_titel": "Ring patienten", **asked}
        answer = pia.post(FORMULAR, said)
        assert answer.status_code == 302, answer.content.decode()
    # The scenarios that the process comes with know of no ringing.
    signed = {"skal": "Scenarierna skrivs om i morgon.", "underskrift": "pia"}
    note = {"anteckning": "Sängar till kundtjänst, som ringer.", "rev": _rev(), **signed}
    done = pia.post(f"{HAR}publicera/", note)
    assert done.status_code == 302, done.content.decode()


def test_a_new_felrapport_meets_the_row_and_the_form(f: Fel, pia: Client) -> None:
    before = skickad(f, "lang_svarstid")
    order, sang = levererad_sang(f)
    _andra(pia)
    assert versions.published("felrapport").number == 2
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk)
    found.refresh_from_db()
    assert found.grupp
    assert found.grupp.nyckel == "kundtjanst"
    actions_hmc.ta_emot(found.pk, person=f.v.kim)
    (task,) = engine.open_tasks(found.pk)
    assert (task.element, task.group) == ("ring_patienten", "kundtjanst")

    kim = inloggad(f.v.kim)
    opened = kim.get(f"/inkorg/{task.pk}/", follow=True)
    here = opened.redirect_chain[-1][0]
    assert "Fick du tag i patienten?" in opened.content.decode()
    assert "Vad blev sagt?" not in opened.content.decode()
    more = kim.post(here, {"svarade": "ja", "_visade": "svarade"})
    assert more.status_code == 422
    assert "Vad blev sagt?" in more.content.decode()
    both = {
        "svarade": "ja",
        "vad_blev_sagt": "Grinden gnisslar.",
        "_visade": "svarade vad_blev_sagt",
    }
    assert kim.post(here, both).status_code == 302
    assert [one.element for one in engine.open_tasks(found.pk)] == ["utred"]
    assert "Grinden gnisslar." in kim.get(f"/arende/{found.pk}/").content.decode()

    # What was under way goes on as it began.
    actions_hmc.ta_emot(before.pk, person=f.v.kim)
    assert [one.element for one in engine.open_tasks(before.pk)] == ["utred"]


def test_a_task_with_a_page_of_its_own_is_not_done_as_a_form(f: Fel) -> None:
    found = skickad(f, "lang_svarstid")
    (task,) = engine.open_tasks(found.pk)
    kim = inloggad(f.v.kim)
    assert kim.get(f"/fritt/uppgift/{task.pk}/").status_code == 404
    assert kim.post(f"/fritt/uppgift/{task.pk}/", {}).status_code == 404
    assert [one.element for one in engine.open_tasks(found.pk)] == ["ta_emot"]
    assert Felrapport.objects.get(pk=found.pk).arende.status == Felrapport.Status.NY
