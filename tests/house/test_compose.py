"""Every command of compose.yaml, run against the real PostgreSQL and Redis.

No container engine is needed: the commands and environments are read from compose.yaml, with the
containers' names for each other put as this machine knows them.
"""

import shlex
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
import yaml
from django.conf import settings
from psycopg import sql

from tests.programs import (
    ROOT,
    Program,
    Running,
    clean_environment,
    database_url,
    free_port,
    wait_until,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.redis]

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
HOST = "hjalpmedel.exempel.se"


@pytest.fixture(scope="module")
def database(django_db_blocker: Any) -> Iterator[str]:
    """An empty database of its own, as `postgresql` gives the first time."""
    with django_db_blocker.unblock():
        server = urlsplit(database_url())
    name = f"websesam_compose_{free_port()}"
    admin = psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True)
    with closing(admin):
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield server._replace(path=f"/{name}").geturl()
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def environment(
    database: str, port: int, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    here = {
        "DJANGO_SECRET_KEY": "".join(map(chr, range(33, 127))),
        "DJANGO_ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database,
        "REDIS_URL": settings.REDIS_URL,
        "WEBSESAM_DATA": str(tmp_path_factory.mktemp("filer")),
        "WEBSESAM_BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "2",
    }
    given = COMPOSE["services"]["web"]["environment"]
    assert set(here) <= set(given), "the test sets what no container is given"
    # Not compose.yaml's: where this run listens, and what it is willing to tell.
    run = {"WEBSESAM_REDIS_PREFIX": settings.REDIS_PREFIX, "WEBSESAM_LOG_LEVEL": "INFO"}
    return clean_environment() | given | here | run


def command(service: str) -> Program:
    return Program(tuple(shlex.split(COMPOSE["services"][service]["command"])))


@pytest.fixture(scope="module")
def running(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Running]]:
    """prepare once, then web, worker and beat beside each other."""
    done = command("prepare").finish(environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    logs = tmp_path_factory.mktemp("logs")
    # The web prints nothing when all is well; its tests ask it.
    ready = {"web": "", "worker": " ready.", "beat": "beat: Starting"}
    with ExitStack() as stack:
        yield {
            service: stack.enter_context(
                command(service).running(folder=logs, environment=environment, until=words)
            )
            for service, words in ready.items()
        }


def status(port: int, path: str, **headers: str) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=20) as response:
            return int(response.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def test_every_service_that_runs_our_image_is_tried_here() -> None:
    ours = {name for name, service in COMPOSE["services"].items() if "build" in service}
    assert ours == {"prepare", "web", "worker", "beat"}


@pytest.mark.usefixtures("running")
def test_the_web_is_ready_and_asks_for_tls(port: int) -> None:
    wait_until(lambda: answers(port) and status(port, "/readyz") == 200, "/readyz")
    assert status(port, "/logga-in/", Host=HOST) == 301
    assert status(port, "/logga-in/", Host=HOST, **{"X-Forwarded-Proto": "https"}) == 200
    assert status(port, "/logga-in/", Host="annan.exempel.se") == 400


def test_beat_asks_and_the_worker_carries_out(running: dict[str, Running]) -> None:
    running["worker"].wait_for("tasks.tick")
    running["worker"].wait_for("succeeded")


def test_the_worker_answers_its_health_check(
    running: dict[str, Running], environment: dict[str, str]
) -> None:
    [_, check] = COMPOSE["services"]["worker"]["healthcheck"]["test"]
    words = shlex.split(check.replace("--destination celery@$$HOSTNAME", ""))
    done = Program(tuple(words)).finish(environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert running["worker"].process.poll() is None
