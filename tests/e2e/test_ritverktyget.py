"""The drawing's tools: nothing is lost on the way between fields, and no way splits unseen."""

import re
from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Sida
from workflows.models import Draft
from workflows.workbench import drafts, overview
from workflows.workbench.edits import Edit

Hos = Callable[..., Sida]

RITA = "/processer/felrapport/utkast/rita/"
SAVED = re.compile(r"^Sparat \d\d\.\d\d$")


def _oppna(sida: Sida) -> Page:
    sida.oppna(RITA)
    expect(sida.page.locator("[data-editor][data-drawn]")).to_be_attached()
    return sida.page


def _markera(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sök", exact=True).click()
    page.keyboard.type(name)
    expect(page.locator(".djs-search-result-selected")).to_contain_text(name)
    page.keyboard.press("Enter")


def _valj(page: Page, said: str) -> None:
    """Choose in the menu that is open, by its words."""
    expect(page.locator(".djs-popup input")).to_be_focused()
    page.keyboard.type(said)
    expect(page.locator(".djs-popup .entry")).to_have_count(1)
    page.keyboard.press("Enter")


def _leder_till(element: str) -> list[str]:
    edit = Edit(drafts.bundle_of(Draft.objects.get()))
    return [one.target.id for one in edit.node(element).flows_out if one.target]


def test_whoever_tabs_on_from_a_field_stays_in_the_panel(hos: Hos) -> None:
    page = _oppna(hos("pia.process"))
    panel = page.get_by_role("region", name="Det som är markerat")
    _markera(page, "Utred och svara")
    deadline = panel.get_by_label("Klart senast", exact=True)
    deadline.fill("hmc.arbetsdagar(start, 4)")
    deadline.press("Tab")
    facts = panel.get_by_label("Infoga faktum i Klart senast")
    expect(facts).to_be_focused()
    expect(panel.get_by_label("Klart inom så många arbetsdagar")).to_have_value("4")
    expect(facts).to_be_focused()
    # The panel is drawn anew as the check comes: it knows each of its controls again by name.
    nameless = "es => es.filter(e => !e.id).map(e => e.outerHTML.slice(0, 80))"
    assert panel.locator("input, select, textarea, button, a").evaluate_all(nameless) == []


def test_a_step_after_one_that_leads_on_is_put_into_its_way(hos: Hos) -> None:
    page = _oppna(hos("pia.process"))
    panel = page.get_by_role("region", name="Det som är markerat")
    before = Edit(drafts.read(overview.find("felrapport"))[0]).node("ta_emot").flows_out[0].target
    assert before
    _markera(page, "Ta emot felrapporten")
    page.keyboard.press("a")
    _valj(page, "Uppgift för en person")
    page.keyboard.type("Ring patienten")
    page.keyboard.press("Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert _leder_till("ta_emot") == ["ring_patienten"]
    assert _leder_till("ring_patienten") == [before.id]

    # Nothing that ends the way is offered where the way goes on.
    _markera(page, "Ring patienten")
    page.keyboard.press("a")
    expect(page.locator(".djs-popup input")).to_be_focused()
    page.keyboard.type("slut")
    expect(page.locator(".djs-popup .entry").filter(has_text=re.compile("^Slut"))).to_have_count(0)
    page.keyboard.press("Escape")

    # On a flow the same key puts something into it.
    panel.locator(".editor-ways").get_by_role("button").first.click()
    expect(panel.get_by_role("heading", name="Flöde")).to_be_visible()
    page.get_by_role("button", name="Visa hela").focus()
    page.keyboard.press("a")
    _valj(page, "Uppgift för en person")
    page.keyboard.type("Skriv ned svaret")
    page.keyboard.press("Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator('[data-element-id="skriv_ned_svaret"]').first).to_be_attached()
    assert _leder_till("ring_patienten") == ["skriv_ned_svaret"]

    # With several ways it is said what to do, and nothing is drawn.
    goes = panel.get_by_label("Dra ett flöde till")
    _markera(page, "Skriv ned svaret")
    goes.select_option("Utred och svara")
    goes.press("Tab")
    _markera(page, "Skriv ned svaret")
    page.keyboard.press("a")
    _valj(page, "Uppgift för en person")
    told = page.get_by_text("”Skriv ned svaret” har flera vägar ut. Markera det flöde")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(told).to_have_count(0)
    assert page.get_attribute("[data-editor]", "data-untranslated") == ""


def test_something_new_is_drawn_by_a_key_where_no_mouse_has_been(hos: Hos) -> None:
    page = _oppna(hos("pia.process"))
    page.get_by_role("button", name="Visa hela").focus()
    page.keyboard.press("n")
    _valj(page, "Uppgift för en person")
    expect(page.locator(".djs-direct-editing-content")).to_be_focused()
    page.keyboard.type("Ring runt")
    page.keyboard.press("Enter")
    expect(page.locator('.djs-shape[data-element-id="ring_runt"]')).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert Edit(drafts.bundle_of(Draft.objects.get())).node("ring_runt").lane
    # Outside the editor, and where somebody writes, it is a letter like any other.
    page.get_by_role("link", name="Till utkastet").focus()
    page.keyboard.press("n")
    expect(page.locator(".djs-popup")).to_have_count(0)
    name = page.get_by_role("region", name="Det som är markerat").get_by_label("Namn", exact=True)
    name.fill("")
    name.press("n")
    expect(name).to_have_value("n")
    expect(page.locator(".djs-popup")).to_have_count(0)


def test_days_that_no_calendar_has_are_told_of_at_once(hos: Hos) -> None:
    pia = hos("pia.process")
    page = _oppna(pia)
    panel = page.get_by_role("region", name="Det som är markerat")
    _markera(page, "Utred och svara")
    days = panel.get_by_label("Klart inom så många arbetsdagar")
    was = panel.get_by_label("Klart senast", exact=True).input_value()
    for typed in ("-1", "0", "1,5", "1.5", "tre", "1000"):
        days.fill(typed)
        said = f"{typed} går inte: skriv ett helt antal"
        expect(panel.get_by_role("alert")).to_contain_text(said)
        days.press("Tab")
        expect(days).to_have_value(typed)
        expect(days).to_have_attribute("aria-invalid", "true")
    expect(panel.get_by_label("Klart senast", exact=True)).to_have_value(was)
    pia.granska()
    days.fill("7")
    days.press("Tab")
    expect(panel.get_by_role("alert").filter(has_text="går inte")).to_have_count(0)
    deadline = panel.get_by_label("Klart senast", exact=True)
    expect(deadline).to_have_value("hmc.arbetsdagar(start, 7)")
    # Written as an expression, the check says it.
    deadline.fill("hmc.arbetsdagar(start, -1)")
    deadline.press("Tab")
    page.keyboard.press("Control+s")
    findings = page.get_by_role("region", name="Kontrollera")
    expect(findings).to_contain_text("räknar -1 arbetsdagar från start")


def test_the_editor_counts_as_the_draft_does(hos: Hos) -> None:
    pia = hos("pia.process")
    page = _oppna(pia)
    page.get_by_role("button", name="Visa hela").focus()
    for name in ("Ring runt", "Ring igen"):
        page.keyboard.press("n")
        _valj(page, "Uppgift för en person")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    found = drafts.findings(drafts.bundle_of(Draft.objects.get()))
    errors = sum(one.level == "error" for one in found)
    rest = len(found) - errors
    said = f"{errors} fel" + (f", {rest} att se över" if rest else "")
    counted = page.locator("[data-findings] strong")
    expect(counted).to_have_text(said)
    expect(page.locator("[data-findings] > ul > li")).to_have_count(len(found))
    page.get_by_role("link", name="Till utkastet").click()
    expect(page.get_by_role("heading", name=f"Kontrollera: {said}")).to_be_visible()
    page.get_by_role("link", name="Ändra i text").click()
    expect(page.get_by_text(f"{said}. Det står vid stegen.")).to_be_visible()


def test_errors_and_escalations_are_known_by_their_codes(hos: Hos) -> None:
    page = _oppna(hos("pia.process"))
    panel = page.get_by_role("region", name="Det som är markerat")
    _markera(page, "Ta emot felrapporten")
    page.keyboard.press("a")
    _valj(page, "Fel under tiden")
    code = panel.get_by_label("Felkod")
    code.fill("inget_svar")
    code.press("Tab")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(SAVED)).to_be_visible()
    drawn = drafts.bundle_of(Draft.objects.get()).bpmn.decode()
    assert 'name="inget_svar" errorCode="inget_svar"' in drawn


def _drag(page: Page, *places: tuple[float, float]) -> None:
    """Take a task from the palette with the mouse, along these places, without letting go."""
    task = page.locator('[data-action="create.user-task"]').bounding_box()
    assert task
    page.mouse.move(task["x"] + task["width"] / 2, task["y"] + task["height"] / 2)
    page.mouse.down()
    for x, y in places:
        page.mouse.move(x, y, steps=8)


def test_a_task_that_is_dropped_on_a_flow_goes_into_that_flow(hos: Hos) -> None:
    page = _oppna(hos("pia.process"))
    published = Edit(drafts.read(overview.find("felrapport"))[0])
    crossing = [one.id for one in published.node("avsluta_avvikelse").flows_in]
    _markera(page, "Utred och svara")
    box = page.locator('.djs-shape[data-element-id="utred"] .djs-hit').first.bounding_box()
    assert box
    scale = float(page.locator(".viewport").first.evaluate("one => one.getCTM().a"))
    # Its left edge; another flow crosses the gap of 35 between the gateway and it.
    x, y = box["x"] + box["width"] / 2 - 70 * scale, box["y"] + box["height"] / 2
    aimed = page.locator(".djs-connection.is-aimed-at")

    # Where they cross nothing is drawn, and it is said why.
    _drag(page, (x - 200, y - 150), (x - 25 * scale, y))
    expect(page.locator(".djs-connection.is-unclear")).to_have_count(2)
    page.mouse.up()
    expect(page.get_by_text("Flera flöden möts där.")).to_be_visible()
    expect(page.locator(".djs-connection.is-unclear")).to_have_count(0)
    expect(page.get_by_role("button", name="Ångra")).to_be_disabled()

    # A little beside it the nearest is shown, and takes it.
    _drag(page, (x - 200, y - 150), (x - 14 * scale, y + 3))
    expect(aimed).to_have_count(1)
    expect(aimed).to_have_attribute("data-element-id", "till_utredning_till_utred")
    page.mouse.up()
    expect(aimed).to_have_count(0)
    page.keyboard.type("Ring patienten")
    page.keyboard.press("Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert _leder_till("till_utredning") == ["ring_patienten"]
    assert _leder_till("ring_patienten") == ["utred"]
    drawn = Edit(drafts.bundle_of(Draft.objects.get()))
    assert [one.id for one in drawn.node("avsluta_avvikelse").flows_in] == crossing
    boxes = [
        page.locator(f'.djs-shape[data-element-id="{one}"] .djs-hit').first.bounding_box()
        for one in ("till_utredning", "ring_patienten", "utred")
    ]
    assert [a["x"] + a["width"] < b["x"] for a, b in pairwise(boxes) if a and b] == [True, True]
