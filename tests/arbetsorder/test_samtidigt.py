"""Two at once: the goods are held or have left, never both; and what dies halfway is done whole."""

from typing import Any

import pytest
from django.db import connection, transaction

from cases.arbetsorder import actions, actions_hmc, actions_makulera, koppling
from cases.arbetsorder.svar import Mal
from cases.gemensamt.models import Hall
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_dela
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from tests.arbetsorder.varld import Arbete, bygg, utkast, verkstalld
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import allt_plockat, i_lager, leveranser, leverera_meddelanden, plockad
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


def halls_med_en_rad_till(a: Arbete, om: str = "10001") -> Any:
    """An order of two things from a lager each, one of which an arbetsorder is about."""
    i_lager(a.r.v.rollator, 1)
    i_lager(a.r.v.dosa, 1)
    order = bestalld(a.r.v, NyRad("10001"), NyRad("55434"))
    mal = Mal(orderrad=order.rader.get(artikel__nummer=om).pk)
    verkstalld(a, mal, typ="MONT", utforande="lamnas")
    leverera_meddelanden()
    return order


def test_parted_by_two_at_once(a: Arbete) -> None:
    order = halls_med_en_rad_till(a)

    def press() -> object:
        return actions_dela.dela(order.pk, person=a.miriam)

    assert samtidigt(press, press) == ["", Refused.__name__]
    assert Kundorder.objects.filter(delad_fran=order).count() == 1
    leverera_meddelanden()
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()


def test_parted_or_picked_whichever_comes_first(a: Arbete) -> None:
    order = halls_med_en_rad_till(a)
    box = next(one for one in leveranser(order) if one.rader.get().artikel == a.r.v.dosa)
    found = allt_plockat(box)
    met = samtidigt(
        lambda: actions_dela.dela(order.pk, person=a.miriam),
        lambda: pa_lagret.plocka(box.pk, person=a.r.v.lotta, plockat=found),
    )
    leverera_meddelanden()
    parted = Kundorder.objects.filter(delad_fran=order).exists()
    assert sum(one == "" for one in met) == 1
    box.arende.refresh_from_db()
    assert box.arende.status == ("Makulerad" if parted else "Plockad")
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("om", ["10001", "55434"])
def test_parting_locks_the_saldon_in_one_order(a: Arbete, om: str) -> None:
    """Also those that stay: the lower may be the coupled row's, or that of what goes."""
    order = halls_med_en_rad_till(a, om)
    locked: list[tuple[int, int]] = []

    def note(execute: Any, sql: str, params: Any, *given: Any) -> Any:
        if "FOR NO KEY UPDATE" in sql and 'FROM "hjalpmedel_saldo"' in sql:
            *articles, lager = params
            locked.extend((lager, one) for one in sorted(articles))
        return execute(sql, params, *given)

    with connection.execute_wrapper(note):
        actions_dela.dela(order.pk, person=a.miriam)
    first_met = list(dict.fromkeys(locked))
    assert set(first_met) == set(order.rader.values_list("lager", "artikel")) | set(
        order.delade.get().rader.values_list("lager", "artikel")
    )
    assert first_met == sorted(first_met)


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
