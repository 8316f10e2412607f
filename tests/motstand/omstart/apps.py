from django.apps import AppConfig


class OmstartConfig(AppConfig):
    name = "tests.motstand.omstart"

    def ready(self) -> None:
        from tests.workflows.engine import spar
        from workflows import registry
        from workflows.registry import CaseType

        spar.register()
        # Each case writes to itself, so that every message has one receiver.
        registry.register_case_type(
            CaseType("prov", "Prov", read_facts=lambda case_id: {"nummer": str(case_id)})
        )
