"""What was promised is carried out though the power went, each thing once."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.programs import Program, clean_environment, free_port, wait_until
from tests.waiting import DIAGRAM

# Enough that a sweep has not come through them when the power goes.
CASES = 150

# A process of its own, so that nothing of the promise is left in the memory of the test.
PROMISE = f"""
import uuid, django
django.setup()
from workflows import engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
versions.publish(Bundle("vantan", {DIAGRAM!r}.encode(), {{}}), case_type="fritt")
for _ in range({CASES}):
    engine.start("vantan", case_id=uuid.uuid4(), actor="prov")
"""


def test_timers_are_kept_through_a_kill(tmp_path: Path) -> None:
    port = str(free_port())
    environment = clean_environment() | {
        "WEBSESAM_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": ".",
    }
    up = Program.manage("up", "--port", port, "--no-demo")

    def ask(question: str) -> int:
        with closing(sqlite3.connect(tmp_path / "data" / "websesam.sqlite3")) as database:
            return int(database.execute(question).fetchone()[0])

    def ended() -> int:
        return ask("SELECT COUNT(*) FROM workflows_process WHERE ended_at IS NOT NULL")

    first = up.start(folder=tmp_path, environment=environment)
    try:
        first.wait_for("webSesam är igång")
        promised = Program((sys.executable, "-c", PROMISE)).finish(environment=environment)
        assert promised.returncode == 0, promised.stderr
        wait_until(lambda: ended() > 0, "the first timer to go off")
    finally:
        first.kill()

    assert ask("SELECT COUNT(*) FROM workflows_process") == CASES
    before = ended()
    assert before < CASES, "the power went too late to show anything"
    with up.running(folder=tmp_path, environment=environment, until="webSesam är igång"):
        wait_until(lambda: ended() == CASES, "every timer to go off")
    assert ask("SELECT COUNT(*) FROM workflows_timer") == 0
    assert ask("SELECT COUNT(*) FROM workflows_move WHERE element = 'vanta'") == CASES
