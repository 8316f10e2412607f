"""`manage.py up`: everything an installation without Redis needs, in one process."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from tasks.instance import AlreadyRunning, only_one
from tasks.server import HOST, Server
from tasks.static_files import collect_static

WITH_REDIS = """\
REDIS_URL är satt: då är webben, arbetaren och klockan var sin process. Kör i stället
  python manage.py migrate
  python manage.py collectstatic --noinput
  python manage.py publicera_diagram
  gunicorn --config python:config.gunicorn config.wsgi
  celery --app config worker
  celery --app config beat --scheduler celery.beat:Scheduler
eller starta alltihop med compose.yaml (docs/drift.md)."""

NOBODY_YET = """\
Ingen kan logga in än. Skapa den första administratören:
  .venv/bin/python manage.py createsuperuser"""


class Command(BaseCommand):
    help = "Startar webSesam: databas, diagram, demodata, webbserver och arbetare i ett kommando."
    # The gate judges the diagrams when they are published, with more to say than a check has.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_false", dest="demo")

    def handle(self, *, port: int, demo: bool, **_options: Any) -> None:
        if settings.REDIS_URL:
            raise CommandError(WITH_REDIS)
        try:
            with only_one(settings.DATA_DIR, port):
                require_free(port)
                self.prepare(demo=demo)
                # A connection opened before the fork would be shared with the serving process.
                connections.close_all()
                Server(port, announce=lambda: self.announce(port)).run()
        except AlreadyRunning as taken:
            raise CommandError(str(taken)) from None

    def prepare(self, *, demo: bool) -> None:
        settings.DEMO = demo
        call_command("migrate", verbosity=0)
        collect_static()
        call_command("publicera_diagram", stdout=self.stdout)
        if demo:
            call_command("ladda_demo", stdout=self.stdout)
        elif not get_user_model().objects.exists():
            self.stdout.write(NOBODY_YET)

    def announce(self, port: int) -> None:
        self.stdout.write(f"webSesam är igång: http://{HOST}:{port}/  (Ctrl-C stoppar)")
        self.stdout.flush()


def require_free(port: int) -> None:
    """Said before the database is touched, in words instead of gunicorn's five attempts."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            other = port + 1 if port < 65535 else 8000
            raise CommandError(
                f"Port {port} går inte att använda på den här datorn; kanske har ett annat program "
                f"den. Välj en annan, till exempel: python3 run.py --port {other}"
            ) from None
