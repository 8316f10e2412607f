"""`manage.py publicera_diagram`: bring the diagrams in `bpmn/` into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.diagrams import versions


class Command(BaseCommand):
    """Publishes each process in `bpmn/`, except those that a process owner has published."""

    help = "Läs in diagrammen i bpmn/ och publicera dem som inte en processägare har tagit över."

    def handle(self, *args: Any, **options: Any) -> None:
        for version in versions.seed():
            self.stdout.write(f"{version.definition.title}: version {version.number}")
