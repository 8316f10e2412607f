"""A PostgreSQL and a Redis of the test's own, to be killed and started again."""

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.programs import Program, Running, free_port, wait_until

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def postgres_program(name: str) -> Path:
    """A program of PostgreSQL's own, from the path or from where Debian keeps it."""
    found = [folder / name for folder in _INSTALLED if (folder / name).exists()]
    on_path = shutil.which(name)
    if on_path is None and not found:
        pytest.skip(f"{name} finns inte här: installera Debians paket postgresql")
    return Path(on_path) if on_path else found[-1]


def redis_program() -> Path:
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("redis-server finns inte här: installera Debians paket redis-server")
    return Path(found)


def _as_postgres(*command: str) -> tuple[str, ...]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return command
    become = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
    return (*become, *command)


@dataclass
class Server:
    """A server that keeps its port and its folder when it is started again."""

    program: Program
    port: int
    logs: Path
    environment: dict[str, str]
    running: Running | None = None

    def start(self) -> None:
        """Start, and start again while what was killed still lets go of its memory."""

        def up() -> bool:
            if self.running is None or self.running.process.poll() is not None:
                self.running = self.program.start(folder=self.logs, environment=self.environment)
            return self.answers()

        wait_until(up, f"port {self.port}")

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.running is not None
        self.running.stop(how)

    def put_away(self) -> None:
        if self.running is not None:
            self.running.kill()


@dataclass
class Postgres(Server):
    folder: Path = field(default_factory=Path)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"


@contextmanager
def own_servers(logs: Path, environment: dict[str, str]) -> Iterator[tuple[Postgres, Server]]:
    """A fresh cluster and an empty Redis, both running; nothing of them is left afterwards."""
    initdb, server, redis = (
        postgres_program("initdb"),
        postgres_program("postgres"),
        redis_program(),
    )
    # Not below pytest's folder, which is its user's alone.
    folder = Path(tempfile.mkdtemp(prefix="websesam-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    here = str(folder / "cluster")
    made = Program(
        _as_postgres(
            str(initdb), "-D", here, "-U", "postgres", "-A", "trust", "--no-locale", "-E", "UTF8"
        )
    ).finish(environment=environment)
    assert made.returncode == 0, made.stderr
    port, redis_port = free_port(), free_port()
    options = ("-p", str(port), "-k", str(folder), "-h", "127.0.0.1")
    postgres = Postgres(
        Program(_as_postgres(str(server), "-D", here, *options)), port, logs, environment,
        folder=folder,
    )  # fmt: skip
    # As compose.yaml starts it: nothing that passes here is kept.
    kept = ("--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", str(logs))
    queue = Server(
        Program((str(redis), "--port", str(redis_port), *kept)), redis_port, logs, environment
    )
    try:
        postgres.start()
        queue.start()
        yield postgres, queue
    finally:
        queue.put_away()
        postgres.put_away()
        shutil.rmtree(folder, ignore_errors=True)
