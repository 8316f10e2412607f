"""What does not go as planned: a samleverans loses something, a supplier ships to the door."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import expect

from cases.arbetsorder import actions as arbetsorder
from cases.arbetsorder.svar import Arbetsval, Mal
from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Kund
from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.test_berattelsen import Hos, ga_till, hitta_patienten
from tests.kundorder.varld import Varld, leveranser, leverera_meddelanden, plockad, verkstalld

DYNA, ANNAN_DYNA, STRUMPA = "14121", "14001", "10778"


@pytest.fixture
def v(varlden: None) -> Varld:
    """Those of the demo world who order and pick."""
    found: Any = SimpleNamespace(
        miriam=Anvandare.objects.get(username="miriam"),
        lotta=Anvandare.objects.get(username="lotta.lager"),
        kund=Kund.objects.get(nummer="410000"),
    )
    return cast(Varld, found)


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_something_is_lost_between_two_lager(hos: Hos, v: Varld, bredd: str) -> None:
    miriam, lotta, kim = (hos(name, bredd) for name in ("miriam", "lotta.lager", "kim.kundtjanst"))
    for one in (miriam, lotta, kim):
        one.granskar = bredd == "skrivbord"
    bestall_tillsammans(miriam)
    leverera_meddelanden()
    order = Kundorder.objects.get()
    [leverans] = leveranser(order)
    plockad(v, leverans)

    page = lotta.page
    lotta.oppna(f"/leverans/{leverans.pk}/samla/")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    page.get_by_label("Det som inte är framme har kommit bort").check()
    lotta.granska()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Kom bort").or_(page.get_by_text("noterat")).first).to_be_visible()

    page = kim.page
    ga_till(kim, "Inkorg")
    page.get_by_role("link", name=re.compile("Avgör samleveransen")).first.click()
    expect(page.get_by_text("1 borta")).to_be_visible()
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.get_by_text("Välj skicka det som är framme, eller vänta.").first).to_be_visible()
    kim.granska()
    page.get_by_label(re.compile("Skicka det som är framme nu")).check()
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.get_by_role("heading", name="Avgör samleveransen")).to_have_count(0)
    leverera_meddelanden()

    page = miriam.page
    ga_till(miriam, "Meddelande")
    expect(page.get_by_text(re.compile("något har kommit bort")).first).to_be_visible()
    # What was lost is taken from the shelf again, and comes by itself.
    assert len(leveranser(order)) == 2


def bestall_tillsammans(sida: Sida) -> None:
    """One row is no samleverans; two are, from a lager each."""
    page = sida.page
    hitta_patienten(sida)
    page.get_by_role("button", name="Ny kundorder").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Artikel", exact=True).fill(DYNA)
    page.get_by_role("button", name="Spara raden").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Samleverans önskas").check()
    page.get_by_role("button", name="Fortsätt").click()
    told = page.get_by_text("Samleverans kan väljas när ordern har mer än en rad.").first
    expect(told).to_be_visible()
    sida.granska()
    sida.oppna(f"/kundorder/{Kundorder.objects.get().pk}/orderrader/")
    page.get_by_label("Artikel", exact=True).fill(ANNAN_DYNA)
    page.get_by_role("button", name="Spara raden").click()
    expect(page.get_by_role("row", name=ANNAN_DYNA)).to_be_visible()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Samleverans önskas").check()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    page.get_by_role("button", name="Verkställ").click()
    expect(page.get_by_role("region", name="Kundordern är skickad")).to_be_visible()


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_what_the_work_does_not_concern_goes_by_itself(hos: Hos, v: Varld, bredd: str) -> None:
    order = verkstalld(v, NyRad(DYNA), NyRad(ANNAN_DYNA))
    work = arbetsorder.ny(
        cast(Mottagare, order.arende.mottagare),
        person=v.miriam,
        kund=v.kund,
        mal=Mal(orderrad=order.rader.get(artikel__nummer=DYNA).pk),
        svar=Arbetsval(
            typ="MONT",
            utforande="lamnas",
            felbeskrivning="Fäst dynan i sitsen.",
            telefon="010-000 11 01",
        ),
    )
    arbetsorder.verkstall(work.pk, person=v.miriam)
    miriam = hos("miriam", bredd)
    page = miriam.page
    miriam.oppna(f"/kundorder/{order.pk}/")
    part = page.get_by_text("arbetsordern gäller det inte").locator("xpath=following-sibling::ul")
    expect(part.get_by_role("listitem")).to_have_count(1)
    expect(part).to_contain_text(ANNAN_DYNA)
    miriam.granska()
    page.get_by_role("button", name="Dela ordern", exact=True).click()
    miriam.granska()
    page.get_by_role("button", name="Ja, dela ordern").click()
    new = Kundorder.objects.get(delad_fran=order)
    expect(page.get_by_role("heading", name=str(new.arende.nummer))).to_be_visible()
    expect(page.get_by_text("Delad från")).to_be_visible()
    miriam.granska()
    page.get_by_role("link", name=f"kundorder {order.arende.nummer}").first.click()
    expect(page.get_by_text("En del av ordern går i")).to_be_visible()
    leverera_meddelanden()
    assert [one.arende.status for one in leveranser(new)] == ["För plockning"]


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_the_supplier_ships_to_the_mottagare(hos: Hos, v: Varld, bredd: str) -> None:
    order = verkstalld(v, NyRad(STRUMPA, 60))
    ivar, miriam = hos("ivar.inkop", bredd), hos("miriam", bredd)
    ivar.granskar = miriam.granskar = bredd == "skrivbord"
    page = ivar.page
    ga_till(ivar, "Inkorg")
    page.get_by_role("link", name=re.compile(f"{order.arende.nummer}.*Köp in")).first.click()
    page.get_by_label("Direktinköp: leverantören skickar").check()
    page.get_by_role("button", name="Spara inköpet").click()
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    expect(page.get_by_label("Direktinköp: leverantören skickar")).to_be_checked()
    ivar.granska()
    page.get_by_label("Beställningsnummer").fill("D-77")
    page.get_by_label("Väntas").fill("2026-12-01")
    page.get_by_role("button", name="Spara inköpet").click()
    expect(page.get_by_text(re.compile("är noterat"))).to_be_visible()
    leverera_meddelanden()

    miriam.oppna(f"/kundorder/{order.pk}/")
    miriam.granska()
    miriam.page.get_by_role("link", name="D-77").click()
    expect(miriam.page.get_by_role("heading", name="Direktinköpsorder D-77")).to_be_visible()
    miriam.granska()

    ivar.oppna(f"/kundorder/{order.pk}/bekrafta_direktinkop/")
    expect(page.get_by_text(f"60 st, {STRUMPA}")).to_be_visible()
    page.get_by_label("Levererat till mottagaren").check()
    page.get_by_role("button", name="Spara beskedet").click()
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    expect(page.get_by_label("Levererat till mottagaren")).to_be_checked()
    ivar.granska()
    page.get_by_label("Levererat den").fill("2026-11-25")
    page.get_by_label("Mottaget av").fill("Storasyster Skutt")
    page.get_by_role("button", name="Spara beskedet").click()
    expect(page.get_by_text("Beskedet är noterat")).to_be_visible()
    leverera_meddelanden()
    order.arende.refresh_from_db()
    assert order.arende.status == "Slutlevererad"
    assert Innehav.objects.get(arende=order.pk).antal == 60
