"""A supplier's new day reaches the beställare with its reason (KO-26, N2)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cases.kundorder import actions_efter, actions_inkop
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import Varld, i_lager, leverera_meddelanden, verkstalld
from workflows import clock
from workflows.errors import Forbidden, NotYourTurn, Refused

ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def inkopt(v: Varld, *rader: NyRad, **val: object) -> Kundorder:
    """What lacks is bought and expected on 1 December."""
    order = verkstalld(v, *rader, **val)
    told = [
        Inkop(rad.pk, "B-1", date(2026, 12, 1)) for rad in Kundorderrad.objects.all() if rad.rest
    ]
    actions_efter.kop_in(order.pk, person=v.ivar, svar=told)
    return order


def test_a_later_day_is_told_with_its_reason(v: Varld) -> None:
    order = inkopt(v, ROLLATOR)
    rad = Kundorderrad.objects.get()
    assert (rad.vantas, rad.planerad) == (date(2026, 12, 1), date(2026, 12, 8))
    actions_inkop.andra_vantas(
        order.pk, person=v.ivar, vantas={rad.pk: date(2026, 12, 9)}, orsak="Strejk hos leverantören"
    )
    rad.refresh_from_db()
    assert (rad.vantas, rad.planerad) == (date(2026, 12, 9), date(2026, 12, 15))
    told = Meddelande.objects.filter(rubrik__endswith="nytt leveransdatum").latest("pk")
    assert told.text == (
        f"Kundorder {order.arende.nummer}: leveransdatum ändrat från 2026-12-08 till 2026-12-15."
        " Orsak: Strejk hos leverantören"
    )


def test_with_samleverans_every_row_waits_for_the_slowest(v: Varld) -> None:
    i_lager(v.dosa, 1)
    order = inkopt(v, ROLLATOR, NyRad("55434"), samleverans=True)
    slow = Kundorderrad.objects.get(artikel=v.rollator)
    actions_inkop.andra_vantas(
        order.pk, person=v.ivar, vantas={slow.pk: date(2026, 12, 9)}, orsak="Försenat"
    )
    assert {rad.planerad for rad in Kundorderrad.objects.all()} == {date(2026, 12, 15)}


def test_what_is_in_stock_keeps_its_day(v: Varld) -> None:
    i_lager(v.dosa, 1)
    order = inkopt(v, ROLLATOR, NyRad("55434"))
    there, slow = (Kundorderrad.objects.get(artikel=a) for a in (v.dosa, v.rollator))
    actions_inkop.andra_vantas(
        order.pk, person=v.ivar, vantas={slow.pk: date(2026, 12, 9)}, orsak="Försenat"
    )
    before = there.planerad
    there.refresh_from_db()
    assert there.planerad == before == date(2026, 12, 1)


def test_the_last_day_is_not_said_while_something_has_none(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR, NyRad("75178"))
    lacks = Kundorderrad.objects.exclude(artikel=v.rollator)
    lacks.update(planerad=None)
    here = reverse("arende", args=[order.pk])
    page = inloggad(v.miriam).get(here).content.decode()
    assert "Leveransdatum meddelas för det som saknar datum." in page
    assert "då det sista kommer" not in page
    lacks.update(planerad=date(2026, 12, 8))
    assert "då det sista kommer" in inloggad(v.miriam).get(here).content.decode()


def test_no_reason_no_day_no_change(v: Varld) -> None:
    order = inkopt(v, ROLLATOR)
    rad = Kundorderrad.objects.get()
    sent = Meddelande.objects.count()
    with pytest.raises(Refused) as no:
        actions_inkop.andra_vantas(
            order.pk, person=v.ivar, vantas={rad.pk: date(2026, 11, 1)}, orsak=" "
        )
    assert [h.kod for h in no.value.hinder] == ["vantas_fel", "orsak_saknas"]
    with pytest.raises(Forbidden):
        actions_inkop.andra_vantas(order.pk, person=v.miriam, vantas={}, orsak="Jag vill")
    rad.refresh_from_db()
    assert (rad.vantas, Meddelande.objects.count()) == (date(2026, 12, 1), sent)


def test_what_has_come_is_waited_for_no_longer(v: Varld) -> None:
    order = inkopt(v, ROLLATOR)
    actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
    leverera_meddelanden()
    with pytest.raises(NotYourTurn):
        actions_inkop.andra_vantas(order.pk, person=v.ivar, vantas={}, orsak="Försenat")


def test_over_the_page(v: Varld) -> None:
    order = inkopt(v, ROLLATOR)
    ivar = inloggad(v.ivar)
    there = reverse("kundorder:andra_vantas", args=[order.pk])
    assert there in ivar.get(reverse("arende", args=[order.pk])).content.decode()
    assert "2026-12-01" in ivar.get(there).content.decode()
    refused = ivar.post(there, {"vantas-1": "2026-12-09", "orsak": ""})
    assert refused.status_code == 422
    assert "2026-12-09" in refused.content.decode()
    till(ivar, "kundorder:andra_vantas", order, **{"vantas-1": "2026-12-09", "orsak": "Strejk"})
    assert Kundorderrad.objects.get().vantas == date(2026, 12, 9)
