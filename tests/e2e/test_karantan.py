"""What nobody may touch, and what nobody can find: begun and ended in a browser, at both widths."""

import re

import pytest
from playwright.sync_api import expect

from cases.gemensamt.models import Debitering
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Individ
from cases.returmottagning.models import Returmottagning
from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.test_berattelsen import Hos, ga_till, hitta_patienten, ladda_om_tills, mots_av

INDIVID = "1438560"


def individen() -> Individ:
    return Individ.objects.get(nummer=INDIVID)


def lamnas_vid_disken(lotta: Sida) -> None:
    """The bed is suspected, and somebody would rather scrap it at once; its parts are fine."""
    page = lotta.page
    lotta.oppna(f"/returmottagning/disk/?nummer={INDIVID}")
    panels = page.locator("fieldset.panel")
    for place in range(panels.count()):
        expect(panels.nth(place).get_by_label("Kom med", exact=True)).to_be_checked()
        panels.nth(place).get_by_label("Skick").select_option(label="Godkänt")
    first = panels.first
    first.get_by_label(re.compile("Misstänkt medicinteknisk avvikelse")).check()
    first.get_by_text("Gör något annat än tabellen säger").click()
    first.get_by_label("Vad ska göras?").select_option(label="Skrotas")
    first.get_by_label("Varför?").fill("Ramen är sprucken")
    lotta.granska()
    page.get_by_role("button", name="Ta emot", exact=True).click()
    expect(page.get_by_text("Det går före ditt val")).to_be_visible()
    lotta.granska()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_quarantine_from_the_desk_to_its_end(hos: Hos, bredd: str) -> None:
    lamnas_vid_disken(hos("lotta.lager", bredd))
    held = individen()
    assert (held.plats, held.karantan) == (Individ.Plats.VERKSTAD, True)
    case = Returmottagning.objects.get()

    tim = hos("tim.tekniker", bredd)
    tim.oppna(f"/returmottagning/{case.pk}/rekonditionera/")
    expect(tim.page.get_by_text("väntar på kvalitet")).to_be_visible()
    tim.granska()

    kalle = hos("kalle.kvalitet", bredd)
    page = kalle.page
    ga_till(kalle, "Meddelande")
    expect(page.get_by_text("Ett hjälpmedel är i karantän").first).to_be_visible()
    kalle.oppna(f"/arende/{case.pk}/")
    expect(page.get_by_text("rör inte, rengör inte").first).to_be_visible()
    kalle.granska()
    page.get_by_role("button", name="Häv karantänen för").click()
    page.get_by_role("dialog").get_by_role("button", name="Häv karantänen").click()
    expect(page.get_by_label("Vad visade utredningen?")).to_be_visible()
    page.get_by_label("Vad visade utredningen?").fill("Sprickan var i lacken")
    kalle.granska()
    page.get_by_role("dialog").get_by_role("button", name="Häv karantänen").click()
    expect(page.get_by_text("Karantänen är hävd.")).to_be_visible()
    kalle.granska()
    assert not individen().karantan

    tim.page.reload()
    rows = tim.page.get_by_role("combobox")
    for place in range(rows.count()):
        rows.nth(place).select_option("i_lager")
    tim.page.get_by_role("button", name="Klart").click()
    expect(tim.page.get_by_text("Det är noterat.")).to_be_visible()
    tim.granska()
    assert individen().plats == Individ.Plats.LAGER


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_lost_aid_is_reported_looked_for_and_charged(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    hitta_patienten(miriam)
    row = page.get_by_role("row", name=re.compile(INDIVID))
    row.get_by_role("button", name=re.compile("meny")).click()
    page.locator(".pop--menu:popover-open").get_by_role("link", name="Anmäl förkommet").click()
    expect(page.get_by_role("heading", name="Vad är borta?")).to_be_visible()
    miriam.granska()
    # The bed that the menu was of is ticked, and what belongs to it with it.
    expect(page.get_by_label(re.compile(INDIVID))).to_be_checked()
    page.get_by_role("button", name="Verkställ").click()
    mots_av(miriam, page.get_by_role("group", name="Det här behöver du rätta"))
    expect(page.get_by_label(re.compile(INDIVID))).to_be_checked()
    miriam.granska()
    page.get_by_label("Hur försvann hjälpmedlet?").fill("Borta efter flytten, stod i trapphuset")
    page.get_by_label("Polisanmälan").fill("5000-K123-26")
    page.get_by_role("button", name="Verkställ").click()
    mots_av(miriam, page.get_by_role("region", name="Hämtordern är skickad"))
    miriam.granska()
    order = Hamtorder.objects.get()

    lotta = hos("lotta.lager", bredd)
    there = lotta.page
    ga_till(lotta, "Inkorg")
    ladda_om_tills(lotta, there.get_by_role("row", name=str(order.arende.nummer)))
    there.get_by_role("button", name="Ta nästa").click()
    expect(there.get_by_role("heading", name="Eftersök hjälpmedlet")).to_be_visible()
    expect(there.get_by_text("5000-K123-26")).to_be_visible()
    lotta.granska()
    there.get_by_label(re.compile("räknas som svinn")).check()
    there.get_by_label("Vad har du fått veta").fill("Finns inte i något lager")
    there.get_by_label(re.compile("^Debiteras för")).first.fill("4 500,50")
    there.get_by_role("button", name="Klart").click()
    mots_av(lotta, there.get_by_role("group", name="Det här behöver du rätta"))
    lotta.granska()
    there.get_by_label("Varför debiteras det?").fill("Lämnad olåst")
    there.get_by_role("button", name="Klart").click()
    expect(there.get_by_text("Eftersökningen är avslutad.")).to_be_visible()
    assert Debitering.objects.get().skal == "Lämnad olåst"
    assert individen().plats == Individ.Plats.FORKOMMEN

    lotta.oppna("/returmottagning/avstamning/")
    expect(there.get_by_role("region", name="På svinnlagret")).to_contain_text(INDIVID)
    lotta.granska()
    miriam.oppna(f"/arende/{order.pk}/")
    ladda_om_tills(miriam, page.get_by_text("Stängd"))
    miriam.granska()
