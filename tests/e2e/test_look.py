"""The frame in a real browser: what axe sees, and what it does not."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cases.meddelanden import nyheter
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from tests.e2e.conftest import Sida, axe, sideways
from tests.frame.conftest import Settings
from workflows import clock

PAGES = ["/", "/meddelanden/", "/dina-uppgifter/", "/dina-uppgifter/andra/", "/finns-inte/"]
OPEN = ["/logga-in/", "/lanevillkor/", "/tillganglighet/"]


@pytest.fixture
def delar(settings: Settings) -> None:
    """The page with every component."""
    settings.ROOT_URLCONF = "tests.e2e.gallery"


@pytest.fixture
def post(people: None) -> list[Meddelande]:
    """Miriam's messages: one read, two not; and the news."""
    nyheter.las_in()
    miriam = Anvandare.objects.get(username="miriam")
    return [
        Meddelande.objects.create(
            till=miriam,
            avsandare="Sesam2",
            rubrik=rubrik,
            text="Hämtordern makulerades 2026-11-20 15:46.",
            ankom=clock.now() - timedelta(days=days),
            last=clock.now() if days == 1 else None,
        )
        for days, rubrik in enumerate(["Hämtorder är makulerad", "Arbetsorder", "Ny leveransdag"])
    ]


def contrast(sida: Sida, selector: str, side: str = "border-bottom-color") -> float:
    """How strongly a border stands out from the white around it (WCAG 1.4.11)."""
    colour = sida.page.eval_on_selector(
        selector, "(e, side) => getComputedStyle(e).getPropertyValue(side)", side
    )
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_pages_are_accessible_and_fit(sida: Sida, post: list[Meddelande]) -> None:
    for path in OPEN:
        sida.oppna(path)
        assert axe(sida.page) == [], path
        assert sideways(sida.page) <= 0, path
    sida.logga_in("miriam")
    for path in [*PAGES, f"/meddelanden/{post[0].pk}/"]:
        sida.oppna(path)
        assert axe(sida.page) == [], path
        assert sideways(sida.page) <= 0, path


def test_pictures(sida: Sida, post: list[Meddelande]) -> None:
    sida.oppna("/logga-in/")
    expect(sida.page.get_by_role("button", name=re.compile("Miriam"))).to_be_visible()
    sida.bild("logga-in")
    sida.logga_in("miriam")
    expect(sida.page.get_by_role("heading", name="Välkommen, Miriam")).to_be_visible()
    sida.bild("start")


def test_every_component_is_accessible_and_fits(sida: Sida, delar: None) -> None:
    sida.logga_in("miriam")
    sida.oppna("/delar/")
    expect(sida.page.locator("figure[data-drawn=yes]")).to_be_visible()
    assert axe(sida.page) == []
    assert sideways(sida.page) <= 0
    sida.bild("delar")
    sida.page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(sida.page) <= 0


def test_faults_are_met_first_and_lead_to_the_field(sida: Sida, delar: None) -> None:
    sida.logga_in("miriam")
    sida.oppna("/delar/")
    sida.page.fill("#falt-namn", "Ett namn som ska finnas kvar")
    sida.page.get_by_role("button", name="Spara", exact=True).click()
    expect(sida.page.locator("#felsammanfattning")).to_be_visible()
    assert axe(sida.page) == []
    assert sida.page.input_value("#falt-namn") == "Ett namn som ska finnas kvar"
    sida.page.get_by_role("link", name="Välj ett svar under Sida.").click()
    focused = sida.page.evaluate("[document.activeElement.type, document.activeElement.name]")
    assert focused == ["radio", "sida"]
    assert contrast(sida, "#falt-text") >= 3


def test_borders_can_be_seen(sida: Sida, delar: None) -> None:
    sida.logga_in("miriam")
    sida.oppna("/delar/")
    for selector in ["#falt-namn", "#falt-lager", "#falt-lovar", ".choice input[type=radio]"]:
        assert contrast(sida, selector) >= 3, selector


def test_keyboard_reaches_what_matters(sida: Sida) -> None:
    sida.logga_in("miriam")
    sida.page.keyboard.press("Tab")
    expect(sida.page.get_by_text("Hoppa till innehållet")).to_be_focused()
    sida.page.keyboard.press("Enter")
    expect(sida.page.locator("main")).to_be_focused()
    sida.oppna("/")
    sida.page.keyboard.press("?")
    expect(sida.page.get_by_role("dialog", name="Hjälp")).to_be_visible()
    expect(sida.page.get_by_role("button", name="Stäng")).to_be_focused()
    sida.page.keyboard.press("Escape")
    expect(sida.page.get_by_role("dialog", name="Hjälp")).to_be_hidden()


