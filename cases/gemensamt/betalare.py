"""Who pays for a patient's aid: the table `betalare` (DMN 10), asked by all who register one."""

from uuid import UUID

from django.conf import settings

from cases.artiklar.models import Artikel
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod, Betalare
from workflows import clock, engine

# The process whose bundle holds the table; a case asks its own version of it.
PROCESS = "kundorder"
_AVVIKANDE, _REGIONEN = "avvikande baskod", "regionen"


def for_mottagare(
    mottagare: Mottagare, artikel: Artikel, *, arende: UUID | None
) -> tuple[Betalare, Baskod | None] | None:
    """Whose bill it is, and by which baskod; None for a patient that has no baskod.

    `arende` is the kundorder whose version of the table is asked. A unit pays for itself (DMN 3).
    """
    if mottagare.baskod is not None:
        chosen = _baskod(mottagare, mottagare.baskod, artikel, arende)
        return chosen.betalare, chosen
    if mottagare.kund is not None:
        return mottagare.kund.betalare, None
    return None


def _baskod(patient: Mottagare, own: Baskod, artikel: Artikel, arende: UUID | None) -> Baskod:
    asked = {
        "mottagartyp": patient.get_typ_display(),
        "avvikande_baskod": patient.avvikande_baskod.kod if patient.avvikande_baskod else None,
        "patient_alder": _alder(patient),
        "artikelansvar": artikel.artikelansvar or None,
    }
    said = engine.decide(PROCESS, "betalare", asked, case_id=arende).value
    if said == _AVVIKANDE and patient.avvikande_baskod is not None:
        return patient.avvikande_baskod
    if said == _REGIONEN:
        return _regionens(own)
    return own


def _regionens(own: Baskod) -> Baskod:
    """The region's baskod of the same kommun: the code without `k` (finding 3).

    A kommun that has none is the setting's [A].
    """
    if own.sida == Baskod.Sida.REGION:
        return own
    sides = Baskod.objects.select_related("betalare").filter(sida=Baskod.Sida.REGION)
    return (
        sides.filter(kod=own.kod.rstrip("k")).first()
        or sides.filter(kod=settings.REGIONENS_BASKOD).first()
        or own
    )


def _alder(patient: Mottagare) -> int | None:
    born, today = patient.fodd, clock.today()
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
