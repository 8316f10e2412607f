"""Opening a mottagare: who may, for which unit, and always a row in the access log (L1, L3)."""

from django.db import transaction

from cases.gemensamt import behorighet
from cases.mottagare.atkomst import bekraftade_for, logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from workflows.errors import NotFound

INGEN_MOTTAGARE = "Mottagaren finns inte. Sök på personnumret."


@transaction.atomic
def oppna(
    person: Anvandare,
    mottagare_id: int,
    kund: Kund | None,
    *,
    objekt: str,
    vad: str = Atkomst.Vad.OPPNADE,
) -> Mottagare:
    """The mottagare, with its opening in the log. Raises `Forbidden`, `NotFound`."""
    behorighet.krav_uppslag(person)
    found = (
        Mottagare.objects.select_related(
            "baskod__betalare", "avvikande_baskod__betalare", "kund__betalare"
        )
        .filter(pk=mottagare_id)
        .first()
    )
    if found is None:
        raise NotFound(INGEN_MOTTAGARE)
    behorighet.krav_mottagare(person, found, kund)
    logga_atkomst(person, found, vad, objekt=objekt, kund=kund)
    return found


def enhet(person: Anvandare, mottagare_id: int, nummer: str) -> Kund | None:
    """The unit that she opens the mottagare for: the one named, else where she has confirmed."""
    own = egna_kunder(person)
    if nummer:
        return own.filter(nummer=nummer).first()
    return own.filter(pk__in=bekraftade_for(person, mottagare_id)).first()
