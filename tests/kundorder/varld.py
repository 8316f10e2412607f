"""A small world for orders: one unit, those who work with an order, a bed, a rollator, shelves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cases.artiklar.models import Artikel, IsoKod, Pris, Standardkomponent
from cases.hjalpmedel.models import Individ, Rorelse
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor
from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud, Leveransval, NyRad
from cases.kundorder.visning import leveransuppgifter
from cases.leverans import actions as pa_lagret
from cases.leverans import forrad, samling
from cases.leverans.models import Leverans
from cases.leverans.rules import Mottaget, Plockat
from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.organisation.models import (
    Anvandare,
    Baskod,
    Betalare,
    Kund,
    Lager,
    Leveransadress,
    Turbilomrade,
    Uppdrag,
)
from workflows import engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder

PERSONNUMMER = "200303030303"


@dataclass(frozen=True)
class Varld:
    """Who and what the tests work with."""

    kund: Kund
    annan_kund: Kund
    miriam: Anvandare
    frida: Anvandare
    lotta: Anvandare
    tore: Anvandare
    ivar: Anvandare
    kim: Anvandare
    patient: Mottagare
    lager: Lager
    smalager: Lager
    sang: Artikel
    dosa: Artikel
    rollator: Artikel


def person(namn: str, *roller: str, kund: Kund | None = None) -> Anvandare:
    made = Anvandare.objects.create_user(namn, password="x", first_name=namn, roller=list(roller))
    if kund is not None:
        Uppdrag.objects.create(anvandare=made, kund=kund, forvald=True)
    return made


def bygg_varld() -> Varld:
    for process in ("kundorder", "leverans", "rattelse"):
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
    betalare = Betalare.objects.create(nummer="1", namn="Regionen")
    kund = Kund.objects.create(
        nummer="410000", namn="Rehab", organisation="region", betalare=betalare
    )
    annan = Kund.objects.create(
        nummer="5555", namn="Demokommun", organisation="kommun", betalare=betalare
    )
    Turbilomrade.objects.create(namn="Karlsborg", veckodag=1, postnummer=["546"])
    Leveransadress.objects.create(
        kund=kund,
        namn="Rehabs godsmottagning",
        gatuadress="Demogatan 1",
        postnr="41133",
        postort="GÖTEBORG",
        forvald=True,
    )
    baskod = Baskod.objects.create(kod="1446", namn="Karlsborg", sida="region", betalare=betalare)
    lager, smalager = (
        Lager.objects.create(nummer=nummer, namn=f"Lager {nummer}", typ="hmc")
        for nummer in ("10", "60")
    )
    patient = lagg_upp_patient(PERSONNUMMER, "Lille Skutt", baskod, av="pia")
    for falt, text in {
        "gatuadress": "Morotslandet 3",
        "postnr": "54631",
        "postort": "KARLSBORG",
        "telefon": "010-000 11 01",
    }.items():
        setattr(patient, falt, text)
    patient.save()
    sang = artikel("75178", "Säng SB755", lager, individmarkt=True, pris=402)
    dosa = artikel("55434", "Manöverdosa", lager, typ="tillbehor", pris=10)
    Standardkomponent.objects.create(huvudartikel=sang, komponent=dosa)
    rollator = artikel("10001", "Rollator", smalager, pris=116)
    return Varld(
        kund=kund,
        annan_kund=annan,
        miriam=person("miriam", "forskrivare", kund=kund),
        frida=person("frida", "forskrivare", kund=annan),
        lotta=person("lotta", "lager"),
        tore=person("tore", "transport"),
        ivar=person("ivar", "inkop"),
        kim=person("kim", "kundtjanst"),
        patient=patient,
        lager=lager,
        smalager=smalager,
        sang=sang,
        dosa=dosa,
        rollator=rollator,
    )


def artikel(
    nummer: str,
    benamning: str,
    lager: Lager,
    *,
    individmarkt: bool = False,
    typ: str = "huvudhjalpmedel",
    pris: int = 100,
    leveranstid: str = "7",
) -> Artikel:
    made = Artikel.objects.create(
        nummer=nummer,
        benamning=benamning,
        typ=typ,
        debiteringsform="hyra",
        individmarkt=individmarkt,
        leveranstid=leveranstid,
        lager=lager,
    )
    Pris.objects.create(artikel=made, form="hyra", belopp=pris, fran="2020-01-01")
    return made


def gor_digital(artikel: Artikel) -> None:
    """It may go to an utlämningsställe (KO-20)."""
    artikel.iso = IsoKod.objects.create(kod="220000", namn="Digitalt", digital=True)
    artikel.save()


@transaction.atomic
def i_lager(artikel: Artikel, antal: int, lager: Lager | None = None) -> None:
    """So many more on the article's own shelf, or this one; of a marked one, new individer."""
    place = lager or artikel.lager
    numbers = [f"{artikel.nummer[:4]}{Individ.objects.count() + n:04d}" for n in range(antal)]
    if artikel.individmarkt:
        for number in numbers:
            Individ.objects.create(
                nummer=number,
                artikel=artikel,
                plats="lager",
                lager=place,
                agare="omrade_hjalpmedel",
            )
    bokfor(
        [Andring(place.pk, artikel.pk, antal=antal)],
        Handelse(Rorelse.Slag.INLEVERANS, "test"),
    )


HEM = Leveransval(
    adress_id=None,
    adressnamn="Lille Skutt",
    gatuadress="Morotslandet 3",
    postnr="546 31",
    postort="KARLSBORG",
    telefon="010-000 11 01",
)


