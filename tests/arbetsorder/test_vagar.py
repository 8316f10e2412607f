"""The ways in to an arbetsorder, each with all that is known of the aid (AO-1, AO-5, AO-7)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cases.arbetsorder import actions_hmc
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Mal, Planering
from cases.hjalpmedel.innehav import aterlamna
from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorder
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Grupp
from tests.arbetsorder.varld import Arbete, granskad, om, planerad, rapporterad, vantar, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import i_lager, kvitterad, leveranser, leverera_meddelanden
from tests.kundorder.varld import verkstalld as bestalld
from workflows import clock, engine
from workflows.errors import Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def levererad(a: Arbete) -> tuple[Kundorder, Innehav]:
    """An order that has come, and the bed of it."""
    i_lager(a.r.v.sang, 1)
    i_lager(a.r.v.dosa, 1)
    order = bestalld(a.r.v)
    [leverans] = leveranser(order)
    kvitterad(a.r.v, leverans)
    return order, Innehav.objects.get(rad=order.rader.get(artikel=a.r.v.sang).pk)


def lankar(client: Client, page: str) -> list[str]:
    """The ways from a page to a new arbetsorder."""
    shown = client.get(page).content.decode()
    found = re.findall(r'href="(/arbetsorder/ny/\d+/[^"]*)"', shown)
    return [unescape(one) for one in found]


def sidor(order: Kundorder, bed: Innehav) -> dict[str, str]:
    mottagare = reverse("hjalpmedel:bild", args=[bed.mottagare_id])
    return {
        "hjälpmedelsbilden": f"{mottagare}?kund=410000",
        "individkortet": reverse("individkort:kort", args=[str(bed.individ)]),
        "kundordern": reverse("kundorder:detalj", args=[order.pk]),
        "levererad kundorder": f"{reverse('kundorder:levererade')}?nummer={order.arende.nummer}",
    }


@pytest.mark.parametrize("var", ["hjälpmedelsbilden", "individkortet", "kundordern",
                                 "levererad kundorder"])  # fmt: skip
def test_what_is_known_is_carried_over(a: Arbete, var: str) -> None:
    order, bed = levererad(a)
    miriam = inloggad(a.miriam)
    rad = order.rader.get(artikel=a.r.v.sang).pk
    [way] = {
        one
        for one in lankar(miriam, sidor(order, bed)[var])
        if one.endswith((f"innehav={bed.pk}", f"rad={rad}"))
    }
    form = miriam.get(way).content.decode()
    assert "Lille Skutt" in form
    assert str(a.r.v.sang.nummer) in form
    posted = {
        "kund": "410000", "felbeskrivning": "Sängens motor går inte.", "typ": "AU_KUND",
        "utforande": "plats", "adress_id": "mottagaren", "telefon": "010-000 11 01",
        "gor": "verkstall", "nummer": "",
        "innehav": str(bed.pk) if "innehav=" in way else "",
        "rad": str(rad) if "rad=" in way else "",
    }  # fmt: skip
    assert miriam.post(way, posted).status_code == 302
    made = Arbetsorder.objects.get()
    assert (made.innehav, made.individ, made.artikel) == (bed, bed.individ, a.r.v.sang)
    assert made.arende.kund == a.r.v.kund
    assert made.arende.nummer


@pytest.mark.parametrize("var", ["hjälpmedelsbilden", "individkortet", "kundordern",
                                 "levererad kundorder"])  # fmt: skip
def test_what_has_been_returned_leads_nowhere(a: Arbete, var: str) -> None:
    order, bed = levererad(a)
    aterlamna(bed.pk, clock.today())
    rad = order.rader.get(artikel=a.r.v.sang).pk
    found = lankar(inloggad(a.miriam), sidor(order, bed)[var])
    assert [one for one in found if one.endswith((f"innehav={bed.pk}", f"rad={rad}"))] == []


def test_what_can_not_be_mended_leads_to_another_and_a_pick_up(a: Arbete) -> None:
    """Support of a digital aid that solves nothing ends so, and any other work (§3.5)."""
    a.tim.grupper.add(Grupp.objects.get(nyckel="support_digitala"))
    order = verkstalld(a, typ="SUP_DIG", utforande="plats")
    granskad(a, order)
    planerad(a, order)
    rapporterad(a, order)
    tim, miriam = inloggad(a.tim), inloggad(a.miriam)
    page = reverse("arbetsorder:utfor", args=[order.pk])
    assert "hjälpmedlet ska bytas ut" in tim.get(page).content.decode()
    said = {"gor": "klart", "utlatande": "Skärmen är död.", "byt_ut": "ja"}
    assert tim.post(page, said).status_code == 302
    leverera_meddelanden()
    told = Meddelande.objects.get(till=a.miriam, rubrik__contains="är avslutad")
    assert "beställ ett nytt och gör en hämtorder" in told.text
    here = reverse("arende", args=[order.pk])
    shown = miriam.get(here).content.decode()
    assert "Beställ ett nytt" in shown
    assert "Beställ ett nytt" not in tim.get(here).content.decode()
    posted = {"nummer": "200303030303", "mottagartyp": "patient", "kund": "410000"}
    begun = miriam.post(reverse("kundorder:ny"), {**posted, "artikel": a.r.v.sang.nummer})
    assert a.r.v.sang.nummer in begun["Location"]
    [fetch] = re.findall(r'href="(/hamtorder/ny/[^"]*)"', shown)
    assert f"rad={a.r.sang.pk}" in fetch
    assert miriam.get(unescape(fetch)).status_code == 200


def test_what_the_mottagare_does_not_have_is_not_replaced(a: Arbete) -> None:
    order = verkstalld(a, Mal(nummer=a.r.v.dosa.nummer))
    order.refresh_from_db()
    Arbetsorder.objects.filter(pk=order.pk).update(innehav=None)
    granskad(a, order)
    planerad(a, order)
    rapporterad(a, order)
    with pytest.raises(Refused) as no:
        actions_hmc.utfor(order.pk, person=a.tim, klart=True, utlatande="Slut.", byt_ut=True)
    assert [one.kod for one in no.value.hinder] == ["inget_att_byta"]
    assert vantar(order.pk) == ["utfor"]


def test_after_three_tries_the_page_says_what_can_be_done(a: Arbete) -> None:
    order = verkstalld(a)
    granskad(a, order)
    tim, page = inloggad(a.tim), reverse("arbetsorder:planera", args=[order.pk])
    for day in range(3):
        with clock.moved(timedelta(days=2 * day)):
            engine.tick()
            assert "sökt tre gånger" not in tim.get(page).content.decode()
            waits = Planering(vantar="patient", parkera_till=om(24))
            actions_hmc.planera(order.pk, person=a.tim, svar=waits)
    with clock.moved(timedelta(days=9)):
        engine.tick()
        assert "sökt tre gånger" in tim.get(page).content.decode()
