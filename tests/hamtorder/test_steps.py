"""Each step of a hämtorder runs twice and does its work once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases.gemensamt.models import Arende
from cases.hamtorder import actions, steps
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel.models import Innehav
from cases.meddelanden.models import Meddelande
from cases.returmottagning import actions as vid_returen
from cases.returmottagning import begin
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur, enheten, retur, verkstalld
from tests.kundorder.varld import leverera_meddelanden
from workflows import clock, engine
from workflows.models import Message
from workflows.registry import Tillfalle

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield


def sett() -> list[object]:
    """All that a step of a hämtorder may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Arende, Hamtorder, Hamtrad, Innehav, Meddelande)
    ]


def igen(order: Hamtorder, namn: str, message: dict[str, Any] | None = None) -> None:
    """Run a step once more, as after a crash: it changes nothing."""
    before = sett()
    occasion = Tillfalle(namn, 1, ONSDAG, "", message=message)
    getattr(steps, namn)(order.pk, tillfalle=occasion)
    assert sett() == before


def test_number_and_plan(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    igen(order, "registrera_hamtorder")
    igen(order, "planera_hamtning")


def test_direct(r: Retur) -> None:
    order = verkstalld(r, r.installning, atgard="installning", **enheten(r))
    igen(order, "avregistrera")


def test_confirmation_that_failed(r: Retur) -> None:
    order = verkstalld(r, r.rollator, atgard="utprovning", **enheten(r))
    row = order.rader.get()
    actions.bekrafta_aterlamnat(order.pk, person=r.v.lotta, saknas=[row.pk])
    igen(order, "angra_avregistrering")


def test_confirmed_and_received(r: Retur) -> None:
    order = verkstalld(r, r.rollator, atgard="utprovning", **enheten(r))
    actions.bekrafta_aterlamnat(order.pk, person=r.v.lotta)
    leverera_meddelanden()
    told = [Mottaget(1, kom=True, skick="godkänt")]
    vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=told)
    leverera_meddelanden()
    row = order.rader.get()
    igen(order, "notera_aterlamnat", {"rader": [{"rad": str(row.pk), "kom": True}]})


def test_search(r: Retur) -> None:
    first = verkstalld(r, r.rollator)
    row = first.rader.get()
    actions.hamta(first.pk, person=r.v.tore, utfall={row.pk: "saknas"}, orsak="Borta")
    order = verkstalld(r, r.rollator, atgard="huvud", **enheten(r))
    actions.utred(order.pk, person=r.v.lotta, sagt=Utrett("svinn", "Borta"))
    igen(order, "avsluta_utredning")


def test_rent_and_delay_and_a_new_day(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    actions.hamta(order.pk, person=r.v.tore, utfall={}, ingen_hemma=True)
    igen(order, "planera_om")
    with clock.frozen(ONSDAG + timedelta(days=14)):
        engine.tick()
        igen(order, "stoppa_hyra")
        igen(order, "meddela_drojsmal")


def test_return_and_closing(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    row = order.rader.get()
    actions.hamta(order.pk, person=r.v.tore, utfall={row.pk: "hamtad"})
    leverera_meddelanden()
    told = [Mottaget(1, kom=True, skick="godkänt")]
    vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=told)
    leverera_meddelanden()
    igen(order, "stang_order")
    payload = {"rader": [{"rad": str(row.pk), "kom": True}]}
    steps.satt_status(order, Hamtorder.Status.RETURMOTTAGEN)
    igen(order, "notera_retur", payload)


def test_a_message_that_comes_twice_makes_one_returmottagning(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    row = order.rader.get()
    actions.hamta(order.pk, person=r.v.tore, utfall={row.pk: "hamtad"})
    leverera_meddelanden()
    message = Message.objects.get(name="hamtning_utford")
    assert begin.borja(message.name, message.payload, clock.now()) == retur(order).pk
    assert Returmottagning.objects.count() == 1
