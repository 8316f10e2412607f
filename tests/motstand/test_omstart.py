"""Redis and PostgreSQL killed in the middle of it all: what was promised is carried out, once."""

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import psycopg
import pytest

from tests.motstand.servrar import Postgres, Server, own_servers
from tests.programs import Program, Running, clean_environment, free_port, wait_until

# One group: it takes both cores for minutes, most of them while worker and beat find Redis again.
pytestmark = pytest.mark.full

HOST = "hjalpmedel.exempel.se"
STEG = ("j1", "i1", "j2", "i2", "i3")
COMMANDS = {
    "web": "gunicorn --config python:config.gunicorn config.wsgi",
    "worker": "celery --app config worker --concurrency 2",
    "beat": "celery --app config beat --scheduler celery.beat:Scheduler",
}


@dataclass
class Installation:
    """Web, worker and beat, started again when they end, as `restart: unless-stopped` does."""

    folder: Path
    environment: dict[str, str]
    port: int
    running: dict[str, Running] = field(default_factory=dict)

    def keep_up(self) -> None:
        for name, command in COMMANDS.items():
            known = self.running.get(name)
            if known is None or known.process.poll() is not None:
                program = Program(tuple(command.split()))
                self.running[name] = program.start(folder=self.folder, environment=self.environment)

    def put_away(self) -> None:
        for program in self.running.values():
            program.kill()

    def ask(self, path: str, *, post: bool = False) -> tuple[int, str]:
        """The status and the body; 0 when nobody answers."""
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Content-Length": "0"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST" if post else "GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()

    def ready(self) -> dict[str, object]:
        status, body = self.ask("/readyz")
        found: dict[str, object] = json.loads(body) if body else {}
        return found | {"status": status}

    def wait_ready(self) -> None:
        def up() -> bool:
            self.keep_up()
            return self.ready()["status"] == 200

        wait_until(up, "/readyz")


@dataclass
class Lofte:
    """Somebody who asks for cases all the time, and remembers what she was promised."""

    installation: Installation
    lovade: list[UUID] = field(default_factory=list)
    nekade: int = 0

    @contextmanager
    def asking(self) -> Iterator[None]:
        done = Event()

        def ask() -> None:
            while not done.wait(0.1):
                status, body = self.installation.ask("/lova/", post=True)
                if status == 201:
                    self.lovade.append(UUID(body))
                else:
                    self.nekade += 1

        asker = Thread(target=ask)
        asker.start()
        try:
            yield
        finally:
            done.set()
            asker.join()

    def more(self, number: int) -> None:
        """Until so many more have been promised."""
        wanted = len(self.lovade) + number
        wait_until(lambda: len(self.lovade) >= wanted, f"{number} more promises")


@pytest.fixture
def servrar(tmp_path: Path) -> Iterator[tuple[Postgres, Server]]:
    with own_servers(tmp_path, clean_environment()) as servers:
        yield servers


@pytest.fixture
def installation(servrar: tuple[Postgres, Server], tmp_path: Path) -> Iterator[Installation]:
    postgres, redis = servrar
    port = free_port()
    environment = clean_environment() | {
        "DJANGO_SETTINGS_MODULE": "tests.motstand.omstart.settings",
        "DJANGO_SECRET_KEY": "".join(map(chr, range(33, 127))),
        "DJANGO_ALLOWED_HOSTS": HOST,
        "DATABASE_URL": postgres.url,
        "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
        "WEBSESAM_DATA": str(tmp_path),
        "WEBSESAM_BIND": f"127.0.0.1:{port}",
        "WEBSESAM_BEHIND_PROXY": "1",
        "WEBSESAM_CLOCK_FILE": str(tmp_path / "clock"),
        "WEB_CONCURRENCY": "2",
    }
    prepare = Program((sys.executable, "-m", "tests.motstand.omstart.prepare"))
    done = prepare.finish(environment=environment)
    assert done.returncode == 0, done.stderr
    made = Installation(tmp_path, environment, port)
    try:
        made.wait_ready()
        yield made
    finally:
        made.put_away()


def forward(folder: Path, hours: float) -> None:
    """Move the installation's clock; the file is whole whenever it is read."""
    fresh = folder / "clock.new"
    fresh.write_text(str(timedelta(hours=hours).total_seconds()))
    fresh.rename(folder / "clock")


def asked(postgres: Postgres, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(postgres.url) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rounds", "promises"),
    [
        pytest.param(1, 5, id="once"),
        pytest.param(4, 25, id="again and again"),
    ],
)
def test_what_was_promised_is_carried_out_once(
    servrar: tuple[Postgres, Server],
    installation: Installation,
    tmp_path: Path,
    rounds: int,
    promises: int,
) -> None:
    postgres, redis = servrar
    lofte = Lofte(installation)
    with lofte.asking():
        lofte.more(promises)
        for turn in range(rounds):
            # Timers fall due, and their jobs and messages are under way, when Redis goes.
            forward(tmp_path, 2 * turn + 1.5)
            time.sleep(0.5 + turn / 4)
            redis.kill()
            assert installation.ready()["redis"] == "unreachable"
            lofte.more(3)  # A promise needs the tables, not the queue.
            postgres.kill()
            promised, refused = len(lofte.lovade), lofte.nekade
            wait_until(lambda r=refused: lofte.nekade > r + 3, "noes without a database")  # type: ignore[misc]
            assert installation.ready()["database"] == "unreachable"
            assert len(lofte.lovade) <= promised + 1  # the one that was on its way
            postgres.start()
            redis.start()
            installation.wait_ready()
            lofte.more(promises)
        # The order that a careful administrator takes, in the middle of a busy day.
        postgres.kill(signal.SIGINT)
        redis.kill(signal.SIGTERM)
        postgres.start()
        redis.start()
        installation.wait_ready()

    hours = 2.0 * rounds + 2
    last = time.monotonic()

    def done() -> bool:
        nonlocal hours, last
        installation.keep_up()
        if time.monotonic() - last > 3:  # leases and pauses end, a little at a time
            hours, last = hours + 0.5, time.monotonic()
            forward(tmp_path, hours)
        return asked(postgres, "SELECT 1 FROM workflows_process WHERE status = 1 LIMIT 1") == []

    forward(tmp_path, hours)
    wait_until(done, "every case to end", patience=120)
    ended = {row[0] for row in asked(postgres, "SELECT case_id FROM workflows_process")}
    assert set(lofte.lovade) <= ended
    assert asked(postgres, "SELECT sentence FROM workflows_incident") == []
    assert asked(postgres, "SELECT element FROM workflows_job") == []
    assert asked(postgres, "SELECT element FROM workflows_timer") == []
    assert asked(postgres, "SELECT element FROM workflows_subscription") == []
    assert asked(postgres, "SELECT * FROM workflows_message WHERE status <> 'delivered'") == []
    traces = Counter(asked(postgres, "SELECT name, key FROM workflows_message WHERE name <> 'hej'"))
    assert traces == Counter((f"spar_{step}", str(case)) for step in STEG for case in ended)
