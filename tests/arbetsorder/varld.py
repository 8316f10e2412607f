"""The world of returns with technicians, and arbetsorder on what the patient has."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from cases.arbetsorder import actions, actions_hmc, aktiviteter
from cases.arbetsorder.models import Aktivitet, Arbetsorder
from cases.arbetsorder.svar import Arbetsval, Mal, Planering, Tid
from cases.organisation.models import Anvandare, Grupp
from tests.hamtorder.varld import Retur
from tests.hamtorder.varld import bygg as bygg_retur
from tests.kundorder.varld import leverera_meddelanden, person
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder

SVAR = Arbetsval(
    typ="AU_KUND",
    utforande="plats",
    felbeskrivning="Bromsen på höger hjul tar inte.",
    telefon="010-000 11 01",
)


@dataclass(frozen=True)
class Arbete:
    """Retur's world, and who mends things in it."""

    r: Retur
    tim: Anvandare

    @property
    def miriam(self) -> Anvandare:
        return self.r.v.miriam

    @property
    def kim(self) -> Anvandare:
        return self.r.v.kim


def bygg() -> Arbete:
    r = bygg_retur()
    versions.publish(from_folder(settings.BPMN_DIR / "arbetsorder"), case_type="arbetsorder")
    tim = person("tim", "tekniker")
    for key in ("falt", "verkstad", "montering", "mta", "specialanpassning"):
        tim.grupper.add(
            Grupp.objects.create(nyckel=f"tekniker_{key}", namn=f"HMC {key}", roll="tekniker")
        )
    Grupp.objects.create(nyckel="koordinator", namn="HMC koordinator", roll="kundtjanst")
    Grupp.objects.create(nyckel="support_digitala", namn="HMC supportteam", roll="tekniker")
    Grupp.objects.create(
        nyckel="konsulent_manuella_rullstolar",
        namn="HMC konsulent manuella rullstolar",
        roll="konsulent",
    )
    return Arbete(r=r, tim=tim)


def utkast(a: Arbete, mal: Mal | None = None, **svar: Any) -> Arbetsorder:
    """A draft of Miriam's on the bed."""
    return actions.ny(
        a.r.v.patient,
        person=a.miriam,
        kund=a.r.v.kund,
        mal=mal or Mal(innehav=a.r.sang.pk),
        svar=replace(SVAR, **svar),
    )


def verkstalld(a: Arbete, mal: Mal | None = None, **svar: Any) -> Arbetsorder:
    """The same, sent."""
    order = actions.verkstall(utkast(a, mal, **svar).pk, person=a.miriam)
    leverera_meddelanden()
    return order


def om(timmar: int) -> datetime:
    """So many hours from now."""
    return clock.now() + timedelta(hours=timmar)


def granskad(a: Arbete, order: Arbetsorder) -> None:
    actions_hmc.granska(order.pk, person=a.tim, granskning="godkand")
    leverera_meddelanden()


def planerad(a: Arbete, order: Arbetsorder, timmar: int = 2) -> None:
    actions_hmc.planera(
        order.pk, person=a.tim, svar=Planering(fran=om(timmar), till=om(timmar + 1))
    )


def rapporterad(a: Arbete, order: Arbetsorder, **tid: Any) -> None:
    part = order.aktiviteter.exclude(lage=Aktivitet.Lage.KLAR).get()
    aktiviteter.rapportera(order.pk, part.pk, person=a.tim, tid=Tid(45, "Bytte bromsvajer", **tid))


def klar(a: Arbete, order: Arbetsorder) -> None:
    """From Verkställ to closed, the straight way."""
    granskad(a, order)
    planerad(a, order)
    rapporterad(a, order)
    fardig(a, order)


def fardig(a: Arbete, order: Arbetsorder) -> None:
    actions_hmc.utfor(order.pk, person=a.tim, klart=True, utlatande="Bromsen tar igen.")
    leverera_meddelanden()


def status(order: Arbetsorder) -> str:
    order.arende.refresh_from_db()
    return order.arende.status


def vantar(case: UUID) -> list[str]:
    """What waits for somebody now."""
    return sorted(task.element for task in engine.open_tasks(case))
