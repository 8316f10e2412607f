"""The owner's story without code: a row in a table, a form of two questions, and who meets them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.felrapporter import rapportera_en_sang
from tests.e2e.test_berattelsen import Hos, ga_till, ladda_om_tills
from workflows.models import UserTask

UTKAST = "/processer/felrapport/utkast/"
RAD = {
    "Personskada eller tillbud": "false",
    "Hjälpmedlet": 'starts with(?, "Säng")',
    "Grupp hos HMC": '"HMC kundtjänst"',
    "Objekt som bifogas": '"individ"',
    "Svar inom arbetsdagar": "3",
    "Åtgärd": "null",
}


def rita_uppgiften(pia: Sida, bredd: str) -> None:
    """Somebody rings the patient first: drawn at a desk, told in words on a phone."""
    page = pia.page
    if bredd == "telefon":
        pia.oppna(f"{UTKAST}text/ta_emot/")
        page.get_by_label("Vad det nya heter").fill("Ring patienten")
        pia.granska()
        page.get_by_role("button", name="Lägg till", exact=True).click()
        expect(page).to_have_url(re.compile("/ring_patienten/$"))
        return
    pia.oppna(f"{UTKAST}rita/")
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.locator(".djs-search-container.open input")).to_be_focused()
    page.keyboard.type("Ta emot felrapporten")
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name="Det som är markerat")
    panel.get_by_role("button", name=re.compile("Lägg in en uppgift före")).click()
    panel.get_by_label("Namn", exact=True).fill("Ring patienten")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(re.compile(r"^Sparat"))).to_be_visible()
    pia.granska()


def andra_tabellen(pia: Sida) -> None:
    """A column more, a row that asks it, and what made-up values give."""
    page = pia.page
    page.get_by_role("link", name="Beslutstabeller").click()
    pia.granska()
    page.get_by_role("link", name="Felrapportens mottagare hos HMC").click()
    page.locator("summary").filter(has_text="Kolumner").click()
    page.get_by_label("Lägg till en kolumn som frågar").select_option("hjalpmedel")
    page.get_by_label("Kolumnens rubrik").fill("Hjälpmedlet")
    page.get_by_role("button", name="Lägg till kolumnen").click()
    pia.granska()
    page.get_by_role("link", name="Ny under rad 1", exact=True).click()
    # A misspelt name is told at the cell as one leaves it, with the near one.
    asked = page.get_by_label("Typ av händelse")
    asked.fill("? = handelsetypp")
    asked.blur()
    expect(page.get_by_text("Menade du handelsetyp?")).to_be_visible()
    page.get_by_label("Typ av händelse").fill("-")
    for label, text in RAD.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Anteckning").fill("Sängar går till kundtjänst, som ringer.")
    pia.granska()
    page.get_by_role("button", name="Spara raden").click()
    expect(page.get_by_role("link", name="Rad 17", exact=True)).to_be_visible()
    page.locator("summary").filter(has_text="Pröva tabellen").click()
    page.get_by_label("hjalpmedel", exact=True).fill('"Säng SB755"')
    page.get_by_label("personskada_eller_tillbud", exact=True).fill("false")
    page.get_by_role("button", name="Pröva", exact=True).click()
    expect(page.get_by_text("Rad 2 träffades")).to_be_visible()
    pia.granska()


def bygg_formularet(pia: Sida) -> None:
    """Two questions, the second only where the first is answered with yes."""
    page = pia.page
    pia.oppna(f"{UTKAST}formular/")
    page.get_by_label("Rubrik").fill("Ring patienten")
    page.get_by_role("button", name="Börja med första frågan").click()
    page.get_by_label("Sorts fråga").select_option(label="Ja eller nej")
    page.get_by_role("button", name="Visa fälten för sorten").click()
    page.get_by_label("Fråga", exact=True).fill("Fick du tag i patienten?")
    page.get_by_label("Namn i villkor").fill("svarade")
    pia.granska()
    page.get_by_role("button", name="Spara frågan").last.click()
    page.get_by_label("Lägg till").select_option(label="Lång text")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_label("Fråga", exact=True).fill("Vad blev sagt?")
    # The name is offered while it is written, and taken from the keyboard.
    condition = page.get_by_label("Visas när")
    condition.press_sequentially("svarad")
    expect(page.get_by_role("listbox", name="Förslag")).to_contain_text("svarade")
    condition.press("ArrowDown")
    condition.press("Enter")
    condition.press_sequentially(" = true")
    expect(condition).to_have_value("svarade = true")
    page.get_by_role("button", name="Spara frågan").last.click()
    shown = page.get_by_role("region", name="Så ser det ut")
    expect(shown.get_by_label("Vad blev sagt?")).to_have_count(0)
    shown.get_by_label("Ja", exact=True).check()
    expect(shown.get_by_label("Vad blev sagt?")).to_be_visible()
    pia.granska()


def mot_bada(kim: Sida) -> None:
    """The report has come to kundtjänst, who rings the patient before it is looked into."""
    ga_till(kim, "Inkorg")
    ladda_om_tills(kim, kim.page.get_by_text("Ta emot felrapporten").first)
    kim.page.get_by_role("button", name="Ta nästa").click()
    kim.page.get_by_role("button", name="Ta emot").click()
    kim.landa()
    (task,) = UserTask.objects.filter(element="ring_patienten")
    kim.oppna(f"/inkorg/{task.pk}/")
    kim.page.get_by_label("Ja", exact=True).check()
    kim.page.get_by_label("Vad blev sagt?").fill("Grinden gnisslar.")
    kim.granska()
    kim.page.get_by_role("button", name="Skicka").click()
    expect(kim.page).to_have_url(re.compile("/kvitto/"))


def skriv_under(page: Page) -> None:
    """The scenarios that the process comes with know of no ringing: signed for."""
    page.get_by_label("Varför publiceras det ändå?").fill("Scenarierna skrivs om i morgon.")
    page.get_by_label("Skriv under med ditt namn").fill("Pia Process")


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_beds_go_to_another_group_and_somebody_rings_first(hos: Hos, bredd: str) -> None:
    pia = hos("pia.process", bredd)
    page = pia.page
    rita_uppgiften(pia, bredd)
    pia.oppna(UTKAST)
    andra_tabellen(pia)
    bygg_formularet(pia)
    pia.oppna(UTKAST)
    news = page.get_by_role("region", name="Vad som är nytt")
    expect(news).to_contain_text("”Ring patienten” är ny.")
    expect(news).to_contain_text("Rad 2 är ny")
    pia.granska()
    pia.oppna("/processer/felrapport/publicera/")
    page.get_by_label("Vad är nytt, och varför?").fill("Sängar till kundtjänst, som ringer först.")
    skriv_under(page)
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_text("Version 2 är publicerad")).to_be_visible()
    rapportera_en_sang()
    mot_bada(hos("kim.kundtjanst", bredd))
