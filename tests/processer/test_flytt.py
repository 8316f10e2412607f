"""The process owner moves running cases, in the browser and through the API."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.gemensamt.tidslinje import Handelserad, tidslinje
from cases.processer import flytt
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from tests.workflows.workbench import bygg
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Process, Transfer
from workflows.transfer import batch
from workflows.transfer.judging import judge_of
from workflows.workbench import drafts
from workflows.workbench.exchange import SCENARIOS

HAR = "/processer/referens/flytt/"
SKAL = "Den nya granskningen gäller alla."


@pytest.fixture
def pia(v: Varld) -> Client:
    judge_of.cache_clear()
    client = Client()
    client.force_login(v.pia)
    return client


@pytest.fixture
def arenden(v: Varld) -> list[Arende]:
    return [
        actions.starta("referens", person=v.pia, kund=None, inlamning=Inlamning(svar={}))
        for _ in range(3)
    ]


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def _ny(was: str, now: str) -> Bundle:
    """The process with its first task under another id and another form's name."""
    old = versions.bundle_of(versions.published("referens"))
    text = old.bpmn.decode()
    for place in ("id", "sourceRef", "targetRef", "bpmnElement", "attachedToRef"):
        text = text.replace(f'{place}="{was}"', f'{place}="{now}"')
    text = text.replace(f">{was}<", f">{now}<")
    files = {name.replace(f"{was}.", f"{now}."): one for name, one in old.files.items()}
    scenarios = old.scenarios.replace(f"start, {was},", f"start, {now},")
    return Bundle("referens", text.encode(), files, scenarios)


def _utkast(v: Varld) -> int:
    new = _ny("registrera", "anteckna")
    files = {name: one.encode() for name, one in new.files.items()}
    files |= {"referens.bpmn": new.bpmn, SCENARIOS: new.scenarios.encode()}
    gone = versions.bundle_of(versions.published("referens")).files.keys() - new.files.keys()
    return drafts.change("referens", files, by=v.pia.username, without=list(gone)).rev


def _publicera(v: Varld) -> None:
    bygg.publish_draft("referens", rev=_utkast(v), by=v.pia.username, note="Nytt namn på steget")


def _versioner(arenden: list[Arende]) -> list[int]:
    return [Process.objects.get(case_id=one.pk).version.number for one in arenden]


def _senast(arende: Arende) -> Handelserad:
    return [line for line in tidslinje([arende]) if line.state == "done"][-1]


