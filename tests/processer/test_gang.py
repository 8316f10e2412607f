"""How a case goes through its process: seen by whoever owns or mends it, without the patient."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Uppdrag
from cases.processer import flytt, pa_gang, visning_uppspelning
from cases.processer.gang import gang
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import clock, engine
from workflows.models import Definition, Incident, Process, Replay, ReplayedCase, UserTask, Watch

SVAR = {
    "mottagare": "200303030303",
    "typ": "manuell_rullstol",
    "vikt": 72.5,
    "behov": "Ta sig ut till skolan varje dag.",
    "akut": False,
}


@pytest.fixture
def arende(v: Varld) -> Arende:
    """A patient's case, which Pia may not open."""
    return actions.starta(
        "utprovning",
        person=v.miriam,
        kund=v.kund,
        inlamning=Inlamning(svar=SVAR),
        bekraftar_vardrelation=True,
    )


def _inloggad(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def _har(arende: UUID) -> str:
    return f"/processer/arenden/{arende}/"


def _arendet(arende: UUID) -> str:
    return reverse("arende", args=[arende])


def _stoppad(arende: Arende, element: str = "bedom") -> Incident:
    return Incident.objects.create(
        process=Process.objects.get(case_id=arende.pk),
        task_id=uuid4(),
        element=element,
        kind=Incident.Kind.STEP,
        sentence="Steget gick inte att utföra.",
        created_at=clock.now(),
    )


def test_the_owner_sees_the_process_of_a_patients_case_and_nothing_of_the_patient(
    v: Varld, arende: Arende
) -> None:
    pia = _inloggad(v.pia)
    assert pia.get(_arendet(arende.pk)).status_code == 404
    page = pia.get(_har(arende.pk))
    assert page.status_code == 200
    told = _text(page.content)
    task = UserTask.objects.get(case_id=arende.pk)
    assert str(arende) in told
    assert task.name in told
    assert "Ingen har tagit den" in told
    assert f"Ärendet började {clock.local(clock.now()):%Y-%m-%d}" in told
    assert "Öppna ärendet" not in told
    for secret in ("Skutt", "20030303", "skolan", "72", v.kund.namn):
        assert secret not in told, secret


@pytest.mark.parametrize(
    ("vem", "status"), [("pia", 200), ("kim", 200), ("kajsa", 403), ("miriam", 403)]
)
def test_owners_and_those_who_mend_are_let_in(
    v: Varld, arende: Arende, vem: str, status: int
) -> None:
    person = getattr(v, vem)
    assert _inloggad(person).get(_har(arende.pk)).status_code == status
    assert Klient(person)("GET", f"processer/arenden/{arende.pk}/").status == status


def test_who_may_see_the_case_is_shown_the_way_to_it(v: Varld, arende: Arende) -> None:
    page = _inloggad(v.kim).get(_har(arende.pk))
    assert f'href="{_arendet(arende.pk)}"' in page.content.decode()
    # Kundtjänst has no business among the processes.
    assert 'href="/processer/"' not in page.content.decode()


def test_nothing_by_that_id_is_a_sentence(v: Varld) -> None:
    no = _inloggad(v.pia).get(_har(uuid4()))
    assert no.status_code == 404
    assert "Ärendet finns inte. Kontrollera adressen." in _text(no.content)


def test_work_is_told_by_role_and_what_is_done_to_the_process_by_name(
    v: Varld, arende: Arende
) -> None:
    task = UserTask.objects.get(case_id=arende.pk)
    engine.claim(task.pk, actor=v.kajsa.username)
    shown = gang(arende.pk, v.pia)
    assert [one.hos for one in shown.uppgifter] == [v.kajsa.namn]
    assert shown.uppgifter[0].grupp == "Manuella rullstolar"
    with transaction.atomic():
        engine.cancel(
            engine.lock(arende.pk), actor=v.kim.username, reason="Skutt vill inte längre."
        )
    ended = gang(arende.pk, v.pia)
    assert (ended.pagar, ended.lage, ended.star) == (False, "Avbruten", [])
    assert (ended.drag[0].vad, ended.drag[0].vem) == ("Ärendet avbröts", "Kundtjänst")
    assert "Skutt" not in _text(_inloggad(v.pia).get(_har(arende.pk)).content)


def test_a_driftstopp_is_told_with_the_way_to_its_cause_and_what_became_of_it(
    v: Varld, arende: Arende
) -> None:
    stopped = _stoppad(arende)
    pia = _inloggad(v.pia)
    html = pia.get(_har(arende.pk)).content.decode()
    [there] = re.findall(r'href="(/driftstopp/orsaker/[^"]+)"', html)
    assert "Steget gick inte att utföra." in _text(pia.get(there).content)
    Incident.objects.filter(pk=stopped.pk).update(
        resolved_at=clock.now(), resolved_by=v.kim.username, resolution="skipped"
    )
    [told] = gang(arende.pk, v.pia).stopp
    assert (told.avgjort, told.orsak) == (f"Överhoppad av {v.kim.namn}", "")


@pytest.mark.parametrize("sida", ["/driftstopp/", "/driftstopp/orsaker/"])
def test_driftstopp_leads_the_owner_to_what_she_may_open(
    v: Varld, arende: Arende, sida: str
) -> None:
    _stoppad(arende)
    pia = _inloggad(v.pia)
    html = pia.get(sida).content.decode()
    assert f'href="{_arendet(arende.pk)}"' not in html
    assert f'href="{_har(arende.pk)}"' in html


def test_what_stands_still_leads_there_and_is_told_there(v: Varld, arende: Arende) -> None:
    Watch.objects.create(
        process=Process.objects.get(case_id=arende.pk),
        rev=1,
        rows=1,
        why="nobody",
        element="bedom",
        sentence="Ingen har rollen.",
        proposal="Ge någon den.",
        since=clock.now(),
    )
    pia = _inloggad(v.pia)
    assert f'href="{_har(arende.pk)}"' in pia.get("/driftstopp/star-stilla/").content.decode()
    assert "Ärendet står stilla Ingen har rollen. Ge någon den." in _text(
        pia.get(_har(arende.pk)).content
    )


def test_a_state_that_cannot_be_read_is_said_and_the_story_is_there_all_the_same(
    v: Varld, arende: Arende
) -> None:
    Process.objects.filter(case_id=arende.pk).update(state=b"trasigt")
    told = _text(_inloggad(v.pia).get(_har(arende.pk)).content)
    assert "Läget går inte att läsa" in told
    assert "Ärendet började" in told


def test_cases_to_be_moved_or_replayed_have_numbers_that_lead_there(
    v: Varld, arende: Arende
) -> None:
    seen = flytt.utsikt(Definition.objects.get(name="utprovning"), "1", {})
    assert (seen.redan, seen.pagar) == (1, 0)
    definition = Definition.objects.get(name="utprovning")
    replay = Replay.objects.create(
        definition=definition, digest="", bpmn=b"", total=1, by="pia", begun_at=clock.now()
    )
    row = ReplayedCase.objects.create(
        replay=replay,
        case_id=arende.pk,
        process=Process.objects.get(case_id=arende.pk),
        outcome="other",
        told={"outcome": "other", "differences": [], "until": "", "before": [], "after": []},
    )
    assert visning_uppspelning.rader([row])[0].nummer == str(arende)
    pia = _inloggad(v.pia)
    there = f"/processer/utprovning/uppspelning/{replay.pk}/"
    listed = pia.get(there).content.decode()
    assert str(arende) in listed
    [one] = re.findall(rf'href="({there}[^"]*{arende.pk}/)"', listed)
    assert f'href="{_har(arende.pk)}"' in pia.get(one).content.decode()


def test_the_counts_of_a_process_lead_to_the_cases_that_wait(v: Varld, arende: Arende) -> None:
    task = UserTask.objects.get(case_id=arende.pk)
    pia = _inloggad(v.pia)
    html = pia.get("/processer/utprovning/").content.decode()
    here = f"/processer/utprovning/arenden/?steg={task.element}"
    assert f'href="{here}"' in html
    listed = pia.get(here).content.decode()
    assert f'href="{_har(arende.pk)}"' in listed
    assert task.name in listed
    nobody = pia.get("/processer/utprovning/arenden/?steg=finns_inte")
    assert "Inget ärende här" in _text(nobody.content)


def test_those_that_wait_for_a_time_or_have_stopped_are_found_by_step(
    v: Varld, arende: Arende
) -> None:
    definition = Definition.objects.get(name="utprovning")
    assert list(pa_gang.pagar(definition, "ett_stopp")) == []
    stopped = _stoppad(arende, "ett_stopp")
    assert [one.case_id for one in pa_gang.pagar(definition, "ett_stopp")] == [arende.pk]
    Incident.objects.filter(pk=stopped.pk).update(resolved_at=clock.now())
    assert list(pa_gang.pagar(definition, "ett_stopp")) == []


def test_the_same_through_the_api(v: Varld, arende: Arende) -> None:
    program = Klient(v.pia)
    told: Any = program("GET", f"processer/arenden/{arende.pk}/").data
    assert (told["nummer"], told["process"], told["version"]) == (str(arende), "utprovning", 1)
    assert told["drag"][-1]["vem"] == "Förskrivare"
    assert told["uppgifter"][0]["hos"] == ""
    assert "Skutt" not in str(told)
    [row] = program("GET", "processer/utprovning/arenden/").data["poster"]
    assert row["id"] == str(arende.pk)
    assert program("GET", "processer/utprovning/arenden/?steg=ingen").data["poster"] == []
    Uppdrag.objects.create(anvandare=v.kim, kund=v.kund)
    narrow = Klient(v.kim, kund=v.kund)
    assert narrow("GET", f"processer/arenden/{arende.pk}/").status == 403
