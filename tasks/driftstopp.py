"""Driftstopp as a person reads them, for the pages and the API alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt.behorighet import VISAS_INTE, dolda
from cases.gemensamt.models import Arende
from cases.mottagare.visning import far_se_patienter
from cases.organisation.models import Anvandare
from workflows.models import Incident, Process


@dataclass(frozen=True)
class Rad:
    """One driftstopp.

    `kan_hoppas` says whether there is a step that can be passed over, `kan_avbrytas` whether there
    is a case that has stopped here; where there is none the driftstopp itself can be closed.
    """

    nummer: int
    slag: str
    mening: str
    detalj: str
    nar: datetime
    arende: str
    arende_id: UUID | None
    kan_hoppas: bool
    kan_avbrytas: bool

    @property
    def vid_stangning(self) -> str:
        """What it means to close it, where there is no case to stop."""
        if self.slag == Incident.Kind.MESSAGE.label:
            return (
                "Meddelandet lämnas utan att komma fram, och driftstoppet tas bort ur listan."
                " Ärendet som skickade det står kvar som det är."
            )
        if self.slag == Incident.Kind.WORK.label:
            return "Arbetet lämnas ogjort, och driftstoppet tas bort ur listan. Ärendet står kvar."
        return "Det finns inget pågående ärende att gå vidare i. Driftstoppet tas bort ur listan."

    @property
    def nyckel(self) -> str:
        """The number as text, for ids on the page."""
        return str(self.nummer)


def oppna() -> QuerySet[Incident]:
    """The ones that nobody has taken care of, the oldest first."""
    return (
        Incident.objects.filter(resolved_at__isnull=True)
        .select_related("process")
        .order_by("created_at")
    )


def rader(incidents: Iterable[Incident], person: Anvandare) -> list[Rad]:
    """Lines for incidents, with their cases' numbers read together."""
    listed = list(incidents)
    cases = [one.process.case_id for one in listed if one.process is not None]
    numbers = dict(Arende.objects.filter(pk__in=cases).values_list("pk", "nummer"))
    kept = dolda(person, cases)
    told = far_se_patienter(person)
    return [_rad(one, numbers, told=told, kept=kept) for one in listed]


def stoppade_igen(nummer: int) -> bool:
    """Whether the same element has stopped anew after a retry."""
    tried = Incident.objects.get(pk=nummer)
    return oppna().filter(process=tried.process, element=tried.element, pk__gt=nummer).exists()


def _rad(
    incident: Incident, numbers: dict[UUID, str | None], *, told: bool, kept: Collection[UUID]
) -> Rad:
    case_id = incident.process.case_id if incident.process is not None else None
    closed = case_id in kept
    return Rad(
        nummer=incident.pk,
        slag=incident.get_kind_display(),
        mening=VISAS_INTE if closed else incident.sentence,
        # The error as it was may name a patient.
        detalj=incident.detail if told and not closed else "",
        nar=incident.created_at,
        arende=(numbers.get(case_id) or "Utkast") if case_id is not None else "",
        arende_id=case_id,
        kan_hoppas=incident.kind in (Incident.Kind.STEP, Incident.Kind.JOB),
        kan_avbrytas=incident.kind not in (Incident.Kind.MESSAGE, Incident.Kind.WORK)
        and incident.process is not None
        and incident.process.status == Process.Status.RUNNING,
    )
