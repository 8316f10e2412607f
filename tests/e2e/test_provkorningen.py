"""Pia tries a felrapport with a form of her own, keeps it as sentences, and a real one goes so."""

import json
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e import felrapporter as felen
from tests.e2e.conftest import Sida
from tests.felrapport.ringning import med_ringning
from workflows import engine
from workflows.diagrams import versions
from workflows.models import Draft, UserTask
from workflows.workbench import drafts
from workflows.workbench.release import passed_draft, publish

Hos = Callable[..., Sida]
PROVA = "/processer/felrapport/utkast/prova/"
FORM = {
    "title": "Ring patienten",
    "type": "object",
    "required": ["svarade", "vad_blev_sagt"],
    "properties": {
        "svarade": {"type": "boolean", "title": "Svarade patienten?"},
        "vad_blev_sagt": {
            "type": "string",
            "title": "Vad blev sagt?",
            "x-widget": "textarea",
            "x-visible-when": "svarade = true",
        },
    },
}


def ett_utkast() -> Draft:
    """The felrapport with a step more, and its form of two questions."""
    bundle = versions.bundle_of(versions.published("felrapport"))
    files = {
        "felrapport.bpmn": med_ringning(bundle),
        "ring_patienten.form.json": json.dumps(FORM).encode(),
        "scenarier.txt": b"",
    }
    return drafts.change("felrapport", files, by="pia.process")


def _uppgift(page: Page, name: str) -> Locator:
    step = page.get_by_role("region", name=name)
    expect(step).to_be_visible()
    return step


def _klar(step: Locator) -> None:
    step.get_by_role("button").last.click()


def _valj(step: Locator, label: str, value: str) -> None:
    step.get_by_role("group", name=label).get_by_label(value, exact=True).check()


def test_a_made_up_report_is_asked_only_what_comes_next(hos: Hos, bredd: str) -> None:
    ett_utkast()
    pia = hos("pia.process", bredd)
    page = pia.page
    pia.oppna(PROVA)
    expect(page.locator("textarea:visible")).to_have_count(0)
    pia.granska()
    page.get_by_role("button", name="Börja provkörningen").click()
    step = _uppgift(page, "Verkställ felrapporten")
    for label in ("Skada", "Orsak produkt"):
        step.get_by_label(label, exact=True).select_option("nej")
    for label in ("Risk för skada", "Personskada eller tillbud"):
        _valj(step, label, "Nej")
    step.get_by_label("Ingång").select_option("fristående")
    step.get_by_label("Typ av händelse").select_option(index=3)
    pia.granska()
    _klar(step)
    expect(page.get_by_role("link", name="Svara på ”Avvikelse utreds”")).to_be_visible()
    _valj(step, "Avvikelse utreds", "Nej")
    step.get_by_label("Kategori").select_option("Reklamation")
    _klar(step)
    step = _uppgift(page, "Ta emot felrapporten")
    _klar(step)
    step = _uppgift(page, "Ring patienten")
    expect(step.get_by_label("Vad blev sagt?")).to_have_count(0)
    _valj(step, "Svarade patienten?", "Ja")
    expect(step.get_by_label("Vad blev sagt?")).to_be_visible()
    _valj(step, "Svarade patienten?", "Nej")
    expect(step.get_by_label("Vad blev sagt?")).to_have_count(0)
    _valj(step, "Svarade patienten?", "Ja")
    step.get_by_label("Vad blev sagt?").fill("Grinden gnisslar.")
    pia.granska()
    _klar(step)
    step = _uppgift(page, "Utred och svara")
    page.get_by_label("Vad scenariot heter").fill("Rings upp")
    page.get_by_role("button", name="Spara scenariot").click()
    expect(page.get_by_text("Grönt", exact=True)).to_be_visible()
    pia.granska()
    told = Draft.objects.get().scenarios
    assert "När förskrivare gör ”Verkställ felrapporten” med Skada är nej" in told
    assert "Och kundtjänst gör ”Ring patienten” med ”Svarade patienten?” är ja" in told
    assert "Då går ärendet vägen ”Nej” vid ”Ska individen i karantän?”" in told
    assert "väntar ”Utred och svara” hos kundtjänst i gruppen HMC kundtjänst, klar senast" in told


def test_a_real_report_is_asked_the_same(hos: Hos, bredd: str) -> None:
    draft = ett_utkast()
    publish(
        passed_draft("felrapport", note="Vi ringer först.", rev=draft.rev, by="pia.process"),
        by="pia.process",
    )
    found = felen.rapportera_vantan()
    assert felen.ta_emot(found, "kim.kundtjanst") == ["ring_patienten"]
    task = UserTask.objects.get(case_id=found.pk)
    kim = hos("kim.kundtjanst", bredd)
    page = kim.page
    kim.oppna(f"/inkorg/{task.pk}/")
    form = page.locator("main form").last
    expect(form.get_by_label("Vad blev sagt?")).to_have_count(0)
    _valj(form, "Svarade patienten?", "Ja")
    form.get_by_label("Vad blev sagt?").fill("Grinden gnisslar.")
    kim.granska()
    form.get_by_role("button").last.click()
    kim.oppna(f"/arende/{found.pk}/")
    expect(page.get_by_text("Grinden gnisslar.").first).to_be_visible()
    kim.granska()
    assert [one.element for one in engine.open_tasks(found.pk)] == ["utred"]
