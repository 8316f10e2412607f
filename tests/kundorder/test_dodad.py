"""Killed in between: an order's moves, and a förråd that is filled, are whole or nothing; done
again, or by three at once, they are done once."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.models import Kundorder
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Lager, Leveransadress, Turbilomrade
from tests.doende import SKRIVNINGAR, hel_eller_inte_alls
from tests.kundorder.garningar import DAGEN, GARNINGAR
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import Varld, bygg_varld, forradet, i_lager, leveranser, utkast
from workflows import clock
from workflows.models import Incident, Process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forraden() -> list[Lager]:
    """Two that the turbil comes to on the same day; each lacks three rollatorer."""
    with clock.frozen(DAGEN), transaction.atomic():
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
    assert sorted(map(str, numbers)) == ["26470001", "26470002"][: len(forraden)]
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()


@SKRIVNINGAR
def test_a_worker_that_dies_fills_a_forrad_whole_or_not_at_all(
    forraden: list[Lager], tmp_path: Path, points: tuple[int, ...]
) -> None:
    [forrad, other] = forraden
    Saldo.objects.filter(lager=other).update(sakerhetslager=0)
    order = ("fyll_pa", "svep")
    hel_eller_inte_alls("tests.kundorder.garningar", order, points, tmp_path)
    with clock.frozen(DAGEN):
        GARNINGAR["fyll_pa"]()
    _hallet([forrad])
    [leverans] = leveranser(Kundorder.objects.get())
    assert [rad.antal for rad in leverans.rader.all()] == [3]
    assert Process.objects.filter(status=Process.Status.RUNNING).count() == 2


def test_two_workers_at_once_fill_it_once(forraden: list[Lager]) -> None:
    def worker() -> None:
        with clock.frozen(DAGEN):
            GARNINGAR["fyll_pa"]()

    assert samtidigt(worker, worker, worker) == ["", "", ""]
    _hallet(forraden)


@pytest.fixture
def v() -> Varld:
    """Two beds with their boxes, and an order of one that stands at Verkställ."""
    with clock.frozen(DAGEN), transaction.atomic():
        made = bygg_varld()
        i_lager(made.sang, 2)
        i_lager(made.dosa, 2)
        utkast(made)
        return made


# Moves, one transaction each; a sweep is many.
TILL_MOTTAGAREN = (
    "verkstall", "svep", "skanna_sang", "skanna_dosa", "svep", "utleverera", "svep", "leverera",
    "kvittera", "svep", "ratta", "svep",
)  # fmt: skip
TILL_MAKULERAD = ("verkstall", "svep", "makulera", "svep")


@SKRIVNINGAR
def test_an_order_that_is_cut_off_anywhere_is_whole_or_as_it_was(
    v: Varld, tmp_path: Path, points: tuple[int, ...]
) -> None:
    hel_eller_inte_alls("tests.kundorder.garningar", TILL_MOTTAGAREN, points, tmp_path)
    with clock.frozen(DAGEN):
        utkast(v)
    hel_eller_inte_alls("tests.kundorder.garningar", TILL_MAKULERAD, points, tmp_path)
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    first, second = Kundorder.objects.order_by("arende__nummer")
    assert (first.arende.nummer, first.arende.status) == ("26470001", "Slutlevererad")
    assert (second.arende.nummer, second.arende.status) == ("26470002", "Makulerad")
    held = Innehav.objects.filter(mottagare=v.patient, aterlamnad=None, annullerad=False)
    assert sorted(row.artikel.nummer for row in held) == ["55434", "75178"]
    assert (
        Individ.objects.get(plats="mottagare").nummer != Individ.objects.earliest("nummer").nummer
    )
    assert not Saldo.objects.filter(reserverat__gt=0).exists()
    rubriker = Counter(Meddelande.objects.values_list("rubrik", flat=True))
    assert set(rubriker.values()) == {1}
    assert not Process.objects.filter(status=Process.Status.RUNNING).exists()
