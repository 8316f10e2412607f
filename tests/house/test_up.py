"""`manage.py up` as a person at a terminal meets it."""

import json
import signal
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import pytest
from django.conf import settings

from tests.programs import Program, Running, clean_environment, free_port
from tests.tabeller import kept_file

RUNNING = "webSesam är igång"


def environment(folder: Path) -> dict[str, str]:
    return clean_environment() | {"WEBSESAM_DATA": str(folder / "en katalog")}


@contextmanager
def up(folder: Path, *arguments: str) -> Iterator[tuple[Running, int]]:
    port = free_port()
    program = Program.manage("up", "--port", str(port), *arguments)
    with program.running(folder=folder, environment=environment(folder), until=RUNNING) as started:
        yield started, port


def answer(port: int, path: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
        return response.status, response.read()


def with_tables(folder: Path) -> Path:
    """An installation that has its tables, so that not every test has to wait for them."""
    kept = folder / "en katalog"
    kept.mkdir()
    copyfile(kept_file(), kept / "websesam.sqlite3")
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where webSesam has run once, with demo data, and was stopped with Ctrl-C."""
    folder = tmp_path_factory.mktemp("up")
    with up(folder) as (started, port):
        assert answer(port, "/readyz")[0] == 200
        assert answer(port, "/logga-in/")[0] == 200
        assert started.stop(signal.SIGINT) == 0
    return folder


def test_all_that_an_installation_owns_lies_in_its_folder(installed: Path) -> None:
    kept = {path.name for path in (installed / "en katalog").iterdir()}
    assert {"secret_key", "static", "websesam.sqlite3"} <= kept
    assert (installed / "en katalog" / "secret_key").stat().st_mode & 0o077 == 0


def test_it_says_who_can_log_in_and_where(installed: Path) -> None:
    with up(installed) as (started, port):
        said = started.printed()
    assert f"http://127.0.0.1:{port}/" in said
    for user in ("miriam", "lotta.lager", "tore.transport", "admin"):
        assert user in said


def test_a_second_one_with_the_same_folder_is_refused(installed: Path) -> None:
    with up(installed) as (_, port):
        second = Program.manage("up", "--port", str(free_port())).finish(
            environment=environment(installed)
        )
        assert second.returncode == 1
        assert "webSesam körs redan med datakatalogen" in second.stderr
        assert "Traceback" not in second.stderr
        assert json.loads(answer(port, "/readyz")[1])["ok"] is True


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = Program.manage("up", "--port", str(port)).finish(environment=environment(tmp_path))
    assert done.returncode == 1
    assert f"Port {port} går inte att använda" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "en katalog" / "websesam.sqlite3").exists()


def test_with_redis_it_names_the_three_commands_instead(tmp_path: Path) -> None:
    done = Program.manage("up").finish(
        environment=environment(tmp_path) | {"REDIS_URL": "redis://127.0.0.1:6379/0"}
    )
    assert done.returncode == 1
    for command in ("gunicorn", "celery --app config worker", "celery --app config beat"):
        assert command in done.stderr
    assert not (tmp_path / "en katalog" / "websesam.sqlite3").exists()


def test_without_demo_data_it_says_how_to_get_in(tmp_path: Path) -> None:
    with up(with_tables(tmp_path), "--no-demo") as (started, port):
        page = answer(port, "/logga-in/")[1].decode()
        assert "createsuperuser" in started.printed()
    assert "miriam" not in page
    assert settings.DEMO_LOSENORD not in page


def test_the_demo_people_never_come_into_an_installation_that_has_people(tmp_path: Path) -> None:
    done = Program.manage(
        "createsuperuser", "--noinput", "--username=asa", "--email=asa@exempel.se"
    ).finish(
        environment=environment(with_tables(tmp_path))
        | {"DJANGO_SUPERUSER_PASSWORD": "ett riktigt lösenord"}
    )
    assert done.returncode == 0, done.stderr
    with up(tmp_path) as (started, port):
        page = answer(port, "/logga-in/")[1].decode()
    for told in (started.printed(), page):
        assert "miriam" not in told
        assert settings.DEMO_LOSENORD not in told
