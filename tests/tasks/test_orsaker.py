"""Driftstopp by their cause: who may, what is foreseen, done and told; pages and API."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import Svar
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from tests.organisation import bygg
from tests.tasks.uppgifter import inloggad, sidan
from tests.workflows.draw import draw
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.engine import erase
from workflows.models import Incident, Process, Remedy
from workflows.remedies import carrying
from workflows.remedies.causes import causes

HAR = "/driftstopp/orsaker/"
FAR = {"kundtjanst", "processagare", "administrator"}


@pytest.fixture
def stoppade(prov: Prov) -> list[Process]:
    steps.fail["s1"] = 3
    first = prov.start("start > s1 > a > slut", user="a", step="s1")
    rest = [engine.start("prov", case_id=uuid4(), actor="anna") for _ in range(2)]
    return [first, *rest]


@pytest.fixture
def kim(db: None) -> Client:
    return inloggad(bygg.person("kundtjanst", username="kim"))


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def _en() -> str:
    return f"{HAR}{causes()[0].key}/"


@pytest.mark.parametrize("roll", list(ROLLER))
def test_who_may(stoppade: list[Process], roll: str) -> None:
    client = inloggad(bygg.person(roll, kunder=(bygg.kund(),)))
    expected = 200 if roll in FAR else 403
    assert client.get(HAR).status_code == expected
    assert client.get(_en()).status_code == expected
    if roll not in FAR:
        assert client.post(_en(), {"atgard": "retry", "utfor": "1"}).status_code == 403
        assert not Remedy.objects.exists()


def test_seen_tried_done_and_told(stoppade: list[Process], kim: Client, prov: Prov) -> None:
    assert "Åtgärda många på en gång" in sidan(kim, "/driftstopp/")
    page = _text(sidan(kim, HAR))
    assert "Prov: s1" in page
    assert "Hoppa över steget" in sidan(kim, _en())
    tried = kim.post(_en(), {"atgard": "retry", "prova": "1"})
    assert tried.status_code == 200
    shown = _text(tried.content.decode())
    assert "Prövat på alla 3. Inget är ändrat." in shown
    assert "3 : Går vidare och väntar vid ”a”." in shown
    assert Incident.objects.filter(resolved_at__isnull=True).count() == 3
    highest = re.search(r'name="hogst" value="(\d+)"', tried.content.decode())
    assert highest is not None
    said = {"atgard": "retry", "hogst": highest[1], "utfor": "1"}
    address = _en()
    done = kim.post(address, said)
    made = Remedy.objects.get()
    assert (done.status_code, done.headers["Location"]) == (302, f"/driftstopp/atgarder/{made.pk}/")
    again = kim.post(address, said)
    assert again.status_code == 422
    assert "redan på gång" in again.content.decode()
    assert 'hx-trigger="every 2s"' in sidan(kim, f"/driftstopp/atgarder/{made.pk}/")
    carrying.carry_on(5)
    after = _text(sidan(kim, f"/driftstopp/atgarder/{made.pk}/"))
    assert "Klara 3 Stannade igen 0 Gick inte 0" in after
    assert [prov.open(one) for one in stoppade] == [["a"]] * 3
    assert kim.post(address, said).status_code == 404
    assert "Senast åtgärdat" in sidan(kim, HAR)


@pytest.mark.parametrize(
    "said",
    [
        {"atgard": "nagot"},
        {"atgard": ""},
        {"atgard": "skip", "skal": "?"},
        {"atgard": "give", "faktum": "x", "varde": "1", "skal": "Hittat på."},
        {"atgard": "retry", "hogst": "9" * 30},
        {"atgard": "retry", "hogst": "²"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_done(
    stoppade: list[Process], kim: Client, said: dict[str, str]
) -> None:
    answer = kim.post(_en(), {**said, "utfor": "1"})
    assert answer.status_code == 422
    assert not Remedy.objects.exists()


def test_the_list_asks_the_same_of_many_as_of_few(stoppade: list[Process], kim: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            sidan(kim, HAR)
        return len(queries)

    few = asked()
    steps.fail["s1"] = 5
    for _ in range(5):
        engine.start("prov", case_id=uuid4(), actor="anna")
    assert asked() == few


def test_for_programs(stoppade: list[Process], kim: Client) -> None:
    klient = Klient(Anvandare.objects.get(username="kim"))
    (one,) = klient("GET", "driftstopp/orsaker/").data
    assert (one["antal"], one["rubrik"]) == (3, "Prov: s1")
    here = f"driftstopp/orsaker/{one['nyckel']}/"
    told = klient("GET", here).data
    assert [each["nyckel"] for each in told["val"]] == ["retry", "skip"]
    looked = klient("POST", f"{here}prova/", {"atgard": "retry"}, key="")
    assert (looked.status, looked.data["utfall"][0]["antal"]) == (200, 3)
    order = {"atgard": "skip", "skal": "Gjort för hand.", "hogst": one["hogst"]}
    made = klient("POST", f"{here}atgarda/", order, key="en-gang")
    assert made.status == 200
    assert klient("POST", f"{here}atgarda/", order, key="en-gang").data == made.data
    assert klient("POST", f"{here}atgarda/", order).koder == ["pagar"]
    carrying.carry_on(5)
    after = klient("GET", f"driftstopp/atgarder/{made.data['nummer']}/").data
    assert (after["arbetar"], after["antal"]["done"]) == (False, 3)
    assert klient("GET", here).status == 404
    assert klient("GET", "driftstopp/atgarder/999999/").status == 404


LANE = (
    '<bpmn:laneSet id="banor"><bpmn:lane id="bana" name="kundtjanst">'
    + "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in ("start", "a", "b", "c"))
    + "</bpmn:lane></bpmn:laneSet>"
)
FORM = """{"title": "Anmäl", "type": "object", "required": ["mottagare"], "properties": {
  "mottagare": {"type": "string", "title": "För vem?", "x-register": "mottagare"},
  "belopp": {"type": "integer", "title": "Belopp", "maximum": 100},
  "ort": {"type": "string", "title": "Ort"}}}"""


def test_an_answer_that_is_missing_is_given_to_all(varld: Varld) -> None:
    kaj = bygg.person("kundtjanst", username="kaj")
    kim = inloggad(kaj)
    drawn = draw(
        "start > a > x", "x > b : belopp > 3", "x > c : belopp <= 3", "b > slut", "c > slut",
        user="a b c", xor="x", process_id="avgift", extra=LANE,
    )  # fmt: skip
    versions.publish(Bundle("avgift", drawn, {"start.form.json": FORM}), case_type="fritt")
    svar = {"mottagare": "200303030303", "ort": "Skövde"}
    arenden = [
        actions.starta("avgift", person=kaj, kund=None, inlamning=Inlamning(svar=svar))
        for _ in range(2)
    ]
    for arende in arenden:

        @engine.move
        def gor(case_id=arende.pk) -> None:  # type: ignore[no-untyped-def]
            engine.complete(engine.lock(case_id), "a", actor="pia")

        gor()
    assert 'value="give"' in sidan(kim, _en())
    said = {"atgard": "give", "faktum": "belopp", "skal": "Beloppet stod i brevet."}
    for wrong in ("", "åtta", "101"):
        tried = kim.post(_en(), {**said, "varde": wrong, "prova": "1"})
        page = _text(tried.content.decode())
        assert tried.status_code == 422 or "Går vidare" not in page
    tried = kim.post(_en(), {**said, "varde": "8", "prova": "1"})
    assert "2 : Går vidare och väntar vid ”b”." in _text(tried.content.decode())
    assert Svar.objects.count() == 2
    highest = str(max(causes()[0].numbers))
    kim.post(_en(), {**said, "varde": "8", "hogst": highest, "utfor": "1"})
    carrying.carry_on(5)
    for arende in arenden:
        assert [task.element for task in engine.open_tasks(arende.pk)] == ["b"]
        given = Svar.objects.filter(arende=arende).latest("pk")
        assert given.varden == {"belopp": 8}
        assert given.av.username == "kaj"


def test_what_was_given_goes_by_rule(db: None) -> None:
    made = Remedy.objects.create(
        what="give", title="Prov", cause="Prov.", value="8", by="kim", begun_at=clock.now()
    )
    erase.troubles(made.begun_at)
    made.refresh_from_db()
    assert made.value == "8"
    erase.troubles(clock.now() + timedelta(days=1))
    made.refresh_from_db()
    assert made.value == ""
