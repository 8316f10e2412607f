from django.apps import AppConfig


class LeveransConfig(AppConfig):
    name = "cases.leverans"

    def ready(self) -> None:
        from cases.gemensamt import behorighet
        from cases.leverans import (
            actions,
            actions_kundtjanst,
            actions_utlamning,
            begin,
            facts,
            foljesedel,
            leveranssteg,
            overlamning,
            queries,
            samling,
            steps,
            visning,
        )
        from workflows.facts import facts_from
        from workflows.registry import CaseType, register_case_type

        register_case_type(
            CaseType(
                namn=begin.TYP,
                label="Leverans",
                facts=facts_from(facts.LeveransFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                ended=steps.avslutad,
            )
        )
        for module in (actions, actions_kundtjanst, actions_utlamning, overlamning, samling):
            behorighet.tillat(begin.TYP, module.HANDLINGAR)
        visning.registrera_arendetyp(foljesedel.dokument)
        leveranssteg.registrera_kalla()
