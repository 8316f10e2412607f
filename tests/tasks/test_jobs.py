"""Celery's knocks reach the engine, and a knock for nothing changes nothing."""

import re
from uuid import uuid4

import pytest
from celery import current_app

from tasks import jobs
from tests.programs import ROOT, wait_until
from tests.waiting import DIAGRAM
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Move, Process, Timer

KNOCKS = {
    "tasks.tick",
    "tasks.gallra",
    "tasks.run_job",
    "tasks.deliver",
    "tasks.fire",
    "tasks.recheck",
    "tasks.replay",
    "tasks.underhall",
    "tasks.svinn",
    "tasks.fyll_pa",
    "tasks.bilagor",
    "tasks.flytta",
    "tasks.vakt",
    "tasks.insikt",
    "tasks.atgarda",
}


def a_case_that_waits() -> Process:
    versions.publish(Bundle("vantan", DIAGRAM.encode(), {}), case_type="fritt")
    return engine.start("vantan", case_id=uuid4(), actor="prov")


def test_every_knock_of_the_engine_has_a_door() -> None:
    asked = {
        name
        for path in (ROOT / "workflows" / "engine").glob("*.py")
        for name in re.findall(r'"(tasks\.\w+)"', path.read_text(encoding="utf-8"))
    }
    assert asked
    current_app.loader.import_default_modules()
    doors = {name for name in current_app.tasks if name.startswith("tasks.")}
    assert asked <= doors
    assert doors == KNOCKS


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("knock", ["tasks.fire", "tasks.tick"])
def test_a_worker_carries_out_what_is_due(knock: str) -> None:
    process = a_case_that_waits()
    waiting = Timer.objects.get(process=process)
    wait_until(lambda: clock.now() >= waiting.due_at, "the timer to be due")
    current_app.send_task(knock, [str(waiting.pk)] if knock == "tasks.fire" else [])
    wait_until(
        lambda: Process.objects.get(pk=process.pk).status != Process.Status.RUNNING, "the timer"
    )
    assert Move.objects.filter(process=process, kind=Move.Kind.TIMER).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("knock", [jobs.run_job, jobs.deliver, jobs.fire])
def test_a_knock_for_a_row_that_is_gone_changes_nothing(knock: object) -> None:
    process = a_case_that_waits()
    before = Move.objects.count()
    assert callable(knock)
    knock(str(uuid4()))
    assert Move.objects.count() == before
    assert Process.objects.get(pk=process.pk).status == Process.Status.RUNNING


@pytest.mark.django_db
def test_an_early_knock_does_not_make_the_timer_go_off() -> None:
    process = a_case_that_waits()
    jobs.fire(str(Timer.objects.get(process=process).pk))
    jobs.tick()
    assert Process.objects.get(pk=process.pk).status == Process.Status.RUNNING
    assert Timer.objects.filter(process=process).exists()
