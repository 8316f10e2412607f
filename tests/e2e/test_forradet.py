"""The förråd: what HMC sent is unpacked with a scanner, and all of it is counted."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import expect

from cases.hjalpmedel.models import Individ, Saldo
from cases.kundorder import actions, actions_rader
from cases.kundorder.svar import Huvud, Leveransval, NyRad
from cases.kundorder.visning import leveransuppgifter
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare, Kund, Lager
from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.test_berattelsen import Hos, ga_till
from tests.kundorder.varld import Varld, leveranser, leverera_meddelanden, utlevererad

STOL, STRUMPA = "19961", "10778"


@pytest.fixture
def v(varlden: None) -> Varld:
    """Those of the demo world who order, pick and drive."""
    found: Any = SimpleNamespace(
        miriam=Anvandare.objects.get(username="miriam"),
        lotta=Anvandare.objects.get(username="lotta.lager"),
        kund=Kund.objects.get(nummer="410000"),
    )
    return cast(Varld, found)


def pa_vag_till(v: Varld, forrad: Lager) -> list[Leverans]:
    """A lagerpåfyllnad of what this story needs, that has left HMC."""
    order = actions.ny(person=v.miriam)
    head = Huvud(nummer="", kund_id=v.kund.pk, typ="pafyllnad", forrad_id=forrad.pk)
    actions.orderhuvud(order.pk, person=v.miriam, svar=head)
    for rad in (NyRad(STOL, 2), NyRad(STRUMPA, 1), NyRad(STRUMPA, 2)):
        actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=rad)
    actions.orderrader(order.pk, person=v.miriam)
    order.refresh_from_db()
    where = {"adress_id": order.hamtad_fran_id, **leveransuppgifter(order)}
    actions.leveransuppgifter(order.pk, person=v.miriam, svar=Leveransval(**where))
    actions.verkstall(order.pk, person=v.miriam)
    leverera_meddelanden()
    sent = leveranser(order)
    for leverans in sent:
        utlevererad(v, leverans)
        leverans.refresh_from_db()
    return sent


def las_av(sida: Sida, kod: str, sagt: str) -> None:
    """As a scanner: the number, and Enter; what is said of it."""
    sida.page.get_by_label("Läs av märkningen").fill(kod)
    sida.page.keyboard.press("Enter")
    expect(sida.page.locator("[data-prick-ord]")).to_contain_text(sagt)


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_unpacked_and_counted(hos: Hos, v: Varld, bredd: str) -> None:
    forrad = Lager.objects.get(nummer="4100")
    [leverans] = pa_vag_till(v, forrad)
    miriam = hos("miriam", bredd)
    miriam.granskar = bredd == "skrivbord"
    chairs = sorted(Individ.objects.filter(plats="transport").values_list("nummer", flat=True))
    packa_upp(miriam, leverans, chairs)
    assert Saldo.objects.get(lager=forrad, artikel__nummer=STRUMPA).antal == 2
    rakna(miriam, chairs)
    forrad.refresh_from_db()
    assert forrad.inventerat
    assert Saldo.objects.get(lager=forrad, artikel__nummer=STRUMPA).antal == 1
    assert Individ.objects.get(nummer=chairs[1]).plats == Individ.Plats.FORKOMMEN


def packa_upp(sida: Sida, leverans: Leverans, chairs: list[str]) -> None:
    """Both chairs, and two of three: what lacks is asked for, and nothing read off is lost."""
    page = sida.page
    ga_till(sida, "Kvittera BMB")
    sida.granska()
    page.get_by_role("link", name=leverans.foljesedel).click()
    sida.landa()  # who reads off before the page is there is heard by nobody
    for number in chairs:
        las_av(sida, number, "är avprickad")
    las_av(sida, STRUMPA, f"1 av 3 {STRUMPA}")
    las_av(sida, STRUMPA, f"2 av 3 {STRUMPA}")
    # The article stands on two rows: the first is full, the second counts on.
    amounts = page.get_by_label("Antal som kom")
    assert [amounts.nth(place).input_value() for place in (0, 1)] == ["1", "1"]
    las_av(sida, "99999", "står inte på följesedeln")
    sida.granska()
    page.get_by_role("button", name="Kvittera").click()
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    assert [amounts.nth(place).input_value() for place in (0, 1)] == ["1", "1"]
    for number in chairs:
        expect(page.get_by_label(f"Individ {number} har kommit")).to_be_checked()
    sida.granska()
    page.get_by_role("group", name=STRUMPA).nth(1).get_by_label("Anmärkning").fill("En fattades")
    page.get_by_role("button", name="Kvittera").click()
    expect(page.get_by_text("är kvitterad")).to_be_visible()
    expect(page.get_by_text("Inget är på väg.")).to_be_visible()


def rakna(sida: Sida, chairs: list[str]) -> None:
    """All is counted, one article after the other; what differs is told why."""
    page = sida.page
    page.get_by_role("link", name="Inventera förrådet").click()
    expect(page.get_by_role("heading", name="Inventering", level=1)).to_be_visible()
    sida.granska()
    page.get_by_role("link", name="4100 ").click()
    page.get_by_role("button", name="Allt är räknat").click()
    expect(page.get_by_text("är inte räknad").first).to_be_visible()
    sida.granska()
    page.get_by_label("Artikelnummer").fill(STRUMPA)
    page.get_by_role("button", name="Räkna", exact=True).click()
    page.get_by_label("Antal som du räknade").fill("1")
    page.get_by_role("button", name="Spara räkningen").click()
    expect(page.get_by_role("group", name="Det här behöver du rätta")).to_be_visible()
    expect(page.get_by_label("Antal som du räknade")).to_have_value("1")
    sida.granska()
    page.get_by_label("Skäl om det inte stämmer").fill("En var trasig")
    page.get_by_role("button", name="Spara räkningen").click()
    expect(page.get_by_text("Saldot ändrades med -1.")).to_be_visible()
    page.get_by_role("link", name=STOL).click()
    las_av(sida, chairs[0], "är avprickad")
    las_av(sida, chairs[0], "är redan avprickad")
    page.get_by_label("Skäl om det inte stämmer").fill("Den andra är borta")
    sida.granska()
    page.get_by_role("button", name="Spara räkningen").click()
    expect(page.get_by_text("Saldot ändrades med -1.")).to_be_visible()
    page.get_by_role("button", name="Allt är räknat").click()
    expect(page.get_by_text("är inventerat")).to_be_visible()
    sida.granska()
