"""One of two rows is not on its shelf: what was there goes, the rest is bought, late, and comes."""

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import expect

from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare, Kund
from tests.e2e.conftest import WIDTHS, Klocka, Sida
from tests.e2e.test_berattelsen import Hos, ga_till, ladda_om_tills, leverera
from tests.kundorder.varld import Varld, leverera_meddelanden, verkstalld
from tests.programs import wait_until

FINNS, FATTAS = "14121", "14751"
# The week after what was first said, so that the turbil brings it a week later.
NYTT = date(2026, 12, 11)


@pytest.fixture
def v(varlden: None) -> Varld:
    """Who orders, from where."""
    found: Any = SimpleNamespace(
        miriam=Anvandare.objects.get(username="miriam"), kund=Kund.objects.get(nummer="410000")
    )
    return cast(Varld, found)


def leverans(order: Kundorder, nr: int) -> Leverans:
    """The order's first or second leverans, once it is there."""
    rows = Leverans.objects.filter(kundorder=order.pk).order_by("arende__skapad", "pk")
    wait_until(lambda: rows.count() >= nr, "the leverans")
    return rows[nr - 1]


def plockas(lotta: Sida, *read: str, saknas: str = "") -> None:
    """With the plocklista: what is there is read off, what lacks is restnoterat."""
    page = lotta.page
    lotta.oppna("/leverans/plocklista/60/")
    for code in read:
        page.get_by_label("Individ- eller artikelnummer", exact=True).fill(code)
        page.keyboard.press("Enter")
        expect(page.locator("[data-scan-ord]")).to_contain_text(code)
    if saknas:
        row = page.locator("tr").filter(has_text=saknas)
        row.get_by_text("Finns inte", exact=True).click()
        row.get_by_role("button", name="Restnotera").click()
        expect(row).to_contain_text("1 restnoterat")
        lotta.granska()


def utlevereras(lotta: Sida, sent: Leverans) -> None:
    page = lotta.page
    lotta.oppna(f"/leverans/{sent.pk}/utleverera/")
    page.get_by_role("button", name="Utleverera").click()
    expect(page.get_by_role("heading", name="Följesedel")).to_be_visible()


def laser(miriam: Sida, rubrik: str, *sagt: str) -> None:
    """Miriam opens the latest message about it."""
    page = miriam.page
    ga_till(miriam, "Meddelande")
    message = page.get_by_role("link", name=re.compile(rubrik))
    ladda_om_tills(miriam, message)
    miriam.granska()
    message.first.click()
    for words in sagt:
        expect(page.get_by_text(words).first).to_be_visible()
    miriam.granska()


def kops_in(ivar: Sida, order: Kundorder) -> None:
    """Ordered from the supplier, who then moves its day: the reason is asked for."""
    page = ivar.page
    ga_till(ivar, "Inkorg")
    ladda_om_tills(ivar, page.get_by_role("row", name=str(order.arende.nummer)))
    page.get_by_role("button", name="Ta nästa").click()
    page.get_by_label("Beställningsnummer").fill("B-77")
    page.get_by_label("Väntas").fill("2026-12-01")
    ivar.granska()
    page.get_by_role("button", name="Spara inköpet").click()
    ivar.oppna(f"/kundorder/{order.pk}/andra_vantas/")
    page.get_by_label(re.compile(FATTAS)).fill(NYTT.isoformat())
    page.get_by_role("button", name="Spara datumet").click()
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    page.get_by_label("Orsak").fill("Leverantören har slut på hjul")
    ivar.granska()
    page.get_by_role("button", name="Spara datumet").click()
    expect(page).to_have_url(re.compile(f"/arende/{order.pk}/"))


def kommer(lotta: Sida) -> None:
    """The goods stand in the lager."""
    page = lotta.page
    lotta.oppna("/kundorder/inleverans/")
    page.get_by_label("Lager").select_option(label="60 HMC Småhjälpmedel")
    page.get_by_label("Artikel", exact=True).fill(FATTAS)
    page.get_by_label("Antal", exact=True).fill("1")
    lotta.granska()
    page.get_by_role("button", name="Lägg in i lagret").click()
    expect(page.get_by_text("är inlagd i lagret")).to_be_visible()
    leverera_meddelanden()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_what_is_restnoterat_comes_later(hos: Hos, v: Varld, klocka: Klocka, bredd: str) -> None:
    order = verkstalld(v, NyRad(FINNS), NyRad(FATTAS))
    number = str(order.arende.nummer)
    lotta, miriam, ivar = (hos(who, bredd) for who in ("lotta.lager", "miriam", "ivar.inkop"))

    first = leverans(order, 1)
    plockas(lotta, FINNS, saknas=FATTAS)
    leverera_meddelanden()
    utlevereras(lotta, first)
    leverera(hos("tore.transport", bredd), number)
    leverera_meddelanden()
    laser(miriam, "restnotering|restnoterad", FATTAS)
    miriam.oppna(f"/arende/{order.pk}/")
    ladda_om_tills(miriam, miriam.page.get_by_role("heading", name="Delvis levererad"))
    expect(miriam.page.get_by_text(re.compile("restnoterat")).first).to_be_visible()
    miriam.granska()
    assert [aid.artikel.nummer for aid in Innehav.objects.filter(arende=order.pk)] == [FINNS]

    kops_in(ivar, order)
    laser(miriam, "nytt leveransdatum", "Leverantören har slut på hjul")

    klocka.flytta(timedelta(days=16))
    lotta, miriam = hos("lotta.lager", bredd), hos("miriam", bredd)
    kommer(lotta)
    second = leverans(order, 2)
    plockas(lotta, FATTAS)
    leverera_meddelanden()
    utlevereras(lotta, second)
    leverera(hos("tore.transport", bredd), number)
    leverera_meddelanden()
    miriam.oppna(f"/arende/{order.pk}/")
    ladda_om_tills(miriam, miriam.page.get_by_text("Slutlevererad").first)
    miriam.granska()
    aids = Innehav.objects.filter(arende=order.pk).order_by("levererad")
    assert [(aid.artikel.nummer, aid.levererad) for aid in aids] == [
        (FINNS, date(2026, 11, 25)), (FATTAS, NYTT),
    ]  # fmt: skip
