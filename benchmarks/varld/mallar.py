"""Template cases, made by the real actions: what people and steps do, none of it by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Model

from benchmarks.varld.folk import ORTER, Person, person
from benchmarks.varld.mangfald import Mall, Nummer, finns, nya_rader
from benchmarks.varld.post import bar_fram
from benchmarks.varld.retur import HEMMA, hamtas, hamtas_som_det_ar, tas_om_hand
from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.hjalpmedel.flytt import Gods, ta_in
from cases.hjalpmedel.models import Agare, Individ, Rorelse
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor
from cases.kundorder import actions, actions_rader
from cases.kundorder.actions_makulera import makulera
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud, Leveransval, NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans import samling
from cases.leverans.models import Leverans
from cases.leverans.rules import Plockat
from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient, vardenhet_for
from cases.organisation.models import Anvandare, Baskod, Kund
from tasks.gallring import gallra
from workflows import clock, engine

_INLEVERANS = Handelse(Rorelse.Slag.INLEVERANS, "bygg_varld", skal="Varor till en påhittad order")
KLAR = "kvitterad"


@dataclass(frozen=True)
class Slag:
    """What sort of order it is, and how far it has come.

    `sedan` is what is done later with what came: `hamtas` (somebody is to fetch it) or `atertagen`
    (it has been fetched and stands in its lager again).
    """

    lage: str
    enhet: bool = False
    samleverans: bool = False
    sedan: str = ""


# By turns. Most running orders wait to be picked; of those that have ended one is cancelled, one
# was the unit's own, one came as a whole from two lager and one has been taken back.
PAGAENDE = (
    Slag("for_plockning"), Slag("restnoterad"), Slag("plockad"), Slag("utlevererad"),
    Slag("for_plockning"), Slag("plockad", samleverans=True), Slag(KLAR, sedan="hamtas"),
    Slag("for_plockning"),
)  # fmt: skip
AVSLUTADE = (
    Slag(KLAR), Slag(KLAR, enhet=True), Slag("makulerad"), Slag(KLAR, sedan="atertagen"),
    Slag(KLAR), Slag(KLAR, samleverans=True), Slag(KLAR), Slag(KLAR),
)  # fmt: skip
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
    slag: Slag
    nar: datetime


@transaction.atomic
def gor(bestallning: Best, sagt: Callable[[str, int], None], *, pagar: bool) -> Mall:
    """One order brought as far as it shall, by those who do it. Its goods come with it.

    In one transaction: the disk has to be waited for once, not after each of fifty moves.
    """
    before = finns()
    if bestallning.slag.enhet:
        # Its register row is the unit's, not this order's.
        vardenhet_for(_kund(bestallning))
        before = finns()
    with clock.frozen(bestallning.nar):
        order = genomfor(bestallning, _bara_gor)
    if bestallning.slag.sedan:
        with clock.frozen(bestallning.nar + HEMMA):
            hamtas(bestallning.patient, bestallning.forskrivare, _kund(bestallning))
            bar_fram()
            if bestallning.slag.sedan == "atertagen":
                tas_om_hand(bestallning.patient)
    if not pagar:
        gallra()
    sagt("mallar", 1)
    rows = nya_rader(before)
    return Mall(
        mottagare=bestallning.patient,
        pagar=pagar,
        rader=rows,
        nummer=_nummer(order, rows),
        vem=vem(bestallning.patient),
        dag=clock.local(bestallning.nar).date(),
    )


def _kund(b: Best) -> Kund:
    return b.forskrivare.uppdrag.get().kund


def genomfor(bestallning: Best, gors: Gors) -> Kundorder:
    """Bring an order as far as it shall, each action carried out by `gors`."""
    slag = bestallning.slag
    if slag.lage != "restnoterad":
        _varor(bestallning.artiklar)
    order = _verkstalld(bestallning, gors)
    if slag.lage == "makulerad":
        makulera(order.pk, person=Anvandare.objects.get(username="kim.kundtjanst"))
        bar_fram()
    for leverans in Leverans.objects.filter(kundorder=order.pk).order_by("pk"):
        _leverera(leverans, slag.lage, gors)
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


def artiklar_for(nummer: int, valbara: list[Artikel], slump: Random, slag: Slag) -> list[Artikel]:
    """A main aid, and at every other order one thing more; from another lager if they are to be
    gathered. Taken out of the choice: goods for one template must not wake another."""
    able = [one for one in valbara if not slag.sedan or hamtas_som_det_ar(one)]
    chosen = [slump.choice([one for one in able if one.individmarkt])]
    if slag.samleverans or nummer % 2:
        near = chosen[0].lager_id
        chosen.append(
            slump.choice(
                [
                    one
                    for one in able
                    if not one.individmarkt and (one.lager_id != near or not slag.samleverans)
                ]
            )
        )
    for one in chosen:
        valbara.remove(one)
    return chosen


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
    kund = _kund(b)
    who = {"person": b.forskrivare}
    order: Kundorder = gors("ny", actions.ny, **who)
    head = Huvud(nummer=b.patient.identitet or "", kund_id=kund.pk, vardrelation=True)
    if b.slag.enhet:
        head = Huvud(nummer=kund.nummer, kund_id=kund.pk, till_vardenhet=True, till_kop=True)
    gors("orderhuvud", actions.orderhuvud, order.pk, svar=head, **who)
    for one in b.artiklar:
        row = NyRad(one.nummer)
        gors("lagg_till_rad", actions_rader.lagg_till_rad, order.pk, svar=row, **who)
    gors("orderrader", actions.orderrader, order.pk, **who)
    to = _vart(b, kund)
    gors("leveransuppgifter", actions.leveransuppgifter, order.pk, svar=to, **who)
    gors("verkstall", actions.verkstall, order.pk, **who)
    bar_fram()
    return order


def _vart(b: Best, kund: Kund) -> Leveransval:
    if b.slag.enhet:
        unit = kund.adresser.get()
        return Leveransval(
            adress_id=unit.pk, adressnamn=unit.namn, gatuadress=unit.gatuadress,
            postnr=unit.postnr, postort=unit.postort, telefon="010-98 000000",
        )  # fmt: skip
    return Leveransval(
        adress_id=None, adressnamn=b.patient.namn, gatuadress=b.patient.gatuadress,
        postnr=b.patient.postnr, postort=b.patient.postort, telefon=b.patient.telefon,
        samleverans=b.slag.samleverans,
    )  # fmt: skip


def _leverera(leverans: Leverans, lage: str, gors: Gors) -> None:
    lager, transport = (
        {"person": Anvandare.objects.get(username=name)}
        for name in ("lotta.lager", "tore.transport")
    )
    if lage in ("plockad", "utlevererad", KLAR):
        found = _plockat(leverans)
        gors("plocka", pa_lagret.plocka, leverans.pk, plockat=found, **lager)
        bar_fram()
    if lage in ("utlevererad", KLAR):
        if any(task.element == "samla" for task in engine.open_tasks(leverans.pk)):
            there = list(leverans.rader.values_list("rad", flat=True))
            gors("samla", samling.samla, leverans.pk, framme=there, **lager)
            bar_fram()
        gors("utleverera", pa_lagret.utleverera, leverans.pk, **lager)
        bar_fram()
    if lage == KLAR:
        gors("leverera", pa_lagret.leverera, leverans.pk, utfall="levererad", **transport)
        signed = {"mottagen_av": "Anna Hörig", "signatur": "Anna Hörig"}
        gors("kvittera", pa_lagret.kvittera, leverans.pk, **signed, **transport)
        bar_fram()


def _plockat(leverans: Leverans) -> list[Plockat]:
    found = []
    for rad in leverans.rader.select_related("artikel"):
        there = Individ.objects.filter(artikel=rad.artikel, plats="lager").order_by("-pk")
        numbers = [one.nummer for one in there[: rad.antal]] if rad.artikel.individmarkt else []
        found.append(Plockat(rad.rad, rad.antal, tuple(numbers)))
    return found


def _nummer(order: Kundorder, rader: Mapping[type[Model], Sequence[Model]]) -> list[Nummer]:
    """The numbers that a copy gets anew: of each case, and of the papers that follow the goods."""
    cases = [one for one in rader.get(Arende, ()) if isinstance(one, Arende) and one.nummer]
    days = {one.pk: clock.local(one.verkstalld or one.skapad).date() for one in cases}
    numbers = [Nummer(one.typ, one.nummer or "", days[one.pk]) for one in cases]
    sent = Leverans.objects.filter(kundorder=order.pk).exclude(foljesedel=None).order_by("pk")
    return numbers + [
        Nummer("foljesedel", leverans.foljesedel or "", days[leverans.pk]) for leverans in sent
    ]


def vem(patient: Mottagare | Person) -> list[str]:
    """The words of a patient that copies replace, in this order."""
    said = str(patient.identitet)
    plain = [f"{said[:8]}-{said[8:]}", said, patient.namn, patient.gatuadress, patient.telefon]
    # The inbox looks among small letters.
    return [*plain, patient.namn.casefold()]
