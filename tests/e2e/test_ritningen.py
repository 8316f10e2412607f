"""An owner draws: a task is added, a gateway without its default is told of, all is saved."""

import json
import re
from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Sida
from workflows.diagrams import versions
from workflows.models import Draft
from workflows.workbench import drafts

Hos = Callable[..., Sida]

RITA = "/processer/felrapport/utkast/rita/"
FORMULAR = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "Ring patienten",
    "properties": {"svarade": {"type": "boolean", "title": "Svarade patienten?"}},
    "required": ["svarade"],
}


def _oppna(sida: Sida) -> Page:
    sida.oppna(RITA)
    expect(sida.page.locator("[data-editor][data-drawn]")).to_be_attached()
    return sida.page


def _sok(page: Page, name: str) -> None:
    """Find an element by its name, as with the keyboard, which marks it and brings it into view."""
    page.get_by_role("button", name="Sök", exact=True).click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def _fore(page: Page, element: str) -> tuple[float, float]:
    """A point on the flow into it, close to it and clear of the flows that cross."""
    box = page.locator(f'.djs-shape[data-element-id="{element}"] .djs-hit').first.bounding_box()
    assert box
    return box["x"] - 14, box["y"] + box["height"] / 2


def test_a_task_is_drawn_into_the_process_and_told_of(hos: Hos) -> None:
    pia = hos("pia.process")
    pia.oppna("/processer/felrapport/utkast/")
    pia.page.get_by_label("Filer", exact=True).set_input_files(
        {
            "name": "ring_patienten.form.json",
            "mimeType": "application/json",
            "buffer": json.dumps(FORMULAR).encode(),
        }
    )
    pia.page.get_by_role("button", name="Spara utkastet").click()
    pia.page.get_by_role("link", name="Rita", exact=True).click()
    page = _oppna(pia)
    pia.granska()
    findings = page.get_by_role("region", name="Kontrollera")
    panel = page.get_by_role("region", name="Det som är markerat")

    for _ in range(6):
        page.get_by_role("button", name="Zooma in").click()
    _sok(page, "Begär ersättning")
    _sok(page, "Ta emot felrapporten")
    page.locator('[data-action="create.user-task"]').click()
    page.mouse.click(*_fore(page, "till_utredning"))
    page.keyboard.type("Ring patienten")
    page.keyboard.press("Enter")
    # There was no room for it: what comes after has been moved along.
    boxes = [
        page.locator(f'.djs-shape[data-element-id="{one}"] .djs-hit').first.bounding_box()
        for one in ("ta_emot", "ring_patienten", "till_utredning")
    ]
    assert [a["x"] + a["width"] < b["x"] for a, b in pairwise(boxes) if a and b] == [True, True]
    form = panel.get_by_label("Sida eller formulär")
    expect(form).to_have_value("form:ring_patienten")
    expect(panel.get_by_label("Vem gör det?").locator("option:checked")).to_have_text("Kundtjänst")
    panel.get_by_label("Klart senast", exact=True).fill("hmc.arbetsdagar(start, 3)")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()
    drawn = drafts.bundle_of(Draft.objects.get()).bpmn.decode()
    assert '<bpmn:userTask id="ring_patienten" name="Ring patienten">' in drawn
    assert 'name="deadline" value="hmc.arbetsdagar(start, 3)"' in drawn

    # A gateway loses its default: told at once, and taken back.
    _sok(page, "Vad blev det?")
    default = panel.get_by_label("Vägen som tas annars")
    was = default.input_value()
    default.select_option("")
    at_once = findings.get_by_role("button", name=re.compile("den väg som tas annars"))
    expect(at_once).to_be_visible()
    # The server's check of what was saved says it in its own words.
    wrong = findings.get_by_role("button", name=re.compile("har inget villkor"))
    expect(wrong).to_be_visible()
    pia.granska()
    wrong.click()
    expect(panel.get_by_role("heading", name="Flöde")).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(wrong).to_have_count(0)
    expect(at_once).to_have_count(0)
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()
    pia.bild("rita", hela=False, bredder=True)
    assert page.get_attribute("[data-editor]", "data-untranslated") == ""
    assert f'default="{was}"' in drafts.bundle_of(Draft.objects.get()).bpmn.decode()

    page.get_by_role("link", name="Till utkastet").click()
    news = page.get_by_role("region", name="Vad som är nytt")
    expect(news).to_contain_text("Ring patienten")


