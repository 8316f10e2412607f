"""How a case goes through its process: seen by whoever owns or mends it, without the patient."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Uppdrag
from cases.processer import flytt, pa_gang, visning_uppspelning
from cases.processer.gang import gang
from cases.processer.gangens_drag import berattade, drag_i
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import clock, engine
from workflows.models import (
    Definition,
    Incident,
    Move,
    Process,
    Replay,
    ReplayedCase,
    Transfer,
    TransferCase,
    UserTask,
    Version,
    Watch,
)
from workflows.remedies.causes import causes, keys_of

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
    last, *_ = berattade(drag_i(arende.pk), utan_folk=False)
    assert (last.vad, last.vem) == ("Ärendet avbröts", "Kundtjänst")
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
    assert visning_uppspelning.rader([row], v.pia)[0].nummer == str(arende)
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


def test_its_moves_come_a_page_at_a_time_and_all_of_them(v: Varld, arende: Arende) -> None:
    first = Move.objects.get(process__case_id=arende.pk)
    Move.objects.bulk_create(
        Move(
            process_id=first.process_id,
            rev=rev,
            version_id=first.version_id,
            kind=Move.Kind.RECHECK,
            at=clock.now(),
        )
        for rev in range(first.rev + 1, first.rev + 121)
    )
    pia = _inloggad(v.pia)
    last = pia.get(f"{_har(arende.pk)}?sida=3").content
    assert "121 drag" in _text(last)
    assert "Ärendet började" in _text(last)
    assert "Ärendet började" not in _text(pia.get(_har(arende.pk)).content)
    program, seen = Klient(v.pia), 0
    told: Any = program("GET", f"processer/arenden/{arende.pk}/").data
    assert len(told["drag"]) == 50
    while told["nasta"]:
        seen += len(told["drag"])
        told = program("GET", told["nasta"].partition("/v1/")[2]).data
    assert seen + len(told["drag"]) == 121
    assert told["drag"][-1]["vad"] == "Ärendet började"


def test_many_tasks_cost_no_more_questions(v: Varld, arende: Arende) -> None:
    gang(arende.pk, v.pia)
    with CaptureQueriesContext(connection) as one:
        gang(arende.pk, v.pia)
    task = UserTask.objects.get(case_id=arende.pk)
    for group in ("hjalp", "mer_hjalp", "annu_mer"):
        UserTask.objects.create(**{**_kolumner(task), "task_id": uuid4(), "group": group})
    with CaptureQueriesContext(connection) as many:
        shown = gang(arende.pk, v.pia)
    assert len(shown.uppgifter) == 4
    assert len(many) == len(one)


def test_the_key_of_a_stop_is_its_causes_and_no_other_stop_is_read(
    v: Varld, arende: Arende
) -> None:
    stopped = _stoppad(arende)
    Incident.objects.create(
        element="x", kind=Incident.Kind.STEP, sentence="Annat.", created_at=clock.now()
    )
    process = Process.objects.get(case_id=arende.pk)
    assert set(keys_of(process)) == {stopped.pk}
    [cause] = [one for one in causes() if stopped.pk in one.numbers]
    assert keys_of(process)[stopped.pk] == cause.key == gang(arende.pk, v.pia).stopp[0].orsak


def test_a_list_of_cases_and_their_transfers_reads_no_diagram(v: Varld, arende: Arende) -> None:
    process = Process.objects.select_related("version__definition").get(case_id=arende.pk)
    transfer = Transfer.objects.create(
        definition=process.version.definition,
        target=process.version,
        reason="Rättat.",
        by="pia",
        begun_at=clock.now(),
    )
    TransferCase.objects.create(transfer=transfer, process=process, status="moved")
    with CaptureQueriesContext(connection) as asked:
        rows = pa_gang.rader(pa_gang.pagar(process.version.definition)[:50])
    assert [one.id for one in rows] == [arende.pk]
    assert not [one for one in asked if "bpmn" in one["sql"] or '"state"' in one["sql"]]
    with CaptureQueriesContext(connection) as asked:
        [moved] = gang(arende.pk, v.pia).flyttar
    assert moved.mening == "Rättat."
    transfers = [one["sql"] for one in asked if "transfercase" in one["sql"]]
    assert transfers
    assert not [one for one in transfers if "bpmn" in one]


def test_those_that_run_lie_as_their_index_does(v: Varld, arende: Arende) -> None:
    """Oldest version first, and nothing that has ended is looked through."""
    first = Process.objects.get(case_id=arende.pk)
    held = _kolumner(first.version) | {"id": None, "number": 2, "digest": "2" * 16}
    other = Version.objects.create(**held)
    columns = _kolumner(first) | {"id": None}
    newer = Process.objects.create(**columns | {"case_id": uuid4(), "version_id": other.pk})
    older = Process.objects.create(**columns | {"case_id": uuid4()})
    Process.objects.create(**columns | {"case_id": uuid4(), "status": Process.Status.DONE})
    definition = first.version.definition
    assert [one.pk for one in pa_gang.pagar(definition)] == [first.pk, older.pk, newer.pk]
    program, seen = Klient(v.pia), []
    there: str | None = "processer/utprovning/arenden/?antal=1"
    while there:
        told: Any = program("GET", there).data
        seen += [one["id"] for one in told["poster"]]
        there = told["nasta"] and told["nasta"].partition("/v1/")[2]
    assert seen == [str(one.case_id) for one in (first, older, newer)]
    if connection.vendor == "sqlite":  # the other one reads so few rows without any index
        assert "process_running" in pa_gang.pagar(definition)[:50].explain()


def _kolumner(row: Any) -> dict[str, Any]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
