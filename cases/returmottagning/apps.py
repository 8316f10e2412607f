from django.apps import AppConfig


class ReturmottagningConfig(AppConfig):
    name = "cases.returmottagning"

    def ready(self) -> None:
        from cases.gemensamt import aterkomst, behorighet
        from cases.returmottagning import (
            actions,
            actions_karantan,
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
                label="Returmottagning",
                facts=facts_from(facts.ReturFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                ended=steps.avslutad,
            )
        )
        for module in (actions, actions_karantan):
            behorighet.tillat(begin.TYP, module.HANDLINGAR)
        aterkomst.registrera_disk(queries.har_tagit_emot)
        visning.registrera_arendetyp()
