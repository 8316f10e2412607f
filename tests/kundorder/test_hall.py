"""Another case holds the order's delivery until it lets go (AO-6)."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from cases.gemensamt.hall import hallen, satt_hall
from cases.gemensamt.models import Arende, Hall
from cases.kundorder import actions, actions_makulera
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from tests.kundorder.varld import (
    Varld,
    i_lager,
    leveranser,
    leverera_meddelanden,
    spar,
    status,
    utkast,
)
from workflows import clock, engine

ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def arbetsorder(v: Varld, order: Kundorder, nummer: str) -> Arende:
    """Some case that holds the order, as its own Verkställ will do under the order's lock."""
    now = clock.now()
    other = Arende.objects.create(
        typ="arbetsorder", nummer=nummer, kund=v.kund, bestallare=v.miriam, skapad=now,
        verkstalld=now,
    )  # fmt: skip
    satt_hall(
        order.arende, other, Hall.Vad.LEVERANS, f"Arbetet på arbetsorder {nummer} är inte klart"
    )
    return other


@transaction.atomic
def avslutad(order: Kundorder, other: Arende) -> None:
    engine.send(
        "arbetsorder_avslutad",
        str(order.pk),
        {"arbetsorder": str(other.pk)},
        dedupe=f"arbetsorder_avslutad:{other.pk}",
    )


def test_nothing_is_asked_of_the_lager_before_all_have_let_go(v: Varld) -> None:
    i_lager(v.rollator, 1)
    draft = utkast(v, ROLLATOR)
    first, second = arbetsorder(v, draft, "26480901"), arbetsorder(v, draft, "26480902")
    order = actions.verkstall(draft.pk, person=v.miriam)
    leverera_meddelanden()
    assert (status(order), leveranser(order)) == ("Registrerad", [])
    # A move that has nothing to do with it asks again, and is told the same.
    engine.recheck(order.pk, actor="test")
    leverera_meddelanden()
    assert leveranser(order) == []
    avslutad(order, first)
    leverera_meddelanden()
    assert leveranser(order) == []
    assert not Meddelande.objects.filter(rubrik__endswith="är frisläppt").exists()
    avslutad(order, second)
    leverera_meddelanden()
    assert len(leveranser(order)) == 1
    assert status(order) == "För plockning"
    told = Meddelande.objects.get(rubrik__endswith="är frisläppt")
    assert told.till == v.miriam
    assert {"besked_arbetsorder", "slapp_arbetsorder", "varor_finns"} <= set(spar(order.pk))


def test_a_message_from_one_that_holds_nothing_changes_nothing(v: Varld) -> None:
    order = actions.verkstall(utkast(v, ROLLATOR).pk, person=v.miriam)
    other = Arende.objects.create(
        typ="arbetsorder", kund=v.kund, bestallare=v.miriam, skapad=clock.now()
    )
    avslutad(order, other)
    leverera_meddelanden()
    assert not Meddelande.objects.filter(rubrik__endswith="är frisläppt").exists()
    assert status(order) == "Registrerad"


def test_a_cancelled_order_is_held_by_nobody(v: Varld) -> None:
    draft = utkast(v, ROLLATOR)
    arbetsorder(v, draft, "26480901")
    order = actions.verkstall(draft.pk, person=v.miriam)
    assert hallen(order.arende, Hall.Vad.LEVERANS)
    actions_makulera.makulera(order.pk, person=v.miriam)
    assert not hallen(order.arende, Hall.Vad.LEVERANS)
