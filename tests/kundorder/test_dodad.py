"""Killed in between, and two at once: a förråd is filled whole or not at all, and once."""

from pathlib import Path

import pytest
from django.db import transaction

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.models import Kundorder
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Lager, Leveransadress, Turbilomrade
from tests.doende import do_och_dod
from tests.kundorder.garningar import GARNINGAR, ONSDAG
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import Varld, bygg_varld, forradet, i_lager, leveranser
from tests.motstand.conftest import allt
from workflows import clock
from workflows.models import Incident, Message, Process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forraden() -> list[Lager]:
    """Two that the turbil comes to on the same day; each lacks three rollatorer."""
    with clock.frozen(ONSDAG), transaction.atomic():
        v = bygg_varld()
        i_lager(v.rollator, 20)
        return [_fattas(v, forradet(v)), _fattas(v, _ett_till(v))]


def _ett_till(v: Varld) -> Lager:
    made = Lager.objects.create(
        nummer="341", namn="Andra förrådet", typ="buffert", kund=v.kund, inventerat=True
    )
    Leveransadress.objects.create(
        kund=v.kund, namn="Andra förrådet", gatuadress="Förrådsvägen 3", postnr="41134",
        postort="GÖTEBORG", lager=made,
    )  # fmt: skip
    return made


def _fattas(v: Varld, forrad: Lager) -> Lager:
    area = Turbilomrade.objects.get(namn="Karlsborg")
    Leveransadress.objects.filter(lager=forrad).update(turbilomrade=area)
    i_lager(v.rollator, 2, forrad)
    Saldo.objects.filter(lager=forrad, artikel=v.rollator).update(sakerhetslager=5)
    return forrad


def _hel(order: Kundorder) -> bool:
    """With its number, its row, its goods promised and its keeper told: nothing in between."""
    [rad] = order.rader.all()
    number, promised = order.arende.nummer, rad.reserverat + rad.i_leverans
    told = Meddelande.objects.filter(rubrik__endswith="fylls på", text__contains=str(number))
    return (number is not None, rad.antal, promised, told.count()) == (True, 3, 3, 1)


def _hallet(forraden: list[Lager]) -> None:
    orders = list(Kundorder.objects.order_by("forrad__nummer"))
    assert [order.forrad for order in orders] == forraden
    assert all(map(_hel, orders))
    numbers = Arende.objects.filter(typ="kundorder").values_list("nummer", flat=True)
    assert sorted(map(str, numbers)) == ["26470001", "26470002"]
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    "points",
    [
        pytest.param((9, 95), id="in the first and in the second"),
        pytest.param(tuple(range(1, 150, 4)), id="at every fourth write", marks=pytest.mark.full),
    ],
)
def test_a_worker_that_dies_fills_each_forrad_whole_or_not_at_all(
    forraden: list[Lager], tmp_path: Path, points: tuple[int, ...]
) -> None:
    died = 0
    for at in points:
        before, orders = allt(), Kundorder.objects.count()
        if do_och_dod("tests.kundorder.garningar", "fyll_pa", at, tmp_path) == 0:
            break
        died += 1
        assert all(map(_hel, Kundorder.objects.all())), f"half an order at write {at}"
        if Kundorder.objects.count() == orders:
            assert allt() == before, f"something was left at write {at}"
    assert died
    with clock.frozen(ONSDAG):
        GARNINGAR["fyll_pa"]()
        GARNINGAR["fyll_pa"]()
    _hallet(forraden)


@pytest.mark.parametrize(
    "points",
    [
        pytest.param((5,), id="once"),
        pytest.param(tuple(range(1, 60, 3)), id="at every third write", marks=pytest.mark.full),
    ],
)
def test_what_was_ordered_reaches_its_lager_once_though_the_sweep_dies(
    forraden: list[Lager], tmp_path: Path, points: tuple[int, ...]
) -> None:
    with clock.frozen(ONSDAG):
        GARNINGAR["fyll_pa"]()
    died = 0
    for at in points:
        died += do_och_dod("tests.kundorder.garningar", "svep", at, tmp_path) != 0
    assert died
    with clock.frozen(ONSDAG):
        GARNINGAR["svep"]()
    _hallet(forraden)
    for order in Kundorder.objects.all():
        [leverans] = leveranser(order)
        assert [rad.antal for rad in leverans.rader.all()] == [3]
    assert not Message.objects.exclude(status=Message.Status.DELIVERED).exists()
    assert Process.objects.filter(status=Process.Status.RUNNING).count() == 4


def test_two_workers_at_once_fill_it_once(forraden: list[Lager]) -> None:
    def worker() -> None:
        with clock.frozen(ONSDAG):
            GARNINGAR["fyll_pa"]()

    assert samtidigt(worker, worker, worker) == ["", "", ""]
    _hallet(forraden)
