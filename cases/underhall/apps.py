from django.apps import AppConfig


class UnderhallConfig(AppConfig):
    name = "cases.underhall"

    def ready(self) -> None:
        from cases.gemensamt import behorighet
        from cases.underhall import actions, begin, facts, queries, steps, visning
        from workflows.facts import facts_from
        from workflows.registry import CaseType, itself, register_case_type

        register_case_type(
            CaseType(
                namn=begin.TYP,
                label="Underhåll",
                facts=facts_from(facts.UnderhallFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                too_late={"underhall_utfort": itself},
                ended=steps.avslutad,
            )
        )
        behorighet.tillat(begin.TYP, actions.HANDLINGAR)
        visning.registrera_arendetyp()
