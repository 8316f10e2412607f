"""What came to a patient goes home again: a hämtorder, and what the return desk does with it."""

from datetime import timedelta

from benchmarks.varld.post import bar_fram
from cases.artiklar.models import Artikel
from cases.hamtorder import actions as pa_vagen
from cases.hamtorder.actions_verkstall import Hamtval, verkstall
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.urval import demontering
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.returmottagning import actions as vid_returen
from cases.returmottagning.models import Returmottagning, Returrad
from cases.returmottagning.rules import Mottaget
from workflows import engine

# So long the aid was with the patient.
HEMMA = timedelta(days=30)


def hamtas_som_det_ar(artikel: Artikel) -> bool:
    """Whether a hämtorder fetches it: what sits in a ceiling is taken down by an arbetsorder."""
    nekas, _ = demontering(artikel.benamning.lower(), engine.Tables("hamtorder"))
    return not nekas


def hamtas(patient: Mottagare, forskrivare: Anvandare, kund: Kund) -> None:
    """All that the patient has is to be fetched at home."""
    logga_atkomst(forskrivare, patient, Atkomst.Vad.BEKRAFTADE, kund=kund)
    here = Innehav.objects.filter(mottagare=patient, aterlamnad=None)
    svar = Hamtval(
        atgard="privat",
        rader=frozenset(here.values_list("pk", flat=True)),
        adress_id=None,
        adressnamn=patient.namn,
        gatuadress=patient.gatuadress,
        postnr=patient.postnr,
        postort=patient.postort,
        telefon=patient.telefon,
    )
    verkstall(patient, person=forskrivare, kund=kund, svar=svar)


def tas_om_hand(patient: Mottagare) -> None:
    """It is fetched, received, made fit again and put in its lager."""
    lotta, tore = (
        Anvandare.objects.get(username=name) for name in ("lotta.lager", "tore.transport")
    )
    order = Hamtorder.objects.get(arende__mottagare=patient)
    all_of_it = dict.fromkeys(order.rader.values_list("pk", flat=True), "hamtad")
    pa_vagen.hamta(order.pk, person=tore, utfall=all_of_it)
    bar_fram()
    retur = Returmottagning.objects.get(hamtorder=order.pk)
    came = [Mottaget(nr, kom=True, skick="godkänt") for nr in _nr(retur)]
    vid_returen.ta_emot(retur.pk, person=lotta, sagt=came)
    bar_fram()
    waits = _nr(retur, disposition__in=["rekonditioneras", "bedoms"])
    if waits:
        vid_returen.rekonditionera(retur.pk, person=lotta, sagt=dict.fromkeys(waits, "i_lager"))
        bar_fram()


def _nr(retur: Returmottagning, **which: object) -> list[int]:
    rows = Returrad.objects.filter(returmottagning=retur, **which)
    return list(rows.order_by("nr").values_list("nr", flat=True))
