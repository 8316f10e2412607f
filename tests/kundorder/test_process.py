"""The way of an order through both diagrams: the straight path, and one test per deviation."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.hjalpmedel.innehav import Innehav
from cases.hjalpmedel.models import Individ, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions, actions_efter
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.meddelanden.models import Meddelande
from tests.kundorder.varld import (
    Varld,
    i_lager,
    kvitterad,
    leverera_meddelanden,
    leveranser,
    plockad,
    spar,
    status,
    utkast,
    utlevererad,
    verkstalld,
)
from workflows import clock, engine
from workflows.models import Incident, Process

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag():  # type: ignore[no-untyped-def]
    with clock.frozen(ONSDAG):
        yield


def test_the_straight_path_ends_with_the_bed_at_the_patient(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 5)
    order = verkstalld(v)
    assert order.arende.nummer == "26480001"
    assert status(order) == "För plockning"
    [leverans] = leveranser(order)
    kvitterad(v, leverans)

    assert status(order) == "Slutlevererad"
    assert order.arende.avslutad is not None
    held = Innehav.objects.get(artikel=v.sang)
    assert (held.mottagare, held.hyra_fran, held.apris) == (v.patient, clock.today(), 402)
    assert held.arende == order.pk
    assert held.individ is not None
    assert held.individ.plats == Individ.Plats.MOTTAGARE
    assert [part.artikel for part in held.komponenter.all()] == [v.dosa]
    assert Process.objects.get(case_id=order.pk).status == Process.Status.DONE
    assert Process.objects.get(case_id=leverans.pk).status == Process.Status.DONE
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
