from django.apps import AppConfig


class KonsultationConfig(AppConfig):
    name = "cases.konsultation"

    def ready(self) -> None:
        from cases.gemensamt import behorighet
        from cases.konsultation import actions, begin, facts, queries, steps, visning
        from workflows.facts import facts_from
        from workflows.registry import CaseType, register_case_type

        register_case_type(
            CaseType(
                namn=begin.TYP,
                label="Konsultation",
                facts=facts_from(facts.KonsultationFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                start_by_message=begin.borja,
                too_late={"arbetsorder_makulerad": begin.arendets_id},
                ended=steps.avslutad,
            )
        )
        behorighet.tillat(begin.TYP, actions.HANDLINGAR)
        visning.registrera_arendetyp()
