from django.apps import AppConfig


class HamtorderConfig(AppConfig):
    name = "cases.hamtorder"

    def ready(self) -> None:
        from cases.gemensamt import arendekallor, behorighet
        from cases.hamtorder import actions, facts, queries, steps, urval, visning
        from workflows.registry import CaseType, facts_from, register_case_type

        register_case_type(
            CaseType(
                namn=urval.TYP,
                label="Hämtorder",
                facts=facts_from(facts.HamtorderFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                ended=steps.avslutad,
            )
        )
        behorighet.tillat(urval.TYP, actions.HANDLINGAR)
        arendekallor.registrera(urval.TYP, arendekallor.Kalla(hamtas=queries.hamtas))
        visning.registrera_arendetyp()
