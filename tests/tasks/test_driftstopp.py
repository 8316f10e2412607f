"""What has stopped: who may see it, and what becomes of it."""

from datetime import timedelta

import pytest
from django.test import Client

from cases.gemensamt.models import Arende
from cases.organisation.roller import ROLLER
from tests.organisation import bygg
from tests.tasks.uppgifter import inloggad, sager, sidan
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine
from workflows.models import Incident, Message, Process

FAR = {"kundtjanst", "processagare", "administrator"}
VAGAR = ("forsok-igen", "hoppa-over", "avbryt")


@pytest.fixture
def stoppat(prov: Prov) -> Process:
    """A case whose step has failed, and will fail once more."""
    steps.fail["s1"] = 2
    process = prov.start("start > a > s1 > b > slut", user="a b", step="s1")
    prov.do(process, "a")
    return process


@pytest.fixture
def kim(prov: Prov) -> Client:
    return inloggad(bygg.person("kundtjanst", username="kim"))


def gor(client: Client, vag: str, **given: str) -> str:
    """Do something about the only open one; the page that follows."""
    nummer = Incident.objects.get(resolved_at__isnull=True).pk
    answer = client.post(f"/driftstopp/{nummer}/{vag}/", given, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize("roll", list(ROLLER))
def test_who_may(stoppat: Process, roll: str) -> None:
    client = inloggad(bygg.person(roll, kunder=(bygg.kund(),)))
    nummer = Incident.objects.get().pk
    status = {client.get("/driftstopp/").status_code}
    if roll in FAR:
        assert status == {200}
        return
    status |= {
        client.post(f"/driftstopp/{nummer}/{vag}/", {"skal": "Bara så."}).status_code
        for vag in VAGAR
    }
    assert status == {403}
    assert Incident.objects.get().resolved_at is None
    assert engine.open_tasks(stoppat.case_id) == []


def test_the_list_says_what_and_where(stoppat: Process, kim: Client) -> None:
    Arende.objects.create(
        pk=stoppat.case_id,
        typ="prov",
        nummer="26480007",
        verkstalld=clock.now(),
        process=stoppat,
        bestallare=bygg.person("lager"),
        skapad=clock.now(),
    )
    page = sidan(kim, "/driftstopp/")
    incident = Incident.objects.get()
    assert sager(incident.sentence, page)
    assert "26480007" in page
    assert sager(incident.detail, page)
    for vag in VAGAR:
        assert f"/driftstopp/{incident.pk}/{vag}/" in page


def test_trying_again_says_whether_it_helped(stoppat: Process, kim: Client, prov: Prov) -> None:
    assert sager("Det stoppade igen av samma orsak.", gor(kim, "forsok-igen"))
    assert Incident.objects.count() == 2
    assert sager("Ärendet går vidare.", gor(kim, "forsok-igen"))
    assert prov.open(stoppat) == ["b"]
    assert "Inga driftstopp" in sidan(kim, "/driftstopp/")
    resolved = Incident.objects.values_list("resolution", "resolved_by")
    assert list(resolved) == [("retried", "kim")] * 2


def test_a_step_is_passed_over_with_a_reason(stoppat: Process, kim: Client, prov: Prov) -> None:
    assert sager("Steget är överhoppat", gor(kim, "hoppa-over", skal="  Gjort för hand. "))
    assert Incident.objects.get().reason == "Gjort för hand."
    assert prov.open(stoppat) == ["b"]


def test_a_case_is_given_up_with_a_reason(stoppat: Process, kim: Client) -> None:
    gor(kim, "avbryt", skal="Beställaren har ångrat sig.")
    stoppat.refresh_from_db()
    assert stoppat.status == Process.Status.CANCELLED
    assert "Inga driftstopp" in sidan(kim, "/driftstopp/")


@pytest.mark.parametrize("vag", ["hoppa-over", "avbryt"])
@pytest.mark.parametrize("skal", ["", "   ", "x" * 401])
def test_without_a_readable_reason_nothing_happens(
    stoppat: Process, kim: Client, vag: str, skal: str
) -> None:
    nummer = Incident.objects.get().pk
    answer = kim.post(f"/driftstopp/{nummer}/{vag}/", {"skal": skal})
    assert answer.status_code == 422
    assert "varför" in answer.content.decode()
    assert Incident.objects.get().resolved_at is None
    assert Process.objects.get().status == Process.Status.RUNNING


def test_a_colleague_was_first(stoppat: Process, kim: Client) -> None:
    nummer = Incident.objects.get().pk
    engine.skip(nummer, actor="pia", reason="Gjort.")
    for vag in VAGAR:
        answer = kim.post(f"/driftstopp/{nummer}/{vag}/", {"skal": "Gjort."})
        assert answer.status_code == 409
        assert "Driftstoppet är redan avklarat. Läs in listan igen." in answer.content.decode()
    assert kim.post("/driftstopp/999999/avbryt/", {"skal": "Gjort."}).status_code == 404
    assert kim.post(f"/driftstopp/{'9' * 30}/avbryt/", {"skal": "Gjort."}).status_code == 404


def test_a_choice_that_cannot_be_made_is_not_offered_to_be_passed_over(
    kim: Client, prov: Prov
) -> None:
    prov.start(
        "start > x", "x > b : belopp > 3", "x > c", "b > slut", "c > slut", user="b c", xor="x"
    )
    nummer = Incident.objects.get().pk
    page = sidan(kim, "/driftstopp/")
    assert f"/driftstopp/{nummer}/hoppa-over/" not in page
    assert f"/driftstopp/{nummer}/avbryt/" in page
    assert kim.post(f"/driftstopp/{nummer}/hoppa-over/", {"skal": "Fort."}).status_code == 422


def test_a_message_that_nobody_wanted_can_be_tried_again_and_closed(kim: Client) -> None:
    lost = engine.send("svar", "ingen", {}, expires=clock.now() + timedelta(hours=1))
    with clock.moved(timedelta(hours=2)):
        engine.tick()
        assert "Stäng driftstoppet" in sidan(kim, "/driftstopp/")
        gor(kim, "forsok-igen")
    lost.refresh_from_db()
    assert lost.status == Message.Status.WAITING
    with clock.moved(timedelta(days=40)):
        engine.tick()
        assert sager("Driftstoppet är avslutat.", gor(kim, "avbryt", skal="Gammalt."))
    assert not Incident.objects.filter(resolved_at__isnull=True).exists()


def test_a_message_from_a_case_that_has_ended_can_be_closed(kim: Client, prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    prov.do(process, "a")
    Incident.objects.create(
        process=prov.reload(process), kind=Incident.Kind.MESSAGE, element="svar",
        sentence="Ingen tog emot.", created_at=clock.now(),
    )  # fmt: skip
    gor(kim, "avbryt", skal="Ordern är redan klar.")
    assert Incident.objects.get().resolution == "given_up"
    assert prov.reload(process).status == Process.Status.DONE


def test_giving_a_message_up_leaves_the_one_who_sent_it(kim: Client, prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    Incident.objects.create(
        process=process, kind=Incident.Kind.MESSAGE, element="svar",
        sentence="Ingen tog emot.", created_at=clock.now(),
    )  # fmt: skip
    page = sidan(kim, "/driftstopp/")
    assert sager("Ärendet som skickade det står kvar som det är.", page)
    assert "Ärendets process stoppas för gott." not in page
    gor(kim, "avbryt", skal="Kunden har ringt.")
    assert Incident.objects.get().reason == "Kunden har ringt."
    assert prov.reload(process).status == Process.Status.RUNNING
    assert prov.open(process) == ["a"]


def test_twenty_five_a_page(kim: Client, prov: Prov) -> None:
    Incident.objects.bulk_create(
        Incident(kind="step", element="s", sentence=f"Stopp {n:02d}.", created_at=clock.now())
        for n in range(30)
    )
    assert "Stopp 24." in sidan(kim, "/driftstopp/")
    second = sidan(kim, "/driftstopp/", sida="2")
    assert "Stopp 24." not in second
    assert "Stopp 29." in second
