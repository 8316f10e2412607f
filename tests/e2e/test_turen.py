"""The driver's run where there is no signal, and kundtjänst who mends a receipt."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Locator, Page, expect

from cases.gemensamt.models import BesvaradPost
from cases.hamtorder.actions_verkstall import Hamtval, verkstall
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.urval import demontering
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.queries import hos as finns_hos
from cases.kundorder.svar import NyRad
from cases.leverans import actions
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare, Kund
from tests.e2e.conftest import WIDTHS, Klocka, Sida
from tests.kundorder.varld import (
    Varld,
    allt_plockat,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    verkstalld,
)
from tests.programs import wait_until
from workflows import engine

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


def pa_turen(v: Varld, kommentar: str = "") -> Leverans:
    [leverans] = leveranser(verkstalld(v, NyRad("75178", 1, kommentar)))
    actions.plocka(leverans.pk, person=v.lotta, plockat=allt_plockat(leverans))
    actions.utleverera(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    leverans.refresh_from_db()
    return leverans


def att_hamta(v: Varld, leverans: Leverans) -> Hamtorder:
    """What is fetched where that is left, on the day of the run."""
    patient = leverans.arende.mottagare
    assert patient is not None
    main = finns_hos(patient).filter(komponent_till=None, individ=None)
    tables = engine.Tables("hamtorder")
    row = next(one for one in main if not demontering(one.artikel.benamning.lower(), tables)[0])
    rows = {row.pk, *finns_hos(patient).filter(komponent_till=row).values_list("pk", flat=True)}
    address = {
        name: getattr(leverans, name)
        for name in ("adressnamn", "gatuadress", "postnr", "postort", "telefon", "mobil")
    }
    svar = Hamtval(atgard="privat", rader=frozenset(rows), adress_id=None, **address)
    order = verkstall(patient, person=v.miriam, kund=v.kund, svar=svar)
    Hamtorder.objects.filter(pk=order.pk).update(planerad=date(2026, 12, 1))
    return order


def status(leverans: Leverans | Hamtorder) -> str:
    leverans.arende.refresh_from_db()
    return leverans.arende.status


def vanta_tills_sparad(page: Page) -> None:
    """The worker has the page before the driver leaves."""
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


def lasta(page: Page, leverans: Leverans) -> None:
    """Read the following note off on the vehicle."""
    page.get_by_label("Pricka av det du lastar: följesedel").fill(str(leverans.foljesedel))
    page.keyboard.press("Enter")
    expect(page.locator("#svar-lasta")).to_contain_text("är lastad")


def inte_med(page: Page, order: Hamtorder) -> Locator:
    """One of the rows is not there, and the driver says why."""
    pickup = page.get_by_role("region", name=f"Hämtorder {order.arende.nummer}")
    expect(pickup.get_by_label("Orsak")).to_be_hidden()
    pickup.get_by_label("Fanns inte där").first.check()
    pickup.get_by_role("button", name="Klart").click()
    expect(pickup.get_by_label("Orsak")).to_be_focused()
    pickup.get_by_label("Orsak").fill("Stod inte framme")
    pickup.get_by_role("button", name="Klart").click()
    return pickup


def kvittera(here: Locator) -> None:
    """What lacks is told while somebody is there to answer, not when the signal is back."""
    for label, said in (("Mottagen av", "Stora Skutt"), ("Underskrift", "S Skutt")):
        here.get_by_role("button", name="Klart").click()
        expect(here.get_by_label(label)).to_be_focused()
        expect(here).not_to_contain_text("Väntar på nätet")
        here.get_by_label(label).fill(said)
    here.get_by_role("button", name="Klart").click()
    expect(here).to_contain_text("Väntar på nätet")


def kan_bara_lasas(tore: Sida, dag: str, leverans: Leverans) -> None:
    """A run of a day to come; kept in the phone it is answered once the day is there."""
    tore.page.clock.set_fixed_time("2026-12-01T08:00:00Z")
    tore.oppna(f"/leverans/tur/?dag={dag}")
    expect(tore.page.get_by_role("heading", name="Turen har inte varit än")).to_be_visible()
    again = tore.page.get_by_role("region", name=f"Följesedel {leverans.foljesedel}")
    tore.granska()
    tore.bild("turen-i-forvag", hela=False)
    expect(again.get_by_role("button", name="Lasta")).to_be_visible()
    expect(again.get_by_role("button", name="Klart")).to_be_hidden()
    vanta_tills_sparad(tore.page)
    tore.page.context.set_offline(True)
    tore.page.clock.set_fixed_time(f"{dag}T05:00:00Z")
    tore.page.reload()
    expect(again.get_by_role("button", name="Klart")).to_be_visible()
    expect(tore.page.get_by_text("Turen har inte varit än")).to_be_hidden()


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_the_run_goes_on_without_a_signal(hos: Hos, v: Varld, klocka: Klocka, bredd: str) -> None:
    first, second = pa_turen(v), pa_turen(v)
    fetched = att_hamta(v, first)
    klocka.flytta(timedelta(days=6))
    tore = hos("tore.transport", bredd)
    page = tore.page
    tore.oppna(TUREN)
    tore.granska()
    tore.bild("turen", hela=False)
    vanta_tills_sparad(page)
    lasta(page, first)

    tore.utan_nat = True
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Stopp 1")).to_be_visible()
    # What was answered before the page was read anew is told by it too.
    expect(page.locator("[data-tur-lastade]")).to_have_text("1")
    expect(page.locator("[data-tur-kvar]")).to_have_text("3")
    here = page.get_by_role("region", name=f"Följesedel {first.foljesedel}")
    there = page.get_by_role("region", name=f"Följesedel {second.foljesedel}")
    kvittera(here)
    there.get_by_label("Ingen hemma").check()
    expect(there.get_by_label("Mottagen av")).to_be_hidden()
    there.get_by_role("button", name="Klart").click()
    pickup = inte_med(page, fetched)
    waiting = page.get_by_role("region", name="Det som väntar på nätet")
    expect(waiting).to_contain_text("3 väntar här i telefonen")
    expect(page.locator("[data-tur-kvar]")).to_have_text("0")
    tore.granska()
    assert (status(first), status(fetched)) == ("Utlevererad", "Planerad")
    page.reload()
    expect(page.locator("[data-tur-kvar]")).to_have_text("0")
    expect(pickup).to_contain_text("Väntar på nätet")
    tore.bild("turen-utan-nat", hela=False)

    # The server takes the first, and its answer is lost on the way: it is sent again by itself.
    page.route("**/lamna/", lambda route: (route.fetch(), route.abort())[1], times=1)
    page.context.set_offline(False)
    expect(here).to_contain_text("Levererad och kvitterad.", timeout=30_000)
    expect(there).to_contain_text("Ingen hemma.", timeout=30_000)
    expect(pickup).to_contain_text("Hämtningen är noterad.", timeout=30_000)
    expect(waiting).to_be_hidden()
    leverera_meddelanden()
    assert (status(first), status(second)) == ("Kvitterad", "Ej hemma")
    assert fetched.rader.filter(utfall="saknas").count() == 1
    # Nobody was home: the turbil goes there again a week later, and that run can only be read yet.
    page.reload()
    expect(page.get_by_text("Inga stopp.")).to_be_visible()
    kan_bara_lasas(tore, "2026-12-08", second)
    assert Innehav.objects.filter(arende=first.kundorder, komponent_till=None).count() == 1
    assert BesvaradPost.objects.count() == 4


def test_a_comment_without_a_space_fits_the_phone(hos: Hos, v: Varld, klocka: Klocka) -> None:
    long = "x" * 300
    pa_turen(v, long)
    [att_plocka] = leveranser(verkstalld(v, NyRad("75178", 1, long)))
    klocka.flytta(timedelta(days=6))
    for who, path in (
        ("tore.transport", TUREN),
        ("lotta.lager", f"/leverans/{att_plocka.pk}/plocka/"),
    ):
        sida = hos(who, "telefon")
        sida.oppna(path)
        expect(sida.page.get_by_text(long)).to_be_visible()
        sida.granska()


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
