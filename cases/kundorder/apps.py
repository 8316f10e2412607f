from django.apps import AppConfig


class KundorderConfig(AppConfig):
    name = "cases.kundorder"

    def ready(self) -> None:
        from cases.gemensamt import behorighet
        from cases.kundorder import (
            actions,
            actions_akut,
            actions_dela,
            actions_direktinkop,
            actions_efter,
            actions_makulera,
            begin,
            bestallt,
            facts,
            queries,
            steps,
            visning,
        )
        from workflows.facts import facts_from
        from workflows.registry import CaseType, itself, register_case_type

        register_case_type(
            CaseType(
                namn=actions.TYP,
                label="Kundorder",
                facts=facts_from(facts.KundorderFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                ended=steps.avslutad,
                sends=frozenset({"kundorder_makulerad", "kopplad_kundorder_makulerad"}),
                # What a lager tells late is overtaken by the receipt that ended the order.
                too_late=dict.fromkeys(
                    ("arbetsorder_avslutad", "leverans_plockad", "leverans_utlevererad"), itself
                ),
            )
        )
        for module in (
            actions_akut,
            actions_dela,
            actions_direktinkop,
            actions_efter,
            actions_makulera,
        ):
            behorighet.tillat(queries.TYP, module.HANDLINGAR)
        visning.registrera_arendetyp()
        bestallt.registrera_kalla()
