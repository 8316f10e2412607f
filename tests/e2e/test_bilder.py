"""The screens around an order, at a desk and on a phone: what she has, each aid, the papers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Sida
from tests.e2e.test_berattelsen import (
    PERSONNUMMER,
    SANG,
    bestall,
    handelse,
    hitta_patienten,
    ladda_om_tills,
)

Hos = Callable[..., Sida]
BREDDER = ["skrivbord", "telefon"]
INDIVID = "1449334"


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("bredd", BREDDER)
def test_what_she_has_and_the_papers_about_it(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    hitta_patienten(miriam)
    row = page.get_by_role("row").filter(has_text=INDIVID).first
    expect(row).to_contain_text("(4)")
    miriam.granska()
    miriam.bild("hjalpmedel", hela=False)

    page.locator("summary", has_text="Visa bara vissa hjälpmedel").click()
    page.get_by_label("Artikeltyp").select_option("tillbehor")
    page.get_by_label("Visa debiteringsform och betalare").check()
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_text("av dem du valde att visa")).to_be_visible()
    miriam.granska()
    page.get_by_role("link", name="Visa alla").click()

    row = page.get_by_role("row").filter(has_text=INDIVID).first
    row.get_by_role("button", name=SANG).click()
    menu = page.get_by_role("dialog").filter(has_text="Ordinationsöversikt")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Ordinationsöversikt").click()
    expect(page.get_by_role("heading", name="Ordinationsöversikt")).to_be_visible()
    miriam.granska()
    page.go_back()

    for link in ("Återlämnade hjälpmedel", "Baskodshistorik", "Skriv ut"):
        page.get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Hjälpmedel")
        miriam.granska()
        page.go_back()

    page.get_by_role("link", name="Utskrift låneförbindelse").click()
    page.get_by_role("main").get_by_role("button", name="Skriv ut").click()
    expect(page.get_by_text("Bocka i minst ett hjälpmedel")).to_be_visible()
    page.get_by_label(re.compile(INDIVID)).check()
    miriam.granska()
    page.get_by_role("main").get_by_role("button", name="Skriv ut").click()
    expect(page.get_by_role("heading", name="Låneförbindelse")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(f"^{SANG}"))).to_have_count(1)
    miriam.granska()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Bilaga 1").click()
    expect(
        opened.value.get_by_role("heading", name="Bilaga 1 till låneförbindelsen")
    ).to_be_visible()


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("bredd", BREDDER)
def test_the_card_of_an_individ(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    miriam.oppna("/individkort/")
    page.get_by_label("Individ", exact=True).fill("*334")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_role("heading", name=f"Individ {INDIVID}")).to_be_visible()
    expect(page.get_by_text("Skutt")).to_have_count(0)
    miriam.granska()
    page.get_by_label(re.compile("Jag deltar i vården")).check()
    page.get_by_role("button", name="Visa mottagaren").click()
    whose = page.get_by_role("button", name="Lille Skutt")
    expect(whose).to_be_visible()
    page.get_by_label("Placering").fill("Sovrummet")
    page.get_by_role("button", name="Flytta").click()
    expect(page.get_by_text("står nu på Sovrummet")).to_be_visible()
    miriam.granska()
    miriam.bild("individkort", hela=False)
    page.get_by_role("link", name="Komponenter (4)").click()
    expect(page.get_by_role("main").get_by_text("Levererad")).to_have_count(4)
    miriam.granska()
    page.go_back()
    page.get_by_role("button", name="Lille Skutt").click()
    page.get_by_role("link", name="Hjälpmedel per mottagare").click()
    expect(page.get_by_role("heading", name="Hjälpmedel", exact=True)).to_be_visible()


@pytest.mark.usefixtures("arbetare")
def test_the_order_in_its_lists(hos: Hos) -> None:
    miriam = hos("miriam")
    page = miriam.page
    hitta_patienten(miriam)
    nummer = bestall(miriam)
    page.get_by_role("link", name="Utskrift låneförbindelse").click()
    expect(page.get_by_label(re.compile(SANG))).to_be_checked()
    miriam.oppna("/dina-uppgifter/")
    page.get_by_role("link", name="Öppna kundorder").click()
    page.get_by_role("link", name=nummer).click()
    expect(page.get_by_role("heading", name=f"Kundorder {nummer}")).to_be_visible()
    miriam.granska()
    page.get_by_role("link", name="Så här går det").click()
    ladda_om_tills(miriam, handelse(miriam, "Plocka"))
    drawn = page.locator("figure[data-drawn=yes]")
    expect(drawn).to_have_count(0)
    miriam.granska()
    page.set_viewport_size({"width": 390, "height": 844})
    # On a phone's first screen: how it stands, when it comes, what may be done, what happens now.
    for seen in ("Väntas", "Så här går det", "Plocka"):
        place = page.get_by_text(seen).first.bounding_box()
        assert place
        assert place["y"] + place["height"] < 844, seen
    page.set_viewport_size({"width": 1280, "height": 860})
    page.locator("summary").filter(has_text=f"Kundorder {nummer}").click()
    expect(drawn).to_have_count(1)
    page.locator("summary").filter(has_text="Det som inte har hänt").first.click()
    miriam.granska()
    miriam.oppna("/kundorder/sok/?bestallare=miriam")
    expect(page.get_by_role("link", name=nummer)).to_be_visible()
    miriam.granska()
    miriam.oppna(f"/kundorder/levererade/?nummer={nummer}")
    expect(page.get_by_text("Ingen träff.")).to_be_visible()
    miriam.granska()


@pytest.mark.usefixtures("arbetare")
def test_another_units_order_is_a_choice(hos: Hos) -> None:
    miriam = hos("miriam")
    miriam.granskar = False
    hitta_patienten(miriam)
    nummer = bestall(miriam)
    frida = hos("frida.forskrivare", "telefon")
    page = frida.page
    frida.oppna(f"/kundorder/oppna/?nummer={nummer}")
    page.get_by_role("button", name="Visa ordern").click()
    expect(page.get_by_text("Skriv varför du behöver se den").first).to_be_visible()
    frida.granska()
    page.get_by_label("Varför behöver du se ordern?").fill("Jag har tagit över vården.")
    page.get_by_role("button", name="Visa ordern").click()
    expect(page.get_by_role("heading", name="En annan enhets order")).to_be_visible()
    expect(page.get_by_text(SANG).first).to_be_visible()
    frida.granska()


@pytest.mark.usefixtures("varlden")
def test_without_script_the_menu_and_the_papers_are_there(utan_skript: Sida) -> None:
    utan_skript.logga_in("kim.kundtjanst")
    page = utan_skript.page
    utan_skript.oppna("/hjalpmedel/")
    page.get_by_label("Personnummer").fill(PERSONNUMMER)
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("button", name=SANG).first.click()
    page.get_by_role("link", name="Ordinationsöversikt").first.click()
    expect(page.get_by_role("heading", name="Ordinationsöversikt")).to_be_visible()
    utan_skript.oppna("/texter/lankar/")
    page.get_by_label("Text").fill("Vår sida | https://example.se/")
    page.get_by_role("button", name="Spara").click()
    utan_skript.oppna("/")
    expect(page.get_by_role("link", name="Vår sida")).to_be_visible()
