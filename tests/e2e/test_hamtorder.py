"""What a mottagare gives back: from Hjälpmedel to the shelf, among everybody it passes."""

import re

import pytest
from playwright.sync_api import expect

from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Individ
from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.test_berattelsen import Hos, ga_till, hitta_patienten, ladda_om_tills, mots_av

INDIVID = "1438560"


def gor_hamtorder(miriam: Sida) -> Hamtorder:
    """Choose where, tick the bed, and see its components tick along."""
    page = miriam.page
    hitta_patienten(miriam)
    page.get_by_role("navigation", name="Mer om mottagaren").get_by_role(
        "link", name="Hämtorder"
    ).click()
    miriam.granska()
    page.get_by_label("Hämtplats/Åtgärd").select_option(label="Patientens privatadress")
    page.get_by_role("button", name="Visa hjälpmedel").click()
    expect(page.get_by_text("Kommer att skrotas vid retur").first).to_be_visible()
    miriam.granska()
    page.get_by_label(re.compile(INDIVID)).check()
    assert page.locator("input[name=rad]:checked").count() > 1
    page.get_by_role("button", name="Verkställ").click()
    mots_av(miriam, page.get_by_role("region", name="Hämtordern är skickad"))
    miriam.granska()
    miriam.bild("hamtorder", hela=False)
    return Hamtorder.objects.get()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_bed_goes_from_the_patient_to_the_shelf(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    order = gor_hamtorder(miriam)
    nummer = str(order.arende.nummer)
    rows = order.rader.count()

    tore = hos("tore.transport", "telefon")
    ga_till(tore, "Inkorg")
    tore.page.get_by_role("button", name="Ta nästa").click()
    expect(tore.page.get_by_role("heading", name="Hämta", exact=True)).to_be_visible()
    tore.granska()
    for row in range(rows):
        tore.page.get_by_label("Hämtad", exact=True).nth(row).check()
    tore.page.get_by_role("button", name="Spara").click()
    expect(tore.page.get_by_text("Hämtningen är noterad")).to_be_visible()

    lotta = hos("lotta.lager")
    ga_till(lotta, "Inkorg")
    ladda_om_tills(lotta, lotta.page.get_by_role("row", name=nummer))
    lotta.page.get_by_role("button", name="Ta nästa").click()
    expect(lotta.page.get_by_role("heading", name="Ta emot retur")).to_be_visible()
    lotta.granska()
    lotta.page.get_by_role("button", name="Registrera returen").click()
    mots_av(lotta, lotta.page.get_by_role("group", name="Det här behöver du rätta"))
    for row in range(rows):
        lotta.page.get_by_label("Kom med", exact=True).nth(row).check()
        lotta.page.get_by_label("Skick", exact=True).nth(row).select_option(label="Godkänt")
    expect(lotta.page.get_by_text("Tabellen säger:")).to_have_count(rows)
    lotta.granska()
    lotta.page.get_by_role("button", name="Registrera returen").click()
    expect(lotta.page.get_by_text("Returen är registrerad.")).to_be_visible()
    assert Individ.objects.get(nummer=INDIVID).plats == Individ.Plats.VERKSTAD

    miriam.oppna(f"/arende/{order.pk}/")
    ladda_om_tills(miriam, miriam.page.get_by_text("Hämtordern är klar"))
    miriam.granska()
    hitta_patienten(miriam)
    expect(miriam.page.get_by_role("row", name=re.compile(INDIVID))).to_have_count(0)


def ikryssade(sida: Sida) -> set[str | None]:
    """The aids that are ticked on the page."""
    boxes = sida.page.locator("input[name=rad]:checked").all()
    return {box.get_attribute("value") for box in boxes}


def test_only_what_is_seen_is_sent(hos: Hos) -> None:
    """Enter in a field fetches no address over it, and Back ticks none but those chosen."""
    miriam = hos("miriam")
    page = miriam.page
    hitta_patienten(miriam)
    page.get_by_role("navigation", name="Mer om mottagaren").get_by_role(
        "link", name="Hämtorder"
    ).click()
    page.get_by_label("Hämtplats/Åtgärd").select_option(label="Patientens privatadress")
    page.get_by_role("button", name="Visa hjälpmedel").click()
    page.get_by_label(re.compile(INDIVID)).check()
    chosen = ikryssade(miriam)
    page.get_by_label("Portkod").fill("4711")
    page.get_by_label("Portkod").press("Enter")
    page.get_by_role("button", name="Avbryt").click()
    mots_av(miriam, page.get_by_role("group", name="Lämna hämtordern?"))
    miriam.granska()
    page.get_by_role("link", name="Fortsätt med hämtordern").click()
    expect(page.get_by_label("Portkod")).to_have_value("4711")
    page.get_by_label("Hämtplats/Åtgärd").select_option(label="Dödsbo, patientens privatadress")
    page.get_by_role("button", name="Byt").click()
    expect(page.get_by_role("heading", name="Dödsbo, patientens privatadress")).to_be_visible()
    expect(page.get_by_label(re.compile(INDIVID))).to_be_checked()
    page.get_by_role("button", name="Verkställ").click()
    expect(page.get_by_role("region", name="Hämtordern är skickad")).to_be_visible()
    assert Hamtorder.objects.get().portkod == "4711"
    page.go_back()
    expect(page.locator("input[name=rad]").first).to_be_visible()
    assert ikryssade(miriam) <= chosen
