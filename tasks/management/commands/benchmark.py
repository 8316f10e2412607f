"""`manage.py benchmark`: what things cost here and now, beside the peers' figures."""

from importlib import import_module
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
    "vakt",
    "flytt",
    "storage",
    "together",
    "replay",
    "insikt",
)
# Those that take the world as they find it.
_IN_A_WORLD = ("stor",)


class Command(BaseCommand):
    """Measures in a database of its own that is removed afterwards, or in a built world."""

    help = (
        "Mäter i en egen, tillfällig databas. --only NAMN, --json, --quick. Med --i-varlden mäts i"
        " den värld som bygg_varld har byggt; mätningens ärenden blir kvar där."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=_MEASURES, help="bara en mätning")
        parser.add_argument("--json", action="store_true", help="ett objekt per rad")
        parser.add_argument("--quick", action="store_true", help="mindre mängder")
        parser.add_argument(
            "--i-varlden",
            action="store_true",
            help=f"i databasen som den står, byggd av bygg_varld ({', '.join(_IN_A_WORLD)})",
        )

    def handle(self, *args: Any, **options: Any) -> None:

        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        chosen = [options["only"]] if options["only"] else list(_MEASURES)
        if options["i_varlden"]:
            if no := _no_world(chosen):
                raise CommandError(no)
            self._measure(chosen, options)
            return
        setup_test_environment(debug=False)
        kept = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            versions.seed()
            self._measure(chosen, options)
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)

    def _measure(self, chosen: list[str], options: dict[str, Any]) -> None:
        try:
            for name in chosen:
                for figure in import_module(f"benchmarks.{name}").measure(quick=options["quick"]):
                    self.stdout.write(figure.as_json() if options["json"] else figure.as_line())
                    self.stdout.flush()
        except ModuleNotFoundError as missing:
            raise CommandError(f"Mätningen saknar {missing.name}.") from missing


def _no_world(chosen: list[str]) -> str:
    """Why there is nothing to measure in as it stands; empty when there is."""
    from benchmarks.varld.bygg import byggd

    if not set(chosen) <= set(_IN_A_WORLD):
        return f"Välj en mätning som görs i en byggd värld: --only {' eller '.join(_IN_A_WORLD)}."
    if not settings.DEMO:
        return "Demovärlden är avstängd här. Mätningen gör ärenden och görs bara i en byggd värld."
    if not byggd():
        return "Här finns ingen värld. Bygg den först: manage.py bygg_varld --skala 0.01."
    return ""
