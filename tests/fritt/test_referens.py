"""The reference process: three tasks in a row, and what a completion costs over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import Svar
from cases.gemensamt.models import Arende
from tests.fritt.conftest import Varld
from workflows import clock, engine
from workflows.models import UserTask

ELEMENTS = ("registrera", "granska", "avsluta")
# Begin and commit apart; the anchor is a completion over HTTP in at most twelve.
MOST_STATEMENTS = 11


@pytest.fixture
def client(varld: Varld) -> Iterator[Client]:
    client = Client()
    client.force_login(varld.kim)
    with clock.frozen(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)):
        yield client


def svar(element: str) -> dict[str, str]:
    return {
        f"{element}_rubrik": "Prov",
        f"{element}_antal": "3",
        f"{element}_dag": "2026-11-23",
        f"{element}_klar": "ja",
        "_visade": " ".join(f"{element}_{name}" for name in ("rubrik", "antal", "dag", "klar")),
    }


def test_straight_through(varld: Varld, client: Client) -> None:
    arende = actions.starta("referens", person=varld.pia, kund=None, inlamning=Inlamning({}))
    counts = []
    for element in ELEMENTS:
        task = UserTask.objects.get()
        assert (task.element, task.role, task.scope) == (element, "kundtjanst", None)
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(reverse("fritt:uppgift", args=[task.pk]), svar(element))
        assert answer.status_code == 302
        counts.append([q["sql"][:90] for q in asked.captured_queries])
    arende.refresh_from_db()
    assert arende.status == "Avslutat"
    assert Svar.objects.count() == 3
    trail = [step for row in engine.history(arende.pk) for step in row.trail]
    assert trail == ["start", *ELEMENTS, "klart"]
    for asked_for in counts:
        own = [sql for sql in asked_for if not sql.startswith(("SAVEPOINT", "RELEASE"))]
        assert len(own) <= MOST_STATEMENTS, "\n".join(own)


def test_only_a_process_owner_starts_it(varld: Varld) -> None:
    with pytest.raises(Exception, match="roll"):
        actions.starta("referens", person=varld.kim, kund=None, inlamning=Inlamning({}))
    assert not Arende.objects.exists()
