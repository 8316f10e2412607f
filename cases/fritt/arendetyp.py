"""The case type that runs every process which owners draw without code."""

from datetime import datetime
from uuid import UUID

from cases.fritt import besvarat, facts, queries, rules, tillagg
from cases.gemensamt import arendetyper
from cases.gemensamt.models import Arende
from workflows.registry import Answers, CaseType, register_answers, register_case_type


def registrera() -> None:
    """Make it known to the engine and to the page that all cases share."""
    arendetyper.registrera(arendetyper.Arendetyp(namn=queries.TYP, label="Ärende"))
    arendetyper.registrera_svar(besvarat.svar_i)
    register_answers(Answers(read=facts.fakta, give=tillagg.ge))
    register_case_type(
        CaseType(
            namn=queries.TYP,
            label="Ärende",
            read_facts=facts.fakta,
            projector=queries.uppgiftsfalt,
            runs_any=True,
            ended=_avsluta,
        )
    )


def _avsluta(arende_id: UUID, avbruten: bool, nar: datetime) -> None:  # noqa: FBT001 - the engine's
    Arende.objects.filter(pk=arende_id).update(
        status=rules.status(pagar=False, avbruten=avbruten), avslutad=nar
    )
