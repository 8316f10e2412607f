"""The driver's run where there is no signal, and kundtjänst who mends a receipt."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import expect

from cases.gemensamt.models import BesvaradPost
from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder.svar import NyRad
from cases.leverans import actions
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare, Kund
from tests.e2e.conftest import WIDTHS, Sida
from tests.kundorder.varld import (
    Varld,
    allt_plockat,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    verkstalld,
)
from tests.programs import wait_until

Hos = Callable[..., Sida]
TUREN = "/leverans/tur/?dag=2026-12-01"


@pytest.fixture
def v(varlden: None) -> Varld:
    """Those of the demo world who order, pick and drive."""
    names = {"miriam": "miriam", "lotta": "lotta.lager", "tore": "tore.transport"}
    found: Any = SimpleNamespace(
        kund=Kund.objects.get(nummer="410000"),
        **{name: Anvandare.objects.get(username=whole) for name, whole in names.items()},
    )
    return cast(Varld, found)


def pa_turen(v: Varld) -> Leverans:
    [leverans] = leveranser(verkstalld(v, NyRad("75178")))
    actions.plocka(leverans.pk, person=v.lotta, plockat=allt_plockat(leverans))
    actions.utleverera(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    leverans.refresh_from_db()
    return leverans


def status(leverans: Leverans) -> str:
    leverans.arende.refresh_from_db()
    return leverans.arende.status


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_the_run_goes_on_without_a_signal(hos: Hos, v: Varld, bredd: str) -> None:
    first, second = pa_turen(v), pa_turen(v)
    tore = hos("tore.transport", bredd)
    page = tore.page
    tore.oppna("/leverans/")
    page.get_by_role("link", name="Dagens tur").click()
    tore.oppna(TUREN)
    tore.granska()
    tore.bild("turen", hela=False)
    # The worker has the page before the driver leaves.
    wait_until(
        lambda: (
            page.evaluate("caches.has('websesam-tur')")
            and page.evaluate(
                "caches.open('websesam-tur').then((kept) => kept.match(location.href))"
                ".then((one) => Boolean(one))"
            )
        ),
        "the page is kept",
        patience=20,
    )
    scan = page.get_by_label("Pricka av det du lastar: följesedel")
    scan.fill(str(first.foljesedel))
    page.keyboard.press("Enter")
    expect(page.locator("#svar-lasta")).to_contain_text("är lastad")

    tore.utan_nat = True
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Stopp 1")).to_be_visible()
    here = page.get_by_role("region", name=f"Följesedel {first.foljesedel}")
    there = page.get_by_role("region", name=f"Följesedel {second.foljesedel}")
    here.get_by_label("Mottagen av").fill("Stora Skutt")
    here.get_by_label("Underskrift").fill("S Skutt")
    here.get_by_role("button", name="Klart").click()
    expect(here).to_contain_text("Väntar på nätet")
    there.get_by_label("Ingen hemma").check()
    expect(there.get_by_label("Mottagen av")).to_be_hidden()
    there.get_by_role("button", name="Klart").click()
    waiting = page.get_by_role("region", name="Det som väntar på nätet")
    expect(waiting).to_contain_text("2 väntar här i telefonen")
    tore.granska()
    assert status(first) == "Utlevererad"

    # The server takes the first, and its answer is lost on the way: it is sent again by itself.
    page.route("**/lamna/", lambda route: (route.fetch(), route.abort())[1], times=1)
    page.context.set_offline(False)
    expect(here).to_contain_text("Levererad och kvitterad.", timeout=30_000)
    expect(there).to_contain_text("Ingen hemma.", timeout=30_000)
    expect(waiting).to_be_hidden()
    leverera_meddelanden()
    assert (status(first), status(second)) == ("Kvitterad", "Ej hemma")
    assert Innehav.objects.filter(arende=first.kundorder, komponent_till=None).count() == 1
    assert BesvaradPost.objects.count() == 3


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_kundtjanst_mends_the_wrong_bed(hos: Hos, v: Varld, bredd: str) -> None:
    [leverans] = leveranser(verkstalld(v, NyRad("75178")))
    kvitterad(v, leverans)
    held = Innehav.objects.get(arende=leverans.kundorder, komponent_till=None)
    right = Individ.objects.filter(artikel=held.artikel, plats="lager", karantan=False).first()
    assert right is not None
    kim = hos("kim.kundtjanst", bredd)
    page = kim.page
    kim.oppna(f"/arende/{leverans.pk}/")
    page.get_by_role("link", name="Rätta kvittensen").click()
    kim.granska()
    kim.bild("ratta", hela=False)
    page.get_by_label(f"individ {held.individ}").check()
    page.get_by_label("Fel individ lästes av").check()
    page.get_by_label("Individnummer på den som lämnades").fill("99")
    page.get_by_label("Skäl").fill("Etiketterna var förväxlade")
    page.get_by_role("button", name="Rätta kvittensen").click()
    expect(page.get_by_role("group", name="Kvittensen går inte att rätta så")).to_be_focused()
    expect(page.get_by_label("Skäl")).to_have_value("Etiketterna var förväxlade")
    kim.granska()
    page.get_by_label("Individnummer på den som lämnades").fill(right.nummer)
    page.get_by_role("button", name="Rätta kvittensen").click()
    said = f"Det var individ {right.nummer} som levererades, inte {held.individ}."
    expect(page.get_by_role("region", name="Rättelsen", exact=True)).to_contain_text(said)
    kim.granska()
    miriam = hos("miriam", bredd)
    miriam.oppna(f"/arende/{leverans.kundorder}/")
    expect(miriam.page.get_by_role("region", name="Så här går det")).to_contain_text(said)
    miriam.granska()
    miriam.oppna("/meddelanden/")
    expect(miriam.page.get_by_role("main")).to_contain_text("kvittensen är rättad")
