"""Two at once: one wins, the other gets the sentence, and nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.workflows.draw import (
    boundary,
    catch,
    draw,
    message,
    messages,
    properties,
    timer,
)
from tests.workflows.engine.conftest import Prov
from workflows import engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import NotYourTurn
from workflows.models import Message, Move, Process, Timer, UserTask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def together() -> Callable[..., list[Any]]:
    """Call functions at the same moment, each on a connection of its own; their answers or noes."""

    def run(*functions: Callable[[], Any]) -> list[Any]:
        gate = Barrier(len(functions))

        def one(function: Callable[[], Any]) -> Any:
            gate.wait()
            try:
                return function()
            except NotYourTurn as no:
                return no
            finally:
                connection.close()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(one, functions))

    return run


def _publish(*flows: str, **given: Any) -> None:
    versions.publish(Bundle("prov", draw(*flows, **given)), case_type="prov")


def _doer(process: Process, element: str, actor: str) -> Callable[[], str]:
    @engine.move
    def do() -> str:
        engine.complete(engine.lock(process.case_id), element, actor=actor)
        return actor

    return do


def test_sixteen_on_the_same_task_and_one_gets_it(
    prov: Prov, together: Callable[..., list[Any]]
) -> None:
    _publish("start > a > b > slut", user="a b")
    process = engine.start("prov", case_id=uuid4(), actor="anna")
    answers = together(*(_doer(process, "a", f"p{n}") for n in range(16)))
    won = [answer for answer in answers if isinstance(answer, str)]
    assert len(won) == 1
    assert sum(isinstance(answer, NotYourTurn) for answer in answers) == 15
    done = Move.objects.get(process=process, element="a")
    assert done.actor == won[0]
    assert list(UserTask.objects.values_list("element", flat=True)) == ["b"]


def test_two_branches_finished_at_once_always_meet(
    prov: Prov, together: Callable[..., list[Any]]
) -> None:
    _publish("start > p", "p > a > q", "p > b > q", "q > c > slut", user="a b c", par="p q")
    for _ in range(10):
        process = engine.start("prov", case_id=uuid4(), actor="anna")
        together(_doer(process, "a", "anna"), _doer(process, "b", "bo"))
        tasks = UserTask.objects.filter(process=process)
        assert list(tasks.values_list("element", flat=True)) == ["c"]


def test_two_claim_the_same_task_and_one_gets_it(
    prov: Prov, together: Callable[..., list[Any]]
) -> None:
    _publish("start > a > slut", user="a")
    engine.start("prov", case_id=uuid4(), actor="anna")
    task_id = UserTask.objects.get().pk
    answers = together(*(partial(engine.claim, task_id, actor=f"p{n}") for n in range(8)))
    assert sum(isinstance(answer, NotYourTurn) for answer in answers) == 7
    assert UserTask.objects.get().assignee.startswith("p")


def test_a_message_delivered_by_two_workers_is_received_once(
    prov: Prov, together: Callable[..., list[Any]]
) -> None:
    _publish(
        "start > svar > a > slut",
        user="a",
        root=messages("svar"),
        extra=catch("svar", message("svar"), properties(key="nummer")),
    )
    for number in range(5):
        prov.facts["nummer"] = str(number)
        process = engine.start("prov", case_id=uuid4(), actor="anna")
        sent = engine.send("svar", str(number), {})
        deliver = partial(engine.deliver, sent.pk)
        answers = together(deliver, deliver)
        assert sorted(answers) == [False, True]
        assert UserTask.objects.filter(process=process).count() == 1
    assert not Message.objects.filter(status="waiting").exists()


def test_a_timer_and_a_person_at_the_same_moment_are_one_after_the_other(
    prov: Prov, together: Callable[..., list[Any]]
) -> None:
    _publish(
        "start > a > c > slut", "t > b > slut", user="a b c",
        extra=boundary("t", "a", timer("PT0S")),
    )  # fmt: skip
    for _ in range(5):
        process = engine.start("prov", case_id=uuid4(), actor="anna")
        timer_id = Timer.objects.get(process=process).pk
        together(_doer(process, "a", "anna"), partial(engine.fire, timer_id))
        left = list(UserTask.objects.filter(process=process).values_list("element", flat=True))
        assert left in (["b"], ["c"])
        assert not Timer.objects.filter(process=process).exists()
