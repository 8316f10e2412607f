from django.apps import AppConfig


class SpecialanpassningConfig(AppConfig):
    name = "cases.specialanpassning"

    def ready(self) -> None:
        from cases.gemensamt import behorighet
        from cases.specialanpassning import (
            actions,
            actions_tekniker,
            begin,
            facts,
            queries,
            steps,
            visning,
        )
        from workflows.facts import facts_from
        from workflows.registry import CaseType, register_case_type

        register_case_type(
            CaseType(
                namn=begin.TYP,
                label="Specialanpassning",
                facts=facts_from(facts.SpecialanpassningFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                too_late={"arbetsorder_makulerad": begin.arendets_id},
                ended=steps.avslutad,
            )
        )
        for module in (actions, actions_tekniker):
            behorighet.tillat(begin.TYP, module.HANDLINGAR)
        visning.registrera_arendetyp()
