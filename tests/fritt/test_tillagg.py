"""One answer given afterwards: held by itself, beside what others have answered."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from cases.fritt import actions, besvarat, facts, tillagg
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import Svar
from cases.gemensamt.behorighet import FAR_INTE_SLA_UPP
from cases.gemensamt.models import Arende
from tests.fritt.conftest import Varld
from tests.workflows.draw import draw
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import NotFound, Refused

ANMAL = r"""{"title": "Anmäl", "type": "object", "required": ["underlag"], "properties": {
  "mottagare": {"type": "string", "title": "För vem?", "x-register": "mottagare"},
  "underlag": {"type": "string", "title": "Underlag", "x-register": "bilaga"},
  "kopia": {"type": "string", "title": "Kopia", "x-register": "bilaga"},
  "vag": {"type": "string", "title": "Väg"},
  "belopp": {"type": "integer", "title": "Belopp", "maximum": 100,
    "x-visible-when": "vag = \"brev\""},
  "avsandare": {"type": "string", "title": "Avsändare", "x-visible-when": "vag = \"telefon\""}}}"""
BEDOM = r"""{"title": "Bedöm", "type": "object", "required": ["beslut"], "properties": {
  "beslut": {"type": "string", "title": "Beslut"},
  "skal": {"type": "string", "title": "Skäl", "x-visible-when": "vag = \"brev\""}}}"""
LANE = (
    '<bpmn:laneSet id="banor"><bpmn:lane id="bana" name="kundtjanst">'
    "<bpmn:flowNodeRef>start</bpmn:flowNodeRef><bpmn:flowNodeRef>a</bpmn:flowNodeRef>"
    "</bpmn:lane></bpmn:laneSet>"
)


@pytest.fixture
def arende(varld: Varld, settings: Settings, tmp_path: Path) -> Arende:
    """Begun with a mottagare and a file, and without a `belopp`."""
    return _borjat(settings, tmp_path, varld, mottagare="200303030303")


def _borjat(settings: Settings, tmp_path: Path, varld: Varld, **svar: str) -> Arende:
    settings.MEDIA_ROOT = tmp_path
    drawn = draw("start > a > slut", user="a", process_id="avgift", extra=LANE)
    files = {"start.form.json": ANMAL, "a.form.json": BEDOM}
    versions.publish(Bundle("avgift", drawn, files), case_type="fritt")
    pdf = SimpleUploadedFile("brev.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    given = Inlamning({"underlag": "ny:underlag", "vag": "brev", **svar}, {"underlag": pdf})
    return actions.starta("avgift", person=varld.kim, kund=None, inlamning=given)


def test_it_is_kept_by_itself_and_the_others_stay(arende: Arende, varld: Varld) -> None:
    before = facts.fakta(arende.pk)
    assert before["mottagare"]
    assert before["underlag"]
    tillagg.ge(arende.pk, "belopp", "8", "pia")
    assert facts.fakta(arende.pk) == {**before, "belopp": 8}
    asked, added = Svar.objects.order_by("pk")
    assert "belopp" not in asked.varden
    assert (added.varden, added.av.username, added.element) == ({"belopp": 8}, "pia", "start")
    told = besvarat.svar_i(arende.pk)
    assert [one.titel for one in told] == ["Anmäl", "Anmäl (tillägg)"]
    assert list(told[1].rader) == [("Belopp", "8")]


def test_a_later_form_that_asks_an_earlier_one(arende: Arende) -> None:
    before = facts.fakta(arende.pk)
    tillagg.ge(arende.pk, "skal", "Stod i brevet.", "pia")
    assert facts.fakta(arende.pk) == {**before, "beslut": None, "skal": "Stod i brevet."}
    assert Svar.objects.latest("pk").element == "a"


def test_a_later_round_takes_it_back(arende: Arende, varld: Varld) -> None:
    tillagg.ge(arende.pk, "belopp", "8", "pia")
    first = Svar.objects.earliest("pk")
    Svar.objects.create(
        arende=arende,
        element="start",
        version_id=first.version_id,
        varden={**first.varden, "vag": "telefon"},
        av=varld.kim,
        nar=clock.now(),
    )
    assert facts.fakta(arende.pk)["belopp"] is None


@pytest.mark.parametrize(
    ("namn", "text", "said"),
    [
        ("belopp", "åtta", "siffror"),
        ("belopp", "101", "100"),
        ("belopp", "", "Belopp"),
        ("avsandare", "Anna", "frågas inte"),
        ("vag", "telefon", "redan besvarad"),
        ("mottagare", "200303030303", "redan besvarad"),
        ("kopia", "brev.pdf", "Filen följde inte med"),
    ],
)
def test_what_is_no_answer_is_refused(arende: Arende, namn: str, text: str, said: str) -> None:
    with pytest.raises(Refused) as no:
        tillagg.ge(arende.pk, namn, text, "kim")
    assert said in no.value.hinder[0].mening
    assert Svar.objects.count() == 1


def test_what_nobody_asks_is_not_found(arende: Arende) -> None:
    with pytest.raises(NotFound):
        tillagg.ge(arende.pk, "hittepa", "1", "kim")


def test_a_mottagare_is_given_by_those_who_may_look_one_up(
    varld: Varld, settings: Settings, tmp_path: Path
) -> None:
    arende = _borjat(settings, tmp_path, varld)
    with pytest.raises(Refused) as no:
        tillagg.ge(arende.pk, "mottagare", "200303030303", "pia")
    assert no.value.hinder[0].mening == FAR_INTE_SLA_UPP
    tillagg.ge(arende.pk, "mottagare", "200303030303", "kim")
    assert facts.fakta(arende.pk)["mottagare"] == str(varld.patient.pk)
