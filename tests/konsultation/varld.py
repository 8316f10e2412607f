"""A patient whose förskrivare has asked for a konsultation, and who helps her."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from cases.konsultation import actions
from cases.konsultation.models import Konsultation
from cases.konsultation.rules import Tidsforslag
from cases.organisation.models import Anvandare
from tests.kundorder.varld import Varld, bygg_varld, leverera_meddelanden, person
from workflows import clock, engine, workdays
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder


@dataclass(frozen=True)
class Kons:
    """The world of kundorder, with a konsulent."""

    v: Varld
    kerstin: Anvandare
    arbetsorder: UUID

    @property
    def kons(self) -> Konsultation:
        return Konsultation.objects.select_related("arende").get(arbetsorder=self.arbetsorder)


def bygg() -> Kons:
    v = bygg_varld()
    versions.publish(from_folder(settings.BPMN_DIR / "konsultation"), case_type="konsultation")
    return Kons(v, person("kerstin", "konsulent"), uuid4())


def begard(k: Kons, **fler: Any) -> Konsultation:
    """The arbetsorder has asked for it."""
    payload = {
        "arbetsorder": str(k.arbetsorder),
        "nummer": "26480001",
        "mottagare": k.v.patient.pk,
        "kund": k.v.kund.pk,
        "bestallare": k.v.miriam.pk,
        "artikel": k.v.sang.pk,
        "individ": None,
        "grupp": None,
        "akut": False,
        "tid_senast": workdays.add(clock.now(), 15).isoformat(),
        "beskrivning": "Sitter snett i sängen.",
    }
    engine.send("konsultation_begard", str(k.arbetsorder), {**payload, **fler})
    leverera_meddelanden()
    return k.kons


def tid(dagar: int = 5) -> datetime:
    """So many days ahead, at half past one."""
    return clock.local(clock.now() + timedelta(days=dagar)).replace(hour=13, minute=30)


def bokad(k: Kons, **fler: Any) -> Konsultation:
    """A time is booked."""
    said = Tidsforslag(nadd=True, form="besok", tid=tid())
    return actions.erbjud_tid(begard(k, **fler).pk, person=k.kerstin, sagt=said)
