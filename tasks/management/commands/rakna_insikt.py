"""`manage.py rakna_insikt`: count the history anew, from the first row to the last."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows.insight import increments


class Command(BaseCommand):
    """What was counted goes, and is made again; while it goes on the pages show what there is."""

    help = "Räkna om Insikt från början, och skriv ut hur många rader av historiken det blev."

    def handle(self, *args: Any, **options: Any) -> None:
        increments.forget()
        counted = increments.catch_up()
        self.stdout.write(f"{counted} rader av historiken räknade.")
