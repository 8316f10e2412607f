"""What comes back by itself: scanned at the desk, reconciled; and what a unit takes home itself."""

import re

import pytest
from playwright.sync_api import expect

from cases.hjalpmedel.models import Individ
from cases.retur.models import Retur
from cases.returmottagning.models import Returmottagning
from tests.e2e.conftest import WIDTHS
from tests.e2e.test_berattelsen import Hos, ga_till, hitta_patienten, mots_av

INDIVID = "1438560"


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_scanned_at_the_desk_without_an_order(hos: Hos, bredd: str) -> None:
    lotta = hos("lotta.lager", bredd)
    page = lotta.page
    ga_till(lotta, "Returer")
    page.get_by_role("link", name="Ta emot retur").click()
    expect(page.get_by_label("Individ- eller artikelnummer")).to_be_focused()
    lotta.granska()
    # A scanner writes the number and presses Enter.
    page.keyboard.type(INDIVID)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Står inte på någon hämtorder")).to_be_visible()
    assert "Skutt" not in page.inner_text("main")
    lotta.granska()
    page.get_by_role("button", name="Ta emot", exact=True).click()
    mots_av(lotta, page.get_by_role("group", name="Det här behöver du rätta"))
    panels = page.locator("fieldset.panel")
    for place in range(panels.count()):
        panels.nth(place).get_by_label("Kom med", exact=True).check()
        panels.nth(place).get_by_label("Skick").select_option(label="Godkänt")
    first = panels.nth(0)
    first.get_by_text("Debitera onormalt slitage eller förkommet").click()
    first.get_by_label("Debiteras", exact=True).check()
    first.get_by_label("Belopp i kronor").fill("1 250,50")
    first.get_by_label("Varför debiteras det, eller inte?").fill("Sönderriven klädsel")
    lotta.granska()
    page.get_by_role("button", name="Ta emot", exact=True).click()
    expect(page.get_by_text(re.compile("är mottagen: rekonditioneras"))).to_be_visible()
    assert Individ.objects.get(nummer=INDIVID).plats == Individ.Plats.VERKSTAD

    lotta.oppna("/returmottagning/avstamning/")
    retur = Returmottagning.objects.get()
    lotta.granska()
    page.get_by_role("link", name=str(retur.arende.nummer)).click()
    expect(page.get_by_role("heading", name="Debiteras")).to_be_visible()
    lotta.granska()
    page.get_by_role("button", name="Stäm av").click()
    page.get_by_label("Vad visade avstämningen?").fill("Anhörig lämnade sängen")
    page.get_by_role("dialog").get_by_role("button", name="Stäm av").click()
    expect(page.get_by_text("Returen är avstämd.")).to_be_visible()
    expect(page.get_by_text("Inget att stämma av.")).to_be_visible()
    ga_till(lotta, "Debiteringar")
    expect(page.get_by_text("1250,50")).to_be_visible()
    lotta.granska()


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_what_was_bought_is_taken_home_with_one_choice_a_row(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    hitta_patienten(miriam)
    page.get_by_role("navigation", name="Mer om mottagaren").get_by_role(
        "link", name="Retur av hjälpmedel"
    ).click()
    expect(page.get_by_text("Hyrt: gör en hämtorder.").first).to_be_visible()
    miriam.granska()
    one = page.locator("fieldset.val").first
    # The two are one choice: the second takes the place of the first.
    one.get_by_label("Retur", exact=True).check()
    one.get_by_label("Skrotas", exact=True).check()
    expect(one.get_by_label("Retur", exact=True)).not_to_be_checked()
    page.get_by_role("button", name="Verkställ").click()
    expect(page.get_by_text("Skrotat (S4)")).to_be_visible()
    miriam.granska()
    assert Retur.objects.get().poster.get().skrotas

    kim = hos("kim.kundtjanst", bredd)
    ga_till(kim, "Skrotningskoder")
    kim.granska()
    kim.page.get_by_role("link", name="S8").click()
    kim.granska()
