"""An owner who uses no mouse: a whole step is drawn, named, connected and set from the keyboard."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Sida
from workflows.gate.drawing import Node
from workflows.models import Draft
from workflows.workbench import drafts
from workflows.workbench.edits import Edit

Hos = Callable[..., Sida]

RITA = "/processer/felrapport/utkast/rita/"
FORMULAR = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "Samtalet",
    "properties": {"svarade": {"type": "boolean", "title": "Svarade patienten?"}},
    "required": ["svarade"],
}
MOST_TABS = 60


def _tabba_till(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there: what no Tab reaches is closed to many."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {target}")


def _markera(page: Page, name: str) -> None:
    """Search for an element in the drawing, which marks it."""
    page.keyboard.press("Control+f")
    expect(page.locator(".djs-search-container.open input")).to_be_focused()
    page.keyboard.type(name)
    expect(page.locator(".djs-search-result-selected")).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.locator(".djs-search-container.open")).to_have_count(0)


def _sparat(element: str) -> Node:
    return Edit(drafts.bundle_of(Draft.objects.get())).node(element)


def _leder_till(element: str) -> list[str]:
    return [one.target.id for one in _sparat(element).flows_out if one.target]


def _rita_uppgiften(page: Page) -> None:
    """A task after another, named where it stands."""
    keys = page.keyboard
    _markera(page, "Ta emot felrapporten")
    keys.press("a")
    keys.type("Uppgift för en person")
    expect(page.locator(".djs-popup .entry")).to_have_count(1)
    keys.press("Enter")
    expect(page.locator(".djs-direct-editing-content")).to_be_focused()
    keys.type("Ring patienten")
    keys.press("Enter")


def test_a_whole_step_is_drawn_without_a_mouse(hos: Hos) -> None:
    drafts.change(
        "felrapport", {"samtalet.form.json": json.dumps(FORMULAR).encode()}, by="pia", rev=None
    )
    pia = hos("pia.process")
    pia.oppna(RITA)
    page, keys = pia.page, pia.page.keyboard
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    panel = page.get_by_role("region", name="Det som är markerat")
    drawing = page.locator("[data-canvas] .djs-container svg").first

    _tabba_till(page, drawing)
    _rita_uppgiften(page)
    expect(panel.get_by_text("Ring patienten")).to_be_visible()

    # From the drawing to its settings: what the keys pass over in a list is not chosen by it.
    keys.press("Enter")
    expect(panel.get_by_label("Namn", exact=True)).to_be_focused()
    role = panel.get_by_label("Vem gör det?")
    _tabba_till(page, role)
    keys.type("Kval")
    _tabba_till(page, panel.get_by_label("Sida eller formulär"))
    expect(role.locator("option:checked")).to_have_text("Kvalitet")
    keys.type("Formulär: Sam")
    deadline = panel.get_by_label("Klart senast", exact=True)
    _tabba_till(page, deadline)
    keys.type("hmc.arbetsdagar(sta")
    expect(page.get_by_role("listbox", name="Förslag")).to_contain_text("när steget nåddes")
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.type(", 3)")
    expect(deadline).to_have_value("hmc.arbetsdagar(start, 3)")
    leads = panel.get_by_role("region", name="Leder vidare")
    _tabba_till(page, leads.get_by_label("Dra ett flöde till"))
    keys.type("Utred")
    keys.press("Tab")
    expect(leads.get_by_role("button", name="till Utred och svara", exact=True)).to_be_visible()

    # It was put into the way that led on: that way is taken back, for the one that was drawn.
    gone = leads.get_by_role("button", name="Ta bort flödet till Grind: en av vägarna")
    _tabba_till(page, gone)
    keys.press("Enter")
    expect(gone).to_have_count(0)
    keys.press("Control+s")
    expect(page.get_by_text(re.compile(r"^Sparat \d\d\.\d\d$"))).to_be_visible()

    step = _sparat("ring_patienten")
    assert (step.name, step.lane) == ("Ring patienten", "kvalitet")
    assert step.properties == {"form": "samtalet", "deadline": "hmc.arbetsdagar(start, 3)"}
    assert _leder_till("ring_patienten") == ["utred"]
    assert _leder_till("ta_emot") == ["ring_patienten"]
    pia.granska()
    assert page.get_attribute("[data-editor]", "data-untranslated") == ""


def test_a_step_is_put_into_a_flow_and_taken_back_without_a_mouse(hos: Hos) -> None:
    pia = hos("pia.process")
    pia.oppna(RITA)
    page, keys = pia.page, pia.page.keyboard
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    panel = page.get_by_role("region", name="Det som är markerat")
    drawing = page.locator("[data-canvas] .djs-container svg").first
    _tabba_till(page, drawing)
    _markera(page, "Registrera felrapport")
    keys.press("Enter")
    _tabba_till(page, panel.get_by_role("button", name=re.compile("Lägg in en uppgift före")))
    keys.press("Enter")
    expect(panel.get_by_label("Namn", exact=True)).to_be_focused()
    keys.type("Läs igenom")
    keys.press("Escape")
    expect(drawing).to_be_focused()
    keys.press("Control+s")
    expect(page.get_by_text(re.compile(r"^Sparat"))).to_be_visible()
    assert _leder_till("registrera_felrapport") == ["las_igenom"]
    assert len(_leder_till("las_igenom")) == 1
    for _ in range(2):
        keys.press("Control+z")
    expect(page.locator('[data-element-id="las_igenom"]')).to_have_count(0)
    keys.press("Control+s")
    expect(page.get_by_role("button", name="Ångra")).to_be_disabled()

    # A step of the system: whether it may be passed over when it has stopped, and its way back.
    _markera(page, "Registrera felrapport")
    stopped = panel.get_by_label("Om steget har stannat")
    keys.press("Enter")
    _tabba_till(page, stopped)
    keys.press("M")
    keys.press("Tab")
    keys.press("Control+s")
    expect(page.get_by_text(re.compile(r"^Sparat"))).to_be_visible()
    expect(stopped).to_have_value("nej")
    assert _sparat("registrera_felrapport").properties["hoppa_over"] == "nej"
    page.get_by_role("button", name="Ångra").click()
    expect(stopped).to_have_value("")
