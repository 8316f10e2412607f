"""Two at once: one wins, the other gets the sentence, and nothing is half done."""

from collections.abc import Callable
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from cases.hjalpmedel import nya_individer
from cases.hjalpmedel.models import Individ, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions, actions_efter, actions_makulera
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans.rules import Plockat
from tests.kundorder.varld import (
    Varld,
    allt_plockat,
    bygg_varld,
    i_lager,
    leveranser,
    leverera_meddelanden,
    status,
    utkast,
    verkstalld,
)
from workflows.errors import Hinder, No, NotYourTurn, Refused
from workflows.models import Incident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def v() -> Varld:
    return bygg_varld()


def samtidigt(*gor: Callable[[], object]) -> list[str]:
    """Let all begin at the same moment; what each was met with, "" for the one who won."""
    start, met = Barrier(len(gor)), []

    def run(one: Callable[[], object]) -> None:
        start.wait()
        try:
            one()
            met.append("")
        except No as no:
            met.append(type(no).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(one,)) for one in gor]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(met)


def test_verkstall_pressed_twice(v: Varld) -> None:
    i_lager(v.rollator, 5)
    order = utkast(v, NyRad("10001"))

    def press() -> object:
        return actions.verkstall(order.pk, person=v.miriam)

    assert samtidigt(press, press) == ["", NotYourTurn.__name__]
    assert Saldo.objects.get(artikel=v.rollator).reserverat == 1


def test_two_orders_of_the_last_item(v: Varld) -> None:
    i_lager(v.rollator, 1)
    orders = [utkast(v, NyRad("10001")) for _ in range(2)]
    met = samtidigt(*(lambda o=order: actions.verkstall(o.pk, person=v.miriam) for order in orders))
    assert met == ["", ""]
    leverera_meddelanden()
    assert sorted(status(order) for order in orders) == ["För plockning", "Registrerad"]
    assert len({order.arende.nummer for order in orders}) == 2
    assert kontrollera_saldo() == []


def test_one_individ_picked_by_two(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    waiting = [leveranser(verkstalld(v))[0] for _ in range(2)]
    bed = Individ.objects.order_by("nummer")[0].nummer

    def pick(place: int) -> object:
        sang, dosa = waiting[place].rader.order_by("nr")
        found = [Plockat(sang.rad, 1, (bed,)), Plockat(dosa.rad, 1)]
        return pa_lagret.plocka(waiting[place].pk, person=v.lotta, plockat=found)

    assert samtidigt(lambda: pick(0), lambda: pick(1)) == ["", Refused.__name__]
    assert Individ.objects.filter(plats="transport").count() == 1
    assert Saldo.objects.get(artikel=v.dosa).antal == 1
    assert kontrollera_saldo() == []


def test_two_who_register_one_new_individnummer(v: Varld) -> None:
    def take_in(number: str) -> object:
        return actions_efter.inleverera(
            v.lager.pk, v.sang.pk, 1, person=v.lotta, individer=[number]
        )

    met = samtidigt(lambda: take_in("7700001"), lambda: take_in("7700001"))
    assert met == ["", Refused.__name__]
    assert Individ.objects.filter(nummer="7700001").count() == 1
    assert Saldo.objects.get(artikel=v.sang).antal == 1
    assert kontrollera_saldo() == []


@pytest.mark.postgresql
def test_the_one_who_could_not_see_it_gets_the_sentence(v: Varld) -> None:
    seen: list[Hinder] = []
    taken = Event()

    def second() -> None:
        try:
            actions_efter.inleverera(
                v.lager.pk, v.sang.pk, 1, person=v.lotta, individer=["7700001"]
            )
        except Refused as no:
            seen.extend(no.hinder)
        finally:
            taken.set()
            connection.close()

    with transaction.atomic():
        nya_individer.registrera(v.sang, ["7700001"])
        # It has looked, seen nobody, and waits for this transaction at the number itself.
        other = Thread(target=second)
        other.start()
        assert not taken.wait(timeout=1)
    other.join()
    assert [hinder.kod for hinder in seen] == ["individ_upptagen"]
    assert "i samma stund" in seen[0].mening
    assert Individ.objects.filter(nummer="7700001").count() == 1


def test_makulera_against_plocka(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    [leverans] = leveranser(order)
    found = allt_plockat(leverans)
    met = samtidigt(
        lambda: actions_makulera.makulera(order.pk, person=v.kim),
        lambda: pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=found),
    )
    assert met == ["", NotYourTurn.__name__]
    leverera_meddelanden()
    assert status(order) in {"Makulerad", "Plockad"}
    leverans.arende.refresh_from_db()
    assert leverans.arende.status == status(order)
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
