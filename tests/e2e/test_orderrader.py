"""Orderrader in a browser: a bed to 491,00, an equivalent wheelchair, a delivered bed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorderrad
from tests.e2e.conftest import Sida
from tests.e2e.test_berattelsen import hitta_patienten

Hos = Callable[..., Sida]


def till_raderna(sida: Sida) -> None:
    """A new order that stands at its rows."""
    hitta_patienten(sida)
    sida.page.get_by_role("button", name="Ny kundorder").click()
    sida.page.get_by_role("button", name="Fortsätt").click()
    expect(sida.page.get_by_role("heading", name="Orderrader", level=1)).to_be_visible()


def lagg_till(sida: Sida, artikel: str) -> None:
    sida.page.get_by_label("Artikel", exact=True).fill(artikel)
    sida.page.get_by_role("button", name="Spara raden").click()


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("bredd", ["skrivbord", "telefon"])
def test_the_manuals_bed_to_491(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    till_raderna(miriam)
    miriam.granska()
    lagg_till(miriam, "75178")
    page.get_by_role("link", name="75178 (2)").click()
    expect(page.get_by_text("Ingår i hyran för 75178").first).to_be_visible()
    miriam.granska()
    page.get_by_role("link", name=re.compile("Vanligaste tillbehören till")).click()
    expect(page.get_by_role("heading", name="Övriga komponenter")).to_be_visible()
    miriam.granska()
    page.get_by_label(re.compile("^Beställ 55871")).check()
    page.get_by_label("Artikelbenämning").fill("grind")
    page.get_by_label("Artikelbenämning").press("Enter")
    expect(page.get_by_label(re.compile("^Beställ 55871"))).to_be_checked()
    miriam.granska()
    page.get_by_label(re.compile("^Beställ 75175")).check()
    page.get_by_role("button", name="Beställ", exact=True).last.click()
    expect(page.get_by_text("Levereras beige eller silver")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Totalt 491,00"))).to_be_visible()
    miriam.granska()
    page.get_by_role("button", name="Åter till kundorderrad").click()
    expect(page.get_by_role("link", name="75178 (4)")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="491,00")).to_be_visible()
    miriam.granska()
    miriam.bild("orderrader")


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("bredd", ["skrivbord", "telefon"])
def test_found_by_a_misspelling_and_counted_as_it_changes(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    till_raderna(miriam)
    page.get_by_label("Artikel", exact=True).press_sequentially("lyftboge")
    hits = page.get_by_role("form", name="Sökträffar")
    expect(hits.get_by_label(re.compile("^Beställ 55871"))).to_be_visible()
    expect(hits).to_contain_text("söktes i stället")
    miriam.granska()
    star = hits.get_by_role("button", name=re.compile("Favorit.*55871"))
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    hits.get_by_label(re.compile("^Beställ 55871")).check()
    hits.get_by_label(re.compile("^Beställ 35109")).check()
    hits.get_by_role("button", name="Lägg till valda").click()
    expect(page.get_by_text("Tillagt i ordern: ")).to_be_visible()
    expect(page.get_by_text("Mina favoriter (1)")).to_be_visible()
    total = page.get_by_role("status").filter(has_text="Totalt")
    before = total.inner_text()
    page.get_by_label("Antal 55871", exact=True).fill("3")
    page.get_by_label("Antal 55871", exact=True).press("Tab")
    expect(total).not_to_have_text(before)
    page.get_by_label("Antal 55871", exact=True).fill("0")
    page.get_by_label("Antal 55871", exact=True).press("Tab")
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    expect(page.get_by_label("Antal 55871", exact=True)).to_have_value("0")
    miriam.granska()


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("bredd", ["skrivbord", "telefon"])
def test_the_equivalent_wheelchair(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    till_raderna(miriam)
    lagg_till(miriam, "57595")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "En likvärdig artikel med samma/kortare leveranstid finns tillgänglig"
    )
    expect(page.get_by_label(re.compile("^Beställ 76821"))).to_be_checked()
    expect(page.get_by_label(re.compile("^Beställ 57595"))).not_to_be_checked()
    expect(page.get_by_role("row", name=re.compile("76821"))).to_contain_text("50,00\xa0kr dyrare")
    miriam.granska()
    miriam.bild("ersattning")
    page.get_by_role("button", name="Spara valet").click()
    expect(page.get_by_text(re.compile("I stället för 57595"))).to_be_visible()
    miriam.granska()


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("bredd", ["skrivbord", "telefon"])
def test_a_delivered_bed_is_completed(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    till_raderna(miriam)
    lagg_till(miriam, "55526")
    page.get_by_role("link", name="Kompl. individ med 55526").click()
    miriam.granska()
    miriam.bild("komplettera")
    bed = page.get_by_label(re.compile("^Välj individ 1449334"))
    bed.check()
    page.get_by_role("button", name="Verkställ").click()
    text = "Komplettering till levererad individ: 1449334 75178"
    expect(page.get_by_text(re.compile(text))).to_be_visible()
    miriam.granska()
    page.get_by_role("link", name="Bifoga kommentar/bilaga till 55526").click()
    miriam.granska()
    page.get_by_label("Bifoga bilaga").set_input_files(
        {"name": "mått.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    )
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_text(re.compile(text))).to_be_visible()
    expect(page.get_by_role("link", name="Bilaga: mått.pdf")).to_be_visible()
    miriam.granska()
    page.get_by_role("button", name="Verkställ").click()
    expect(page.get_by_role("region", name="Kundordern är skickad")).to_be_visible()
    rad = Kundorderrad.objects.get(artikel__nummer="55526")
    assert rad.kompletterar == Innehav.objects.get(individ__nummer="1449334")


@pytest.mark.usefixtures("varlden")
def test_without_script_the_same_is_found_and_added(hos: Hos) -> None:
    miriam = hos("miriam", "telefon", java_script_enabled=False)
    page = miriam.page
    till_raderna(miriam)
    page.get_by_label("Artikel", exact=True).fill("lyftbåge")
    page.get_by_role("button", name="Sök", exact=True).click()
    page.get_by_label(re.compile("^Beställ 55871")).check()
    page.get_by_role("button", name="Lägg till valda").click()
    expect(page.get_by_label("Antal 55871", exact=True)).to_be_visible()
    miriam.granska()


@pytest.mark.usefixtures("varlden")
def test_a_quantity_is_changed_and_saved_at_once(hos: Hos) -> None:
    """The field counts by itself when it is left, and the button that is pressed saves: the reader
    is not told of a change of her own."""
    miriam = hos("miriam")
    page = miriam.page
    till_raderna(miriam)
    lagg_till(miriam, "55871")
    antal = page.get_by_label("Antal 55871")
    antal.fill("3")
    page.get_by_role("button", name="Spara ändringarna").click()
    miriam.landa()
    expect(page.get_by_text("Ordern har ändrats")).to_have_count(0)
    expect(antal).to_have_value("3")
    assert Kundorderrad.objects.get().antal == 3
