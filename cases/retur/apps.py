from django.apps import AppConfig


class ReturConfig(AppConfig):
    name = "cases.retur"

    def ready(self) -> None:
        from cases.gemensamt import behorighet
        from cases.retur import actions, facts, queries, steps, visning
        from workflows.facts import facts_from
        from workflows.registry import CaseType, register_case_type

        register_case_type(
            CaseType(
                namn=queries.TYP,
                label="Retur",
                facts=facts_from(facts.ReturFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                ended=steps.avslutad,
            )
        )
        behorighet.tillat(queries.TYP, actions.HANDLINGAR)
        visning.registrera_arendetyp()
