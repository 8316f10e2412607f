"""Each step of an order runs twice and does its work once."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases.hjalpmedel.models import Rorelse, Saldo
from cases.kundorder import actions, steps
from cases.kundorder.models import Begaran, Begaransrad, Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from tests.kundorder.varld import (
    Varld,
    i_lager,
    kvitterad,
    leveranser,
    plockad,
    utkast,
    utlevererad,
    verkstalld,
)
from workflows import clock
from workflows.models import Message
from workflows.registry import Tillfalle


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def sett() -> list[object]:
    """All that a step of an order may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Kundorder, Kundorderrad, Begaran, Begaransrad, Saldo, Rorelse, Meddelande)
    ]


def igen(order: Kundorder, namn: str, message: Mapping[str, Any] | None = None) -> None:
    """Run a step once more, as after a crash, and see that it changes nothing."""
    before = sett()
    occasion = Tillfalle(namn, 1, clock.now(), "miriam", message=message)
    getattr(steps, namn)(order.pk, tillfalle=occasion)
    assert sett() == before


def skickat(name: str, leverans: Leverans) -> Mapping[str, Any]:
    """What the lager told the order."""
    payload: Mapping[str, Any] = Message.objects.get(name=name, sender__case_id=leverans.pk).payload
    return payload


@pytest.mark.parametrize(
    "namn", ["reservera", "registrera_order", "notera_begaran", "reservera_rest", "begar_inkop"]
)
def test_steps_of_an_order_that_lacks_something(v: Varld, namn: str) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"), NyRad("55434", 2))
    igen(order, namn)
    assert order.arende.nummer == "26480001"


def test_steps_after_messages_from_a_lager(v: Varld) -> None:
    i_lager(v.rollator, 2)
    order = verkstalld(v, NyRad("10001", 2))
    [leverans] = leveranser(order)
    plockad(v, leverans, {"10001": 1})
    for namn, message in (
        ("notera_plockad", "leverans_plockad"),
        ("notera_brist", "leverans_brist"),
    ):
        igen(order, namn, skickat(message, leverans))


def test_steps_after_the_receipt(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    [leverans] = leveranser(order)
    kvitterad(v, leverans)
    igen(order, "notera_utlevererad", skickat("leverans_utlevererad", leverans))
    igen(order, "notera_kvittens", skickat("leverans_kvitterad", leverans))


def test_the_step_after_a_refusal_at_the_door(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    rows = [{"rad": str(Kundorderrad.objects.get().pk), "antal": 1}]
    told = {"leverans": str(leverans.pk), "orsak": "Nej", "rader": rows}
    steps.notera_vagrad(
        order.pk, tillfalle=Tillfalle("notera_vagrad", 1, clock.now(), "", message=told)
    )
    assert Kundorderrad.objects.get().makulerat == 1
    igen(order, "notera_vagrad", told)


def test_the_step_that_takes_an_old_draft_away(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    with clock.moved(timedelta(days=31)):
        steps.ta_bort_utkast(order.pk, tillfalle=Tillfalle("ta_bort_utkast", 1, clock.now(), ""))
        igen(order, "ta_bort_utkast")
    order.arende.refresh_from_db()
    assert order.arende.status == "Raderad"


def test_a_new_date_is_told_once(v: Varld) -> None:
    order = verkstalld(v, NyRad("10001"))
    assert order.arende.typ == actions.TYP
    i_lager(v.rollator, 1)
    with clock.moved(timedelta(days=14)):
        for _ in range(2):
            steps.reservera_rest(
                order.pk, tillfalle=Tillfalle("reservera_rest", 1, clock.now(), "")
            )
    told = Meddelande.objects.filter(rubrik__contains="nytt leveransdatum")
    assert [message.till for message in told] == [v.miriam]


def test_messages_that_change_places_on_the_way_count_the_same(v: Varld) -> None:
    i_lager(v.rollator, 2)
    order = verkstalld(v, NyRad("10001", 2))
    [leverans] = leveranser(order)
    rad = Kundorderrad.objects.get()
    row = {"rad": str(rad.pk)}
    for namn, told in (
        ("notera_kvittens", {"dag": "2026-11-25", "rader": [row | {"antal": 1}]}),
        ("notera_utlevererad", {"foljesedel": "F-1"}),
        ("notera_plockad", {}),
        ("notera_brist", {"rader": [row | {"kvar": 1}]}),
    ):
        occasion = Tillfalle(
            namn, 1, clock.now(), "", message={"leverans": str(leverans.pk), **told}
        )
        getattr(steps, namn)(order.pk, tillfalle=occasion)
    rad.refresh_from_db()
    assert (rad.levererat, rad.i_leverans, rad.rest) == (1, 0, 1)
    assert Begaran.objects.get().lage == Begaran.Lage.LEVERERAD
