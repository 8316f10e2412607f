"""The reference process: three user tasks with forms, drawn without code (`cases/fritt`)."""

import statistics
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from benchmarks.figures import Figure
from benchmarks.people import worker
from cases.fritt import actions, queries
from cases.fritt.inlamning import Inlamning
from tasks.memory import settle
from workflows import engine
from workflows.diagrams import versions
from workflows.engine import codec, projection, walk
from workflows.engine.moves import moving
from workflows.models import Process, UserTask

ELEMENTS = ("registrera", "granska", "avsluta")
_RADIOS = "ja"
AS_BROWSERS_DO = "application/x-www-form-urlencoded"


def answers(task: UserTask) -> dict[str, str]:
    """What a person would fill in: something that passes in every field that is asked."""
    filled = {}
    for name, field in queries.formular(task).fields.items():
        if field.widget == "date":
            filled[name] = "2026-11-30"
        elif field.options:
            filled[name] = str(field.options[0].value)
        elif field.widget in {"radios", "checkbox"}:
            filled[name] = _RADIOS
        else:
            filled[name] = "1"
    return filled


def posted(task: UserTask) -> Inlamning:
    """The same, as a browser sends it."""
    return Inlamning(svar=QueryDict(urlencode(answers(task))))


def begin() -> UserTask:
    """A new case, at its first task."""
    arende = actions.starta("referens", person=worker(), kund=None, inlamning=Inlamning(svar={}))
    return UserTask.objects.get(case_id=arende.pk)


def through(count: int) -> Iterator[tuple[UserTask, dict[str, str]]]:
    """Tasks with their answers, ready to be posted."""
    for _ in range(count):
        task = begin()
        yield task, answers(task)


def measure(*, quick: bool) -> list[Figure]:
    """HTTP, engine and SpiffWorkflow alone, on the same diagram in the same run."""
    client = Client()
    client.force_login(worker())
    tasks = list(through(15 if quick else 240))
    client.get("/inkorg/")
    settle()  # as a web process does when it has started
    for task, filled in tasks[: len(tasks) // 5]:  # what a server has done before lunch
        client.post(f"/fritt/uppgift/{task.pk}/", urlencode(filled), AS_BROWSERS_DO)
    taken = []
    for task, filled in tasks[len(tasks) // 5 : -1]:
        begun = time.process_time()
        response = client.post(f"/fritt/uppgift/{task.pk}/", urlencode(filled), AS_BROWSERS_DO)
        taken.append((time.process_time() - begun) * 1000)
        if response.status_code != 302:
            raise RuntimeError(f"The reference task was refused: {response.status_code}")
    task, filled = tasks[-1]
    with CaptureQueriesContext(connection) as over_http:
        client.post(f"/fritt/uppgift/{task.pk}/", urlencode(filled), AS_BROWSERS_DO)
    statements = _statements(over_http)
    return [
        Figure(
            "referens.http.cpu",
            statistics.median(taken),
            "ms",
            6,
            7.6,
            "viewflow",
            note="per klar uppgift",
        ),
        Figure("referens.http.sql", statements, "satser", 12, 19, "viewflow"),
        Figure("referens.motorns_drag.sql", _move_statements(), "satser", 8),
        *_engine_alone(30 if quick else 200),
    ]


def _statements(captured: CaptureQueriesContext) -> int:
    """Statements but the transaction's own BEGIN and COMMIT, which every database counts apart."""
    return sum(
        not query["sql"].startswith(("BEGIN", "COMMIT")) for query in captured.captured_queries
    )


def _move_statements() -> int:
    task = begin()

    @engine.move
    def complete() -> None:
        engine.complete(engine.lock(task.case_id), task.element, actor="bench", input={"a": "1"})

    with CaptureQueriesContext(connection) as captured:
        complete()
    return _statements(captured)


def _engine_alone(times: int) -> list[Figure]:
    task = begin()
    process = Process.objects.get(case_id=task.case_id)
    specs = versions.specs_of(process.version_id)
    taken = []
    for _ in range(times):
        begun = time.process_time()
        with moving(process, actor="bench") as under_way:
            ready = walk.ready_user_task(under_way.workflow, "registrera", None)
            walk.complete(under_way.workflow, ready, under_way.run)
            walk.to_rest(under_way.workflow, under_way.run)
            projection.look(under_way.workflow)
            codec.dump(under_way.workflow)
        taken.append((time.process_time() - begun) * 1000)
    ours = statistics.median(taken)
    alone, size = _library_alone(specs.bundle.bpmn, times)
    return [
        Figure("referens.motor.cpu", ours, "ms", 0.6, alone, "SpiffWorkflow ensamt"),
        Figure(
            "referens.tillstand", len(process.state), "byte", 1024, size, "SpiffWorkflow ensamt"
        ),
    ]


def _library_alone(bpmn: bytes, times: int) -> tuple[float, int]:
    """Load, complete one user task, save: SpiffWorkflow's own format and serializer."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_str(bpmn)
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
    workflow = BpmnWorkflow(parser.get_spec("referens"), parser.get_subprocess_specs("referens"))
    workflow.do_engine_steps()
    stored = serializer.serialize_json(workflow)
    taken = []
    for _ in range(times):
        begun = time.process_time()
        loaded = serializer.deserialize_json(stored)
        loaded.get_next_task(state=TaskState.READY, manual=True).run()
        loaded.do_engine_steps()
        serializer.serialize_json(loaded)
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken), len(stored)
