"""A worker killed between every pair of steps: nothing is lost and nothing is done twice."""

import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.programs import Program, against_test_database
from tests.workflows.draw import catch, draw, message, messages, properties, timer
from tests.workflows.engine import spar
from workflows import engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Job, Message, Process, Timer

_DIAGRAM = draw(
    "start > j1 > i1 > i2 > tid > j2 > skicka > svar > i3 > slut",
    step="i1 i2 i3 j1 j2",
    root=messages("hej"),
    extra=catch("tid", timer("PT1H"))
    + f'<bpmn:intermediateThrowEvent id="skicka">{properties(key="nummer")}{message("hej")}'
    "</bpmn:intermediateThrowEvent>" + catch("svar", message("hej"), properties(key="nummer")),
)
_ELEMENTS = ["start", "j1", "i1", "i2", "tid", "j2", "skicka", "svar", "i3", "slut"]


def _worker(point: int, folder: Path) -> int:
    """Run a worker far enough ahead that leases and pauses have ended; its exit code."""
    ahead = folder / "clock"
    ahead.write_text(str(timedelta(hours=2 * (1 + point)).total_seconds()))
    environment = against_test_database() | {
        "WEBSESAM_CLOCK_FILE": str(ahead),
        "WEBSESAM_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "REDIS_URL": "",
    }
    ran = Program((sys.executable, "-m", "tests.workflows.engine.dying_worker", str(point))).finish(
        environment=environment
    )
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
    return ran.returncode


@pytest.mark.parametrize(
    "points",
    [
        pytest.param((2, 3, 6), id="a worker that dies again and again"),
        pytest.param(tuple(range(1, 25)), id="at every point", marks=pytest.mark.full),
    ],
)
def test_a_worker_killed_between_steps_loses_nothing_and_does_nothing_twice(
    transactional_db: None, tmp_path: Path, points: tuple[int, ...]
) -> None:
    spar.register()
    versions.specs_of.cache_clear()
    versions.publish(Bundle("prov", _DIAGRAM), case_type="prov")
    process = engine.start("prov", case_id=uuid4(), actor="anna")

    died = [_worker(point, tmp_path) for point in points]
    for later in range(100, 112):
        if Process.objects.get(pk=process.pk).status == Process.Status.DONE:
            break
        _worker(later, tmp_path)

    assert -signal.SIGKILL in died
    assert Process.objects.get(pk=process.pk).status == Process.Status.DONE
    assert not Job.objects.exists()
    assert not Timer.objects.exists()
    assert not Message.objects.filter(status=Message.Status.WAITING).exists()
    left = Message.objects.filter(name__startswith="spar_").values_list("name", flat=True)
    assert Counter(left) == Counter(f"spar_{name}" for name in ("j1", "i1", "i2", "j2", "i3"))
    trail = [step for row in engine.history(process.case_id) for step in row.trail]
    assert trail == _ELEMENTS
