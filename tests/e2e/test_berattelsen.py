"""The story: a bed from Ny kundorder to the patient's Hjälpmedel, among everybody it passes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Sida
from tests.programs import wait_until

PERSONNUMMER = "200303030303"
SANG = "75178"
INDIVID = "1450003"

Hos = Callable[..., Sida]


def ga_till(sida: Sida, place: str) -> None:
    """By the menu, which a phone keeps behind a button."""
    menu = sida.page.get_by_role("navigation", name="Meny", exact=True)
    if not menu.is_visible():
        sida.page.locator("summary").filter(has_text="Meny").click()
        menu = sida.page.get_by_role("navigation", name="Meny på liten skärm")
    menu.get_by_role("link", name=place).click()


def hitta_patienten(sida: Sida) -> None:
    """Hjälpmedel: the patient's aids, with the vårdrelation confirmed when it is asked for."""
    ga_till(sida, "Hjälpmedel")
    sida.page.get_by_label("Personnummer").fill(PERSONNUMMER)
    sida.page.get_by_role("button", name="Sök").click()
    if sida.page.get_by_text("Bekräfta att du deltar i vården").count():
        sida.page.get_by_label(re.compile("Jag deltar i vården")).check()
        sida.page.get_by_role("button", name="Sök").click()
    expect(sida.page.get_by_role("region", name="Mottagare")).to_contain_text("Lille Skutt")


def bestall(sida: Sida, artikel: str = SANG) -> str:
    """Through the guide, looking at every page on the way; the kundordernummer."""
    page = sida.page
    page.get_by_role("button", name="Ny kundorder").click()
    expect(page.get_by_label("Personnummer eller kundnummer")).to_have_value(PERSONNUMMER)
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Artikel", exact=True).fill(artikel)
    page.get_by_role("button", name="Spara raden").click()
    expect(page.get_by_role("row", name=artikel)).to_be_visible()
    sida.granska()
    sida.bild("orderrader")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_label("Gatuadress")).to_have_value("Morotslandet 3")
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    sida.granska()
    sida.bild("granska")
    page.get_by_role("button", name="Verkställ").click()
    receipt = page.get_by_role("region", name="Kundordern är skickad")
    expect(receipt).to_be_focused()
    sida.granska()
    sida.bild("kvitto")
    found = re.search(r"\b\d{8}\b", receipt.inner_text())
    assert found
    return found.group()


def handelse(sida: Sida, title: str) -> Locator:
    """What happens now, in the case's timeline."""
    timeline = sida.page.get_by_role("region", name="Så här går det")
    return timeline.locator("[aria-current=step]").filter(has_text=title)


def ladda_om_tills(sida: Sida, seen: Locator) -> None:
    """What the worker carries out is there within a few seconds."""

    def shown() -> bool:
        sida.page.reload()
        return seen.count() > 0

    wait_until(shown, str(seen), patience=20)


@pytest.mark.usefixtures("arbetare")
def test_a_bed_from_order_to_patient(hos: Hos) -> None:
    miriam = hos()
    miriam.oppna("/logga-in/")
    miriam.page.get_by_role("button", name=re.compile("^Miriam")).click()
    expect(miriam.page.get_by_role("heading", name="Välkommen, Miriam")).to_be_visible()
    hitta_patienten(miriam)
    expect(miriam.page.get_by_role("row", name=INDIVID)).to_have_count(0)
    miriam.granska()
    nummer = bestall(miriam)
    miriam.page.get_by_role("link", name="Följ ordern").click()
    ladda_om_tills(miriam, handelse(miriam, "Plocka"))
    miriam.granska()

    pa_vag = hos("miriam", "telefon")
    hitta_patienten(pa_vag)
    annan = bestall(pa_vag)
    assert annan != nummer

    lotta = hos("lotta.lager")
    ga_till(lotta, "Inkorg")
    lotta.page.get_by_label("Sök ärende, mottagare eller artikel").fill(nummer)
    lotta.page.get_by_role("button", name="Visa").click()
    expect(lotta.page.get_by_role("row", name=annan)).to_have_count(0)
    lotta.granska()
    lotta.page.get_by_role("button", name="Ta nästa").click()
    expect(lotta.page.get_by_role("heading", name="Plocka")).to_be_visible()
    lotta.granska()
    lotta.page.get_by_label("Individnummer").first.fill(INDIVID)
    lotta.page.get_by_role("button", name="Plockat").click()
    expect(lotta.page.get_by_text(re.compile("är plockad"))).to_be_visible()
    lotta.granska()
    lotta.page.get_by_role("link", name="Utleverera").click()
    lotta.granska()
    lotta.page.get_by_role("button", name="Utleverera").click()
    expect(lotta.page.get_by_role("heading", name="Följesedel")).to_be_visible()
    lotta.granska()

    tore = hos("tore.transport", "telefon")
    ga_till(tore, "Inkorg")
    tore.granska()
    tore.page.get_by_role("button", name="Ta nästa").click()
    expect(tore.page.get_by_role("heading", name="Leverera")).to_be_visible()
    expect(tore.page.get_by_text("Morotslandet 3")).to_be_visible()
    tore.granska()
    tore.page.get_by_label("Levererad").check()
    tore.page.get_by_role("button", name="Spara").click()
    tore.page.get_by_label("Mottagen av").fill("Stora Skutt")
    tore.page.get_by_label("Underskrift").fill("S Skutt")
    tore.granska()
    tore.page.get_by_role("button", name="Kvittera leveransen").click()
    expect(tore.page.get_by_text("Leveransen är kvitterad.")).to_be_visible()
    tore.granska()

    ladda_om_tills(miriam, miriam.page.get_by_text("Slutlevererad"))
    miriam.granska()
    hitta_patienten(miriam)
    expect(miriam.page.get_by_role("row", name=re.compile(f"^{SANG}.*{INDIVID}"))).to_be_visible()
    miriam.granska()
    # The other order walks the same diagrams, and stands elsewhere in them.
    ga_till(pa_vag, "Kundorder")
    pa_vag.page.get_by_role("link", name=annan).click()
    expect(pa_vag.page.get_by_text("Plocka").first).to_be_visible()
    pa_vag.granska()
