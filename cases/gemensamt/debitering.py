"""Charging a payer for abnormal wear or a lost aid: the row that the invoice is made from."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.gemensamt.antal import i_kronor
from cases.gemensamt.models import Arende, Debitering
from cases.hjalpmedel.models import Innehav
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Betalare, Uppdrag
from cases.organisation.roller import ar_hmc, har_roll
from workflows import clock
from workflows.errors import Forbidden, Hinder, Refused


@dataclass(frozen=True)
class Beslut:
    """What a person decided for a row: charge so much, or not, and why."""

    debiteras: bool
    skal: str
    belopp: Decimal | None = None


def betalare(innehav: Innehav, arende: Arende) -> Betalare | None:
    """Who pays: whose bill the aid was on, else the patient's baskod's payer or the unit's."""
    if innehav.betalare is not None:
        return innehav.betalare
    baskod = innehav.mottagare.gallande_baskod
    unit = innehav.kund or arende.kund
    return baskod.betalare if baskod else unit.betalare if unit else None


def debitera(
    arende: Arende,
    innehav: Innehav,
    rad: UUID,
    *,
    slag: Debitering.Slag,
    beslut: Beslut,
    person: Anvandare,
    till: list[Anvandare],
) -> Debitering:
    """Write the row and tell those it concerns. The caller has seen to amount and reason.

    Raises `Refused` when nobody is known to pay.
    """
    payer = betalare(innehav, arende)
    if payer is None or beslut.belopp is None:
        raise Refused(
            [
                Hinder(
                    "betalare_saknas",
                    f"Det är inte känt vem som betalar för {innehav.artikel}. Debitera inte här,"
                    " utan ring ekonomi.",
                )
            ]
        )
    row = Debitering.objects.create(
        arende=arende,
        rad=rad,
        innehav=innehav,
        slag=slag,
        betalare=payer,
        belopp=beslut.belopp,
        skal=beslut.skal.strip()[:400],
        beslutad=clock.now(),
        av=person,
    )
    skicka(
        till,
        f"Debitering: {slag.label.lower()}",
        f"{payer} debiteras {i_kronor(beslut.belopp)} för {innehav.artikel}. Orsak: {row.skal}",
        arende=arende.pk,
        nyckel=f"{arende.pk}:{rad}:debitering",
    )
    return row


def far_se(person: Anvandare) -> bool:
    """Whether her work has to do with what payers are charged."""
    return har_roll(
        person,
        "ekonomi",
        "kundtjanst",
        "lager",
        "kostnadsansvarig",
        "enhetschef",
        "fakturagranskare",
    )


def lista(person: Anvandare) -> QuerySet[Debitering]:
    """Every charge to HMC's people, her own units' and payer's to others; the latest first.

    Raises `Forbidden` for those whose work has nothing to do with charges.
    """
    if not far_se(person):
        raise Forbidden(
            "Debiteringar visas för dem som betalar eller fakturerar. Fråga din enhetschef eller"
            " kostnadsansvariga."
        )
    rows = Debitering.objects.select_related(
        "arende__kund", "innehav__artikel", "innehav__individ", "innehav__kund", "betalare", "av"
    ).order_by("-beslutad", "-pk")
    if ar_hmc(person):
        return rows
    own = Uppdrag.objects.filter(anvandare=person).values("kund")
    hers = Q(arende__kund__in=own) | Q(innehav__kund__in=own)
    if person.betalare_id is not None:
        hers |= Q(betalare=person.betalare_id)
    return rows.filter(hers)
