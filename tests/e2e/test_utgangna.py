"""Expired articles that a unit's förråd handles, and the paper of what is fetched there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from cases.hamtorder.models import Hamtorder
from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.test_berattelsen import hitta_patienten

Hos = Callable[..., Sida]


@pytest.mark.parametrize("bredd", list(WIDTHS))
@pytest.mark.usefixtures("varlden")
def test_a_forrad_handles_what_has_expired(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    miriam.oppna("/dina-uppgifter/")
    page.get_by_role("link", name="Hantera utgångna artiklar").click()
    miriam.granska()
    page.get_by_label("Ta bort 90901").check()
    page.get_by_role("button", name="Ta bort", exact=True).click()
    expect(page.get_by_text("1 artikel är borttagen ur listan.")).to_be_visible()
    page.get_by_label("Lägg till").fill("75178")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_contain_text(
        "sortimentet"
    )
    expect(page.get_by_label("Lägg till")).to_have_value("75178")
    miriam.granska()
    page.get_by_label("Lägg till").fill("90901")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ta bort 90901")).to_be_visible()
    miriam.granska()
    miriam.bild("utgangna", hela=False)


@pytest.mark.usefixtures("varlden")
def test_the_paper_of_a_pick_up_in_a_buffertforrad(hos: Hos) -> None:
    miriam = hos("miriam", "skrivbord")
    page = miriam.page
    hitta_patienten(miriam)
    page.get_by_role("navigation", name="Mer om mottagaren").get_by_role(
        "link", name="Hämtorder"
    ).click()
    page.get_by_label("Hämtplats/Åtgärd").select_option("buffert")
    page.get_by_role("button", name="Visa hjälpmedel").click()
    page.get_by_label("1438560").check()
    page.get_by_label("synligt rena och vid behov desinficerade").check()
    miriam.granska()
    page.get_by_role("button", name="Verkställ").click()
    page.get_by_role("link", name="Skriv ut hämtordern").click()
    nummer = str(Hamtorder.objects.get().arende.nummer)
    miriam.granska()
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name=f"Streckkod H{nummer}")).to_be_visible()
    expect(page.get_by_text("Skriv ut med Skriv ut")).to_be_hidden()
    assert "0303" not in page.get_by_role("main").inner_text()
