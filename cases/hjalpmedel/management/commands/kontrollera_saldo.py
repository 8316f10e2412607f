"""Prove that every saldo is the sum of its ledger, and that the individer stand where it says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.hjalpmedel.models import Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo


class Command(BaseCommand):
    help = "Kontrollerar att varje saldo är summan av sina rörelser. Slutar med fel om inte."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each disagreement, or that there is none."""
        wrong = kontrollera_saldo()
        for sentence in wrong:
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(f"{len(wrong)} saldon stämmer inte med rörelserna.")
        self.stdout.write(f"{Saldo.objects.count()} saldon stämmer med sina rörelser.")
