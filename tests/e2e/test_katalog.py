"""The assortment in a browser: from produktområde or a few words to an article in the order."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from cases.kundorder import actions
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud
from cases.organisation.models import Anvandare
from tests.e2e.conftest import Sida


def utkastet() -> Kundorder:
    """Miriam's draft for Lille Skutt, at its rows."""
    miriam = Anvandare.objects.get(username="miriam")
    order = actions.ny(person=miriam)
    kund = miriam.uppdrag.get(kund__nummer="1912").kund
    huvud = Huvud(nummer="200303030303", kund_id=kund.pk, vardrelation=True)
    return actions.orderhuvud(order.pk, person=miriam, svar=huvud)


def test_down_the_catalogue_to_an_article(varlden: None, sida: Sida) -> None:
    sida.logga_in("miriam")
    sida.oppna("/varukatalog/")
    sida.granska()
    sida.page.get_by_role("link", name=re.compile("personlig rörlighet")).click()
    sida.page.get_by_role("link", name="Gånghjälpmedel som hanteras med båda armarna").click()
    sida.page.get_by_role("link", name="Rollatorer", exact=True).click()
    sida.granska()
    sida.page.get_by_role("link", name="19961").click()
    expect(sida.page.get_by_role("heading", level=1)).to_contain_text("Rollator Dolomite Futura")
    expect(sida.page.get_by_role("img", name=re.compile("Teckning"))).to_be_visible()
    expect(sida.page.get_by_text("Beräknad leverans").first).to_be_visible()
    sida.granska()


def test_search_tick_and_order(varlden: None, sida: Sida) -> None:
    order = utkastet()
    sida.logga_in("miriam")
    sida.oppna(f"/sok-artikel/?order={order.pk}")
    sida.granska()
    sida.page.get_by_label("Benämning eller annat du minns").fill("futurra")
    sida.page.get_by_role("button", name="Sök", exact=True).click()
    expect(sida.page.get_by_text("Visar träffar för")).to_contain_text("futura")
    sida.granska()
    for number in ("19961", "14751"):
        sida.page.get_by_role("checkbox", name=re.compile(f"Beställ {number}")).check()
    sida.page.get_by_role("button", name="Beställ").click()
    expect(sida.page.get_by_role("heading", level=1)).to_have_text("Orderrader")
    rows = Kundorderrad.objects.filter(order=order).values_list("artikel__nummer", flat=True)
    assert set(rows) >= {"19961", "14751"}


def test_more_fields_and_nothing_found(varlden: None, sida: Sida) -> None:
    sida.logga_in("miriam")
    sida.oppna("/sok-artikel/")
    sida.page.locator("summary", has_text="Fler sökfält").click()
    sida.page.get_by_label("Artikeltyp").select_option("tillbehor")
    sida.page.get_by_label("Leverantör").select_option(label="Etac Sverige AB")
    sida.page.get_by_role("button", name="Sök", exact=True).click()
    expect(sida.page.get_by_role("link", name="28878")).to_be_visible()
    sida.granska()
    sida.page.get_by_label("Benämning eller annat du minns").fill("säng")
    sida.page.get_by_role("button", name="Sök", exact=True).click()
    expect(sida.page.get_by_text("Ingen artikel passar")).to_be_visible()
    sida.granska()


def test_the_individer_that_may_be_taken(varlden: None, hos: Callable[..., Sida]) -> None:
    sida = hos("kim.kundtjanst")
    sida.oppna("/artikel/75178/")
    sida.granska()
    sida.page.get_by_role("link", name=re.compile("visa individerna")).click()
    expect(sida.page.get_by_role("rowheader", name="1450001")).to_be_visible()
    sida.granska()


def test_ordering_from_the_article_without_script(varlden: None, utan_skript: Sida) -> None:
    utan_skript.logga_in("miriam")
    utan_skript.oppna("/artikel/51027/")
    utan_skript.page.get_by_role("button", name="Beställ").click()
    expect(utan_skript.page.get_by_role("heading", level=1)).to_have_text("Orderhuvud")
    assert "artikel=51027" in utan_skript.page.url
    utan_skript.page.get_by_label("Personnummer").fill("200303030303")
