"""A förråd is filled by itself before its turbil, once, by real orders."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cases.hjalpmedel.models import Saldo
from cases.kundorder import actions_makulera, automat
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Lager, Leveransadress, Turbilomrade
from tests.kundorder.test_process import leveranser
from tests.kundorder.varld import (
    Varld,
    bygg_varld,
    forradet,
    i_lager,
    leverera_meddelanden,
    packad_upp,
    pafyllnad,
)
from workflows import clock

# A Friday: the turbil goes to the förråd on Tuesdays, and goods take two working days to pick.
FREDAG = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.fixture
def v(db: None) -> Iterator[Varld]:
    with clock.frozen(FREDAG):
        yield bygg_varld()


@pytest.fixture
def forrad(v: Varld) -> Lager:
    """It wants five rollatorer, and has two."""
    made = forradet(v)
    area = Turbilomrade.objects.get(namn="Karlsborg")
    Leveransadress.objects.filter(lager=made).update(turbilomrade=area)
    v.miriam.roller = ["forskrivare", "bestallare", "forradsansvarig"]
    v.miriam.save()
    i_lager(v.rollator, 20)
    i_lager(v.rollator, 2, made)
    Saldo.objects.filter(lager=made, artikel=v.rollator).update(sakerhetslager=5)
    return made


def ordrar() -> list[tuple[str, int]]:
    rows = Kundorder.objects.filter(typ="pafyllnad").order_by("arende__nummer")
    return [(one.arende.nummer or "", rad.antal) for one in rows for rad in one.rader.all()]


def test_what_is_below_its_sakerhetslager_is_ordered_in_time(v: Varld, forrad: Lager) -> None:
    assert automat.fyll_pa() == 1
    assert ordrar() == [("26470001", 3)]
    order = Kundorder.objects.get(typ="pafyllnad")
    assert (order.forrad, order.arende.bestallare, order.arende.kund) == (forrad, v.miriam, v.kund)
    assert "Automatisk påfyllnad" in order.ovrig_information
    assert order.rader.get().planerad.isoformat() == "2026-11-24"  # type: ignore[union-attr]
    assert "26470001" in Meddelande.objects.get(rubrik__contains="fylls på").text
    assert automat.fyll_pa() == 0
    leverera_meddelanden()
    [leverans] = leveranser(order)
    packad_upp(v, leverans)
    assert Saldo.objects.get(lager=forrad, artikel=v.rollator).antal == 5
    with clock.frozen(FREDAG + timedelta(days=7)):
        assert automat.fyll_pa() == 0


@pytest.mark.parametrize("days", [-4, -3, -2, -1, 3, 4, 5, 6])
def test_no_other_day(v: Varld, forrad: Lager, days: int) -> None:
    with clock.frozen(FREDAG + timedelta(days=days)):
        assert automat.fyll_pa() == 0
    assert ordrar() == []


def test_what_is_on_its_way_counts_and_what_was_cancelled_does_not(v: Varld, forrad: Lager) -> None:
    order = pafyllnad(v, NyRad("10001", 2))
    assert automat.fyll_pa() == 1
    assert [antal for _, antal in ordrar()] == [2, 1]
    actions_makulera.makulera(order.pk, person=v.kim)
    leverera_meddelanden()
    assert automat.fyll_pa() == 1
    assert [antal for _, antal in ordrar()] == [2, 1, 2]


def test_a_forrad_that_nobody_may_order_to_is_left_and_stops_no_other(
    v: Varld, forrad: Lager, caplog: pytest.LogCaptureFixture
) -> None:
    v.miriam.roller = ["forradsansvarig"]
    v.miriam.save()
    assert automat.fyll_pa() == 0
    assert "nobody may order" in caplog.text
    v.rollator.utgatt = FREDAG.date()
    v.rollator.save()
    v.miriam.roller = ["bestallare"]
    v.miriam.save()
    assert automat.fyll_pa() == 0
    assert "could not be filled" in caplog.text
    assert not Kundorder.objects.exists()
