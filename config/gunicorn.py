"""The web server where web, worker and beat are processes of their own (docs/drift.md)."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from config.checks import web_faults
from tasks.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

bind = os.environ.get("WEBSESAM_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
graceful_timeout = 20
control_socket_disable = True
accesslog = None
loglevel = "warning"


def on_starting(server: Arbiter) -> None:
    engine = settings.DATABASES["default"]["ENGINE"]
    if faults := web_faults(engine, workers=server.cfg.workers):
        raise ImproperlyConfigured("\n".join(faults))


def post_worker_init(worker: Worker) -> None:
    settle()
