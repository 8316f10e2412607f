"""One scanning session, many moves: what is read off goes to the row that wants it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_efter, actions_makulera
from cases.kundorder.models import Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import actions, avlasning, plocklista
from cases.leverans.models import Leverans, Leveransrad
from tests.kundorder.varld import (
    Varld,
    allt_plockat,
    bygg_varld,
    i_lager,
    leveranser,
    leverera_meddelanden,
    verkstalld,
)
from workflows import clock
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused

SANG, ROLLATOR = NyRad("75178"), NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []


def laget() -> list[object]:
    """Everything that a scan may change."""
    return [
        *Leveransrad.objects.order_by("pk").values_list("hittat", "brist", "plockat", "individer"),
        *Individ.objects.order_by("pk").values_list("plats", "lager"),
        *Saldo.objects.order_by("pk").values_list("antal", "reserverat"),
        *Arende.objects.order_by("pk").values_list("status", flat=True),
        Rorelse.objects.count(),
    ]


def individ(v: Varld, place: int = 0) -> str:
    return Individ.objects.filter(artikel=v.sang).order_by("nummer")[place].nummer


def for_plock(v: Varld, *rader: NyRad, **val: object) -> Leverans:
    [leverans] = leveranser(verkstalld(v, *rader, **val))
    return leverans


def status(leverans: Leverans) -> str:
    return Arende.objects.get(pk=leverans.pk).status


def test_a_session_picks_several_orders(v: Varld) -> None:
    i_lager(v.rollator, 3)
    first, second = for_plock(v, NyRad("10001", 2)), for_plock(v, ROLLATOR)
    told = [avlasning.skanna(v.smalager, "10001", person=v.lotta) for _ in range(3)]
    assert [one["plockad"] for one in told] == [False, True, True]
    assert "1 av 2" in told[0]["mening"]
    assert (status(first), status(second)) == ("Plockad", "Plockad")
    leverera_meddelanden()
    assert Saldo.objects.get(artikel=v.rollator).antal == 0


def test_a_bed_is_picked_when_its_component_is_too(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    leverans = for_plock(v, SANG)
    assert not avlasning.skanna(v.lager, individ(v), person=v.lotta)["plockad"]
    assert status(leverans) == "För plockning"
    assert avlasning.skanna(v.lager, "55434", person=v.lotta)["plockad"]
    rad = leverans.rader.get(artikel=v.sang)
    assert [one.nummer for one in rad.individer.all()] == [individ(v)]
    assert Individ.objects.get().plats == "transport"


def test_urgent_first_then_the_day_it_is_planned(v: Varld) -> None:
    i_lager(v.rollator, 2)
    later, urgent = for_plock(v, ROLLATOR), for_plock(v, ROLLATOR)
    Leverans.objects.filter(pk=urgent.pk).update(akut=True)
    avlasning.skanna(v.smalager, "10001", person=v.lotta)
    assert (status(urgent), status(later)) == ("Plockad", "För plockning")


def test_the_list_is_walked_shelf_by_shelf(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    for number, shelf in zip((individ(v), individ(v, 1)), ("B-02", "A-07"), strict=True):
        Individ.objects.filter(nummer=number).update(placering=shelf)
    Saldo.objects.filter(artikel=v.dosa).update(placering="A-01")
    for_plock(v, NyRad("75178", 2))
    shown = plocklista.visade(v.lager, plocklista.rader(v.lotta, v.lager))
    assert [(one.rad.artikel.nummer, one.placering) for one in shown] == [
        ("55434", "A-01"),
        ("75178", "A-07"),
    ]
    assert [one.placering for one in shown[1].forslag] == ["A-07", "B-02"]
    # What has been read off is not proposed again.
    avlasning.skanna(v.lager, individ(v, 1), person=v.lotta)
    [_, bed] = plocklista.visade(v.lager, plocklista.rader(v.lotta, v.lager))
    assert ([one.placering for one in bed.forslag], bed.kvar) == (["B-02"], 1)


@pytest.mark.parametrize(
    ("kod", "told"),
    [
        (" ", "Läs av eller skriv ett nummer först"),
        ("999", "varken ett individnummer eller ett artikelnummer"),
        ("75178", "individmärkt"),
        ("10001", "ingen rad på plocklistan"),
    ],
)
def test_the_wrong_thing_is_told_and_changes_nothing(v: Varld, kod: str, told: str) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    for_plock(v, SANG)
    before = laget()
    with pytest.raises(Refused, match=told):
        avlasning.skanna(v.lager, kod, person=v.lotta)
    assert laget() == before


def test_an_individ_that_may_not_be_taken(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    for_plock(v, SANG)
    Individ.objects.filter(nummer=individ(v)).update(karantan=True)
    before = laget()
    with pytest.raises(Refused, match="karantän"):
        avlasning.skanna(v.lager, individ(v), person=v.lotta)
    assert laget() == before


def test_an_individ_is_read_off_once(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    first, second = for_plock(v, SANG), for_plock(v, SANG)
    avlasning.skanna(v.lager, individ(v), person=v.lotta)
    before = laget()
    with pytest.raises(Refused, match="redan avläst"):
        avlasning.skanna(v.lager, individ(v), person=v.lotta)
    found = [
        one if not one.individer else type(one)(one.rad, 1, (individ(v),))
        for one in allt_plockat(second)
    ]
    with pytest.raises(Refused, match=f"redan avläst för kundorder {first.kundordernummer}"):
        actions.plocka(second.pk, person=v.lotta, plockat=found)
    assert laget() == before


def test_one_that_is_read_off_again_is_not_to_be_put_back(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    leverans = for_plock(v, SANG)
    number = individ(v)
    avlasning.skanna(v.lager, number, person=v.lotta)
    before = laget()
    with pytest.raises(Refused) as no:
        avlasning.skanna(v.lager, number, person=v.lotta)
    assert no.value.hinder[0].mening == (
        f"Individ {number} är redan avläst till kundorder {leverans.kundordernummer}. Läs av nästa."
    )
    assert laget() == before


def test_a_named_row_takes_only_its_own_article(v: Varld) -> None:
    i_lager(v.rollator, 1)
    i_lager(v.dosa, 1)
    for_plock(v, ROLLATOR)
    rad = Leveransrad.objects.get()
    before = laget()
    with pytest.raises(Refused, match="Raden gäller"):
        avlasning.skanna(v.smalager, "55434", person=v.lotta, rad_id=rad.pk)
    with pytest.raises(Refused, match="Ange 1 för"):
        avlasning.skanna(v.smalager, "10001", person=v.lotta, rad_id=rad.pk, antal=2)
    with pytest.raises(NotFound):
        avlasning.skanna(v.lager, "10001", person=v.lotta, rad_id=rad.pk)
    with pytest.raises(Forbidden):
        avlasning.skanna(v.smalager, "10001", person=v.kim)
    assert laget() == before


def test_what_is_missing_is_rest_and_comes_later(v: Varld) -> None:
    i_lager(v.rollator, 3)
    order = verkstalld(v, NyRad("10001", 3))
    [leverans] = leveranser(order)
    avlasning.skanna(v.smalager, "10001", person=v.lotta, antal=2)
    told = avlasning.fattas(leverans.rader.get().pk, person=v.lotta)
    assert told["plockad"]
    leverera_meddelanden()
    rad = Kundorderrad.objects.get()
    assert (rad.i_leverans, rad.rest, status(leverans)) == (2, 1, "Plockad")
    assert leverans.rader.get().restnoterat == 1
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
        leverera_meddelanden()
    assert [one.rader.get().antal for one in leveranser(order)] == [3, 1]


def test_what_is_restnoterat_twice_is_told_and_done_once(v: Varld, client: Client) -> None:
    """Both while the leverans waits for its other rows, and when it has been picked."""
    i_lager(v.rollator, 2)
    i_lager(v.dosa, 1)
    leverans = for_plock(v, NyRad("10001", 2), NyRad("55434"), samleverans=True)
    rad = leverans.rader.get(artikel=v.rollator)
    avlasning.skanna(v.smalager, "10001", person=v.lotta)
    client.force_login(v.lotta)
    page = f"/leverans/plocklista/60/{rad.pk}/fattas/"
    for box_is_settled in (False, True):
        if box_is_settled:
            box = leverans.rader.get(artikel=v.dosa)
            assert avlasning.fattas(box.pk, person=v.lotta)["plockad"]
            assert status(leverans) == "Restnoterad"
        else:
            assert not avlasning.fattas(rad.pk, person=v.lotta)["plockad"]
        before = laget()
        told = avlasning.fattas(rad.pk, person=v.lotta)
        assert told["mening"].startswith("1 10001 Rollator")
        assert "är redan restnoterat" in told["mening"]
        assert told["plockad"] == box_is_settled
        answered = client.post(page, {"nyckel": f"n{box_is_settled}"}, headers={"X-Ko": "1"})
        assert (answered.status_code, answered.json()["mening"]) == (200, told["mening"])
        assert laget() == before
    with pytest.raises(Forbidden):
        avlasning.fattas(rad.pk, person=v.kim)


def test_what_was_found_waits_for_its_company_and_is_put_back(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    leverans = for_plock(v, SANG)
    avlasning.skanna(v.lager, individ(v), person=v.lotta)
    told = avlasning.fattas(leverans.rader.get(artikel=v.dosa).pk, person=v.lotta)
    assert "Lägg tillbaka 1 75178" in told["mening"]
    assert status(leverans) == "Restnoterad"
    leverera_meddelanden()
    assert Individ.objects.get().plats == "lager"
    bed, box = Kundorderrad.objects.order_by("nr")
    assert (bed.reserverat, bed.rest, bed.brist_noterad) == (1, 0, None)
    assert bed.planerad == box.planerad


def test_a_samleverans_is_picked_in_each_lager(v: Varld) -> None:
    for artikel in (v.sang, v.dosa, v.rollator):
        i_lager(artikel, 1)
    leverans = for_plock(v, SANG, ROLLATOR, samleverans=True)
    assert plocklista.rader(v.lotta, v.smalager).count() == 1
    assert not avlasning.skanna(v.smalager, "10001", person=v.lotta)["plockad"]
    avlasning.skanna(v.lager, individ(v), person=v.lotta)
    assert avlasning.skanna(v.lager, "55434", person=v.lotta)["plockad"]
    assert status(leverans) == "Plockad"


def test_a_late_shortage_in_one_lager_holds_it_all(v: Varld) -> None:
    for artikel in (v.sang, v.dosa, v.rollator):
        i_lager(artikel, 1)
    leverans = for_plock(v, SANG, ROLLATOR, samleverans=True)
    avlasning.skanna(v.lager, individ(v), person=v.lotta)
    avlasning.skanna(v.lager, "55434", person=v.lotta)
    told = avlasning.fattas(leverans.rader.get(artikel=v.rollator).pk, person=v.lotta)
    assert status(leverans) == "Restnoterad"
    assert "Lägg tillbaka 1 75178 Säng SB755, 1 55434 Manöverdosa" in told["mening"]
    back = "1 väntar på resten: lägg tillbaka"
    assert [row["ord"] for row in told["rader"]] == [back, back, "1 restnoterat"]
    leverera_meddelanden()
    # All of it comes with the slowest: what lacks, seven working days away, then the turbil's day.
    days = {rad.planerad for rad in Kundorderrad.objects.all()}
    assert days == {date(2026, 12, 8)}
    assert Saldo.objects.get(artikel=v.sang).disponibelt == 0


def test_undone_while_it_may_be(v: Varld) -> None:
    i_lager(v.rollator, 2)
    leverans = for_plock(v, NyRad("10001", 2))
    before = laget()
    avlasning.skanna(v.smalager, "10001", person=v.lotta)
    rad = leverans.rader.get()
    avlasning.angra(rad.pk, person=v.lotta)
    assert laget() == before
    avlasning.skanna(v.smalager, "10001", person=v.lotta, antal=2)
    with pytest.raises(NotYourTurn):
        avlasning.angra(rad.pk, person=v.lotta)


def test_a_cancelled_order_is_told_before_its_message_has_come(v: Varld) -> None:
    i_lager(v.rollator, 2)
    order = verkstalld(v, ROLLATOR)
    actions_makulera.makulera(order.pk, person=v.kim)
    before = laget()
    with pytest.raises(NotYourTurn, match="är makulerad"):
        avlasning.skanna(v.smalager, "10001", person=v.lotta)
    assert laget() == before
    leverera_meddelanden()
    assert plocklista.rader(v.lotta, v.smalager).count() == 0


def test_the_page_and_the_queue(v: Varld, client: Client) -> None:
    i_lager(v.rollator, 2)
    leverans = for_plock(v, NyRad("10001", 2))
    client.force_login(v.lotta)
    assert "60 Lager 60" in client.get("/leverans/plocklista/").content.decode()
    page = "/leverans/plocklista/60/"
    assert leverans.kundordernummer in client.get(page).content.decode()
    refused = client.post(page, {"kod": "7", "nyckel": "a"})
    assert refused.status_code == 422
    assert "varken ett individnummer" in refused.content.decode()
    assert 'value="7"' in refused.content.decode()
    # From a phone whose answer was lost: the same post again.
    for _ in range(2):
        told = client.post(page, {"kod": "10001", "nyckel": "b"}, headers={"X-Ko": "1"})
        assert told.json()["rader"][0]["hittat"] == 1
    assert leverans.rader.get().hittat == 1
    rad = leverans.rader.get().pk
    done = client.post(f"{page}{rad}/fattas/", {"nyckel": "c"}, follow=True).content.decode()
    assert "fattas till kundorder" in done
    assert status(leverans) == "Plockad"


def test_many_lines_are_as_many_moves(v: Varld, client: Client) -> None:
    i_lager(v.rollator, 2)
    leverans = for_plock(v, NyRad("10001", 2))
    client.force_login(v.lotta)
    page = "/leverans/plocklista/60/flera/"
    for _ in range(2):
        shown = client.post(page, {"koder": "10001\n777\n10001\n", "nyckel": "a"}).content.decode()
        assert shown.count('aria-label="Plockad:"') == 2
        assert shown.count('aria-label="Inte plockad:"') == 1
    assert status(leverans) == "Plockad"
    assert client.post(page, {"koder": " ", "nyckel": "b"}).status_code == 422


def test_lines_that_there_is_no_room_for_stay_in_the_field(
    v: Varld, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.leverans.pages_plocklista._FLEST", 2)
    i_lager(v.rollator, 3)
    leverans = for_plock(v, NyRad("10001", 3))
    client.force_login(v.lotta)
    page = "/leverans/plocklista/60/flera/"
    shown = client.post(page, {"koder": "777\n10001\n10001\n10001", "nyckel": "a"})
    told = shown.content.decode()
    assert ">777\n10001\n10001</textarea>" in told
    assert "2 rader är inte avlästa och står kvar i rutan" in told
    assert leverans.rader.get().hittat == 1


@pytest.mark.django_db(transaction=True)
def test_two_pickers_at_the_last_item() -> None:
    v = bygg_varld()
    i_lager(v.rollator, 1)
    for_plock(v, ROLLATOR)
    start, told = Barrier(2), []

    def pick() -> None:
        try:
            start.wait(10)
            told.append(avlasning.skanna(v.smalager, "10001", person=v.lotta)["plockad"])
        except (NotYourTurn, Refused):
            told.append("nej")
        finally:
            connection.close()

    threads = [Thread(target=pick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, told)) == ["True", "nej"]
    assert Saldo.objects.get(artikel=v.rollator).antal == 0


@pytest.mark.django_db(transaction=True)
def test_two_pickers_with_the_same_individ() -> None:
    v = bygg_varld()
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    for_plock(v, SANG)
    for_plock(v, SANG)
    number = individ(v)
    rows = list(Leveransrad.objects.filter(artikel=v.sang).values_list("pk", flat=True))
    start, told = Barrier(2), []

    def pick(rad: int) -> None:
        try:
            start.wait(10)
            avlasning.skanna(v.lager, number, person=v.lotta, rad_id=rad)
            told.append("ja")
        except (NotYourTurn, Refused):
            told.append("nej")
        finally:
            connection.close()

    threads = [Thread(target=pick, args=[rad]) for rad in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["ja", "nej"]
    assert Leveransrad.objects.filter(individer__nummer=number).count() == 1


def test_the_api(v: Varld, client: Client) -> None:
    i_lager(v.rollator, 2)
    for_plock(v, NyRad("10001", 2))
    client.force_login(v.lotta)
    place = "/api/v1/leverans/plocklista/60/"
    [row] = client.get(place).json()["poster"]
    assert (row["artikel"], row["antal"], row["hittat"]) == ("10001", 2, 0)

    def send(where: str, body: dict[str, object] | None = None, key: str = "") -> object:
        headers = {"Idempotency-Key": key or str(uuid4())}
        return client.post(
            place + where, body or {}, content_type="application/json", headers=headers
        )

    for _ in range(2):
        assert send("skanna/", {"kod": "10001"}, "k1").json()["rader"][0]["hittat"] == 1
    assert send("skanna/", {"kod": "9"}).status_code == 422
    assert send(f"{row['id']}/angra/").json()["rader"][0]["hittat"] == 0
    assert send("skanna/", {"kod": "10001", "antal": 2, "rad": row["id"]}).json()["plockad"]
    assert send(f"{row['id']}/fattas/").status_code == 404
