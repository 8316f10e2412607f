"""`manage.py dmn_evaluate`, as Django lists it; `manage.py` itself takes the short way there."""

from django.core.management.base import BaseCommand

from workflows.dmn.lines import answer_lines


class Command(BaseCommand):
    help = (
        "Läser JSON-rader på stdin (file, decision, inputs: varje värde ett FEEL-uttryck som text) "
        "och skriver en JSON-rad för varje (result, value, matched, warnings, eller error)."
    )
    # A table is tried without the product: no database, no checks of the rest of it.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *_args: object, **_options: object) -> None:
        answer_lines()
