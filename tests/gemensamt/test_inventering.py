"""Counting sets the books, with a reason; N20 tells of what is low."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from cases.gemensamt import inventering
from cases.gemensamt.inventering import Raknat
from cases.gemensamt.models import Arende
from cases.hjalpmedel.innehav import aterlamna
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.models import Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import actions_tur, avlasning
from cases.leverans.actions_tur import Lamnat
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Lager
from cases.organisation.queries import svinnlager
from tests.kundorder.varld import (
    Varld,
    bygg_varld,
    forradet,
    i_lager,
    leveranser,
    leverera_meddelanden,
    packad_upp,
    pafyllnad,
    person,
    plockad,
    utlevererad,
    verkstalld,
)
from workflows import clock
from workflows.errors import Forbidden, Refused

TAGET = Lamnat("levererad", mottagen_av="Storasyster Skutt", signatur="S Skutt")


@pytest.fixture
def v(db: None) -> Varld:
    return bygg_varld()


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []


def saldo(v: Varld) -> Saldo:
    return Saldo.objects.get(artikel=v.rollator, lager=v.smalager)


def test_the_books_are_set_with_a_reason(v: Varld) -> None:
    i_lager(v.rollator, 3)
    counted = Raknat(2, skal="En var trasig")
    assert inventering.rakna(v.smalager, v.rollator, counted, person=v.lotta) == -1
    row = Rorelse.objects.get(slag="inventering", lager=v.smalager)
    assert (row.antal, row.skal, row.av) == (-1, "En var trasig", "lotta")
    assert (saldo(v).antal, saldo(v).inventerad) == (2, clock.now())


@pytest.mark.parametrize(
    ("raknat", "kod"),
    [
        (Raknat(-1, skal="fel"), "antal_utanfor"),
        (Raknat(2), "skal_saknas"),
        (Raknat(0, skal="svinn"), "lovat_bort"),
    ],
)
def test_a_count_that_can_not_be_right_changes_nothing(v: Varld, raknat: Raknat, kod: str) -> None:
    i_lager(v.rollator, 3)
    verkstalld(v, NyRad("10001"))
    before = Rorelse.objects.count()
    with pytest.raises(Refused) as no:
        inventering.rakna(v.smalager, v.rollator, raknat, person=v.lotta)
    assert [h.kod for h in no.value.hinder] == [kod]
    assert (saldo(v).antal, saldo(v).inventerad, Rorelse.objects.count()) == (3, None, before)


def test_individer_are_counted_one_by_one(v: Varld) -> None:
    i_lager(v.sang, 3)
    one, two, lost = Individ.objects.order_by("nummer")
    Individ.objects.filter(pk=lost.pk).update(placering="A-01")
    there = Raknat(individer=[one.nummer, two.nummer], skal="Svinn")
    assert inventering.rakna(v.lager, v.sang, there, person=v.lotta) == -1
    lost.refresh_from_db()
    assert (lost.plats, lost.lager, lost.placering) == ("forkommen", svinnlager(), "")
    again = Raknat(individer=[one.nummer, two.nummer, lost.nummer], skal="Stod fel")
    assert inventering.rakna(v.lager, v.sang, again, person=v.lotta) == 1
    lost.refresh_from_db()
    assert (lost.plats, lost.lager) == ("lager", v.lager)


def test_an_individ_of_another_place_is_not_counted_here(v: Varld) -> None:
    i_lager(v.sang, 1)
    bed = Individ.objects.get()
    with pytest.raises(Refused, match="är registrerad: i lager 10"):
        inventering.rakna(v.smalager, v.sang, Raknat(individer=[bed.nummer]), person=v.lotta)
    with pytest.raises(Refused, match="finns inte i registret"):
        inventering.rakna(v.lager, v.sang, Raknat(individer=["77"]), person=v.lotta)
    bed.refresh_from_db()
    assert (bed.plats, bed.lager) == ("lager", v.lager)


def test_an_individ_that_is_picked_is_not_counted_onto_the_shelf(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, NyRad("75178"))
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    bed = Individ.objects.get()
    before = Rorelse.objects.count()
    counted = Raknat(individer=[bed.nummer], skal="Stod här")
    with pytest.raises(Refused, match=f"plockad till kundorder {order.arende.nummer}"):
        inventering.rakna(v.lager, v.sang, counted, person=v.lotta)
    bed.refresh_from_db()
    assert (bed.plats, Rorelse.objects.count()) == ("transport", before)
    # Taken back from the mottagare and on its way in, it may be found.
    actions_tur.lamna(leverans.pk, person=v.tore, svar=TAGET)
    leverera_meddelanden()
    aterlamna(Innehav.objects.get(individ=bed).pk, clock.today())
    assert inventering.rakna(v.lager, v.sang, counted, person=v.lotta) == 1


def test_an_individ_that_a_forrad_never_got_is_found_again(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    packad_upp(v, leveranser(pafyllnad(v, NyRad("75178")))[0], {"75178": 0})
    counted = Raknat(individer=[Individ.objects.get().nummer], skal="Stod kvar")
    assert inventering.rakna(v.lager, v.sang, counted, person=v.lotta) == 1


def test_what_was_looked_for_in_vain_is_believed_when_it_is_counted(v: Varld) -> None:
    """Also when the count says what the books said: it stood on another shelf."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    plockad(v, leveranser(order)[0], {"10001": 0})
    assert Kundorderrad.objects.get().rest == 1
    with clock.moved(timedelta(hours=1)):
        assert inventering.rakna(v.smalager, v.rollator, Raknat(1), person=v.lotta) == 0
        leverera_meddelanden()
    assert len(leveranser(order)) == 2


