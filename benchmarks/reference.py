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
from benchmarks.server import Browser, serving
from cases.fritt import actions, queries
from cases.fritt.inlamning import Inlamning
from workflows import engine
from workflows.diagrams import versions
from workflows.engine import codec, waiting, walk
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
    return [
        Figure(
            "referens.http.cpu",
            _server_cpu_ms(50 if quick else 600),
            "ms",
            6,
            7.6,
            "viewflow",
            note="per klar uppgift, webbserverns process",
        ),
        Figure("referens.http.sql", _http_statements(), "satser", 12, 19, "viewflow"),
        Figure("referens.motorns_drag.sql", _move_statements(), "satser", 8),
        *_engine_alone(30 if quick else 200),
    ]


def _server_cpu_ms(count: int) -> float:
    """Processor time of one completion, all that the web server does for it included.

    A web server of its own (gunicorn as an installation runs it, one process) gets the forms over
    a connection that is kept open, and the kernel says what its process burned between the first
    and the last: reading the request, session, token against forgery, the move and its commit, the
    answer, and what Python and gunicorn do besides. The one who asks is another process, and is not
    counted; nor is the database server's work. The first fifth warms the server up. The rest are
    taken in ten groups: the figure is the median group's mean, so that a slow one counts in full,
    and what else the machine does for a moment does not.
    """
    tasks = list(through(count))
    warm, rest = tasks[: count // 5], tasks[count // 5 :]
    groups = [rest[n::10] for n in range(10)]
    taken = []
    with serving(workers=1) as web:
        browser = Browser(web.port, worker())
        for task, filled in warm:
            browser.post(_address(task), filled)
        for group in groups:
            begun = web.cpu_ms()
            for task, filled in group:
                browser.post(_address(task), filled)
            taken.append((web.cpu_ms() - begun) / len(group))
    return statistics.median(taken)


def _address(task: UserTask) -> str:
    return f"/fritt/uppgift/{task.pk}/"


def _http_statements() -> int:
    client = Client()
    client.force_login(worker())
    (warm, before), (task, filled) = through(2)
    client.post(_address(warm), urlencode(before), AS_BROWSERS_DO)
    with CaptureQueriesContext(connection) as over_http:
        client.post(_address(task), urlencode(filled), AS_BROWSERS_DO)
    return _statements(over_http)


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
            waiting.look(under_way.workflow)
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
