from django.apps import AppConfig


class HamtorderConfig(AppConfig):
    name = "cases.hamtorder"

    def ready(self) -> None:
        from cases.gemensamt import arendekallor, behorighet, turkallor
        from cases.gemensamt import aterkomst as desken
        from cases.hamtorder import (
            actions,
            aterkomst,
            begin,
            facts,
            pa_turen,
            queries,
            steps,
            urval,
            visning,
        )
        from workflows.facts import facts_from
        from workflows.registry import CaseType, itself, register_case_type

        register_case_type(
            CaseType(
                namn=urval.TYP,
                label="Hämtorder",
                facts=facts_from(facts.HamtorderFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                too_late={"retur_registrerad": itself},
                ended=steps.avslutad,
            )
        )
        behorighet.tillat(urval.TYP, actions.HANDLINGAR)
        kalla = arendekallor.Kalla(hamtas=queries.hamtas, saker=queries.saker)
        arendekallor.registrera(urval.TYP, kalla)
        desken.registrera(
            urval.TYP,
            desken.Kalla(aterkomst.vantade, aterkomst.lamnade, aterkomst.forsenade),
        )
        turkallor.registrera(urval.TYP, pa_turen.hamtningar)
        visning.registrera_arendetyp()
