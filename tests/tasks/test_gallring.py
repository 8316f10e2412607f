"""Gallring: what may not be kept any longer goes, and nothing else."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from api.models import Idempotens
from cases.fritt.models import Utkast
from tests.tasks.uppgifter import Inkorg
from tests.workflows.draw import catch, message, messages, properties
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine
from workflows.models import Incident, Message, Move, MoveDetail, Process, Replay, ReplayedCase

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)


def gallra(days: float) -> str:
    """What the command prints, so many days after the start."""
    said = StringIO()
    with clock.frozen(START + days * A_DAY):
        call_command("gallra", stdout=said)
    return said.getvalue()


@pytest.fixture
def cases(prov: Prov) -> tuple[Process, Process]:
    """One that ended at the start, and one that still goes on."""
    with clock.frozen(START):
        ended = prov.start("start > a > b > slut", user="a b")
        prov.do(ended, "a", input={"varför": "ont i ryggen"})
        open_still = prov.start()
        prov.do(open_still, "a", input={"varför": "ont i knät"})
        prov.do(ended, "b")
    return ended, open_still


def test_what_an_ended_case_was_told_goes_after_ninety_days_and_its_history_stays(
    cases: tuple[Process, Process],
) -> None:
    ended, open_still = cases
    assert "Underlag till drag i avslutade ärenden: 0" in gallra(90)
    assert "Underlag till drag i avslutade ärenden: 3" in gallra(90.1)
    assert not MoveDetail.objects.filter(move__process=ended).exists()
    told = [(row.element, row.actor, row.details) for row in engine.history(ended.case_id)]
    assert told == [("", "anna", {}), ("a", "anna", {}), ("b", "anna", {})]
    assert engine.history(open_still.case_id)[1].details["input"] == {"varför": "ont i knät"}
    assert Move.objects.count() == 5
    assert "Underlag till drag i avslutade ärenden: 0" in gallra(91)


def test_a_message_that_arrived_loses_its_content_and_is_not_sent_anew(prov: Prov) -> None:
    prov.facts["nummer"] = "A"
    with clock.frozen(START):
        prov.start(
            "start > svar > slut", root=messages("svar"),
            extra=catch("svar", message("svar"), properties(key="nummer")),
        )  # fmt: skip
        came = engine.send("svar", "A", {"namn": "Anna"}, dedupe="en gång")
        engine.tick()
        waits = engine.send("svar", "B", {"namn": "Bo"}, expires=START + 400 * A_DAY)
    assert "processmeddelanden: 1" in gallra(91)
    came.refresh_from_db()
    waits.refresh_from_db()
    assert (came.status, came.payload) == (Message.Status.DELIVERED, {})
    assert waits.payload == {"namn": "Bo"}
    assert engine.send("svar", "A", {"namn": "Anna"}, dedupe="en gång").pk == came.pk


def test_an_incident_that_is_closed_loses_its_technical_text(prov: Prov) -> None:
    steps.fail["s1"] = 2
    with clock.frozen(START):
        prov.start("start > s1 > slut", step="s1")
        engine.retry(Incident.objects.get().pk, actor="petra")
    assert "driftstopp: 1" in gallra(91)
    closed, open_still = Incident.objects.order_by("pk")
    assert (closed.detail, closed.resolved_by) == ("", "petra")
    assert "s1 went wrong" in open_still.detail


def test_what_a_replay_told_of_a_case_goes_with_what_the_case_was_told(
    cases: tuple[Process, Process],
) -> None:
    ended, open_still = cases
    replay = Replay.objects.create(
        definition=ended.version.definition, digest="x", bpmn=b"", total=2, by="pia", begun_at=START
    )
    told = {"differences": [], "until": "", "before": ["Ring Anna"], "after": ["Ring"]}
    rows = [
        ReplayedCase.objects.create(
            replay=replay, process=one, case_id=one.case_id, outcome="other", told=told
        )
        for one in (ended, open_still)
    ]
    assert "uppspelade ärenden: 0" in gallra(90)
    assert "uppspelade ärenden: 1" in gallra(90.1)
    assert "uppspelade ärenden: 0" in gallra(91)
    for row in rows:
        row.refresh_from_db()
    assert [row.outcome for row in rows] == ["other", "other"]
    assert "gallrat" in rows[0].told["until"]
    assert "Anna" not in str(rows[0].told)
    assert rows[1].told == told


def test_drafts_answers_and_logins_go_each_in_its_time(inkorg: Inkorg) -> None:
    person = inkorg.person("lotta", "lager")
    Utkast.objects.create(anvandare=person, stalle="x", skrivet={}, sparat=START)
    Idempotens.objects.create(anropare="person:1", nyckel=str(uuid4()), sha256="", skapad=START)
    Session.objects.create(session_key="x", session_data="", expire_date=START + A_DAY)
    early, later = gallra(0.9), gallra(1.1)
    for what in ("Svar på upprepade API-anrop", "Utgångna inloggningar"):
        assert f"{what}: 0\n" in early
        assert f"{what}: 1\n" in later
    assert "Utkast till formulär: 0\n" in gallra(30)
    assert "Utkast till formulär: 1\n" in gallra(30.1)
