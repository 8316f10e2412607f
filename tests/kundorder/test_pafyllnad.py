"""Lagerpåfyllnad: HMC fills a unit's förråd; nobody is the mottagare (KO-3, KO-7, DMN 3)."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cases.kundorder import actions
from cases.kundorder.models import Kundorderrad
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst
from cases.organisation.models import Betalare, Lager
from tests.kundorder.varld import Varld, forradet, i_lager, status, utkast_ur_forrad
from workflows import clock
from workflows.models import Message


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def forrad(v: Varld) -> Lager:
    return forradet(v)


def test_it_goes_to_the_forrad_and_is_paid_by_the_orderers_own(v: Varld, forrad: Lager) -> None:
    own = Betalare.objects.create(nummer="12598", namn="Rehab, utbildning")
    v.miriam.betalare = own
    v.miriam.save()
    i_lager(v.rollator, 3)
    order = utkast_ur_forrad(v, NyRad("10001", 2), typ="pafyllnad")
    order.refresh_from_db()
    assert order.arende.mottagare is None
    assert (order.adressnamn, order.instruktioner) == ("Rehabs förråd", "600000000340")
    order = actions.verkstall(order.pk, person=v.miriam)
    rad = Kundorderrad.objects.get()
    assert (rad.betalare, rad.baskod, rad.lager) == (own, None, v.smalager)
    # Nobody rents it before somebody has it.
    assert (rad.debiteringsform, rad.apris) == ("hyra", 0)
    assert status(order) == "För plockning"
    asked = Message.objects.get(name="leverans_begard").payload
    assert (asked["till_lager"], asked["mottagare"]) == (forrad.pk, None)
    assert not Atkomst.objects.exists()


def test_what_is_bought_is_charged_when_it_reaches_the_forrad(v: Varld, forrad: Lager) -> None:
    v.rollator.debiteringsform = "kop"
    v.rollator.save()
    v.rollator.priser.create(form="kop", belopp=435, fran="2020-01-01")
    order = utkast_ur_forrad(v, NyRad("10001"), typ="pafyllnad")
    actions.verkstall(order.pk, person=v.miriam)
    rad = Kundorderrad.objects.get()
    assert (rad.apris, rad.betalare) == (435, v.kund.betalare)
