"""Samleverans over several lager: nothing leaves before everything is here (KO-24)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_efter
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans import actions, samling
from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.rules import Plockat
from cases.meddelanden.models import Meddelande
from tests.kundorder.varld import (
    Varld,
    artikel,
    i_lager,
    leveranser,
    leverera_meddelanden,
    plockad,
    samlad,
    verkstalld,
)
from workflows import clock, engine
from workflows.errors import Forbidden, NotYourTurn, Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []


@pytest.fixture
def plockat(v: Varld) -> Leverans:
    """A bed at lager 10 and a rollator at lager 60, picked for one delivery from 10."""
    for vara in (v.sang, v.dosa, v.rollator):
        i_lager(vara, 1)
    [leverans] = leveranser(verkstalld(v, NyRad("75178"), NyRad("10001"), samleverans=True))
    plockad(v, leverans)
    return leverans


def test_it_waits_where_most_of_it_lies(v: Varld, plockat: Leverans) -> None:
    assert plockat.lager == v.lager
    assert [task.element for task in engine.open_tasks(plockat.pk)] == ["samla"]
    with pytest.raises(NotYourTurn):
        actions.utleverera(plockat.pk, person=v.lotta)
    samlad(v, plockat)
    assert [task.element for task in engine.open_tasks(plockat.pk)] == ["utleverera"]


def test_nothing_leaves_before_all_is_here(v: Varld, plockat: Leverans) -> None:
    with pytest.raises(Refused) as no:
        samling.samla(plockat.pk, person=v.lotta, framme=[])
    assert [h.kod for h in no.value.hinder] == ["inte_framme"]
    assert [task.element for task in engine.open_tasks(plockat.pk)] == ["samla"]
    assert Arende.objects.get(pk=plockat.pk).status == "Plockad"


def test_what_comes_from_one_lager_is_not_gathered(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 3)
    [leverans] = leveranser(verkstalld(v, NyRad("75178"), NyRad("55434", 2), samleverans=True))
    plockad(v, leverans)
    assert [task.element for task in engine.open_tasks(leverans.pk)] == ["utleverera"]


def forlorad(v: Varld, leverans: Leverans) -> Leveransrad:
    """The rollator did not come from lager 60, and has been looked for."""
    samling.samla(leverans.pk, person=v.lotta, framme=[], borta=True)
    return leverans.rader.get(artikel=v.rollator)


def rubriker(v: Varld) -> list[str]:
    sent = Meddelande.objects.filter(till=v.miriam).order_by("pk")
    return [one.rubrik.split(": ")[-1] for one in sent if ": " in one.rubrik]


def test_what_was_lost_on_the_way_is_told_and_the_rest_goes(v: Varld, plockat: Leverans) -> None:
    rad = forlorad(v, plockat)
    assert (rad.forkommet, rad.plockat, rad.hittat) == (1, 0, 0)
    assert [task.element for task in engine.open_tasks(plockat.pk)] == ["avgor_samleverans"]
    assert Meddelande.objects.filter(till=v.lotta, rubrik__startswith="Kom bort").exists()
    i_lager(v.rollator, 1)
    samling.avgor_samleverans(plockat.pk, person=v.kim, beslut="skicka")
    leverera_meddelanden()
    assert rubriker(v) == ["något har kommit bort", "så går det vidare"]
    assert [task.element for task in engine.open_tasks(plockat.pk)] == ["utleverera"]
    # The one on the shelf is reserved instead, and comes by itself.
    assert [one.lager for one in leveranser(plockat_order(plockat))] == [v.lager, v.smalager]


def test_or_all_of_it_waits_on_its_own_shelves(v: Varld, plockat: Leverans) -> None:
    forlorad(v, plockat)
    samling.avgor_samleverans(plockat.pk, person=v.kim, beslut="vanta")
    leverera_meddelanden()
    assert Arende.objects.get(pk=plockat.pk).status == "Restnoterad"
    order = plockat_order(plockat)
    bed, box, rollator = order.rader.order_by("nr")
    assert [(r.reserverat, r.rest) for r in (bed, box, rollator)] == [(1, 0), (1, 0), (0, 1)]
    assert rollator.brist_noterad is None
    assert Individ.objects.get(artikel=v.sang).lager == v.lager
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
        leverera_meddelanden()
    again = leveranser(order)[-1]
    assert [rad.artikel for rad in again.rader.all()] == [v.sang, v.dosa, v.rollator]


def test_a_lost_bed_leaves_its_box_behind(v: Varld) -> None:
    """Two beds come from 10 to 60, where most lies; one is lost, and so nothing of it goes."""
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    rest = [artikel(f"1000{nr}", "Annat", v.smalager) for nr in (2, 3, 4)]
    for one in rest:
        i_lager(one, 1)
    rows = [NyRad("75178", 2), *(NyRad(one.nummer) for one in rest)]
    order = verkstalld(v, *rows, samleverans=True)
    [leverans] = leveranser(order)
    plockad(v, leverans)
    bed, box = leverans.rader.filter(lager=v.lager).order_by("nr")
    kept, lost = bed.individer.order_by("pk")
    said = {"person": v.lotta, "framme": [box.rad], "borta": True}
    for wrong, kod in (
        (Plockat(bed.rad, 3, ()), "antal_utanfor"),
        (Plockat(bed.rad, 1, ("999",)), "antal_utanfor"),
        (Plockat(bed.rad, 1, ()), "individ_saknas"),
    ):
        with pytest.raises(Refused) as no:
            samling.samla(leverans.pk, delvis=[wrong], **said)
        assert [h.kod for h in no.value.hinder] == [kod]
    samling.samla(leverans.pk, delvis=[Plockat(bed.rad, 1, (kept.nummer,))], **said)
    lost.refresh_from_db()
    assert lost.plats == "forkommen"
    with pytest.raises(Refused):
        samling.avgor_samleverans(leverans.pk, person=v.kim, beslut="")
    with pytest.raises(Forbidden):
        samling.avgor_samleverans(leverans.pk, person=v.lotta, beslut="skicka")
    samling.avgor_samleverans(leverans.pk, person=v.kim, beslut="skicka")
    leverera_meddelanden()
    sent = leverans.rader.filter(plockat__gt=0)
    assert {rad.artikel for rad in sent} == set(rest)
    kept.refresh_from_db()
    assert (kept.plats, kept.lager) == ("lager", v.lager)
    row = order.rader.get(artikel=v.sang)
    assert (row.reserverat, row.rest) == (1, 1)


def plockat_order(leverans: Leverans) -> Kundorder:
    return Kundorder.objects.get(pk=leverans.kundorder)


def test_kundtjansts_page(v: Varld, plockat: Leverans, client: Client) -> None:
    client.force_login(v.lotta)
    page = f"/leverans/{plockat.pk}/samla/"
    assert client.post(page, {"borta": "ja"}).status_code == 302
    client.force_login(v.kim)
    there = f"/leverans/{plockat.pk}/avgor_samleverans/"
    assert "1 borta" in client.get(there).content.decode()
    assert client.post(there).status_code == 422
    assert client.post(there, {"beslut": "skicka"}).status_code == 302
    assert client.get(there).status_code == 409


def test_the_page(v: Varld, plockat: Leverans, client: Client) -> None:
    client.force_login(v.lotta)
    page = f"/leverans/{plockat.pk}/samla/"
    shown = client.get(page).content.decode()
    assert "60 Lager 60" in shown
    assert "75178" not in shown
    assert client.post(page).status_code == 422
    rad = plockat.rader.get(artikel=v.rollator).rad
    assert client.post(page, {"framme": str(rad)}).status_code == 302
    assert client.get(page).status_code == 409
