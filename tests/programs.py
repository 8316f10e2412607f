"""Starting our own programs as somebody at a terminal would, and reading what they print."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
# More than anything takes on a busy machine: only what never comes waits so long.
PATIENCE_SECONDS = 150.0


def clean_environment() -> dict[str, str]:
    """This environment without what chooses an installation, so that a test chooses it, and with
    this virtual environment's programs first."""
    ours = ("WEBSESAM_", "DJANGO_", "DATABASE_URL", "REDIS_URL", "WEB_CONCURRENCY", "PYTEST_")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    programs = Path(sys.executable).parent
    return rest | {"PATH": f"{programs}{os.pathsep}{rest['PATH']}"}


def against_test_database() -> dict[str, str]:
    """The environment in which another process meets the running test's database and Redis."""
    redis = {"REDIS_URL": settings.REDIS_URL, "WEBSESAM_REDIS_PREFIX": settings.REDIS_PREFIX}
    return clean_environment() | redis | {"DATABASE_URL": database_url()}


def database_url(name: str = "") -> str:
    """Where the test's database is met, or another of that name in the same PostgreSQL."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    login = quote(str(values["USER"]), safe="")
    if values["PASSWORD"]:
        login += ":" + quote(str(values["PASSWORD"]), safe="")
    return f"postgresql://{login}@{values['HOST']}:{values['PORT']}/{name or values['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(
    answer: Callable[[], bool], what: str, *, patience: float = PATIENCE_SECONDS
) -> None:
    end = time.monotonic() + patience
    while not answer():
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)


@dataclass
class Running:
    process: "subprocess.Popen[bytes]"
    log: Path

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, words: str) -> None:
        def seen() -> bool:
            if words in self.printed():
                return True
            assert self.process.poll() is None, f"ended before {words!r}:\n{self.printed()}"
            return False

        wait_until(seen, f"{words!r} in\n{self.log}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal to the program alone and wait for its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """As when the power goes: nothing in the whole process group gets a last word."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait(PATIENCE_SECONDS)


@dataclass(frozen=True)
class Program:
    command: tuple[str, ...]

    @classmethod
    def manage(cls, *arguments: str) -> "Program":
        return cls((sys.executable, str(ROOT / "manage.py"), *arguments))

    def start(self, *, folder: Path, environment: Mapping[str, str], cwd: Path = ROOT) -> Running:
        """Start in a process group of its own, in this environment and nothing of the test's."""
        log = folder / f"{Path(self.command[-1]).name}-{time.monotonic_ns()}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                self.command,
                cwd=cwd,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Running(process, log)

    @contextmanager
    def running(
        self, *, folder: Path, environment: Mapping[str, str], until: str, cwd: Path = ROOT
    ) -> Iterator[Running]:
        """From when it has printed `until` to the end of the block; nothing of it is left."""
        started = self.start(folder=folder, environment=environment, cwd=cwd)
        try:
            started.wait_for(until)
            yield started
            started.stop()
        finally:
            started.kill()

    def finish(self, *, environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command,
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
