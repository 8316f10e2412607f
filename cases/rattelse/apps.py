from django.apps import AppConfig


class RattelseConfig(AppConfig):
    name = "cases.rattelse"

    def ready(self) -> None:
        from cases.rattelse import facts, queries, steps, visning
        from workflows.facts import facts_from
        from workflows.registry import CaseType, register_case_type

        register_case_type(
            CaseType(
                namn=queries.TYP,
                label="Rättelse",
                facts=facts_from(facts.RattelseFakta),
                read_facts=facts.fakta,
                ended=steps.avslutad,
            )
        )
        visning.registrera_arendetyp()
