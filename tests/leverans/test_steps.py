"""Each step of a leverans runs twice and does its work once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.kundorder.svar import NyRad
from cases.leverans import actions, actions_kundtjanst, begin, leveranssteg, steps
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from tests.kundorder.varld import (
    Varld,
    artikel,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    plockad,
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


def igen(leverans: Leverans, namn: str) -> None:
    """Run a step once more, as after a crash."""
    occasion = Tillfalle(namn, 1, clock.now(), "")
    getattr(steps, namn)(leverans.pk, tillfalle=occasion)


def levererad(v: Varld, *rader: NyRad) -> Leverans:
    [leverans] = leveranser(verkstalld(v, *rader))
    return leverans


def test_aktivera_innehav(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 3)
    leverans = levererad(v, NyRad("75178", 2))
    kvitterad(v, leverans)
    before = list(Innehav.objects.order_by("pk").values())
    assert [(row["antal"], row["komponent_till_id"] is not None) for row in before] == [
        (1, False),
        (1, False),
        (1, True),
        (1, True),
    ]
    igen(leverans, "aktivera_innehav")
    assert list(Innehav.objects.order_by("pk").values()) == before


def test_a_row_of_which_nothing_was_found_is_told_of_no_further(v: Varld) -> None:
    chair = artikel("20002", "Duschpall", v.smalager)
    i_lager(v.rollator, 1)
    i_lager(chair, 1)
    leverans = levererad(v, NyRad("10001"), NyRad(chair.nummer))
    plockad(v, leverans, {chair.nummer: 0})
    actions.utleverera(leverans.pk, person=v.lotta)
    told = {
        rad.artikel.nummer: [one.status for one in leveranssteg.steg(rad.rad)]
        for rad in leverans.rader.select_related("artikel")
    }
    assert told == {
        "10001": ["För plockning", "Plockad", "Utlevererad"],
        chair.nummer: ["För plockning"],
    }


def test_planera_om(v: Varld) -> None:
    i_lager(v.rollator, 1)
    leverans = levererad(v, NyRad("10001"))
    utlevererad(v, leverans)
    actions.leverera(leverans.pk, person=v.tore, utfall="ej_hemma")
    leverans.refresh_from_db()
    told, day = Meddelande.objects.count(), leverans.planerad
    igen(leverans, "planera_om")
    leverans.refresh_from_db()
    assert (Meddelande.objects.count(), leverans.planerad) == (told, day)


def test_stang_makulerad(v: Varld) -> None:
    i_lager(v.rollator, 1)
    leverans = levererad(v, NyRad("10001"))
    for _ in range(2):
        igen(leverans, "stang_makulerad")
    assert Arende.objects.get(pk=leverans.pk).status == "Makulerad"


def test_a_begaran_that_comes_twice_makes_one_leverans(v: Varld) -> None:
    i_lager(v.rollator, 1)
    leverans = levererad(v, NyRad("10001"))
    message = Message.objects.get(name="leverans_begard")
    payload: dict[str, Any] = message.payload
    assert begin.borja(message.name, payload, clock.now()) == leverans.pk
    assert Leverans.objects.count() == 1
    assert leverans.rader.count() == 1


def test_what_is_put_back_goes_to_the_next(v: Varld) -> None:
    i_lager(v.rollator, 1)
    leverans = levererad(v, NyRad("10001"))
    later = verkstalld(v, NyRad("10001"))
    utlevererad(v, leverans)
    actions.leverera(leverans.pk, person=v.tore, utfall="vagrad", orsak="Fel färg")
    actions_kundtjanst.avgora(leverans.pk, person=v.kim, beslut="tillbaka")
    assert leveranser(later) == []
    actions.ta_tillbaka(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    assert len(leveranser(later)) == 1
