from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class FrittConfig(AppConfig):
    name = "cases.fritt"

    def ready(self) -> None:
        """Make the case type and its registers known, and how long drafts are kept."""
        from cases.fritt import arendetyp, uppslag, utkast
        from workflows.registry import Erasure, register_erasure

        arendetyp.registrera()
        uppslag.registrera()
        keep = timedelta(days=settings.GALLRA_UTKAST_DAGAR)
        register_erasure(Erasure("Utkast till formulär", keep, utkast.gallra))
        a_day = timedelta(days=1)
        register_erasure(Erasure("Filer utan utkast", a_day, utkast.gallra_losa))