def test_from_a_task_to_its_form_and_back(hos: Hos) -> None:
    pia = hos("pia.process")
    page = _oppna(pia)
    panel = page.get_by_role("region", name="Det som är markerat")
    _sok(page, "Registrera felrapport")
    panel.get_by_role("button", name=re.compile("Lägg in en uppgift före")).click()
    panel.get_by_label("Namn", exact=True).fill("Ring patienten")
    page.keyboard.press("Tab")
    panel.get_by_label("Klart inom så många arbetsdagar").fill("3")
    # What is drawn is saved on the way, and the form knows which task asks it.
    panel.get_by_role("link", name="Gör ett formulär till uppgiften").click()
    expect(page.get_by_label("Rubrik")).to_have_value("Ring patienten")
    expect(page.get_by_label("Steg som ska fråga det")).to_have_value("ring_patienten")
    page.get_by_role("button", name="Börja med första frågan").click()
    page.get_by_label("Fråga", exact=True).fill("Vad sa patienten?")
    page.get_by_role("button", name="Spara frågan").last.click()
    pia.granska()
    page.get_by_role("link", name="Till ritningen").click()
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    expect(page.get_by_text("Inget att rätta.")).to_be_visible()
    _sok(page, "Ring patienten")
    expect(panel.get_by_label("Sida eller formulär")).to_have_value("form:ring_patienten")
    expect(panel.get_by_label("Klart senast", exact=True)).to_have_value(
        "hmc.arbetsdagar(start, 3)"
    )
    panel.get_by_role("link", name="Ändra formuläret").click()
    expect(page.get_by_role("heading", name="Ring patienten")).to_be_visible()


def test_moving_a_shape_changes_nothing_that_runs(hos: Hos) -> None:
    pia = hos("pia.process")
    pia.oppna("/processer/kundorder/utkast/rita/")
    page = pia.page
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    _sok(page, "Ny kundorder")
    page.locator(".djs-container svg").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()
    saved = drafts.bundle_of(Draft.objects.get())
    published = versions.bundle_of(versions.published("kundorder"))
    assert saved.bpmn != published.bpmn
    assert saved.digest == published.digest


def test_two_who_draw_at_once_lose_nothing(hos: Hos) -> None:
    pia, anna = hos("pia.process"), hos("admin")
    pages = [_oppna(pia), _oppna(anna)]
    for page in pages:
        _sok(page, "Utred och svara")
        panel = page.get_by_role("region", name="Det som är markerat")
        panel.get_by_label("Beskrivning").fill("Läs allt först.")
        page.keyboard.press("Control+s")
    expect(pages[0].get_by_text(re.compile(r"^Sparat"))).to_be_visible()
    expect(pages[1].get_by_role("heading", name="Utkastet har ändrats")).to_be_visible()
    anna.granska()
    with pages[1].expect_download() as taken:
        pages[1].get_by_role("button", name="Hämta min fil").click()
    assert taken.value.suggested_filename == "felrapport.bpmn"
    assert "Läs allt först." in taken.value.path().read_text()
    assert Draft.objects.get().changed_by == "pia.process"


def test_the_flow_is_stepped_through_in_swedish(hos: Hos) -> None:
    pia = hos("pia.process")
    page = _oppna(pia)
    page.get_by_role("button", name="Stega igenom").click()
    expect(page.get_by_role("button", name="Sluta stega")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Låt det hända").first.click()
    expect(page.locator(".bts-token-count, .bts-context-pad").first).to_be_visible()
    shown = page.locator("[data-canvas]").aria_snapshot()
    assert not re.search(r"Simulation|Trigger Event|Set Sequence|pause point", shown)
    pia.granska()
    page.get_by_role("button", name="Sluta stega").click()
    expect(page.locator('[data-action="create.user-task"]')).to_be_visible()


def test_the_draft_is_changed_in_words_without_script(hos: Hos) -> None:
    pia = hos("pia.process", "telefon", java_script_enabled=False)
    page = pia.page
    pia.oppna("/processer/felrapport/utkast/")
    page.get_by_role("link", name="Ändra i text").click()
    pia.granska()
    page.get_by_role("link", name="Ta emot felrapporten", exact=True).click()
    pia.granska()
    pia.bild("rita-text", hela=False)
    page.get_by_label("Vad det nya heter").fill("Ring patienten")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", name="Ring patienten")).to_be_visible()
    page.get_by_label("Klart senast").fill("hmc.arbetsdagar(start, 3)")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("hmc.arbetsdagar(start, 3)")).to_be_visible()
    pia.granska()

    page.get_by_label("Ny bana för rollen").select_option("Tekniker")
    page.get_by_role("button", name="Lägg till banan").click()
    expect(page.get_by_label("Roll i banan Tekniker")).to_be_visible()
    pia.granska()
    page.get_by_role("link", name="Ring patienten", exact=True).click()
    page.get_by_label("Vem gör det?").select_option("Tekniker")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Ring patienten", exact=True).click()
    page.get_by_label("Vad det nya heter").fill("Ingen svarar")
    page.get_by_label("Vad läggs till?").select_option(
        "På steget: en tid som går ut medan det pågår"
    )
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", name="Ingen svarar")).to_be_visible()
    page.get_by_label("Slag av tid").select_option("En tid efter att steget nåddes")
    page.get_by_label(re.compile(r"^Tid\b")).fill('duration("P2D")')
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Ingen svarar", exact=True).click()
    page.get_by_label("Vad det nya heter").fill("Gav upp")
    page.get_by_label("Vad läggs till?").select_option("Ett slut")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", name="Gav upp")).to_be_visible()
    pia.granska()

    # What was told in words is drawn as well.
    anna = hos("pia.process")
    _oppna(anna)
    for element in ("ring_patienten", "ingen_svarar", "gav_upp", "bana_tekniker"):
        expect(anna.page.locator(f'[data-element-id="{element}"]').first).to_be_attached()
