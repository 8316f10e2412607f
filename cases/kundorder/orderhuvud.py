"""What Orderhuvud writes: the kind of order, whom or what it is for, who orders."""

from cases.gemensamt import behorighet
from cases.kundorder import begaranden, granskning
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.models import Anvandare, Kund, Lager
from workflows.errors import Hinder, NotFound, Refused


def typ_och_forrad(svar: Huvud) -> tuple[Kundorder.Typ, Lager | None]:
    """The kind of order and its förråd. Raises `Refused` for a kind that there is not."""
    if svar.typ not in Kundorder.Typ.values:
        raise Refused([Hinder("typ_okand", "Välj en av ordertyperna.", "typ")])
    typ = Kundorder.Typ(svar.typ)
    if typ == Kundorder.Typ.BESTALLNING or svar.forrad_id is None:
        return typ, None
    return typ, Lager.objects.filter(pk=svar.forrad_id, typ=Lager.Typ.BUFFERT).first()


def mottagaren(svar: Huvud, typ: Kundorder.Typ) -> Mottagare | None:
    """Whom the order is for; nobody, for a lagerpåfyllnad. Raises `Refused`."""
    if typ == Kundorder.Typ.PAFYLLNAD:
        return None
    try:
        return hitta_vardenhet(svar.nummer) if svar.till_vardenhet else hitta_patient(svar.nummer)
    except NotFound as no:
        raise Refused([Hinder("mottagare_okand", no.mening, "nummer")]) from no
    except Refused as no:
        raise Refused([Hinder(h.kod, h.mening, "nummer") for h in no.hinder]) from no


def byter_grund(
    order: Kundorder,
    mottagare: Mottagare | None,
    typ: Kundorder.Typ,
    forrad: Lager | None,
    *,
    till_kop: bool,
) -> bool:
    """Whether what the rows were registered for would change under them (KO-16, V21)."""
    before = (order.arende.mottagare_id, order.till_kop, order.typ, order.forrad_id)
    after = (
        mottagare.pk if mottagare is not None else None,
        till_kop,
        typ,
        forrad.pk if forrad is not None else None,
    )
    return before != after and begaranden.orders_rader(order.pk).exists()


def skriv(
    order: Kundorder,
    mottagare: Mottagare | None,
    kund: Kund | None,
    typ: Kundorder.Typ,
    forrad: Lager | None,
    svar: Huvud,
) -> None:
    """Write the head into the order (its own fields are not saved), with a first address."""
    another = (
        order.arende.mottagare_id != (mottagare.pk if mottagare is not None else None)
        or order.typ != typ
        or order.forrad != forrad
    )
    order.arende.mottagare = mottagare
    order.arende.kund = kund
    order.arende.save(update_fields=["mottagare", "kund"])
    order.typ, order.forrad = typ, forrad
    order.till_vardenhet = svar.till_vardenhet and mottagare is not None
    order.till_kop = svar.till_kop and order.till_vardenhet
    order.skrivet_nummer = svar.nummer[:20] if mottagare is not None else ""
    if another or not order.adressnamn:
        granskning.forvalj_adress(order)


def logga(person: Anvandare, order: Kundorder, svar: Huvud) -> None:
    """Write in the access log that the mottagare was opened, and what was confirmed (L1, L3)."""
    mottagare = order.arende.mottagare
    if mottagare is None:
        return
    kinds = [Atkomst.Vad.OPPNADE]
    if svar.vardrelation and behorighet.behover_bekrafta(person, mottagare, order.arende.kund):
        kinds.insert(0, Atkomst.Vad.BEKRAFTADE)
    for kind in kinds:
        logga_atkomst(
            person,
            mottagare,
            kind,
            objekt="Kundorder: orderhuvud",
            kund=order.arende.kund,
            arende=order.pk,
        )
