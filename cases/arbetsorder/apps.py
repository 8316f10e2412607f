from django.apps import AppConfig


class ArbetsorderConfig(AppConfig):
    name = "cases.arbetsorder"

    def ready(self) -> None:
        from cases.arbetsorder import (
            actions,
            actions_hmc,
            actions_makulera,
            begin,
            facts,
            klassning,
            queries,
            steps,
            visning,
        )
        from cases.gemensamt import arendekallor, behorighet, hall
        from cases.hjalpmedel import karantan
        from workflows.facts import facts_from
        from workflows.registry import CaseType, itself, register_case_type

        register_case_type(
            CaseType(
                namn=queries.TYP,
                label="Arbetsorder",
                facts=facts_from(facts.ArbetsorderFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                sends=frozenset({"underhall_utfort"}),
                too_late={
                    "kopplad_kundorder_makulerad": itself,
                    "specialanpassning_klar": itself,
                    "konsultation_klar": itself,
                    "retur_registrerad": itself,
                },
                ended=steps.avslutad,
            )
        )
        for module in (actions, actions_hmc, actions_makulera):
            behorighet.tillat(queries.TYP, module.HANDLINGAR)
        # Kundtjänst plans for every group.
        behorighet.tillat_over_grupper(queries.TYP, "kundtjanst")
        arendekallor.registrera(queries.TYP, arendekallor.Kalla(saker=queries.saker))
        karantan.registrera_arbeten(queries.gjorda)
        hall.registrera_overlamnare(klassning.arbetande_grupp)
        hall.registrera_kopplad(queries.orderrad)
        visning.registrera_arendetyp()
