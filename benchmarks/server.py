"""The product's own web server on the benchmark's database, and the processor time it burns."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import Client

from benchmarks.processor import burned_ms
from cases.organisation.models import Anvandare
from tests.programs import Program, Running, against_test_database, free_port, wait_until

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Browser:
    """One person's connection, kept open as a browser keeps it: logged in, with a form's token."""

    def __init__(self, port: int, person: Anvandare) -> None:
        self._connection = HTTPConnection("127.0.0.1", port)
        client = Client()
        client.force_login(person)
        request = HttpRequest()
        self._token = get_token(request)
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"],
        }
        self._cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def post(self, path: str, filled: Mapping[str, str]) -> None:
        """Send a form. Raises `RuntimeError` when it is not accepted."""
        body = urlencode({**filled, "csrfmiddlewaretoken": self._token})
        self._connection.request("POST", path, body, {"Cookie": self._cookies, **_FORM})
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{path} was refused: {answer.status}")


class Web:
    """A running web server: where it answers, and what its processes have burned."""

    def __init__(self, port: int, running: Running) -> None:
        self.port = port
        self._arbiter = running.process.pid

    def cpu_ms(self) -> float:
        """User and system time of the processes that answer, since they started (Linux)."""
        return sum(map(burned_ms, self._workers()))

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self._arbiter}/task/{self._arbiter}/children")
        return [int(pid) for pid in children.read_text().split()]


@contextmanager
def serving(*, workers: int) -> Iterator[Web]:
    """The web server of `config/gunicorn.py`, as an installation starts it."""
    port = free_port()
    environment = against_test_database() | {
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "WEBSESAM_BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(workers),
    }
    with TemporaryDirectory() as folder:
        environment["WEBSESAM_DATA"] = folder
        command = ("gunicorn", "--config", "python:config.gunicorn", "config.wsgi")
        started = Program(command).start(folder=Path(folder), environment=environment)
        try:
            wait_until(lambda: _answers(port), "the web server")
            yield Web(port, started)
        finally:
            started.stop()


def _answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
