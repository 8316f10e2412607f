"""What must hold for a kundorder. Pure: every refusal is a list of hinder in Swedish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.gemensamt.postnr import hinder_for_postnr
from cases.kundorder.radregler import hinder_for_individ
from cases.mottagare.hemligt import hinder_for_hemligt
from workflows.errors import Hinder

MINST, MEST = 1, 999
MANGA_RADER = 200

_INDIVID = re.compile(r"[0-9]{1,10}")
_TELEFON = re.compile(r"\+?[0-9][0-9 ()/-]{4,}[0-9]")


@dataclass(frozen=True)
class Artikelbild:
    """What an order must know of an article."""

    nummer: str
    benamning: str
    utgatt: date | None
    bestallningsbar: bool


@dataclass(frozen=True)
class Radbild:
    """What Verkställ must know of a row."""

    nr: int
    artikel: Artikelbild
    antal: int
    individ_finns: bool = True


@dataclass(frozen=True)
class Adressbild:
    """Where an order is to go. `egen` says that it is the mottagare's own address.

    `hemligt` are a protected mottagare's own address and telephones, which may not stand here.
    """

    namn: str
    gatuadress: str
    postnr: str
    postort: str
    telefoner: tuple[str, ...]
    egen: bool
    hemligt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Orderbild:
    """What Verkställ must know of an order. `prioritet_hinder` is what the decision table said."""

    har_mottagare: bool
    har_kund: bool
    avliden: bool
    skyddad: bool
    patient: bool
    rader: Sequence[Radbild]
    adress: Adressbild
    samleverans: bool
    # False for what is taken from one's own förråd: nothing is sent anywhere.
    levereras: bool = True
    prioritet_hinder: str = ""


_FLER = "För fler än så, lägg en order till eller ring HMC kundtjänst."


def hinder_for_antal(antal: int, falt: str = "antal", fler: str = _FLER) -> list[Hinder]:
    """A quantity that nobody can mean (KO-8)."""
    if MINST <= antal <= MEST:
        return []
    return [
        Hinder(
            "antal_utanfor",
            f"Ange ett antal från {MINST} till {MEST}. {fler}",
            falt,
        )
    ]


def hinder_for_artikel(artikel: Artikelbild, dag: date, falt: str = "artikel") -> list[Hinder]:
    """An article that can't be ordered on this day."""
    if artikel.utgatt is not None and artikel.utgatt <= dag:
        return [
            Hinder(
                "artikel_utgangen",
                f"{artikel.nummer} {artikel.benamning} utgick {artikel.utgatt:%Y-%m-%d} och går"
                " inte att beställa. Sök fram den artikel som har ersatt den.",
                falt,
            )
        ]
    if not artikel.bestallningsbar:
        return [
            Hinder(
                "artikel_tjanst",
                f"{artikel.nummer} {artikel.benamning} är en tjänst och ligger inte i något lager."
                " Beställ den med en arbetsorder.",
                falt,
            )
        ]
    return []


def hinder_for_fler_rader(antal_rader: int, nya: int = 1) -> list[Hinder]:
    """More rows than one order holds, with so many new ones."""
    if antal_rader + nya <= MANGA_RADER:
        return []
    return [
        Hinder(
            "for_manga_rader",
            f"En order har högst {MANGA_RADER} rader. Verkställ den här och lägg en till.",
            "artikel",
        )
    ]


def hinder_for_adress(adress: Adressbild, *, patient: bool, skyddad: bool) -> list[Hinder]:
    """Every reason why nothing can be delivered there (KO-18, L6)."""
    if hidden := hinder_for_skydd(skyddad=skyddad, egen=adress.egen):
        return hidden
    hinder = hinder_for_hemligt(
        {"gatuadress": [adress.gatuadress], "telefon": adress.telefoner}, adress.hemligt
    )
    for falt, text, ord_ in (
        ("adressnamn", adress.namn, "namn"),
        ("gatuadress", adress.gatuadress, "gatuadress"),
        ("postort", adress.postort, "postort"),
    ):
        if not text.strip():
            hinder.append(Hinder(f"{falt}_saknas", f"Ange {ord_} i leveransadressen.", falt))
    hinder += hinder_for_postnr(adress.postnr)
    given = [number for number in adress.telefoner if number.strip()]
    if patient and adress.egen and not given:
        hinder.append(
            Hinder(
                "telefon_saknas",
                "Ange ett telefonnummer till mottagaren eller kontaktpersonen, så att chauffören"
                " kan ringa före leveransen.",
                "telefon",
            )
        )
    hinder += [
        Hinder(
            "telefon_fel",
            f"”{number}” är inget telefonnummer. Skriv det med siffror, till exempel"
            " 0500-12 34 56.",
            "telefon",
        )
        for number in given
        if not _TELEFON.fullmatch(number.strip())
    ]
    return hinder


