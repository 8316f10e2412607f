"""Two at once: one wins, the other gets a sentence, and no aid is taken twice."""

import pytest
from django.db import transaction

from cases.hamtorder import actions, actions_makulera
from cases.hamtorder.actions_verkstall import verkstall
from cases.hamtorder.models import Hamtorder, Hamtrad
from tests.hamtorder.varld import Retur, bygg, val, verkstalld
from tests.kundorder.test_samtidigt import samtidigt
from workflows.errors import NotYourTurn, Refused
from workflows.models import Incident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def r() -> Retur:
    with transaction.atomic():
        return bygg()


def test_two_hamtorder_for_the_same_aid(r: Retur) -> None:
    def press() -> object:
        return verkstall(r.v.patient, person=r.v.miriam, kund=r.v.kund, svar=val(r, r.rollator))

    assert samtidigt(press, press) == ["", Refused.__name__]
    assert Hamtorder.objects.count() == 1
    assert Hamtrad.objects.filter(oppen=True).count() == 1


def test_fetched_and_cancelled_at_once(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    row = order.rader.get().pk
    met = samtidigt(
        lambda: actions.hamta(order.pk, person=r.v.tore, utfall={row: "hamtad"}),
        lambda: actions_makulera.makulera(order.pk, person=r.v.kim),
    )
    assert met == ["", NotYourTurn.__name__]
    order.arende.refresh_from_db()
    assert order.arende.status in {"Hämtad", "Makulerad"}
    assert not Incident.objects.exists()
