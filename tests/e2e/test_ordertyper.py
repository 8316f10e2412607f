"""The kinds of order: out of one's own förråd, into it, urgent, and cancelled by kundtjänst."""

import re

import pytest
from playwright.sync_api import expect

from cases.kundorder.models import Avgift
from tests.e2e.conftest import Sida
from tests.e2e.test_berattelsen import Hos, ga_till, hitta_patienten, ladda_om_tills

ROLLATOR, INDIVID = "19961", "1480001"
FORRAD = "1100 Buffertförråd Skövde Kommun"


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", ["skrivbord", "telefon"])
def test_withdraw_refill_and_hurry(hos: Hos, bredd: str) -> None:
    Avgift.objects.get_or_create(slag="akut", fran="2020-01-01", defaults={"belopp": 500})
    miriam = hos("miriam", bredd)
    miriam.granskar = bredd == "skrivbord"
    hitta_patienten(miriam)
    ta_ut(miriam)
    hitta_patienten(miriam)
    expect(miriam.page.get_by_role("row", name=re.compile(INDIVID)).first).to_be_visible()
    fyll_pa(miriam)
    nummer = bestall_akut(miriam)
    begar_och_makulera(miriam, hos("kim.kundtjanst", bredd), nummer)


def ta_ut(sida: Sida) -> None:
    """The individ is chosen among those in the förråd; nothing is sent."""
    page = sida.page
    page.get_by_role("button", name="Ny kundorder").click()
    page.get_by_label("Uttag ur eget förråd").check()
    page.get_by_label("Buffertförråd").select_option(label=FORRAD)
    page.get_by_label("Kund/leveransadress").select_option(label="1912 Skövde Kommun")
    lamna_huvudet(sida)
    page.get_by_label("Artikel", exact=True).fill(ROLLATOR)
    page.get_by_role("button", name="Spara raden").click()
    page.get_by_label(re.compile("^Individ")).last.select_option(label=INDIVID)
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    expect(page.get_by_text("Ingenting skickas")).to_be_visible()
    sida.granska()
    page.get_by_role("button", name="Verkställ").click()
    expect(page.get_by_role("region", name="Uttaget är registrerat")).to_be_visible()
    sida.granska()


def fyll_pa(sida: Sida) -> None:
    """The förråd gets another; nobody is the mottagare."""
    page = sida.page
    ga_till(sida, "Kundorder")
    page.get_by_role("button", name="Ny kundorder").click()
    page.get_by_label("Lagerpåfyllnad").check()
    page.get_by_label("Buffertförråd").select_option(label=FORRAD)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Artikel", exact=True).fill("10778")
    page.get_by_role("button", name="Spara raden").click()
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_label("Instruktioner")).to_have_value("6000000001100")
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    sida.granska()
    page.get_by_role("button", name="Verkställ").click()
    expect(page.get_by_role("region", name="Kundordern är skickad")).to_be_visible()


def bestall_akut(sida: Sida) -> str:
    """The rules and the price are told before Verkställ; the kundordernummer."""
    page = sida.page
    hitta_patienten(sida)
    page.get_by_role("button", name="Ny kundorder").click()
    page.get_by_label("Kund/leveransadress").select_option(label="1912 Skövde Kommun")
    lamna_huvudet(sida)
    page.get_by_label("Artikel", exact=True).fill("10778")
    page.get_by_role("button", name="Spara raden").click()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_text("Akut leverans kommer inom 24 timmar")).to_be_visible()
    page.get_by_label("Akut – (Extra kostnad)").check()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Akut leverans kostar 500,00 kr")).to_be_visible()
    sida.granska()
    page.get_by_role("button", name="Verkställ").click()
    receipt = page.get_by_role("region", name="Kundordern är skickad")
    expect(receipt).to_be_visible()
    found = re.search(r"\b\d{8}\b", receipt.inner_text())
    assert found
    return found.group()


def begar_och_makulera(miriam: Sida, kim: Sida, nummer: str) -> None:
    """It stands for picking: she asks, and kundtjänst cancels."""
    page = miriam.page
    page.get_by_role("link", name="Följ ordern").click()
    asks = page.get_by_role("button", name="Begär makulering")
    ladda_om_tills(miriam, asks)
    asks.click()
    page.get_by_label("Varför ska ordern makuleras?").fill("Patienten har åkt hem")
    page.get_by_role("button", name="Skicka begäran").click()
    expect(page.get_by_role("heading", name="Makulering är begärd")).to_be_visible()
    miriam.granska()
    ga_till(kim, "Inkorg")
    kim.page.get_by_role("link", name=re.compile(f"{nummer}.*Bedöm begärd makulering")).click()
    kim.page.get_by_label("Makulera ordern").check()
    kim.granska()
    kim.page.get_by_role("button", name="Svara förskrivaren").click()
    page.reload()
    expect(page.get_by_text("Makulerad").first).to_be_visible()


def lamna_huvudet(sida: Sida) -> None:
    """Go on; the vårdrelation is asked for when the unit is another than she confirmed for."""
    page = sida.page
    page.get_by_role("button", name="Fortsätt").click()
    box = page.get_by_label(re.compile("Jag deltar i vården"))
    rows = page.get_by_role("heading", name="Orderrader")
    expect(box.or_(rows).first).to_be_visible()
    if not rows.count():
        box.check()
        page.get_by_role("button", name="Fortsätt").click()
