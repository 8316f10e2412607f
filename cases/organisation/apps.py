from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "cases.organisation"

    def ready(self) -> None:
        from cases.organisation.queries import (
            grupper_per_namn,
            grupper_per_roll,
            personens_namn,
        )
        from cases.organisation.roller import ROLLER
        from workflows.registry import register_people, register_roles

        register_roles(ROLLER, grupper_per_roll, grupper_per_namn)
        register_people(personens_namn)
