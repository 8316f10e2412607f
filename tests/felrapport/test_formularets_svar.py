"""The answers to an owner's form are asked in the conditions after it, in real reports too."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.felrapport import actions_hmc
from cases.gemensamt.models import Arende
from tests.api.klient import Klient
from tests.felrapport.ringning import med_ringning
from tests.felrapport.varld import Fel, inloggad, skickad
from tests.kundorder.varld import person
from workflows import engine
from workflows.diagrams import versions
from workflows.models import Draft, Incident, UserTask

HAR = "/processer/felrapport/"
FORMULAR = f"{HAR}utkast/formular/ring_patienten/ny-fraga/"
STEG = f"{HAR}utkast/text/"
RING = "ring_patienten"


@pytest.fixture
def pia(f: Fel) -> Client:
    return inloggad(person("pia", "processagare"))


def _rev() -> str:
    return str(Draft.objects.get().rev)


def _post(pia: Client, path: str, **said: str) -> Any:
    answer = pia.post(path, {**said, "rev": _rev()})
    assert answer.status_code == 302, _text(answer)
    return answer


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _rita(pia: Client) -> None:
    """Ring patienten asks two questions, and a gateway after it asks the answers."""
    drawn = SimpleUploadedFile(
        "felrapport.bpmn", med_ringning(versions.bundle_of(versions.published("felrapport")))
    )
    assert pia.post(f"{HAR}utkast/", {"filer": drawn}).status_code == 302
    form = {"sort": "ja_nej", "kravs": "ja", "_titel": "Ring patienten"}
    _post(pia, FORMULAR, **form, fraga="Svarade patienten?", namn="svarade")
    _post(
        pia,
        FORMULAR,
        **form,
        fraga="Vill patienten ha ett besök?",
        namn="vill_ha_besok",
        nar="svarade = true",
    )
    added = _post(
        pia, f"{STEG}{RING}/lagg-till/", **{"ny-namn": "Besök?", "ny-sort": "exclusiveGateway"}
    )
    grind = str(added["Location"]).rstrip("/").rpartition("/")[2]
    added = _post(
        pia,
        f"{STEG}{grind}/lagg-till/",
        **{"ny-namn": "Besök patienten", "ny-sort": "userTask", "ny-vag": "ny"},
    )
    besok = str(added["Location"]).rstrip("/").rpartition("/")[2]
    _post(pia, f"{STEG}{besok}/vag/", till="till_utredning")
    shown = pia.get(f"{STEG}{grind}/")
    form_ = shown.context["form"]
    said = {name: str(form_[name].value() or "") for name in form_.fields}
    ways = [key for key, _ in form_.fields["annars"].choices if key]
    till = f"{grind}_till_{besok}"
    said[f"villkor_{till}"] = "svarade = true and vill_ha_besok = true"
    (said["annars"],) = (key for key in ways if key != till)
    _post(pia, f"{STEG}{grind}/", **said)
    ask = {"sort": "kort", "fraga": "Hur gick det?", "_titel": "Besök patienten"}
    _post(pia, f"{HAR}utkast/formular/{besok}/ny-fraga/", **ask)


def _publicera(pia: Client) -> None:
    said = {"anteckning": "Vi ringer först.", "skal": "Scenarierna skrivs om i morgon."}
    _post(pia, f"{HAR}publicera/", **said, underskrift="pia")
    assert versions.published("felrapport").number == 2


def _vantar(arende: Arende) -> list[str]:
    return [one.element for one in engine.open_tasks(arende.pk)]


def _ring(f: Fel) -> tuple[Arende, UserTask]:
    found = skickad(f, "lang_svarstid")
    actions_hmc.ta_emot(found.pk, person=f.v.kim)
    (task,) = UserTask.objects.filter(case_id=found.pk, element=RING)
    return Arende.objects.get(pk=found.pk), task


def test_a_gateway_after_the_form_takes_the_way_that_was_answered(f: Fel, pia: Client) -> None:
    _rita(pia)
    page = _text(pia.get(f"{STEG}ring_patienten/"))
    assert "svarade" in page, "the answers are among what an expression may ask"
    _publicera(pia)
    kim = inloggad(f.v.kim)
    for answers, then in (
        ({"svarade": "ja", "vill_ha_besok": "ja"}, "besok_patienten"),
        ({"svarade": "ja", "vill_ha_besok": "nej"}, "utred"),
        ({"svarade": "nej"}, "utred"),
    ):
        arende, task = _ring(f)
        said = {**answers, "_visade": " ".join(answers)}
        done = kim.post(f"/fritt/uppgift/{task.pk}/", said)
        assert done.status_code == 302, _text(done)
        assert _vantar(arende) == [then]
        shown = _text(kim.get(f"/arende/{arende.pk}/"))
        assert "Svarade patienten?" in shown
        assert ("Vill patienten ha ett besök?" in shown) is (answers["svarade"] == "ja")
    assert not Incident.objects.exists()
    told = [row.details["facts"] for row in engine.history(arende.pk) if row.element == RING]
    assert told[-1]["svarade"] == "false"


def test_a_program_is_asked_and_answers_the_same(f: Fel, pia: Client) -> None:
    _rita(pia)
    _publicera(pia)
    arende, task = _ring(f)
    kim = Klient(f.v.kim)
    here = f"fritt/uppgifter/{task.pk}/"
    asked = kim("GET", here)
    assert set(asked.data["formular"]["properties"]) == {"svarade", "vill_ha_besok"}
    no = kim("POST", here, {"svar": {"svarade": True}}, tag=asked.etag)
    assert (no.status, no.falt) == (422, ["vill_ha_besok"])
    answers = {"svarade": True, "vill_ha_besok": True}
    yes = kim("POST", here, {"svar": answers}, tag=asked.etag)
    assert yes.status == 200
    assert _vantar(arende) == ["besok_patienten"]


def test_an_answer_that_nobody_gave_is_null_and_not_lost(f: Fel, pia: Client) -> None:
    """A report that never came by the form is asked all the same: the condition is not true."""
    _rita(pia)
    _publicera(pia)
    found = skickad(f, "lang_svarstid")
    assert _vantar(Arende.objects.get(pk=found.pk)) == ["ta_emot"]
    assert not Incident.objects.exists()


def test_a_question_may_not_hide_what_the_report_knows(f: Fel, pia: Client) -> None:
    _rita(pia)
    said = {"sort": "kort", "fraga": "Kategori", "_titel": "Ring patienten", "rev": _rev()}
    no = pia.post(FORMULAR, {**said, "namn": "kategori"})
    assert (no.status_code, "heter redan något som ärendet vet" in _text(no)) == (422, True)
    assert pia.post(FORMULAR, said).status_code == 302
    form = Draft.objects.get().files["ring_patienten.form.json"]
    assert '"kategori_2"' in form
