"""Who pays for a row: the tables `lager_och_effekt` and `betalare` (DMN 3, DMN 10, KO-7)."""

from cases.artiklar.models import Artikel
from cases.gemensamt import betalare
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.ordertyp import EGEN_BETALARE, Effekt, effekt
from cases.organisation.models import Baskod, Betalare


def betalare_for(
    order: Kundorder, artikel: Artikel, said: Effekt
) -> tuple[Betalare, Baskod | None]:
    """Whose bill it is, and by which baskod: the patient's, the unit's own or the orderer's."""
    mottagare, person = order.arende.mottagare, order.arende.bestallare
    if said.betalare == EGEN_BETALARE and person.betalare is not None:
        return person.betalare, None
    if mottagare is not None:
        answer = betalare.for_mottagare(mottagare, artikel, arende=order.pk)
        if answer is not None:
            return answer
    kund = order.arende.kund
    if kund is None:
        raise ValueError("An order with rows has a kund.")
    return kund.betalare, None


def ansvar(order: Kundorder) -> str:
    """Betalningsansvar as it stands above the rows: a baskod, or who pays where no patient is."""
    mottagare, person, kund = order.arende.mottagare, order.arende.bestallare, order.arende.kund
    if mottagare is not None and mottagare.baskod_id is not None:
        return str(mottagare.gallande_baskod)
    if order.typ == Kundorder.Typ.PAFYLLNAD and person.betalare is not None:
        return str(person.betalare)
    paying = mottagare.kund if mottagare is not None else kund
    return str(paying.betalare) if paying is not None else ""


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
