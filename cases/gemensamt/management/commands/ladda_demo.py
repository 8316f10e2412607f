"""Load the demo world: the manual's data and made-up people. Loading twice changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cases.artiklar import demo as artiklar
from cases.hjalpmedel import demo as hjalpmedel
from cases.hjalpmedel import skrotningskoder
from cases.meddelanden import nyheter
from cases.mottagare import demo as mottagare
from cases.organisation import demo as organisation


class Command(BaseCommand):
    help = "Laddar demovärlden: manualens exempel och påhittade personer. Kan köras om."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Lowest register first, since each builds on the ones before."""
        loaded: dict[str, int] = {}
        for register in (organisation, artiklar, mottagare, hjalpmedel):
            loaded |= register.ladda()
        loaded["skrotningskoder"] = skrotningskoder.ladda()
        loaded["nyheter"] = nyheter.las_in()
        counts = ", ".join(f"{count} {name}" for name, count in loaded.items())
        self.stdout.write(f"Demovärlden är laddad: {counts}.")
