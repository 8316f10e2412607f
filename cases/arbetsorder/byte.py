"""The wrong type becomes the right one without the order being done anew (W2)."""

from cases.arbetsorder import frister, koppling, rules, utkast
from cases.arbetsorder.klassning import klass, satt_underprocess
from cases.arbetsorder.models import Arbetsorder, TypAvAtgard, Utforande
from cases.arbetsorder.oppning import hinder_for_karantan
from cases.arbetsorder.svar import Typbyte
from cases.gemensamt import bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Grupp
from workflows import engine
from workflows.errors import Hinder, Refused
from workflows.models import Process


def byt(
    process: Process, order: Arbetsorder, svar: Typbyte, person: Anvandare, kommentar: str = ""
) -> None:
    """Give the order another type, with what that type asks, and its promises of time. Saves.
    `kommentar` is what the beställare reads of why.

    Raises `Refused` with everything that the new type lacks.
    """
    found = TypAvAtgard.objects.filter(kod=svar.typ, aktiv=True).first()
    if found is None or found == order.typ:
        raise Refused([Hinder("typ_saknas", "Välj den typ som ska gälla i stället.", "typ")])
    last = koppling.las(order)
    before = order.typ
    order.typ, order.grupp = found, None
    _komplettera(order, svar)
    where = _utforande(order)
    elsewhere = where != order.utforande
    if elsewhere:
        order.utforande = where
        _till_mottagaren(order)
    utkast.prova_filer(order, svar.filer)
    seen, _ = utkast.bestallning(order, person, nya_bilagor=len(svar.filer))
    stoppa_om([*hinder_for_karantan(order), *rules.hinder_for_byte(seen, nytt_utforande=elsewhere)])
    _spara_filer(order, svar, person)
    satt_underprocess(order)
    if order.arende.verkstalld is not None:
        frister.lova(order, order.arende.verkstalld)
    order.arende.rubrik = utkast.rubrik(order)
    order.arende.save(update_fields=["rubrik"])
    order.save()
    koppling.byt_hall(order, last)
    engine.retime(process, actor=person.username)
    done = f" Utförande är nu ”{order.get_utforande_display()}”." if elsewhere else ""
    why = f" {kommentar}" if kommentar else ""
    why += "" if not why or why.endswith((".", "!", "?")) else "."
    skicka(
        order.arende.bestallare,
        f"Arbetsorder {order.arende.nummer} har fått en annan typ",
        f"{person.namn} har ändrat typ av åtgärd från ”{before}” till ”{found}”.{done}{why} Du"
        " behöver inte göra något.",
        arende=order.pk,
    )


def behall(order: Arbetsorder, svar: Typbyte | None, person: Anvandare) -> None:
    """What was said beside the type is kept although the type stays. Saves.

    Raises `Refused` for what can't be kept.
    """
    if svar is None:
        return
    _komplettera(order, svar)
    utkast.prova_filer(order, svar.filer)
    stoppa_om(rules.hinder_for_tillagg(utkast.bestallning(order, person)[0]))
    _spara_filer(order, svar, person)
    order.save()


def _utforande(order: Arbetsorder) -> str:
    """How the new type is done: as it says itself, else as before. A konsultation fetches nothing,
    so what was to be fetched is left at HMC."""
    said = order.typ.utforande if order.typ else ""
    if not said and order.utforande == Utforande.HAMTAS and klass(order).konsultation:
        return Utforande.LAMNAS
    return said or order.utforande


def _spara_filer(order: Arbetsorder, svar: Typbyte, person: Anvandare) -> None:
    for fil in svar.filer:
        bilagor.spara(order.pk, fil, av=person)


def _komplettera(order: Arbetsorder, svar: Typbyte) -> None:
    if svar.adress_id is not None:
        order.hamtad_fran = utkast.enhetens_adress(order.arende.kund, svar.adress_id)
        utkast.skriv_adress(order)
    if svar.produktomrade:
        order.produktomrade = Grupp.objects.filter(
            nyckel=svar.produktomrade, roll=utkast.KONSULENT
        ).first()
    order.akut_motivering = svar.akut_motivering.strip()[:400] or order.akut_motivering
    order.telefon = svar.telefon.strip()[:30] or order.telefon
    order.epost_utanfor = order.epost_utanfor or svar.epost_utanfor


def _till_mottagaren(order: Arbetsorder) -> None:
    """Where it is done when nobody has said so: where the mottagare lives."""
    mottagare = order.arende.mottagare
    if mottagare is None or mottagare.skyddad:
        return
    if not order.gatuadress:
        utkast.skriv_adress(order)
    order.telefon = order.telefon or mottagare.mobil or mottagare.telefon
