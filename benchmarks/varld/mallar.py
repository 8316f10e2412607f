"""Template cases, made by the real actions: what people and steps do, none of it by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction

from benchmarks.varld.folk import ORTER, Person, person
from benchmarks.varld.mangfald import Mall, finns, nya_rader
from cases.artiklar.models import Artikel
from cases.hjalpmedel.flytt import Gods, ta_in
from cases.hjalpmedel.models import Agare, Individ, Rorelse
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor
from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud, Leveransval, NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans.models import Leverans
from cases.leverans.rules import Plockat
from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.organisation.models import Anvandare, Baskod
from tasks.gallring import gallra
from workflows import clock, engine

_INLEVERANS = Handelse(Rorelse.Slag.INLEVERANS, "bygg_varld", skal="Varor till en påhittad order")
# How far a running order has come; most wait to be picked.
LAGEN = ("for_plockning", "for_plockning", "restnoterad", "plockad", "utlevererad")
KLAR = "kvitterad"
# What is done with an order on its way, in order.
HANDLINGAR = (
    "ny", "orderhuvud", "lagg_till_rad", "orderrader", "leveransuppgifter", "verkstall", "plocka",
    "utleverera", "leverera", "kvittera",
)  # fmt: skip


# Carries out an action by name: to do it, or to measure it.
Gors = Callable[..., Any]


@dataclass(frozen=True)
class Best:
    """What is to be made: whose, for whom, what, and how far it shall come."""

    forskrivare: Anvandare
    patient: Mottagare
    artiklar: Sequence[Artikel]
    lage: str
    nar: datetime


def gor(bestallning: Best, sagt: Callable[[str, int], None]) -> Mall:
    """One order brought as far as it shall, by those who do it. Its goods come with it."""
    before = finns()
    with clock.frozen(bestallning.nar):
        order = genomfor(bestallning, _bara_gor)
    if bestallning.lage == KLAR:
        gallra()
    sagt("mallar", 1)
    return Mall(
        mottagare=bestallning.patient,
        pagar=bestallning.lage != KLAR,
        rader=nya_rader(before),
        nummer=_nummer(order),
        vem=vem(bestallning.patient),
        dag=clock.local(bestallning.nar).date(),
    )


def genomfor(bestallning: Best, gors: Gors) -> Kundorder:
    """Bring an order as far as it shall, each action carried out by `gors`."""
    if bestallning.lage != "restnoterad":
        _varor(bestallning.artiklar)
    order = _verkstalld(bestallning, gors)
    for leverans in Leverans.objects.filter(kundorder=order.pk).order_by("pk"):
        _leverera(leverans, bestallning.lage, gors)
    return order


def _bara_gor(_: str, work: Callable[..., Any], *args: Any, **given: Any) -> Any:
    return work(*args, **given)


def patient(nummer: int, ort: int) -> Mottagare:
    """The patient that templates of a place are made for, with words that nobody else has."""
    who = person(nummer)
    place = ORTER[ort]
    made = lagg_upp_patient(
        who.identitet, who.namn, Baskod.objects.get(kod=place.baskod), av="bygg_varld"
    )
    made.gatuadress, made.telefon = who.gatuadress, who.telefon
    made.postnr, made.postort = place.postnr, place.postort
    made.save()
    return made


def artiklar_for(nummer: int, valbara: Sequence[Artikel], slump: Random) -> list[Artikel]:
    """A main aid, and at every other order one thing more."""
    marked = [one for one in valbara if one.individmarkt]
    plain = [one for one in valbara if not one.individmarkt]
    return [slump.choice(marked)] + ([slump.choice(plain)] if nummer % 2 else [])


@transaction.atomic
def _varor(artiklar: Sequence[Artikel]) -> None:
    for one in artiklar:
        if not one.individmarkt:
            bokfor([Andring(one.lager_id, one.pk, antal=1)], _INLEVERANS)
            continue
        individ = Individ.objects.create(
            nummer=f"IND{Individ.objects.count():07d}", artikel=one,
            plats=Individ.Plats.TRANSPORT, agare=Agare.OMRADE_HJALPMEDEL,
        )  # fmt: skip
        ta_in([Gods(one.lager_id, one.pk, individ_id=individ.pk)], _INLEVERANS)


def _verkstalld(b: Best, gors: Gors) -> Kundorder:
    kund = b.forskrivare.uppdrag.get().kund
    who = {"person": b.forskrivare}
    order: Kundorder = gors("ny", actions.ny, **who)
    head = Huvud(nummer=b.patient.identitet or "", kund_id=kund.pk, vardrelation=True)
    gors("orderhuvud", actions.orderhuvud, order.pk, svar=head, **who)
    for one in b.artiklar:
        row = NyRad(one.nummer)
        gors("lagg_till_rad", actions_rader.lagg_till_rad, order.pk, svar=row, **who)
    gors("orderrader", actions.orderrader, order.pk, **who)
    to = Leveransval(
        adress_id=None, adressnamn=b.patient.namn, gatuadress=b.patient.gatuadress,
        postnr=b.patient.postnr, postort=b.patient.postort, telefon=b.patient.telefon,
    )  # fmt: skip
    gors("leveransuppgifter", actions.leveransuppgifter, order.pk, svar=to, **who)
    gors("verkstall", actions.verkstall, order.pk, **who)
    _meddelanden()
    return order


def _leverera(leverans: Leverans, lage: str, gors: Gors) -> None:
    lager, transport = (
        {"person": Anvandare.objects.get(username=name)}
        for name in ("lotta.lager", "tore.transport")
    )
    if lage in ("plockad", "utlevererad", KLAR):
        found = _plockat(leverans)
        gors("plocka", pa_lagret.plocka, leverans.pk, plockat=found, **lager)
        _meddelanden()
    if lage in ("utlevererad", KLAR):
        gors("utleverera", pa_lagret.utleverera, leverans.pk, **lager)
        _meddelanden()
    if lage == KLAR:
        gors("leverera", pa_lagret.leverera, leverans.pk, utfall="levererad", **transport)
        signed = {"mottagen_av": "Anna Hörig", "signatur": "Anna Hörig"}
        gors("kvittera", pa_lagret.kvittera, leverans.pk, **signed, **transport)
        _meddelanden()


def _plockat(leverans: Leverans) -> list[Plockat]:
    found = []
    for rad in leverans.rader.select_related("artikel"):
        there = Individ.objects.filter(artikel=rad.artikel, plats="lager").order_by("-pk")
        numbers = [one.nummer for one in there[: rad.antal]] if rad.artikel.individmarkt else []
        found.append(Plockat(rad.rad, rad.antal, tuple(numbers)))
    return found


def _meddelanden() -> None:
    while engine.tick().messages:
        pass


def _nummer(order: Kundorder) -> dict[str, str]:
    """The numbers that a copy gets anew, by series and place."""
    order.arende.refresh_from_db()
    numbers = {"kundorder:0": order.arende.nummer or ""}
    sent = Leverans.objects.filter(kundorder=order.pk).select_related("arende").order_by("pk")
    for place, leverans in enumerate(sent):
        numbers[f"leverans:{place}"] = leverans.arende.nummer or ""
        if leverans.foljesedel:
            numbers[f"foljesedel:{place}"] = leverans.foljesedel
    return {series: number for series, number in numbers.items() if number}


def vem(patient: Mottagare | Person) -> list[str]:
    """The words of a patient that copies replace, in this order."""
    said = str(patient.identitet)
    plain = [f"{said[:8]}-{said[8:]}", said, patient.namn, patient.gatuadress, patient.telefon]
    # The inbox looks among small letters.
    return [*plain, patient.namn.casefold()]
