"""A Celery worker and its clock inside the web process, for the installation without Redis.

Celery's own in-memory queue carries the knocks; it is lost when the process dies, and nothing is
lost with it, since the engine's tables hold what was promised and the first tick sweeps them.
"""

from threading import Thread

from celery import Celery
from celery.beat import Scheduler, Service
from celery.worker import WorkController


class EmbeddedWorker:
    """Threads do not survive a fork: start this in the process that serves, never before it."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        # Not celery.apps.worker.Worker: that one takes over the process's signals and logging.
        self._worker = WorkController(
            app=app,
            hostname="embedded@websesam",
            pool_cls="threads",
            concurrency=2,
            loglevel="WARNING",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self._carrier = Thread(target=self._worker.start, name="websesam-worker", daemon=True)
        self._clock = Service(app, scheduler_cls=Scheduler, max_interval=1)
        self._beat = Thread(target=self._clock.start, name="websesam-beat", daemon=True)

    def start(self) -> None:
        self._carrier.start()
        self._beat.start()
        # What was promised before the last stop is carried out now, not in five seconds.
        self._app.send_task("tasks.tick")
        # This machine may be off every night.
        self._app.send_task("tasks.gallra")
        self._app.send_task("tasks.underhall")
        self._app.send_task("tasks.svinn")

    def stop(self) -> None:
        """Take nothing new and wait for what has begun."""
        self._clock.stop(wait=True)
        self._worker.stop()
        self._carrier.join()