def test_what_is_found_goes_to_the_order_that_has_waited_longest(v: Varld) -> None:
    orders = sorted((verkstalld(v, NyRad("10001")) for _ in range(3)), key=lambda one: one.pk)
    for age, order in enumerate(orders):
        sent = clock.now() - timedelta(days=age)
        Arende.objects.filter(pk=order.pk).update(verkstalld=sent)
    inventering.rakna(v.smalager, v.rollator, Raknat(1, skal="Stod bakom"), person=v.lotta)
    leverera_meddelanden()
    assert [len(leveranser(order)) for order in orders] == [0, 0, 1]


def test_a_forrad_that_was_not_inventoried_is_mended(v: Varld) -> None:
    i_lager(v.rollator, 2)
    packad_upp(v, leveranser(pafyllnad(v, NyRad("10001", 2)))[0])
    place = forradet(v)
    Lager.objects.filter(pk=place.pk).update(inventerat=False)
    with pytest.raises(Refused, match="är inte räknad"):
        inventering.avsluta(place, person=v.miriam)
    with pytest.raises(Forbidden):
        inventering.rakna(place, v.rollator, Raknat(2), person=v.frida)
    inventering.rakna(place, v.rollator, Raknat(2), person=v.miriam)
    inventering.avsluta(place, person=v.miriam)
    place.refresh_from_db()
    assert place.inventerat


def test_n20_when_a_pick_goes_below_the_sakerhetslager(v: Varld) -> None:
    i_lager(v.rollator, 4)
    Saldo.objects.filter(artikel=v.rollator).update(sakerhetslager=3)
    verkstalld(v, NyRad("10001", 2))
    avlasning.skanna(v.smalager, "10001", person=v.lotta, antal=2)
    told = Meddelande.objects.get(till=v.ivar)
    assert "är 2, under säkerhetslagret 3" in told.text
    # Already low: nobody is told twice.
    verkstalld(v, NyRad("10001", 1))
    avlasning.skanna(v.smalager, "10001", person=v.lotta)
    assert Meddelande.objects.filter(till=v.ivar).count() == 1


def test_n20_in_a_forrad_goes_to_its_keeper_and_the_lager(v: Varld) -> None:
    keeper = person("fia", "forradsansvarig", kund=v.kund)
    i_lager(v.rollator, 2)
    packad_upp(v, leveranser(pafyllnad(v, NyRad("10001", 2)))[0])
    Saldo.objects.filter(lager=forradet(v)).update(sakerhetslager=2)
    counted = Raknat(1, skal="Svinn")
    inventering.rakna(forradet(v), v.rollator, counted, person=keeper)
    for whom in (keeper, v.lotta):
        assert Meddelande.objects.filter(till=whom, rubrik__startswith="Saldo i").count() == 1


def test_the_pages(v: Varld, client: Client) -> None:
    i_lager(v.rollator, 3)
    client.force_login(v.lotta)
    assert "60 Lager 60" in client.get("/inventering/").content.decode()
    assert "Inte räknad" in client.get("/inventering/60/").content.decode()
    page = "/inventering/60/10001/"
    assert client.get("/inventering/60/?artikel=10001").headers["Location"] == page
    refused = client.post(page, {"antal": "2", "skal": ""})
    assert refused.status_code == 422
    assert 'value="2"' in refused.content.decode()
    done = client.post(page, {"antal": "2", "skal": "Svinn"}, follow=True)
    assert "ändrades med -1" in done.content.decode()
    assert client.get("/inventering/60/77777/").status_code == 404
    Lager.objects.update(inventerat=False)
    assert client.post("/inventering/60/").status_code == 302
    assert Lager.objects.get(nummer="60").inventerat


def test_the_api(v: Varld, client: Client) -> None:
    i_lager(v.rollator, 3)
    client.force_login(v.lotta)
    place = "/api/v1/lager/60/saldon/"
    [row] = client.get(place).json()["poster"]
    assert (row["artikel"], row["antal"], row["inventerad"]) == ("10001", 3, None)
    said = {"artikel": "10001", "antal": 2, "skal": "Svinn"}
    headers = {"Idempotency-Key": str(uuid4())}
    for _ in range(2):
        told = client.post(
            "/api/v1/lager/60/inventera/", said, content_type="application/json", headers=headers
        )
        assert told.json() == {"andrat": -1}
    assert saldo(v).antal == 2
    ended = client.post("/api/v1/lager/60/inventerat/", headers={"Idempotency-Key": str(uuid4())})
    assert ended.status_code == 200