def utkast(v: Varld, *rader: NyRad, **val: Any) -> Kundorder:
    """A draft that is filled in and stands at Verkställ."""
    order = actions.ny(person=v.miriam)
    huvud = Huvud(nummer=PERSONNUMMER, kund_id=v.kund.pk, vardrelation=True)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    for rad in rader or (NyRad("75178"),):
        actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=rad)
    actions.orderrader(order.pk, person=v.miriam)
    actions.leveransuppgifter(order.pk, person=v.miriam, svar=replace(HEM, **val))
    return order


def verkstalld(v: Varld, *rader: NyRad, **val: Any) -> Kundorder:
    """An order that is sent, its messages delivered."""
    order = actions.verkstall(utkast(v, *rader, **val).pk, person=v.miriam)
    leverera_meddelanden()
    return order


def leverera_meddelanden() -> None:
    """Let messages reach their cases, and theirs in turn."""
    while engine.tick().messages:
        pass


def leveranser(order: Kundorder) -> list[Leverans]:
    return list(Leverans.objects.filter(kundorder=order.pk).order_by("arende__skapad", "lager"))


def allt_plockat(leverans: Leverans, finns: Mapping[str, int] | None = None) -> list[Plockat]:
    """What is found of each row: all, or as many as `finns` says by article number."""
    found = []
    for rad in leverans.rader.select_related("artikel"):
        antal = (finns or {}).get(rad.artikel.nummer, rad.antal)
        individer = Individ.objects.filter(artikel=rad.artikel, plats="lager").order_by("nummer")
        numbers = [i.nummer for i in individer[:antal]] if rad.artikel.individmarkt else []
        found.append(Plockat(rad.rad, antal, tuple(numbers)))
    return found


def plockad(v: Varld, leverans: Leverans, finns: Mapping[str, int] | None = None) -> None:
    pa_lagret.plocka(
        leverans.pk, person=v.lotta, plockat=allt_plockat(leverans, finns), brist_bekraftad=True
    )
    leverera_meddelanden()


def utlevererad(v: Varld, leverans: Leverans) -> None:
    plockad(v, leverans)
    if any(task.element == "samla" for task in engine.open_tasks(leverans.pk)):
        samlad(v, leverans)
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    leverera_meddelanden()


def samlad(v: Varld, leverans: Leverans) -> None:
    framme = list(leverans.rader.values_list("rad", flat=True))
    samling.samla(leverans.pk, person=v.lotta, framme=framme)


def forradet(v: Varld, *, inventerat: bool = True) -> Lager:
    """The unit's own buffertförråd, with the address that it is filled at."""
    forrad, made = Lager.objects.get_or_create(
        nummer="340",
        defaults={
            "namn": "Rehabs förråd",
            "typ": "buffert",
            "kund": v.kund,
            "inventerat": inventerat,
        },
    )
    if made:
        Leveransadress.objects.create(
            kund=v.kund,
            namn="Rehabs förråd",
            gatuadress="Förrådsvägen 2",
            postnr="41134",
            postort="GÖTEBORG",
            instruktioner="600000000340",
            lager=forrad,
        )
    return forrad


def utkast_ur_forrad(v: Varld, *rader: NyRad, typ: str = "uttag", **val: Any) -> Kundorder:
    """A draft of an uttag or a lagerpåfyllnad that stands at Verkställ."""
    order = actions.ny(person=v.miriam)
    actions.orderhuvud(
        order.pk,
        person=v.miriam,
        svar=Huvud(
            nummer=PERSONNUMMER if typ == "uttag" else "",
            kund_id=v.kund.pk,
            typ=typ,
            forrad_id=forradet(v).pk,
            vardrelation=typ == "uttag",
        ),
    )
    for rad in rader or (NyRad("75178"),):
        actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=rad)
    actions.orderrader(order.pk, person=v.miriam)
    if typ == "pafyllnad":
        order.refresh_from_db()
        where = {"adress_id": order.hamtad_fran_id, **leveransuppgifter(order), **val}
        actions.leveransuppgifter(order.pk, person=v.miriam, svar=Leveransval(**where))
    return order


def pafyllnad(v: Varld, *rader: NyRad, **val: Any) -> Kundorder:
    """A refill of the förråd that is sent, its messages delivered."""
    draft = utkast_ur_forrad(v, *rader, typ="pafyllnad", **val)
    order = actions.verkstall(draft.pk, person=v.miriam)
    leverera_meddelanden()
    return order


def allt_mottaget(leverans: Leverans, kom: Mapping[str, int] | None = None) -> list[Mottaget]:
    """What came of each row: all that was sent, or as many as `kom` says by article number."""
    told = []
    for rad in leverans.rader.filter(plockat__gt=0).select_related("artikel"):
        antal = (kom or {}).get(rad.artikel.nummer, rad.plockat)
        individer = rad.individer.order_by("nummer").values_list("nummer", flat=True)
        numbers = tuple(individer[:antal]) if rad.artikel.individmarkt else ()
        note = "" if antal == rad.plockat else "Fattades i lådan"
        told.append(Mottaget(rad.rad, antal, numbers, note))
    return told


def packad_upp(v: Varld, leverans: Leverans, kom: Mapping[str, int] | None = None) -> None:
    utlevererad(v, leverans)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    forrad.kvittera_bmb(leverans.pk, person=v.miriam, mottaget=allt_mottaget(leverans, kom))
    leverera_meddelanden()


def kvitterad(v: Varld, leverans: Leverans) -> None:
    utlevererad(v, leverans)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(
        leverans.pk, person=v.tore, mottagen_av="Storasyster Skutt", signatur="S Skutt"
    )
    leverera_meddelanden()


def status(order: Kundorder) -> str:
    order.arende.refresh_from_db()
    return order.arende.status


def spar(case_id: UUID) -> list[str]:
    """The elements that the case's tokens have left, in order."""
    return [element for row in engine.history(case_id) for element in row.trail]
