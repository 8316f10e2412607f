"""Samleverans over several lager: nothing leaves before everything is here (KO-24)."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from cases.gemensamt.models import Arende
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.svar import NyRad
from cases.leverans import actions
from cases.leverans.models import Leverans
from tests.kundorder.varld import Varld, i_lager, leveranser, plockad, samlad, verkstalld
from workflows import clock, engine
from workflows.errors import NotYourTurn, Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []


@pytest.fixture
def plockat(v: Varld) -> Leverans:
    """A bed at lager 10 and a rollator at lager 60, picked for one delivery from 10."""
    for artikel in (v.sang, v.dosa, v.rollator):
        i_lager(artikel, 1)
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
        actions.samla(plockat.pk, person=v.lotta, framme=[])
    assert [h.kod for h in no.value.hinder] == ["inte_framme"]
    assert [task.element for task in engine.open_tasks(plockat.pk)] == ["samla"]
    assert Arende.objects.get(pk=plockat.pk).status == "Plockad"


def test_what_comes_from_one_lager_is_not_gathered(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 3)
    [leverans] = leveranser(verkstalld(v, NyRad("75178"), NyRad("55434", 2), samleverans=True))
    plockad(v, leverans)
    assert [task.element for task in engine.open_tasks(leverans.pk)] == ["utleverera"]


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
