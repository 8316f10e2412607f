from django.apps import AppConfig
from django.conf import settings


class FelrapportConfig(AppConfig):
    name = "cases.felrapport"

    def ready(self) -> None:
        from cases.felrapport import (
            actions,
            actions_avvikelse,
            actions_bilagor,
            actions_hmc,
            facts,
            queries,
            steps,
            steps_avvikelse,  # noqa: F401 - its steps make themselves known
            visning,
        )
        from cases.gemensamt import behorighet
        from cases.hjalpmedel import karantan
        from workflows.facts import facts_from
        from workflows.registry import CaseType, Choice, group_names, register_case_type

        register_case_type(
            CaseType(
                namn=queries.TYP,
                label="Felrapport",
                facts=facts_from(facts.FelrapportFakta),
                read_facts=facts.fakta,
                projector=queries.uppgiftsfalt,
                ended=steps.avslutad,
                outputs={"hmc_grupp": Choice("grupp", group_names)},
            )
        )
        for module in (actions, actions_avvikelse, actions_bilagor, actions_hmc):
            behorighet.tillat(queries.TYP, module.HANDLINGAR)
        behorighet.lases_av_grupp(lambda: settings.FELRAPPORT_BEMOTANDE_GRUPP)
        karantan.registrera(queries.haller_i_karantan)
        visning.registrera_arendetyp()
