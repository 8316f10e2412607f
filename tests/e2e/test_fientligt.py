"""A drawing made to harm whoever opens it: nothing in it runs, all of it is shown as text."""

import html
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import Sida
from workflows.diagrams import versions
from workflows.workbench import drafts

Hos = Callable[..., Sida]

ONT = '"><img src=x onerror="window.traffad=1"><svg onload="window.traffad=1">'
LANK = "javascript:window.traffad=1"


def _ritat() -> bytes:
    bpmn = versions.bundle_of(versions.published("utprovning")).bpmn.decode()
    for old in ("Bedöm begäran", "Boka tid", "Nej, råd räcker", "Begäran om utprovning"):
        assert f'name="{old}"' in bpmn
        bpmn = bpmn.replace(f'name="{old}"', f'name="{old} {html.escape(ONT)}"')
    return bpmn.replace("Tid ska erbjudas inom", html.escape(f"{ONT} {LANK}")).encode()


def test_what_is_written_in_a_drawing_never_runs(hos: Hos) -> None:
    drafts.change("utprovning", {"utprovning.bpmn": _ritat()}, by="pia", rev=None)
    pia = hos("pia.process")
    page = pia.page
    page.on("dialog", lambda one: pia.faults.append(f"dialog: {one.message}"))
    pia.oppna("/processer/utprovning/utkast/")
    expect(page.locator("[data-diagram] svg").first).to_be_visible()
    expect(page.get_by_text("<img src=x").first).to_be_attached()
    pia.oppna("/processer/utprovning/utkast/rita/")
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.locator(".djs-search-container.open input")).to_be_focused()
    page.keyboard.type("Boka tid")
    expect(page.locator(".djs-search-result-selected")).to_contain_text("<img")
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name="Det som är markerat")
    expect(panel.get_by_label("Namn", exact=True)).to_have_value(f"Boka tid {ONT}")
    # A finding that names it, the menus that are opened on it, and the simulation.
    panel.get_by_label("Klart senast", exact=True).fill("hmc.arbetsdagar(start, hittad_pa)")
    page.keyboard.press("Control+s")
    wrong = page.get_by_role("region", name="Kontrollera").get_by_role("button").first
    expect(wrong).to_contain_text("<img src=x")
    page.locator("[data-canvas] .djs-container svg").first.focus()
    page.keyboard.press("r")
    expect(page.locator(".djs-popup")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Stega igenom").click()
    page.get_by_role("button", name="Låt det hända").first.click()
    expect(page.locator(".bts-token-count, .bts-context-pad").first).to_be_visible()
    assert page.evaluate("window.traffad") is None
    assert page.locator("[data-editor] img, [data-editor] a[href^='javascript']").count() == 0
