"""One case holding another (AO-6)."""

import pytest

from cases.gemensamt.hall import hallen, satt_hall, slapp_hall
from cases.gemensamt.models import Hall
from tests.gemensamt.arenden import arende
from tests.organisation import bygg

pytestmark = pytest.mark.django_db


def test_every_holder_must_let_go() -> None:
    miriam = bygg.person("forskrivare")
    order, first, second = arende(miriam), arende(miriam), arende(miriam)
    for holder in (first, second, second):
        satt_hall(order, holder, Hall.Vad.LEVERANS, "Arbetsorder pågår")
    assert hallen(order, Hall.Vad.LEVERANS)
    assert not hallen(order, Hall.Vad.OVERLAMNING)
    assert slapp_hall(order, first) is False
    assert slapp_hall(order, second) is True
    assert not hallen(order, Hall.Vad.LEVERANS)
    assert Hall.objects.count() == 2


def test_what_was_let_go_can_be_held_again() -> None:
    miriam = bygg.person("forskrivare")
    order, work = arende(miriam), arende(miriam)
    satt_hall(order, work, Hall.Vad.LEVERANS, "Första gången")
    slapp_hall(order, work)
    satt_hall(order, work, Hall.Vad.LEVERANS, "Andra gången")
    assert hallen(order, Hall.Vad.LEVERANS)