def hinder_for_skydd(*, skyddad: bool, egen: bool) -> list[Hinder]:
    """A protected person's own address is never written in an order (L6)."""
    if not (skyddad and egen):
        return []
    return [
        Hinder(
            "adress_skyddad",
            "Mottagaren har skyddade personuppgifter. Välj en av din enhets adresser.",
            "adress_id",
        )
    ]


def hinder_for_samleverans(antal_rader: int) -> list[Hinder]:
    """Samleverans of a single row says nothing (KO-24)."""
    if antal_rader > 1:
        return []
    return [
        Hinder(
            "samleverans_en_rad",
            "Samleverans kan väljas när ordern har mer än en rad.",
            "samleverans",
        )
    ]


def hinder_for_mottagare(*, avliden: bool) -> list[Hinder]:
    """Nothing new is ordered for one who has died."""
    if not avliden:
        return []
    return [
        Hinder(
            "mottagare_avliden",
            "Mottagaren är avliden, så det går inte att beställa. Gör en hämtorder för"
            " hjälpmedlen.",
            "nummer",
        )
    ]


def hinder_for_verkstall(order: Orderbild, dag: date) -> list[Hinder]:
    """Every reason why the order can't be sent, at once (KO-25)."""
    hinder = []
    if not order.har_mottagare:
        hinder.append(Hinder("mottagare_saknas", "Ange vem ordern gäller i Orderhuvud.", "nummer"))
    if not order.har_kund:
        hinder.append(
            Hinder("kund_saknas", "Välj vilken enhet som beställer i Orderhuvud.", "kund")
        )
    hinder += hinder_for_mottagare(avliden=order.avliden)
    if not order.rader:
        hinder.append(Hinder("rader_saknas", "Lägg till minst en artikel i Orderrader.", "artikel"))
    for rad in order.rader:
        hinder += hinder_for_artikel(rad.artikel, dag, f"rad-{rad.nr}")
        hinder += hinder_for_antal(rad.antal, f"rad-{rad.nr}")
        hinder += hinder_for_individ(hos_mottagaren=rad.individ_finns, falt=f"rad-{rad.nr}")
    if order.levereras:
        hinder += hinder_for_adress(order.adress, patient=order.patient, skyddad=order.skyddad)
    if order.levereras and order.samleverans:
        hinder += hinder_for_samleverans(len(order.rader))
    if order.prioritet_hinder:
        hinder.append(Hinder("prioritet", order.prioritet_hinder, "prioritet"))
    return hinder


def hinder_for_inkop(nr: int, nummer: str, vantas: date | None, dag: date) -> list[Hinder]:
    """What inköp must tell of a row that lacks something."""
    hinder = []
    if not nummer.strip():
        hinder.append(
            Hinder(
                "bestallningsnummer_saknas",
                f"Ange beställningsnumret hos leverantören för rad {nr}.",
                f"nummer-{nr}",
            )
        )
    if vantas is None or vantas < dag:
        hinder.append(
            Hinder(
                "vantas_fel",
                f"Ange när rad {nr} väntas till lagret, i dag eller senare.",
                f"vantas-{nr}",
            )
        )
    return hinder


def hinder_for_individer(nummer: Sequence[str], upptagna: set[str], antal: int) -> list[Hinder]:
    """New individnummer: one for each, none twice, none that is there already."""
    hinder = []
    if len(nummer) != antal:
        hinder.append(
            Hinder(
                "individer_antal",
                f"Ange {antal} individnummer, ett för varje hjälpmedel."
                if antal
                else "Artikeln är inte individmärkt: lämna individnumren tomma.",
                "individer",
            )
        )
    twice = sorted({number for number in nummer if nummer.count(number) > 1})
    hinder += [
        Hinder("individ_dubbel", f"Individ {number} är angiven två gånger.", "individer")
        for number in twice
    ]
    hinder += [
        Hinder(
            "individ_finns",
            f"Individ {number} finns redan. Kontrollera märkningen.",
            "individer",
        )
        for number in sorted(upptagna)
    ]
    hinder += [
        Hinder(
            "individ_form",
            f"”{number}” är inget individnummer. Det har högst tio siffror.",
            "individer",
        )
        for number in nummer
        if not _INDIVID.fullmatch(number)
    ]
    return hinder
