"""An order as it stands before Verkställ: what is checked, what is filled in, what it costs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from cases.artiklar.models import Artikel
from cases.artiklar.priser import priser
from cases.kundorder import begaranden, leveransdatum, ordertyp, prioritet, rules, uttag
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.mottagare.models import Mottagare
from cases.organisation.models import Leveransadress
from workflows import clock

PROCESS = "kundorder"
ADRESSFALT = (
    "co",
    "gatuadress",
    "postnr",
    "postort",
    "telefon",
    "mobil",
    "portkod",
    "instruktioner",
    "kontaktperson",
    "kontakttelefon",
)


@dataclass(frozen=True)
class Prisrad:
    """A row with what it costs now. `belopp` is None where no price is known."""

    rad: Kundorderrad
    apris: Decimal | None
    belopp: Decimal | None


def artikelbild(artikel: Artikel, utgangna: Collection[int] = frozenset()) -> rules.Artikelbild:
    """What the rules must know of an article; `utgangna` may be had though they have expired."""
    return rules.Artikelbild(
        nummer=artikel.nummer,
        benamning=artikel.benamning,
        utgatt=None if artikel.pk in utgangna else artikel.utgatt,
        bestallningsbar=artikel.typ not in {Artikel.Typ.TJANST, Artikel.Typ.INSTALLNING},
    )


def radbild(rad: Kundorderrad, utgangna: Collection[int]) -> rules.Radbild:
    """What the rules must know of a row."""
    aid = rad.kompletterar
    there = aid is None or aid.aterlamnad is None
    return rules.Radbild(rad.nr, artikelbild(rad.artikel, utgangna), rad.antal, individ_finns=there)


def orderbild(order: Kundorder, rader: list[Kundorderrad]) -> rules.Orderbild:
    """What the rules must know of the order now, with what the priority's table says."""
    mottagare = order.arende.mottagare
    expired = uttag.utgangna(order)
    return rules.Orderbild(
        har_mottagare=order.har_mottagare,
        har_kund=order.arende.kund is not None,
        avliden=mottagare is not None and mottagare.avliden is not None,
        skyddad=mottagare is not None and mottagare.skyddad,
        patient=mottagare is not None and mottagare.typ == Mottagare.Typ.PATIENT,
        rader=[radbild(rad, expired) for rad in rader],
        levereras=not uttag.ar_uttag(order),
        adress=rules.Adressbild(
            namn=order.adressnamn,
            gatuadress=order.gatuadress,
            postnr=order.postnr,
            postort=order.postort,
            telefoner=(order.telefon, order.mobil, order.kontakttelefon),
            egen=order.hamtad_fran is None,
            hemligt=(mottagare.gatuadress, mottagare.telefon, mottagare.mobil)
            if mottagare is not None and mottagare.skyddad
            else (),
        ),
        samleverans=order.samleverans,
        prioritet_hinder=prioritet.besked(order, rader).hinder,
    )


def debiteringsform(order: Kundorder, artikel: Artikel) -> str:
    """Rent or purchase: as the article says, or purchase where the head asks for it (KO-16)."""
    return Artikel.Debiteringsform.KOP if order.till_kop else artikel.debiteringsform


def prissatta(order: Kundorder, rader: Iterable[Kundorderrad]) -> list[Prisrad]:
    """Each row with today's price; what comes with an aid costs nothing of its own (KH-5).

    Nor does what is paid already, or first when it is handed out (DMN 3), or is bought in place of
    what was faulty: of a rent only the new aid's is paid (§2.7).
    """
    said = ordertyp.effekt(order)
    rows = list(rader)
    today = clock.today()
    known = {
        form: priser((r.artikel_id for r in rows if r.debiteringsform == form), form, today)
        for form in {row.debiteringsform for row in rows}
    }
    priced = []
    for row in rows:
        free = row.ingar or said.kostnadsfri(row.debiteringsform) or _ersatts(row)
        each = Decimal(0) if free else known[row.debiteringsform].get(row.artikel_id)
        priced.append(Prisrad(row, each, None if each is None else each * row.antal))
    return priced


