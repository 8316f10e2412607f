"""A lagerpåfyllnad is unpacked in the förråd: what came is in its books, the rest comes later."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_efter
from cases.kundorder.models import Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import actions, forrad, steps
from cases.leverans.models import Leverans
from cases.leverans.rules import Mottaget
from cases.meddelanden.models import Meddelande
from tests.kundorder.varld import (
    Varld,
    allt_mottaget,
    forradet,
    i_lager,
    leveranser,
    leverera_meddelanden,
    packad_upp,
    pafyllnad,
    spar,
    status,
    utlevererad,
)
from workflows import clock
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident
from workflows.registry import Tillfalle

ROLLATORER = NyRad("10001", 3)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def pa_vag(v: Varld, *rader: NyRad) -> Leverans:
    """A refill that has left the lager."""
    [leverans] = leveranser(pafyllnad(v, *rader))
    utlevererad(v, leverans)
    leverans.refresh_from_db()
    return leverans


def saldo(v: Varld) -> list[tuple[str, int]]:
    rows = Saldo.objects.filter(lager=forradet(v), antal__gt=0).order_by("artikel__nummer")
    return list(rows.values_list("artikel__nummer", "antal"))


def test_all_that_came_is_in_the_forrad(v: Varld) -> None:
    i_lager(v.rollator, 3)
    order = pafyllnad(v, ROLLATORER)
    [leverans] = leveranser(order)
    packad_upp(v, leverans)
    assert saldo(v) == [("10001", 3)]
    assert status(order) == "Slutlevererad"
    assert not Innehav.objects.exists()
    moved = Rorelse.objects.get(slag="pafyllnad")
    assert (moved.lager, moved.arende, moved.av) == (forradet(v), order.pk, "miriam")
    assert spar(leverans.pk)[-3:] == ["kvittera_bmb", "lagg_in_i_forrad", "mottagen_i_forrad"]


def test_each_individ_stands_in_the_forrad(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    packad_upp(v, leveranser(pafyllnad(v, NyRad("75178", 2)))[0])
    beds = Individ.objects.filter(artikel=v.sang)
    assert {(bed.plats, bed.lager) for bed in beds} == {("lager", forradet(v))}
    assert saldo(v) == [("55434", 2), ("75178", 2)]


def test_what_did_not_come_is_rest_again_and_the_lager_is_told(v: Varld) -> None:
    i_lager(v.rollator, 3)
    order = pafyllnad(v, ROLLATORER)
    packad_upp(v, leveranser(order)[0], {"10001": 2})
    assert saldo(v) == [("10001", 2)]
    rad = Kundorderrad.objects.get()
    assert (rad.levererat, rad.i_leverans, rad.rest) == (2, 0, 1)
    told = Meddelande.objects.get(till=v.lotta)
    assert "2 av 3 kom. Fattades i lådan" in told.text
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
        leverera_meddelanden()
        packad_upp(v, leveranser(order)[1])
    assert status(order) == "Slutlevererad"


def test_nothing_came(v: Varld) -> None:
    i_lager(v.rollator, 3)
    order = pafyllnad(v, ROLLATORER)
    packad_upp(v, leveranser(order)[0], {"10001": 0})
    assert saldo(v) == []
    assert (Kundorderrad.objects.get().rest, status(order)) == (3, "Registrerad")


def test_the_forrad_may_unpack_before_the_driver_has_said_so(v: Varld) -> None:
    i_lager(v.rollator, 3)
    leverans = pa_vag(v, ROLLATORER)
    forrad.kvittera_bmb(leverans.pk, person=v.miriam, mottaget=allt_mottaget(leverans))
    leverera_meddelanden()
    assert saldo(v) == [("10001", 3)]
    with pytest.raises(NotYourTurn):
        actions.leverera(leverans.pk, person=v.tore, utfall="levererad")


@pytest.mark.parametrize(
    ("antal", "anmarkning", "kod"),
    [(4, "", "antal_utanfor"), (-1, "", "antal_utanfor"), (2, " ", "anmarkning_saknas")],
)
def test_what_can_not_be_right_changes_nothing(
    v: Varld, antal: int, anmarkning: str, kod: str
) -> None:
    i_lager(v.rollator, 3)
    leverans = pa_vag(v, ROLLATORER)
    rad = leverans.rader.get().rad
    with pytest.raises(Refused) as no:
        forrad.kvittera_bmb(
            leverans.pk, person=v.miriam, mottaget=[Mottaget(rad, antal, (), anmarkning)]
        )
    assert [h.kod for h in no.value.hinder] == [kod]
    assert Arende.objects.get(pk=leverans.pk).status == "Utlevererad"
    assert saldo(v) == []
    assert leverans.rader.get().mottaget is None


def test_an_individ_that_was_not_sent_is_not_received(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    leverans = pa_vag(v, NyRad("75178"))
    told = [
        Mottaget(one.rad, one.antal, ("99",) if one.individer else ())
        for one in allt_mottaget(leverans)
    ]
    with pytest.raises(Refused, match="99 står inte på följesedeln"):
        forrad.kvittera_bmb(leverans.pk, person=v.miriam, mottaget=told)
    assert Individ.objects.get().plats == "transport"


def test_another_units_forrad_is_not_ones_own(v: Varld) -> None:
    i_lager(v.rollator, 3)
    leverans = pa_vag(v, ROLLATORER)
    forradet(v)
    leverans.till_lager.kund = v.annan_kund
    leverans.till_lager.save()
    with pytest.raises(Forbidden):
        forrad.kvittera_bmb(leverans.pk, person=v.miriam, mottaget=allt_mottaget(leverans))
    assert list(forrad.att_kvittera(v.frida)) == [leverans]
    assert list(forrad.att_kvittera(v.miriam)) == []


def test_the_step_runs_twice(v: Varld) -> None:
    i_lager(v.rollator, 3)
    leverans = leveranser(pafyllnad(v, ROLLATORER))[0]
    packad_upp(v, leverans)
    steps.lagg_in_i_forrad(
        leverans.pk, tillfalle=Tillfalle("lagg_in_i_forrad", 1, clock.now(), "miriam")
    )
    assert saldo(v) == [("10001", 3)]


def test_the_pages(v: Varld, client: Client) -> None:
    i_lager(v.rollator, 3)
    leverans = pa_vag(v, ROLLATORER)
    rad = leverans.rader.get().rad
    client.force_login(v.miriam)
    assert leverans.foljesedel in client.get("/kvittera-bmb/").content.decode()
    page = f"/leverans/{leverans.pk}/kvittera_bmb/"
    assert client.get(page).status_code == 200
    refused = client.post(page, {f"antal-{rad}": "2", f"anmarkning-{rad}": ""})
    assert refused.status_code == 422
    assert 'value="2"' in refused.content.decode()
    done = client.post(
        page, {f"antal-{rad}": "2", f"anmarkning-{rad}": "En var trasig"}, follow=True
    )
    assert "är kvitterad" in done.content.decode()
    assert saldo(v) == [("10001", 2)]
    assert client.get(page).status_code == 409
