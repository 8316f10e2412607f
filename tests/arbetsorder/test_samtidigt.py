"""Two at once: the goods are held or have left, never both; and what dies halfway is done whole."""

from typing import Any

import pytest
from django.db import transaction

from cases.arbetsorder import actions, actions_hmc, actions_makulera, koppling
from cases.arbetsorder.svar import Mal
from cases.gemensamt.models import Hall
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from tests.arbetsorder.varld import Arbete, bygg, utkast, verkstalld
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import i_lager, leveranser, leverera_meddelanden, plockad
from tests.kundorder.varld import verkstalld as bestalld
from workflows.errors import NotYourTurn, Refused
from workflows.models import Incident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def a() -> Arbete:
    with transaction.atomic():
        return bygg()


def plockad_rollator(a: Arbete) -> tuple[Any, Any]:
    """A draft on a row whose goods stand ready to leave."""
    i_lager(a.r.v.rollator, 1)
    order = bestalld(a.r.v, NyRad("10001"))
    [leverans] = leveranser(order)
    plockad(a.r.v, leverans)
    draft = utkast(a, Mal(orderrad=order.rader.get().pk), typ="MONT", utforande="lamnas")
    return leverans, draft


def test_the_goods_leave_or_are_held_whichever_comes_first(a: Arbete) -> None:
    leverans, draft = plockad_rollator(a)
    met = samtidigt(
        lambda: pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta),
        lambda: actions.verkstall(draft.pk, person=a.miriam),
    )
    leverera_meddelanden()
    leverans.refresh_from_db()
    held = Hall.objects.filter(slappt=None).exists()
    assert held == (leverans.foljesedel is None)
    assert met == (["", Refused.__name__] if held else ["", ""])
    assert not Incident.objects.exists()


def test_sent_by_two_at_once(a: Arbete) -> None:
    draft = utkast(a)

    def press() -> object:
        return actions.verkstall(draft.pk, person=a.miriam)

    assert samtidigt(press, press) == ["", NotYourTurn.__name__]
    draft.arende.refresh_from_db()
    assert draft.arende.nummer is not None
    assert draft.aktiviteter.count() == 1


def test_reviewed_and_cancelled_at_once(a: Arbete) -> None:
    order = verkstalld(a)
    met = samtidigt(
        lambda: actions_hmc.granska(order.pk, person=a.tim, granskning="godkand"),
        lambda: actions_makulera.makulera(order.pk, person=a.kim, orsak="Dubblett"),
    )
    assert met in (["", ""], ["", NotYourTurn.__name__])
    order.arende.refresh_from_db()
    assert order.arende.status == "Makulerad"
    assert not Incident.objects.exists()


def test_what_dies_between_number_and_hold_is_not_sent(
    a: Arbete, monkeypatch: pytest.MonkeyPatch
) -> None:
    leverans, draft = plockad_rollator(a)

    def dies(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(koppling, "satt_hall", dies)
        with pytest.raises(SystemExit):
            actions.verkstall(draft.pk, person=a.miriam)
    draft.arende.refresh_from_db()
    assert (draft.arende.nummer, draft.arende.status) == (None, "Utkast")
    order = actions.verkstall(draft.pk, person=a.miriam)
    assert order.arende.nummer is not None
    with pytest.raises(Refused):
        pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
