"""The way of a konsultation: the scenarios, each deviation, each refusal, its pages and doors."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.gemensamt.models import Arende
from cases.konsultation import actions
from cases.konsultation.models import Konsultation
from cases.konsultation.rules import Resultat, Tidsforslag
from cases.meddelanden.models import Meddelande
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Grupp
from tests.api.klient import Klient
from tests.konsultation.conftest import ONSDAG
from tests.konsultation.varld import Kons, begard, bokad, tid
from tests.kundorder.varld import leverera_meddelanden, spar
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Message, UserTask

Status = Konsultation.Status
SCENARIER = yaml.safe_load(
    (settings.BPMN_DIR / "konsultation" / "scenarios.yaml").read_text(encoding="utf-8")
)
RAD = Resultat(utfall="rad", sammanfattning="Höj ryggstödet.", journal=True, minuter=45)


def status(k: Kons) -> str:
    return Arende.objects.get(pk=k.kons.pk).status


def besked(k: Kons) -> dict[str, Any]:
    """What the arbetsorder has been told, once."""
    leverera_meddelanden()
    return Message.objects.get(name="konsultation_klar", key=str(k.arbetsorder)).payload


def rubriker(k: Kons) -> list[str]:
    told = Meddelande.objects.filter(till=k.v.miriam).order_by("pk")
    return [one.split(": ")[1] for one in told.values_list("rubrik", flat=True)]


def koder(no: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [hinder.kod for hinder in no.value.hinder]


@pytest.mark.parametrize("scenario", SCENARIER, ids=[one["namn"] for one in SCENARIER])
def test_scenario(k: Kons, scenario: dict[str, Any]) -> None:
    case = begard(k).pk
    for event in scenario["nar"]:
        svar = event["svar"]
        if event["uppgift"] == "erbjud_tid":
            said = Tidsforslag(nadd=svar["nadd"], form="besok", tid=tid())
            actions.erbjud_tid(case, person=k.kerstin, sagt=said)
        else:
            actions.genomfor(case, person=k.kerstin, sagt=RAD)
    assert spar(case) == scenario["da"]["gick"]
    assert status(k) == scenario["da"]["status"]
    assert besked(k)["klar"] is (scenario["da"]["status"] == Status.GENOMFORD)


def test_the_arbetsorder_is_told_what_it_led_to_and_how_long_it_took(k: Kons) -> None:
    actions.genomfor(bokad(k).pk, person=k.kerstin, sagt=RAD)
    told = besked(k)
    assert (told["ledde_till"], told["text"]) == ("rad", "Råd gavs. Höj ryggstödet.")
    assert [one["minuter"] for one in told["tider"]] == [45]
    assert rubriker(k) == ["tid bokad", "avslutad"]


def test_no_time_in_time_goes_to_kundtjanst_until_there_is_one(k: Kons) -> None:
    case = begard(k, akut=True, tid_senast="2026-12-02T10:00:00+01:00").pk
    with clock.frozen(ONSDAG + timedelta(days=8)):
        engine.tick()
        assert rubriker(k) == ["tiden dröjer"]
        open_now = {task.element for task in engine.open_tasks(case)}
        assert open_now == {"erbjud_tid", "folj_upp_forsening"}
        late = Tidsforslag(nadd=True, form="besok", tid=tid())
        with pytest.raises(Refused) as no:
            actions.erbjud_tid(case, person=k.kerstin, sagt=late)
        assert koder(no) == ["skal_saknas"]
        said = Tidsforslag(nadd=True, form="besok", tid=tid(), skal="Konsulenten var sjuk.")
        actions.erbjud_tid(case, person=k.kerstin, sagt=said)
        assert {task.element for task in engine.open_tasks(case)} == {"genomfor"}


def test_kundtjanst_tells_when_there_will_be_a_time(k: Kons) -> None:
    case = begard(k, tid_senast="2026-12-02T10:00:00+01:00").pk
    with clock.frozen(ONSDAG + timedelta(days=8)):
        engine.tick()
        actions.folj_upp_forsening(case, person=k.v.kim, text="En tid kommer på fredag.")
        assert rubriker(k) == ["tiden dröjer", "besked om tiden"]


def test_another_time_is_needed(k: Kons) -> None:
    case = bokad(k).pk
    again = Resultat(utfall="ny_tid", sammanfattning="Patienten var inlagd.")
    actions.genomfor(case, person=k.kerstin, sagt=again)
    assert status(k) == Status.VANTAR
    assert k.kons.tid is None
    said = Tidsforslag(nadd=True, form="online", tid=tid(10))
    actions.erbjud_tid(case, person=k.kerstin, sagt=said)
    gone = Resultat(utfall="uteblev", sammanfattning="Ingen kom.")
    actions.genomfor(case, person=k.kerstin, sagt=gone)
    assert status(k) == Status.UTEBLEV
    assert besked(k)["klar"] is False


@pytest.mark.parametrize("gjort", [begard, bokad])
def test_the_arbetsorder_is_cancelled(k: Kons, gjort: Any) -> None:
    case = gjort(k).pk
    engine.send("arbetsorder_makulerad", str(k.arbetsorder), {"arbetsorder": str(k.arbetsorder)})
    leverera_meddelanden()
    assert status(k) == Status.MAKULERAD
    assert engine.open_tasks(case) == []


def test_it_goes_to_the_group_of_its_product_area(k: Kons) -> None:
    Grupp.objects.create(nyckel="konsulent_sang", namn="Sängar", roll="konsulent")
    begard(k, grupp="konsulent_sang")
    assert UserTask.objects.get().group == "konsulent_sang"


def test_every_refusal_leaves_it_as_it_was(k: Kons) -> None:
    case = begard(k).pk
    yesterday = ONSDAG - timedelta(days=1)
    for sagt, said in (
        (Tidsforslag(None), ["nadd_saknas"]),
        (Tidsforslag(nadd=True, tid=yesterday), ["form_saknas", "tid_fel"]),
    ):
        with pytest.raises(Refused) as no:
            actions.erbjud_tid(case, person=k.kerstin, sagt=sagt)
        assert koder(no) == said
    with pytest.raises(Forbidden):
        actions.erbjud_tid(case, person=k.v.miriam, sagt=Tidsforslag(nadd=False))
    with pytest.raises(NotYourTurn):
        actions.genomfor(case, person=k.kerstin, sagt=RAD)
    assert k.kons.forsok == 0
    actions.erbjud_tid(case, person=k.kerstin, sagt=Tidsforslag(nadd=True, form="besok", tid=tid()))
    for result, said in (
        (Resultat(""), ["utfall_saknas"]),
        (Resultat("rad"), ["text_saknas", "journal_saknas"]),
        (Resultat("artiklar", "Säng.", journal=True), ["artiklar_saknas"]),
        (
            Resultat("artiklar", "Säng.", journal=True, artiklar={"99999": 0}, minuter=-1),
            ["artikel_okand", "antal_fel", "minuter_fel"],
        ),
    ):
        with pytest.raises(Refused) as no:
            actions.genomfor(case, person=k.kerstin, sagt=result)
        assert koder(no) == said
    assert k.kons.utfall == ""


def test_the_konsulents_pages_and_what_the_forskrivare_can_order(k: Kons) -> None:
    logga_atkomst(k.v.miriam, k.v.patient, Atkomst.Vad.BEKRAFTADE, kund=k.v.kund)
    case = begard(k).pk
    kerstin, miriam = Client(), Client()
    kerstin.force_login(k.kerstin)
    miriam.force_login(k.v.miriam)
    here = reverse("konsultation:erbjud_tid", args=[case])
    assert "Sitter snett" in kerstin.get(here).content.decode()
    wrong = kerstin.post(here, {"nadd": "ja", "form": "besok", "skal": "Därför"})
    assert wrong.status_code == 422
    assert "Därför" in wrong.content.decode()
    for link in ('href="#falt-tid"', 'id="falt-tid"'):
        assert link in wrong.content.decode()
    day = {"dag": "2026-12-01", "tid": "13:30"}
    assert kerstin.post(here, {"nadd": "ja", "form": "besok", **day}).status_code == 302
    assert k.kons.tid == datetime(2026, 12, 1, 12, 30, tzinfo=UTC)
    done = reverse("konsultation:genomfor", args=[case])
    assert kerstin.get(done).status_code == 200
    said = {"utfall": "artiklar", "sammanfattning": "Prova en rollator.", "journal": "ja"}
    wrong = kerstin.post(done, {**said, "artiklar": "10001 x två"})
    assert wrong.status_code == 422
    assert kerstin.post(done, {**said, "artiklar": "10001 x 2\n75178"}).status_code == 302
    page = miriam.get(reverse("arende", args=[case])).content.decode()
    assert "Prova en rollator." in page
    assert "Rollator" in page
    assert reverse("kundorder:ny") in page
    assert str(k.kons.arende.nummer) in miriam.get(reverse("konsultation:lista")).content.decode()
    assert miriam.get(here).status_code == 403


def test_a_specialanpassning_that_is_recommended_is_a_press_away(k: Kons) -> None:
    versions.publish(from_folder(settings.BPMN_DIR / "arbetsorder"), case_type="arbetsorder")
    logga_atkomst(k.v.miriam, k.v.patient, Atkomst.Vad.BEKRAFTADE, kund=k.v.kund)
    case = begard(k).pk
    actions.erbjud_tid(case, person=k.kerstin, sagt=Tidsforslag(True, "besok", tid()))
    told = Resultat("specialanpassning", "Ryggen behöver byggas om.", journal=True)
    actions.genomfor(case, person=k.kerstin, sagt=told)
    miriam, kerstin = Client(), Client()
    miriam.force_login(k.v.miriam)
    kerstin.force_login(k.kerstin)
    page = reverse("arende", args=[case])
    link = re.search(r'href="([^"]*typ=SPEC)"', miriam.get(page).content.decode())
    assert link is not None
    form = miriam.get(unescape(link[1])).content.decode()
    assert '<option value="SPEC" selected>' in form
    assert "typ=SPEC" not in kerstin.get(page).content.decode()


def test_the_same_by_the_api(k: Kons) -> None:
    case = begard(k).pk
    door = f"konsultation/{case}/"
    kerstin = Klient(k.kerstin)
    seen = kerstin("GET", door)
    assert seen.data["uppgifter"] == ["erbjud_tid"]
    wrong = kerstin("POST", f"{door}erbjud_tid/", {"nadd": True, "tid": "i morgon"}, tag=seen.etag)
    assert wrong.status == 422
    sent = {"nadd": True, "form": "telefon", "tid": "2026-12-01T13:30:00+01:00"}
    seen = kerstin("POST", f"{door}erbjud_tid/", sent, tag=seen.etag)
    assert seen.data["status"] == "Tid bokad"
    sent = {
        "utfall": "artiklar", "sammanfattning": "Rollator.", "journal": True,
        "artiklar": [{"artikel": "10001", "antal": 2}],
    }  # fmt: skip
    seen = kerstin("POST", f"{door}genomfor/", sent, tag=seen.etag)
    assert seen.data["rekommenderat"][0]["antal"] == 2
    assert kerstin("GET", "konsultation/").data["poster"][0]["status"] == "Genomförd"
