"""Sök hämtorder (DU-10): at least one word, all of them at once, other units' by choice."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hamtorder import rules
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.queries import alla, lista
from cases.hamtorder.urval import TYP
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Hinder, NotFound, Refused

_KUNDNUMMER_LANGST = 8


@dataclass(frozen=True)
class Sokt:
    """What is looked for. `nummer` may be the first digits; `mottagare` is a whole personnummer,
    or the kundnummer of a vårdenhet."""

    nummer: str = ""
    bestallare: str = ""
    mottagare: str = ""
    kund: str = ""
    stangda: bool = False
    # The mottagare by id, for who may not write a personnummer in an address.
    mottagare_id: int | None = None

    @property
    def ar_patient(self) -> bool:
        """Whether the mottagare is looked for by a personnummer."""
        return len("".join(self.mottagare.split())) > _KUNDNUMMER_LANGST

    @property
    def nagot(self) -> bool:
        """Whether there is anything to look for; "Inkludera stängda" is no word by itself."""
        asked = (self.nummer, self.bestallare, self.mottagare, self.kund, self.mottagare_id)
        return any(asked)


def sok(person: Anvandare, sokt: Sokt) -> QuerySet[Hamtorder]:
    """Hämtorder of those that the person may know of. Raises `Refused` (V1), `NotFound`."""
    if not sokt.nagot:
        raise Refused(
            [Hinder("sokbegrepp_saknas", "Du måste ange minst ett sökbegrepp.", "nummer")]
        )
    rows = lista(person)
    if har_roll(person, "kundtjanst"):
        # Who mends a direct avregistrering finds it by the whole number on its receipt.
        rows = alla(person).filter(Q(sokbar=True) | Q(arende__nummer=_nummer(sokt)))
    return rows.filter(_villkor(sokt))


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


def _nummer(sokt: Sokt) -> str:
    """As it was given; a paper's barcode says H before it."""
    return sokt.nummer.upper().removeprefix("H")


def _mottagaren(sokt: Sokt) -> Mottagare:
    """A vårdenhet by its kundnummer, which is shorter than any personnummer. Raises as those."""
    if sokt.ar_patient:
        return hitta_patient(sokt.mottagare)
    return hitta_vardenhet(sokt.mottagare)


def _villkor(sokt: Sokt) -> Q:
    asked = Q()
    if sokt.nummer:
        asked &= Q(arende__nummer__startswith=_nummer(sokt))
    if sokt.bestallare:
        asked &= Q(arende__bestallare__username__iexact=sokt.bestallare)
    if sokt.kund:
        asked &= Q(arende__kund__nummer=sokt.kund)
    if sokt.mottagare_id:
        asked &= Q(arende__mottagare=sokt.mottagare_id)
    if sokt.mottagare:
        asked &= Q(arende__mottagare=_mottagaren(sokt))
    return asked if sokt.stangda else asked & Q(arende__avslutad__isnull=True)
