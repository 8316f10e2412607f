"""The store: a list picked with a scanner, one thing missing, and a phone that loses its signal."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect

from cases.gemensamt.models import BesvaradPost
from cases.hjalpmedel.models import Saldo
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans import actions
from cases.leverans.models import Leverans, Leveransrad
from cases.organisation.models import Anvandare, Kund
from tests.e2e.conftest import WIDTHS, Sida
from tests.kundorder.varld import Varld, leveranser, leverera_meddelanden, verkstalld
from tests.programs import wait_until

Hos = Callable[..., Sida]
ART, ANNAN = "14121", "14751"


@pytest.fixture
def v(varlden: None) -> Varld:
    """Those of the demo world who order and pick."""
    found: Any = SimpleNamespace(
        miriam=Anvandare.objects.get(username="miriam"),
        lotta=Anvandare.objects.get(username="lotta.lager"),
        kund=Kund.objects.get(nummer="410000"),
    )
    return cast(Varld, found)


def bestalld(v: Varld, *rader: NyRad) -> tuple[Kundorder, Leverans]:
    order = verkstalld(v, *rader)
    [leverans] = leveranser(order)
    return order, leverans


def las_av(page: Page, kod: str) -> None:
    """As a scanner: the number, and Enter."""
    page.get_by_label("Individ- eller artikelnummer", exact=True).fill(kod)
    page.keyboard.press("Enter")


def status(leverans: Leverans) -> str:
    leverans.arende.refresh_from_db()
    return leverans.arende.status


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_session_with_something_missing(hos: Hos, v: Varld, bredd: str) -> None:
    _, first = bestalld(v, NyRad(ART, 2))
    _, second = bestalld(v, NyRad(ANNAN, 2))
    lotta = hos("lotta.lager", bredd)
    page = lotta.page
    lotta.oppna("/leverans/")
    page.get_by_role("link", name="Plocklista").first.click()
    lotta.granska()
    page.get_by_role("link", name="60 HMC Småhjälpmedel").click()
    lotta.granska()
    field = page.get_by_label("Individ- eller artikelnummer", exact=True)
    said = page.locator("[data-scan-ord]")
    las_av(page, ART)
    expect(said).to_contain_text("1 av 2")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    las_av(page, "99999")
    expect(said).to_contain_text("varken ett individnummer eller ett artikelnummer")
    las_av(page, ART)
    expect(said).to_contain_text("är plockad")
    assert status(first) == "Plockad"
    row = page.locator("tr").filter(has_text=second.kundordernummer)
    las_av(page, ANNAN)
    expect(row).to_contain_text("1 av 2")
    lotta.granska()
    lotta.bild("plocklista")
    row.get_by_text("Finns inte", exact=True).click()
    row.get_by_role("button", name="Restnotera").click()
    expect(row).to_contain_text("1 plockat, 1 restnoterat")
    wait_until(lambda: status(second) == "Plockad", "the rest is told")
    leverera_meddelanden()
    rad = Leveransrad.objects.get(leverans=second)
    assert (rad.plockat, rad.restnoterat) == (1, 1)

    actions.utleverera(second.pk, person=v.lotta)
    leverera_meddelanden()
    lotta.oppna(f"/leverans/{second.pk}/foljesedel/")
    second.refresh_from_db()
    expect(page.get_by_role("img", name=f"Streckkod {second.foljesedel}")).to_be_visible()
    expect(page.get_by_role("link", name="Hämta som PDF")).to_be_visible()
    lotta.granska()


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_without_a_signal_each_thing_is_picked_once(hos: Hos, v: Varld, bredd: str) -> None:
    _, leverans = bestalld(v, NyRad(ART, 3), NyRad(ANNAN, 1))
    before = Saldo.objects.get(lager__nummer="60", artikel__nummer=ART).antal
    lotta = hos("lotta.lager", bredd)
    page = lotta.page
    lotta.oppna("/leverans/plocklista/60/")
    lotta.utan_nat = True
    page.context.set_offline(True)
    for _ in range(3):
        las_av(page, ART)
    waiting = page.get_by_role("region", name="Det som väntar på nätet")
    expect(waiting).to_contain_text("3 väntar här i telefonen")
    lotta.granska()
    # The server takes the first, and its answer is lost on the way: it is sent again by itself.
    page.route("**/plocklista/60/", lambda route: (route.fetch(), route.abort())[1], times=1)
    page.context.set_offline(False)
    expect(page.locator("tr").filter(has_text=ART)).to_contain_text("3 av 3", timeout=20_000)
    expect(waiting).to_be_hidden()
    assert BesvaradPost.objects.count() == 3
    las_av(page, ANNAN)
    expect(page.locator("[data-scan-ord]")).to_contain_text("är plockad")
    assert status(leverans) == "Plockad"
    assert Saldo.objects.get(lager__nummer="60", artikel__nummer=ART).antal == before - 3


def test_without_script_many_lines_at_once(utan_skript: Sida, v: Varld) -> None:
    _, leverans = bestalld(v, NyRad(ART, 2))
    utan_skript.logga_in("lotta.lager")
    page = utan_skript.page
    utan_skript.oppna("/leverans/plocklista/60/")
    page.get_by_text("Läs av flera på en gång").click()
    page.get_by_label("Ett nummer på varje rad").fill(f"{ART}\n123\n{ART}")
    page.get_by_role("button", name="Plocka alla").click()
    outcome = page.get_by_role("region", name="Så gick det")
    expect(outcome.get_by_role("listitem")).to_have_count(3)
    utan_skript.granska()
    assert status(leverans) == "Plockad"