def _ersatts(rad: Kundorderrad) -> bool:
    """Whether a purchase stands in for what a felrapport was about, and for no more than that."""
    return rad.debiteringsform == Artikel.Debiteringsform.KOP and rad.antal <= rad.ersatter


def frys_priser(order: Kundorder, rader: Iterable[Kundorderrad]) -> None:
    """From Verkställ on the order keeps the prices that it was sent with."""
    rows = []
    for priced in prissatta(order, rader):
        priced.rad.apris = priced.apris
        rows.append(priced.rad)
    Kundorderrad.objects.bulk_update(rows, ["apris"])


def forhandsplanera(order: Kundorder, rader: list[Kundorderrad]) -> None:
    """Show what day each row would come if the order was sent now; nothing is saved."""
    if uttag.ar_uttag(order):
        for rad in rader:
            rad.planerad = clock.today()
        return
    omrade = leveransdatum.omrade_for(order)
    akut = order.prioritet == Kundorder.Prioritet.AKUT
    there = begaranden.finns_var_for_sig(rader)
    for rad in rader:
        rad.planerad = leveransdatum.planerad_dag(
            rad, clock.now(), omrade, i_lager=rad.pk in there, akut=akut
        )


def dag_for(order: Kundorder, artikel: Artikel, antal: int = 1) -> date | None:
    """When so many would come to where the order goes, if they were ordered now (AI-5)."""
    if uttag.ar_uttag(order):
        return clock.today()
    rad = Kundorderrad(order=order, artikel=artikel, lager=artikel.lager, antal=antal)
    return leveransdatum.planerad_dag(
        rad,
        clock.now(),
        leveransdatum.omrade_for(order),
        i_lager=begaranden.finns_allt([rad]),
        akut=order.prioritet == Kundorder.Prioritet.AKUT,
    )


def rubrik(rader: Iterable[Kundorderrad]) -> str:
    """The order in a few words: its first article, and how many more."""
    rows = [rad for rad in rader if rad.huvudrad_id is None]
    first = rows[0].artikel.benamning if rows else "Kundorder"
    return (f"{first} och {len(rows) - 1} till" if len(rows) > 1 else first)[:160]


def adresser(order: Kundorder) -> QuerySet[Leveransadress]:
    """The unit's addresses, the usual one first; of a lagerpåfyllnad the förråd's own."""
    chosen = Leveransadress.objects.filter(kund=order.arende.kund_id)
    if order.typ == Kundorder.Typ.PAFYLLNAD and order.forrad is not None:
        at_the_place = Leveransadress.objects.filter(lager=order.forrad)
        its_unit = Leveransadress.objects.filter(kund=order.forrad.kund_id)
        chosen = at_the_place if at_the_place.exists() else its_unit
    return chosen.order_by("-forvald", "namn")


def forvalj_adress(order: Kundorder) -> None:
    """Fill in where to: the patient's home, else the unit's usual address. Not saved.

    A protected person's address is never copied (L6).
    """
    mottagare = order.arende.mottagare
    home = (
        mottagare is not None
        and mottagare.typ == Mottagare.Typ.PATIENT
        and not mottagare.skyddad
        and bool(mottagare.gatuadress)
    )
    if home and mottagare is not None:
        hamta_adress(order, mottagare, None)
        return
    usual = adresser(order).first()
    if usual is not None:
        hamta_adress(order, usual, usual)
    else:
        for field in ("adressnamn", *ADRESSFALT):
            setattr(order, field, "")


def hamta_adress(
    order: Kundorder, kalla: Mottagare | Leveransadress, vald: Leveransadress | None
) -> None:
    """Copy an address into the order ("Hämta leveransadress från", KO-18). Not saved."""
    order.hamtad_fran = vald
    order.adressnamn = kalla.namn
    for field in ADRESSFALT:
        setattr(order, field, getattr(kalla, field))
