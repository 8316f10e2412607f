"""The web server of the installation without Redis: gunicorn, one process, eight threads.

One process, since SQLite has one writer and the in-memory queue is seen by one process only.
"""

from collections.abc import Callable

from celery import current_app
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from tasks.embedded import EmbeddedWorker
from tasks.memory import settle

HOST = "127.0.0.1"
THREADS = 8
# For requests and jobs that have begun. What takes longer is cut off and done again at next start.
GRACE_SECONDS = 15


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, port: int, *, announce: Callable[[], None]) -> None:
        self._port = port
        self._announce = announce
        self._embedded: EmbeddedWorker | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"{HOST}:{self._port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self._ready,
            "post_worker_init": self._start_worker,
            "worker_exit": self._stop_worker,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_wsgi_application()

    def _ready(self, _arbiter: Arbiter) -> None:
        self._announce()

    def _start_worker(self, _worker: Worker) -> None:
        self._embedded = EmbeddedWorker(current_app)
        self._embedded.start()
        settle()

    def _stop_worker(self, _arbiter: Arbiter, _worker: Worker) -> None:
        if self._embedded:
            self._embedded.stop()
