"""Random diagrams, random edits, random positions: what moves offers the same and ends."""

import random
from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.transfer.conftest import Prov
from tests.workflows.transfer.diagrams import pair
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.engine import codec
from workflows.errors import Refused
from workflows.models import Job, Process, Subscription, Timer, UserTask, Version
from workflows.transfer.judging import Judge, Verdict
from workflows.transfer.taking_over import take_back, take_over

pytestmark = pytest.mark.django_db


def rows_of(process: Process) -> dict[str, Any]:
    """Everything that others see of a case."""
    return {
        "tasks": sorted(UserTask.objects.filter(process=process).values_list()),
        "timers": sorted(
            Timer.objects.filter(process=process).values_list("task_id", "element", "due_at")
        ),
        "jobs": sorted(Job.objects.filter(process=process).values_list("id", "element")),
        "waits": sorted(
            Subscription.objects.filter(process=process).values_list(
                "task_id", "element", "message", "key"
            )
        ),
    }


def something_happens(prov: Prov, process: Process, chance: random.Random) -> bool:
    """One thing that the case waits for. False when it waits for nothing."""
    ways: list[Any] = [*UserTask.objects.filter(process=process)] * 3
    ways += Job.objects.filter(process=process)
    ways += [*Timer.objects.filter(process=process), *Subscription.objects.filter(process=process)]
    if not ways:
        return False
    one = chance.choice(sorted(ways, key=lambda row: (row.element, str(row.pk))))
    if isinstance(one, UserTask):
        if not one.assignee and chance.random() < 0.3:
            UserTask.objects.filter(pk=one.pk).update(assignee="anna", claimed_at=clock.now())
        else:
            prov.do(process, one.element, task_id=one.task_id)
    elif isinstance(one, Timer):
        Timer.objects.filter(pk=one.pk).update(due_at=clock.now() - timedelta(seconds=1))
        engine.fire(one.pk)
    elif isinstance(one, Job):
        engine.run_job(one.pk)
    else:
        engine.send("svar", one.key, {})
        engine.tick()
    return True


def moved(process: Process, judge: Judge, target: Version) -> None:
    @engine.move
    def whole() -> None:
        take_over(engine.lock(process.case_id), target, judge, actor="pia", reason="prov")

    whole()


def back(process: Process) -> None:
    @engine.move
    def whole() -> None:
        held = engine.lock(process.case_id)
        take_back(held, held.rev, actor="pia", reason="prov")

    whole()


@pytest.mark.parametrize("seed", range(80))
def test_what_moves_offers_the_same_and_reaches_an_end(prov: Prov, seed: int) -> None:
    chance = random.Random(seed)
    before, after, _ = pair(seed)
    prov.facts |= {"belopp": chance.choice([1, 5]), "lista": ["a", "b"], "nummer": "7"}
    prov.publish(before)
    process = prov.start()
    for _ in range(chance.randint(0, 6)):
        if not something_happens(prov, process, chance):
            break
    prov.publish(after)
    target = versions.published("prov")
    process = prov.reload(process)
    if process.status != Process.Status.RUNNING or process.version_id == target.pk:
        return
    judge = Judge(versions.specs_of(target.pk))
    verdict = judge.judge(process.version_id, codec.unpack(bytes(process.state)))
    state, version, seen = bytes(process.state), process.version_id, rows_of(process)
    if not verdict.fate.can_move:
        with pytest.raises(Refused):
            moved(process, judge, target)
        assert_as_before(prov, process, state, version, seen)
        return
    moved(process, judge, target)
    assert prov.reload(process).version_id == target.pk
    assert_same_open(verdict, seen, rows_of(process))
    back(process)
    assert_as_before(prov, process, state, version, seen)
    moved(process, judge, target)
    for _ in range(300):
        if not something_happens(prov, process, chance):
            break
    assert prov.reload(process).status == Process.Status.DONE


def assert_as_before(
    prov: Prov, process: Process, state: bytes, version: int, seen: dict[str, Any]
) -> None:
    now = prov.reload(process)
    assert (bytes(now.state), now.version_id) == (state, version)
    assert rows_of(now) == seen


def assert_same_open(verdict: Verdict, seen: dict[str, Any], now: dict[str, Any]) -> None:
    columns = [field.attname for field in UserTask._meta.concrete_fields]
    tasks_were, tasks_are = (
        {row[0]: dict(zip(columns, row, strict=True)) for row in rows["tasks"]}
        for rows in (seen, now)
    )
    assert tasks_were.keys() == tasks_are.keys()
    image = {one.element: one.image for one in verdict.standing}
    for task_id, was in tasks_were.items():
        assert tasks_are[task_id]["element"] == image[was["element"]]
        for column in ("assignee", "claimed_at", "deadline", "created_at", "group"):
            assert tasks_are[task_id][column] == was[column]
    due = {task_id: when for task_id, _, when in now["timers"]}
    for task_id, _, when in seen["timers"]:
        assert due.get(task_id, when) == when
    keys = {task_id: key for task_id, _, _, key in now["waits"]}
    assert keys == {task_id: key for task_id, _, _, key in seen["waits"]}