def test_what_would_become_of_them_is_told_before_publishing(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    _utkast(v)
    page = pia.get("/processer/referens/publicera/")
    assert f'hx-get="{HAR}forutse/?till=utkast"' in page.content.decode()
    told = _text(pia.get(f"{HAR}forutse/", headers={"HX-Request": "true"}).content)
    assert told.startswith("3 av 3 kan flyttas till den nya versionen.")
    assert "”Registrera” blir ”Registrera”." in told
    whole = pia.get(f"{HAR}forutse/?till=utkast")
    assert "<h1" in whole.content.decode()


def test_a_draft_that_cannot_run_is_not_let_loose_on_paper_either(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    old = versions.bundle_of(versions.published("referens"))
    round_and_round = old.bpmn.replace(b'targetRef="granska"', b'targetRef="registrera"')
    assert round_and_round != old.bpmn
    drafts.change("referens", {"referens.bpmn": round_and_round}, by=v.pia.username)
    told = pia.get(f"{HAR}forutse/?till=utkast")
    assert "Rätta felen på utkastets sida först." in _text(told.content)


def test_what_moves_while_the_page_is_read_is_read_again(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    _publicera(v)
    pia.post(HAR, {"plats-registrera": "anteckna", "skal": SKAL, "antal": "", "flytta": "1"})
    transfer = Transfer.objects.get()

    def meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """A worker, just after the cases that have moved were asked for."""
        found = execute(sql, params, many, context)
        if "workflows_process" in sql and "moved" in params and not done:
            done.append(sql)
            batch.carry_on(seconds=5)
        return found

    done: list[str] = []
    with connection.execute_wrapper(meanwhile):
        shown = flytt.lage(transfer)
    assert done
    assert shown.antal["moved"] == len(shown.flyttade) or shown.arbetar


def test_some_are_moved_looked_at_then_the_rest_and_back(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    _publicera(v)
    shown = pia.get(HAR)
    assert 'name="plats-registrera"' in shown.content.decode()
    tried = pia.post(HAR, {"plats-registrera": "", "prova": "1"})
    assert "3 går klart på sin version" in _text(tried.content)
    assert not Transfer.objects.exists()
    begun = pia.post(
        HAR, {"plats-registrera": "anteckna", "skal": SKAL, "antal": "1", "flytta": "1"}
    )
    transfer = Transfer.objects.get()
    assert (begun.status_code, begun.url) == (302, f"{HAR}{transfer.pk}/")  # type: ignore[attr-defined]
    assert "hx-trigger" in pia.get(f"{HAR}{transfer.pk}/").content.decode()
    batch.carry_on(seconds=5)
    assert _versioner(arenden) == [2, 1, 1]
    here = _text(pia.get(f"{HAR}{transfer.pk}/").content)
    assert "1 är flyttade. Ser det bra ut?" in here
    assert "2 väntar på att du säger till." in here
    pia.post(f"{HAR}{transfer.pk}/resten/")
    batch.carry_on(seconds=5)
    assert _versioner(arenden) == [2, 2, 2]
    line = _senast(arenden[0])
    assert (line.title, line.who, line.text) == ("Flyttad till version 2", v.pia.namn, SKAL)
    pia.post(f"{HAR}{transfer.pk}/tillbaka/")
    batch.carry_on(seconds=5)
    assert _versioner(arenden) == [1, 1, 1]
    assert _senast(arenden[0]).title == "Flyttad tillbaka till version 1"
    assert "Tillbaka 3" in _text(pia.get(f"{HAR}{transfer.pk}/").content)


def test_a_move_without_a_reason_is_refused_and_what_was_chosen_stays(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    _publicera(v)
    no = pia.post(HAR, {"plats-registrera": "granska", "skal": "", "antal": "0", "flytta": "1"})
    assert no.status_code == 422
    assert "Skriv varför ärendena flyttas" in _text(no.content)
    assert '<option value="granska" selected>' in no.content.decode()
    assert not Transfer.objects.exists()


def test_the_same_through_the_api(v: Varld, arenden: list[Arende]) -> None:
    judge_of.cache_clear()
    _publicera(v)
    program = Klient(v.pia)
    seen = program("GET", "processer/referens/flytt/").data
    assert (seen["pagar"], seen["kan"]) == (3, 3)
    assert seen["grupper"][0]["utfall"] == "kopplas"
    assert seen["val"][0]["valt"] == "anteckna"
    assert program("POST", "processer/referens/flytt/", {"skal": ""}).status == 422
    begun = program("POST", "processer/referens/flytt/", {"skal": SKAL, "antal": 2})
    assert begun.status == 200, begun.data
    here = f"processer/referens/flytt/{begun.data['id']}/"
    batch.carry_on(seconds=5)
    assert program("GET", here).data["antal"]["moved"] == 2
    assert program("POST", f"{here}lat-vara/").data["antal"]["left"] == 1
    assert program("POST", f"{here}resten/").status == 409
    program("POST", f"{here}tillbaka/")
    batch.carry_on(seconds=5)
    assert _versioner(arenden) == [1, 1, 1]
    assert program("GET", "processer/referens/flytt/999999/").status == 404


def test_what_is_all_there_already_is_not_offered_to_be_moved(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    _publicera(v)
    told = _text(pia.get("/processer/referens/").content)
    assert "Flytta ärenden till version 2 : 3 går på en annan version." in told
    pia.post(HAR, {"plats-registrera": "anteckna", "skal": SKAL, "antal": "", "flytta": "1"})
    batch.carry_on(seconds=5)
    told = _text(pia.get("/processer/referens/").content)
    assert "Alla som pågår går redan på version 2, så det finns inget att flytta." in told
    assert "Tidigare flyttar" in told
    assert "Flytta ärenden till version" not in told
    page = pia.get(HAR)
    assert "Det finns inget att flytta." in _text(page.content)
    assert 'name="flytta"' not in page.content.decode()


def test_when_none_can_move_it_is_said_and_nothing_is_offered(
    v: Varld, pia: Client, arenden: list[Arende]
) -> None:
    _publicera(v)
    tried = pia.post(HAR, {"plats-registrera": "", "prova": "1"})
    assert "Inget av dem kan flyttas som valen är nu." in _text(tried.content)
    assert 'name="flytta"' not in tried.content.decode()
    assert "går klart på sin version" in _text(tried.content)


def test_those_that_moved_lead_to_how_they_go(v: Varld, pia: Client, arenden: list[Arende]) -> None:
    _publicera(v)
    Arende.objects.update(mottagare=v.patient)
    seen = pia.get(HAR).content.decode()
    assert all(f'href="/processer/arenden/{one.pk}/"' in seen for one in arenden)
    pia.post(HAR, {"plats-registrera": "anteckna", "skal": SKAL, "antal": "1", "flytta": "1"})
    batch.carry_on(seconds=5)
    here = f"{HAR}{Transfer.objects.get().pk}/"
    assert f'href="/processer/arenden/{arenden[0].pk}/"' in pia.get(here).content.decode()
    gone = _text(pia.get(f"/processer/arenden/{arenden[0].pk}/").content)
    assert "Flyttad till version 2" in gone
    assert f"till version 2 , flyttad. {SKAL}" in gone
