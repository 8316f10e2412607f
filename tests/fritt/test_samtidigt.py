"""Two at once: one wins, the other is told, nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import Svar
from cases.gemensamt.models import Arende
from tests.fritt.conftest import Varld
from workflows import engine
from workflows.errors import NotYourTurn
from workflows.models import UserTask

pytestmark = pytest.mark.django_db(transaction=True)
REGISTRERA = {"registrera_rubrik": "Prov", "registrera_antal": 1, "registrera_klar": True}


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same moment, each on a connection of its own; what came of each."""
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        ready.wait(timeout=10)
        try:
            return deed()
        except (NotYourTurn, IntegrityError) as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_one_of_two_answers_wins(varld: Varld) -> None:
    arende = actions.starta("referens", person=varld.pia, kund=None, inlamning=Inlamning({}))
    task = UserTask.objects.get().pk

    def answer() -> Any:
        return actions.svara(task, person=varld.kim, inlamning=Inlamning(REGISTRERA))

    came_of_it = at_once(answer, answer, answer, answer)
    assert [one for one in came_of_it if one == arende.pk] == [arende.pk]
    refused = [one for one in came_of_it if one != arende.pk]
    assert all(isinstance(one, NotYourTurn) for one in refused)
    assert Svar.objects.count() == 1
    assert [one.element for one in engine.open_tasks(arende.pk)] == ["granska"]


def test_a_form_sent_many_times_at_once_is_one_case(varld: Varld) -> None:
    case_id = uuid4()

    def begin() -> Any:
        return actions.starta(
            "referens", person=varld.pia, kund=None, inlamning=Inlamning({}), arende_id=case_id
        )

    came_of_it = at_once(begin, begin, begin)
    assert Arende.objects.get().pk == case_id
    assert UserTask.objects.count() == 1
    assert any(isinstance(one, Arende) for one in came_of_it)
    number = actions.starta("referens", person=varld.pia, kund=None, inlamning=Inlamning({})).nummer
    assert number is not None
    assert number.endswith("0002")
