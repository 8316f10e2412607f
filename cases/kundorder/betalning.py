"""Who pays for a row: the tables `lager_och_effekt` and `betalare` (DMN 3, DMN 10, KO-7)."""

from django.conf import settings

from cases.artiklar.models import Artikel
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.ordertyp import EGEN_BETALARE, Effekt, effekt
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod, Betalare
from workflows import clock, engine

PROCESS = "kundorder"
_AVVIKANDE, _REGIONEN = "avvikande baskod", "regionen"


def betalare_for(
    order: Kundorder, artikel: Artikel, said: Effekt
) -> tuple[Betalare, Baskod | None]:
    """Whose bill it is, and by which baskod: the patient's, the unit's own or the orderer's."""
    mottagare, person = order.arende.mottagare, order.arende.bestallare
    if said.betalare == EGEN_BETALARE and person.betalare is not None:
        return person.betalare, None
    if mottagare is not None and mottagare.baskod is not None:
        chosen = _baskod(order, mottagare, mottagare.baskod, artikel)
        return chosen.betalare, chosen
    kund = (mottagare.kund if mottagare is not None else None) or order.arende.kund
    if kund is None:
        raise ValueError("An order with rows has a kund.")
    return kund.betalare, None


def rakna_om(order: Kundorder, rader: list[Kundorderrad]) -> None:
    """The rows are paid by whoever pays now: the baskod may have changed since they were added.

    The tables are asked once for each artikelansvar. What comes with an aid is paid as the aid is.
    """
    said = effekt(order)
    rows = {rad.pk: rad for rad in rader}
    answers: dict[str, tuple[Betalare, Baskod | None]] = {}
    for rad in rader:
        aid = rows.get(rad.huvudrad_id, rad) if rad.ingar and rad.huvudrad_id else rad
        ansvar = aid.artikel.artikelansvar
        if ansvar not in answers:
            answers[ansvar] = betalare_for(order, aid.artikel, said)
        rad.betalare, rad.baskod = answers[ansvar]
    Kundorderrad.objects.bulk_update(rader, ["betalare", "baskod"])


def _baskod(order: Kundorder, patient: Mottagare, own: Baskod, artikel: Artikel) -> Baskod:
    asked = {
        "mottagartyp": patient.get_typ_display(),
        "avvikande_baskod": patient.avvikande_baskod.kod if patient.avvikande_baskod else None,
        "patient_alder": _alder(patient),
        "artikelansvar": artikel.artikelansvar or None,
    }
    said = engine.decide(PROCESS, "betalare", asked, case_id=order.pk).value
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
