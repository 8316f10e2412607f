"""Make an API key: `manage.py skapa_apinyckel miriam --namn Journalen --skriva`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from api.models import ApiNyckel
from api.nycklar import skapa
from cases.organisation.models import Anvandare, Kund
from workflows.errors import Refused


class Command(BaseCommand):
    # It makes a key; whether the diagrams are in order is another command's question.
    requires_system_checks = ()
    help = "Skapar en API-nyckel åt en användare. Nyckeln visas en gång och kan inte läsas igen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("anvandare", help="användar-id för den som nyckeln handlar som")
        parser.add_argument("--namn", default="API-nyckel", help="vad nyckeln är till för")
        parser.add_argument("--skriva", action="store_true", help="får ändra, inte bara läsa")
        parser.add_argument("--kund", help="kundnummer: bara den enhetens ärenden")
        parser.add_argument("--dagar", type=int, default=365, help="hur länge nyckeln gäller")

    def handle(
        self,
        *,
        anvandare: str,
        namn: str,
        skriva: bool,
        kund: str | None,
        dagar: int,
        **_options: Any,
    ) -> None:
        """Print the token alone, so that it can be taken care of by a script."""
        try:
            agare = Anvandare.objects.filter(username=anvandare, is_active=True).first()
        except DatabaseError as missing:
            raise CommandError(
                "Databasen är inte upplagd här. Starta webSesam först, eller säg var den "
                "ligger med WEBSESAM_DATA eller DATABASE_URL."
            ) from missing
        if agare is None:
            raise CommandError(f"Användaren {anvandare} finns inte. Kontrollera användar-id.")
        unit = Kund.objects.filter(nummer=kund).first() if kund else None
        if kund and unit is None:
            raise CommandError(f"Kunden {kund} finns inte. Kontrollera kundnumret.")
        scopes = [ApiNyckel.Omfattning.LASA, *([ApiNyckel.Omfattning.SKRIVA] if skriva else [])]
        try:
            _, token = skapa(agare, namn, scopes, dagar=dagar, kund=unit)
        except Refused as no:
            raise CommandError(no.mening) from no
        self.stdout.write(token)
