"""`manage.py benchmark`: what things cost here and now, beside the peers' figures."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test.utils import setup_test_environment

from workflows.diagrams import versions

_MEASURES = (
    "expressions",
    "reference",
    "kundorder",
    "artikelsok",
    "stor",
    "growth",
    "timers",
    "storage",
    "together",
)


class Command(BaseCommand):
    """Measures in a database of its own that is removed afterwards."""

    help = "Mäter i en egen, tillfällig databas. --only NAMN, --json, --quick."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=_MEASURES, help="bara en mätning")
        parser.add_argument("--json", action="store_true", help="ett objekt per rad")
        parser.add_argument("--quick", action="store_true", help="mindre mängder")

    def handle(self, *args: Any, **options: Any) -> None:
        from importlib import import_module

        chosen = [options["only"]] if options["only"] else list(_MEASURES)
        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        setup_test_environment(debug=False)
        kept = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            versions.seed()
            for name in chosen:
                for figure in import_module(f"benchmarks.{name}").measure(quick=options["quick"]):
                    self.stdout.write(figure.as_json() if options["json"] else figure.as_line())
                    self.stdout.flush()
        except ModuleNotFoundError as missing:
            raise CommandError(f"Mätningen saknar {missing.name}.") from missing
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)
