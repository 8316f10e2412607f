"""Two at once: one wins, the other gets a sentence, and no aid is taken twice."""

import pytest
from django.db import transaction

from cases.hamtorder import actions, actions_makulera
from cases.hamtorder.actions_verkstall import verkstall
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.returmottagning.actions import ta_emot
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur, bygg, enheten, val, verkstalld
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import leverera_meddelanden
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


def _vid_disken(r: Retur, nummer: str = "") -> object:
    told = [Mottaget(r.rollator.pk, kom=True, skick="godkänt")]
    return ta_emot_vid_disk([r.rollator.pk], person=r.v.lotta, sagt=told, hamtorder=nummer)


def test_handed_in_at_two_desks_at_once(r: Retur) -> None:
    met = samtidigt(lambda: _vid_disken(r), lambda: _vid_disken(r))
    assert met == ["", Refused.__name__]
    assert Returmottagning.objects.count() == 1


def test_handed_in_and_fetched_at_once(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    row, nummer = order.rader.get().pk, str(order.arende.nummer)
    met = samtidigt(
        lambda: actions.hamta(order.pk, person=r.v.tore, utfall={row: "hamtad"}),
        lambda: _vid_disken(r, nummer),
    )
    assert met.count("") == 1
    leverera_meddelanden()
    assert Returmottagning.objects.count() == 1
    assert not Incident.objects.exists()


def test_handed_in_and_ordered_at_once(r: Retur) -> None:
    met = samtidigt(
        lambda: verkstall(r.v.patient, person=r.v.miriam, kund=r.v.kund, svar=val(r, r.rollator)),
        lambda: _vid_disken(r),
    )
    assert met == ["", Refused.__name__]
    assert Returmottagning.objects.count() + Hamtorder.objects.count() == 1


def test_given_away_twice_at_once(r: Retur) -> None:
    """Direct avregistrering of the same inställning, pressed by two."""
    svar = val(r, r.installning, atgard="installning", **enheten(r))

    def press() -> object:
        return verkstall(r.v.patient, person=r.v.miriam, kund=r.v.kund, svar=svar)

    assert samtidigt(press, press) == ["", Refused.__name__]
    assert Hamtorder.objects.count() == 1


def test_received_twice_at_once(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    actions.hamta(order.pk, person=r.v.tore, utfall={order.rader.get().pk: "hamtad"})
    leverera_meddelanden()
    case = Returmottagning.objects.get().pk
    told = [Mottaget(1, kom=True, skick="godkänt")]

    def receive() -> object:
        return ta_emot(case, person=r.v.lotta, sagt=told)

    assert samtidigt(receive, receive) == ["", NotYourTurn.__name__]
    leverera_meddelanden()
    order.arende.refresh_from_db()
    assert order.arende.status == "Stängd"
