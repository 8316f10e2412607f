"""Two at once: one wins, the other gets a sentence, and nothing is taken back or undone twice."""

import pytest
from django.db import transaction

from cases.hamtorder.actions_aterregistrera import aterregistrera
from cases.hamtorder.actions_verkstall import verkstall as hamta
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Innehav, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.retur.actions import angra
from cases.retur.models import Retur
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import enheten, val, verkstalld
from tests.kundorder.test_samtidigt import samtidigt
from tests.retur.varld import Forrad, bygg, gjord
from workflows.errors import NotYourTurn, Refused
from workflows.models import Incident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def f() -> Forrad:
    with transaction.atomic():
        return bygg()


def pa_hyllan(f: Forrad) -> int:
    """How many of what was bought stand in the unit's förråd."""
    found = Saldo.objects.filter(lager=f.lager, artikel=f.r.kopt.artikel).first()
    return found.antal if found else 0


def hallet() -> None:
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()


def test_taken_back_by_two(f: Forrad) -> None:
    met = samtidigt(lambda: gjord(f, f.r.kopt), lambda: gjord(f, f.r.kopt))
    assert met == ["", Refused.__name__]
    assert (Retur.objects.count(), pa_hyllan(f)) == (1, 1)
    hallet()


def test_taken_back_and_ordered_to_be_fetched(f: Forrad) -> None:
    def order() -> object:
        svar = val(f.r, f.r.kopt)
        return hamta(f.r.v.patient, person=f.r.v.miriam, kund=f.r.v.kund, svar=svar)

    assert samtidigt(lambda: gjord(f, f.r.kopt), order) == ["", Refused.__name__]
    assert Retur.objects.count() + Hamtorder.objects.count() == 1
    hallet()


def test_taken_back_and_handed_in_at_the_desk(f: Forrad) -> None:
    def desk() -> object:
        told = [Mottaget(f.r.kopt.pk, kom=True, skick="godkänt")]
        return ta_emot_vid_disk([f.r.kopt.pk], person=f.r.v.lotta, sagt=told)

    assert samtidigt(lambda: gjord(f, f.r.kopt), desk) == ["", Refused.__name__]
    assert Retur.objects.count() + Returmottagning.objects.count() == 1
    hallet()


def test_undone_by_two(f: Forrad) -> None:
    retur = gjord(f, f.r.kopt)

    def undo() -> object:
        return angra(retur.pk, person=f.r.v.kim, skal="Fel patient")

    assert samtidigt(undo, undo) == ["", NotYourTurn.__name__]
    assert pa_hyllan(f) == 0
    assert Innehav.objects.get(pk=f.r.kopt.pk).aterlamnat == 0
    hallet()


def test_a_direct_avregistrering_taken_back_by_two(f: Forrad) -> None:
    order = verkstalld(f.r, f.r.installning, atgard="installning", **enheten(f.r))

    def take_back() -> object:
        return aterregistrera(order.pk, person=f.r.v.kim, skal="Fel armstöd")

    assert samtidigt(take_back, take_back) == ["", NotYourTurn.__name__]
    assert Innehav.objects.get(pk=f.r.installning.pk).aterlamnat == 0
    hallet()
