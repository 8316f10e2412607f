"""`manage.py up`: everything an installation without Redis needs, in one process."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cases.organisation.models import Anvandare
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
        call_command("migrate", verbosity=0)
        collect_static()
        call_command("publicera_diagram", stdout=self.stdout)
        loaded = settings.DATA_DIR / "demo"
        # Only into an empty installation: the demo people's password is known to everyone, and
        # what somebody has changed in the demo world stays changed.
        if demo and not Anvandare.objects.exists():
            call_command("ladda_demo", stdout=self.stdout)
            loaded.touch()
            call_command("ladda_historik", stdout=self.stdout)
        # Read by the login page, which then tells what this command tells.
        settings.DEMO = demo and loaded.exists()

    def announce(self, port: int) -> None:
        if settings.DEMO:
            self.stdout.write(f"Logga in med lösenordet {settings.DEMO_LOSENORD} som")
            for person in Anvandare.objects.filter(is_active=True).exclude(roller=[]):
                self.stdout.write(f"  {person.username:<24} {person.rolltext}")
        elif not Anvandare.objects.exists():
            self.stdout.write(NOBODY_YET)
        connections.close_all()
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
