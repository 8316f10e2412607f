"""Load the demo world's history: weeks of felrapporter, made by the engine."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.felrapport import demo


class Command(BaseCommand):
    help = "Ger demovärlden fem veckors felrapporter. Gör inget där det redan finns några."

    def handle(self, *args: Any, **options: Any) -> None:
        """Day by day until now."""
        self.stdout.write(f"Demovärldens felrapporter: {demo.ladda()} skickade på fem veckor.")
