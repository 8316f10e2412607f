"""Sök hämtorder (DU-10): at least one word, all of them at once, other units' by choice."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hamtorder import rules
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.queries import lista
from cases.hamtorder.urval import TYP
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.mottagare.register import hitta_patient
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, NotFound, Refused


@dataclass(frozen=True)
class Sokt:
    """What is looked for. `nummer` may be the first digits; `mottagare` a whole personnummer."""

    nummer: str = ""
    bestallare: str = ""
    mottagare: str = ""
    kund: str = ""
    stangda: bool = False

    @property
    def nagot(self) -> bool:
        """Whether there is anything to look for; "Inkludera stängda" is no word by itself."""
        return any((self.nummer, self.bestallare, self.mottagare, self.kund))


def sok(person: Anvandare, sokt: Sokt) -> QuerySet[Hamtorder]:
    """Hämtorder of those that the person may know of. Raises `Refused` (V1), `NotFound`."""
    if not sokt.nagot:
        raise Refused(
            [Hinder("sokbegrepp_saknas", "Du måste ange minst ett sökbegrepp.", "nummer")]
        )
    return lista(person).filter(_villkor(sokt))


@transaction.atomic
def hos_andra(person: Anvandare, sokt: Sokt, skal: str) -> QuerySet[Hamtorder]:
    """The same for a whole personnummer, other units' too: an active choice that is logged (L1783).

    A protected person's stay with her own units (L6). Raises `Forbidden`, `Refused`, `NotFound`.
    """
    behorighet.krav_uppslag(person)
    patient = hitta_patient(sokt.mottagare)
    if patient.skyddad:
        raise NotFound("Ingen annan enhets hämtorder kan visas för den här mottagaren.")
    stoppa_om(
        rules.hinder_for_text(skal, "skal", "Skriv varför du behöver se andra enheters hämtorder.")
    )
    logga_atkomst(
        person, patient, Atkomst.Vad.ANNAN_ENHET, objekt="Sök hämtorder", skal=skal.strip()
    )
    every = Arende.objects.filter(typ=TYP, mottagare=patient)
    return (
        Hamtorder.objects.filter(arende__in=every, sokbar=True)
        .select_related("arende__mottagare__kund", "arende__kund", "arende__bestallare")
        .filter(_villkor(sokt))
        .order_by("-arende__skapad", "arende_id")
    )


def _villkor(sokt: Sokt) -> Q:
    asked = Q()
    if sokt.nummer:
        asked &= Q(arende__nummer__startswith=sokt.nummer)
    if sokt.bestallare:
        asked &= Q(arende__bestallare__username__iexact=sokt.bestallare)
    if sokt.kund:
        asked &= Q(arende__kund__nummer=sokt.kund)
    if sokt.mottagare:
        asked &= Q(arende__mottagare=hitta_patient(sokt.mottagare))
    return asked if sokt.stangda else asked & Q(arende__avslutad__isnull=True)