def test_targets_are_large_enough_for_a_finger(sida: Sida, delar: None) -> None:
    sida.logga_in("miriam")
    sida.oppna("/delar/")
    if sida.width < 500:
        sida.page.locator(".small-menu summary").click()
    small = sida.page.eval_on_selector_all(
        "button, a.ds-button, .menu__entry, input, select, summary",
        """(all, least) => all
          .filter((e) => e.offsetParent && e.type !== 'checkbox' && e.type !== 'radio')
          .filter((e) => e.getBoundingClientRect().height < least)
          .map((e) => e.outerHTML.slice(0, 80))""",
        44 if sida.width < 500 else 24,
    )
    assert small == []


def test_the_diagram_is_steered_by_keys_and_keeps_its_mark(sida: Sida, delar: None) -> None:
    sida.logga_in("miriam")
    sida.oppna("/delar/")
    figure = sida.page.locator("figure[data-drawn=yes]")
    expect(figure).to_be_visible()
    assert figure.get_attribute("data-untranslated") == ""
    expect(figure.locator(".at-active")).to_have_attribute("data-element-id", "plocka")
    expect(figure.locator(".bjs-powered-by")).to_be_visible()
    before = figure.locator(".viewport").get_attribute("transform")
    figure.locator("[data-canvas]").focus()
    sida.page.keyboard.press("ArrowRight")
    expect(figure.locator(".viewport")).not_to_have_attribute("transform", before or "")


def test_what_could_not_be_fetched_is_told(sida: Sida, delar: None) -> None:
    sida.logga_in("miriam")
    sida.oppna("/delar/")
    sida.page.get_by_role("button", name="Hämta hindret").click()
    fetched = sida.page.locator("#hamtat")
    expect(fetched).to_contain_text("Välj leveransadress innan du verkställer.")
    expect(fetched.locator("#hinder")).to_be_focused()
    sida.page.get_by_role("button", name="Hämta det trasiga").click()
    expect(sida.page.get_by_role("alert")).to_contain_text("Det du skrev finns kvar.")
    assert any("500" in fault for fault in sida.faults)
    sida.faults.clear()


def test_a_session_that_ends_returns_to_the_same_place(sida: Sida) -> None:
    sida.logga_in("miriam")
    sida.oppna("/dina-uppgifter/andra/")
    sida.page.context.clear_cookies()
    sida.page.get_by_role("link", name="Avbryt").click()
    expect(sida.page.get_by_role("heading", name="Logga in")).to_be_visible()
    sida.page.fill("#falt-username", "miriam")
    sida.page.fill("#falt-password", "fel")
    sida.page.click("form.form button")
    expect(sida.page.locator("#felsammanfattning")).to_be_focused()
    sida.page.get_by_role("button", name=re.compile("^Miriam")).click()
    expect(sida.page).to_have_url(sida.address + "/dina-uppgifter/")


def test_paper_holds_the_information_and_no_buttons(sida: Sida, post: list[Meddelande]) -> None:
    sida.logga_in("miriam")
    sida.oppna("/meddelanden/")
    sida.page.emulate_media(media="print")
    expect(sida.page.get_by_text("Hämtorder är makulerad")).to_be_visible()
    expect(sida.page.locator(".topfield")).to_contain_text("Miriam")
    for gone in [".page > .menu", ".tools", "button"]:
        assert sida.page.locator(gone).locator("visible=true").count() == 0, gone


def test_everything_works_without_script(
    utan_skript: Sida, post: list[Meddelande], delar: None
) -> None:
    sida = utan_skript
    sida.oppna("/meddelanden/")
    sida.page.get_by_role("button", name=re.compile("^Miriam")).click()
    expect(sida.page).to_have_url(sida.address + "/meddelanden/")
    sida.page.locator(".small-menu summary").click()
    sida.page.locator(".small-menu").get_by_role("link", name="Dina uppgifter").click()
    expect(sida.page.get_by_role("heading", name="Dina uppgifter")).to_be_visible()
    sida.page.get_by_role("button", name="Hjälp").click()
    expect(sida.page.get_by_role("dialog", name="Hjälp")).to_be_visible()
    sida.oppna("/meddelanden/")
    sida.page.get_by_role("button", name="Ta bort samtliga meddelanden").click()
    sida.page.get_by_role("button", name="Ta bort alla").click()
    expect(sida.page.get_by_text("3 meddelanden är borttagna.")).to_be_visible()
    sida.oppna("/delar/")
    expect(sida.page.locator("figure.diagram")).to_be_hidden()
    expect(sida.page.get_by_text("Plocka: här är ärendet nu")).to_be_visible()
