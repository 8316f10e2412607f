from django.apps import AppConfig


class FrittConfig(AppConfig):
    name = "cases.fritt"

    def ready(self) -> None:
        """Make the case type and its registers known."""
        from cases.fritt import arendetyp, uppslag

        arendetyp.registrera()
        uppslag.registrera()
