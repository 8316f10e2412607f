"""While Redis is away, what is done is done: only the knock on the worker's door is lost."""

import sys

import pytest

from tests.programs import Program, against_test_database, free_port
from workflows.models import Message

SEND = """
import time
import django
django.setup()
from workflows import engine
began = time.monotonic()
for turn in range(5):
    engine.send("hej", str(turn), {})
print("took", time.monotonic() - began)
"""


@pytest.mark.django_db(transaction=True)
def test_a_move_stands_and_nobody_waits_for_redis() -> None:
    environment = against_test_database() | {
        "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = Program((sys.executable, "-c", SEND)).finish(
        environment=environment | {"PYTHONPATH": "."}
    )
    assert done.returncode == 0, done.stderr
    assert "Connection refused" in done.stderr
    assert float(done.stdout.split()[1]) < 5  # five knocks, of which none may wait for seconds
    keys = Message.objects.filter(name="hej").values_list("key", flat=True)
    assert sorted(keys) == ["0", "1", "2", "3", "4"]
