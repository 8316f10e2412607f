"""Confirming that one takes part in the care, before a patient is opened (L1)."""

from django.db import transaction

from cases.gemensamt import behorighet
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient
from cases.organisation.models import Anvandare, Kund
from workflows.errors import Hinder, NotFound, Refused


@transaction.atomic
def bekrafta(
    person: Anvandare, patient: Mottagare, kund: Kund | None, *, sagt: bool, objekt: str
) -> None:
    """Write the confirmation where one is needed. Raises `Refused`, `Forbidden`."""
    behorighet.krav_uppslag(person)
    if not behorighet.behover_bekrafta(person, patient, kund):
        return
    if not sagt:
        raise Refused([Hinder("vardrelation", behorighet.EJ_VARDRELATION, "vardrelation")])
    logga_atkomst(person, patient, Atkomst.Vad.BEKRAFTADE, objekt=objekt, kund=kund)


def ar_bekraftad(person: Anvandare, nummer: str, kund: Kund | None) -> bool:
    """Whether this number is a patient's whom she need not be asked about now."""
    try:
        patient = hitta_patient(nummer)
    except (Refused, NotFound):
        return False
    return not behorighet.behover_bekrafta(person, patient, kund)
