"""`manage.py bygg_varld`: a believable big world, to measure in and to look at."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Templates are made by the real actions and copied set-wise."""

    help = (
        "Bygger en stor påhittad värld: i skala 1 är det 100 000 artiklar, 200 000 patienter,"
        " 1 000 000 avslutade och 200 000 pågående kundorder. Bara i en tom databas eller i"
        " demovärlden utan ärenden."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--skala", type=float, default=0.01, help="0.01 är en procent")
        parser.add_argument("--fro", type=int, default=1, help="samma frö ger samma värld")

    def handle(self, *args: Any, **options: Any) -> None:
        from benchmarks.varld.bygg import bygg, hinder

        if not 0 < options["skala"] <= 1:
            raise CommandError("Skalan är ett tal över 0 och högst 1, till exempel 0.01.")
        if no := hinder(demo=settings.DEMO):
            raise CommandError(no)
        call_command("publicera_diagram", verbosity=0, stdout=self.stdout)
        call_command("ladda_demo", stdout=self.stdout)
        begun = time.monotonic()
        told: dict[str, int] = {}

        def sagt(what: str, count: int) -> None:
            told[what] = told.get(what, 0) + count
            self.stdout.write(f"{time.monotonic() - begun:7.1f} s  {told[what]:>9} {what}")
            self.stdout.flush()

        made = bygg(options["skala"], sagt, fro=options["fro"])
        call_command("kontrollera_saldo", stdout=self.stdout)
        self.stdout.write(
            f"Världen är byggd: {made.artiklar} artiklar, {made.patienter} patienter,"
            f" {made.avslutade} avslutade och {made.pagaende} pågående kundorder,"
            f" från {made.mallar} mallar."
        )
