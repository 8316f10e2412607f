"""What must hold for a hämtorder. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from cases.gemensamt.antal import hinder_for_belopp
from cases.gemensamt.postnr import hinder_for_postnr
from cases.mottagare.hemligt import hinder_for_hemligt
from workflows.errors import Hinder

DIREKT, UTREDNING, FYSISK = "direkt", "utredning", "fysisk"
SVINN = "svinn"
_EFTER_HAMTORDER = "huvudhjälpmedel med tidigare stängd hämtorder"
# Where nobody is met without a call first (domain.md 3.2, step 4 [A]).
RING_FORST = frozenset({"privat", "boende", "dodsbo"})


@dataclass(frozen=True)
class Hjalpmedelsrad:
    """An aid that may be ticked. `huvud` is the aid that it is a component of."""

    id: int
    artikel: str
    artikeltyp: str
    debiteringsform: str
    skrotas_vid_retur: bool
    huvud: int | None = None
    har_stangd_hamtorder: bool = False
    # What the table of dismounting said against a hämtorder, or reminds of; empty when nothing.
    demontering: str = ""
    paminnelse: str = ""

    @property
    def skrotas(self) -> bool:
        """Bought aids are scrapped when they come back by a hämtorder (V2, DMN 7)."""
        return self.debiteringsform == "kop" or self.skrotas_vid_retur


@dataclass(frozen=True)
class Hamtplats:
    """What the table says of a Hämtplats/Åtgärd (DMN 5)."""

    klass: str
    urval: str
    namn_kravs: bool
    skriv_ut: bool
    sokbar: bool
    hmc_bekraftar: bool
    adress_forslag: str = ""
    prioriterad: bool = False
    turbil: bool = True


@dataclass(frozen=True)
class Adressbild:
    """What is asked of the address. `hemligt` is a protected mottagare's own, not to stand here."""

    atgard: str
    namn: str
    gatuadress: str
    postnr: str
    postort: str
    telefoner: tuple[str, ...]
    egen: bool
    skyddad: bool
    hemligt: tuple[str, ...] = ()


def valbara(rader: Sequence[Hjalpmedelsrad], plats: Hamtplats) -> list[Hjalpmedelsrad]:
    """The rows that this Hämtplats/Åtgärd lists (HO-8, HO-13, HO-17)."""
    wanted = {
        "artikeltyp Inställning": "installning",
        "artikeltyp Reservdel": "reservdel",
        "artikeltyp Tillbehör": "tillbehor",
    }.get(plats.urval)
    if wanted:
        return [rad for rad in rader if rad.artikeltyp == wanted]
    if plats.urval == _EFTER_HAMTORDER:
        return [
            rad for rad in rader if rad.artikeltyp == "huvudhjalpmedel" and rad.har_stangd_hamtorder
        ]
    return list(rader)


def hinder_for_val(
    rader: Sequence[Hjalpmedelsrad], valda: Collection[int], plats: Hamtplats
) -> list[Hinder]:
    """Why what is ticked can't be given back this way (HO-11, V19, DMN 6)."""
    listed = {rad.id: rad for rad in valbara(rader, plats)}
    hinder = []
    if not valda:
        hinder.append(
            Hinder("rader_saknas", "Kryssa i minst ett hjälpmedel som ska lämnas tillbaka.", "rad")
        )
    if any(one not in listed for one in valda):
        hinder.append(
            Hinder(
                "rad_inte_valbar",
                "Något av hjälpmedlen kan inte tas med: det står redan på en hämtorder, är"
                " återlämnat eller hör inte till den åtgärd du valde. Läs in sidan igen.",
                "rad",
            )
        )
        return hinder
    if plats.klass == FYSISK:
        hinder += [
            Hinder("kraver_arbetsorder", f"{listed[one].artikel}: {listed[one].demontering}", "rad")
            for one in sorted(valda)
            if listed[one].demontering
        ]
    left = [rad for rad in rader if rad.huvud in valda and rad.id not in valda]
    if left and plats.klass != UTREDNING:
        hinder.append(
            Hinder(
                "utan_komponenter",
                "Huvudhjälpmedlet kan inte återlämnas utan sina komponenter. Bocka i komponenterna"
                " eller bara dem.",
                "rad",
            )
        )
    return hinder


def hinder_for_adress(adress: Adressbild, plats: Hamtplats) -> list[Hinder]:
    """Every part of the address that is missing (HO-3, HO-4, HO-13, V20)."""
    hinder = []
    if not adress.namn.strip():
        hinder.append(
            Hinder(
                "namn_saknas",
                "Ange ett namn i hämtadressen. Välj till exempel din egen enhet.",
                "adressnamn",
            )
        )
    if adress.skyddad and adress.egen:
        hinder.append(
            Hinder(
                "skyddad_adress",
                "Mottagaren har skyddade personuppgifter, så adressen får inte användas. Välj en"
                " av din enhets adresser i ”Hämta adress från”.",
                "adress_id",
            )
        )
    else:
        hinder += hinder_for_hemligt(
            {"gatuadress": [adress.gatuadress], "telefon": adress.telefoner}, adress.hemligt
        )
    if plats.klass != FYSISK:
        return hinder
    for value, name, words in (
        (adress.gatuadress, "gatuadress", "gatuadressen"),
        (adress.postnr, "postnr", "postnumret"),
        (adress.postort, "postort", "postorten"),
    ):
        if not value.strip():
            hinder.append(Hinder("adress_saknas", f"Ange {words} där det ska hämtas.", name))
    if adress.postnr.strip():
        hinder += hinder_for_postnr(adress.postnr)
    if adress.atgard in RING_FORST and not any(number.strip() for number in adress.telefoner):
        hinder.append(
            Hinder(
                "telefon_saknas",
                "Ange ett telefonnummer, så att chauffören kan ringa innan hämtningen.",
                "telefon",
            )
        )
    return hinder


@dataclass(frozen=True)
class Hamtat:
    """How it went with one row at the door."""

    rad: UUID
    utfall: str


def hinder_for_hamtning(
    rader: Mapping[UUID, str], sagt: Mapping[UUID, str], *, ingen_hemma: bool, orsak: str
) -> list[Hinder]:
    """Every row needs an answer, unless nobody was home."""
    if ingen_hemma:
        return []
    hinder = [
        Hinder("utfall_saknas", f"Ange hur det gick med {artikel}.", f"rad-{rad}")
        for rad, artikel in rader.items()
        if sagt.get(rad) not in {"hamtad", "saknas", "vagrad"}
    ]
    if not hinder and any(one != "hamtad" for one in sagt.values()) and not orsak.strip():
        hinder.append(
            Hinder(
                "orsak_saknas",
                "Skriv varför allt inte kom med, så att beställaren vet.",
                "orsak",
            )
        )
    return hinder


def hinder_for_text(text: str, falt: str, mening: str) -> list[Hinder]:
    """Something has to be said here."""
    return [] if len(text.strip()) >= 3 else [Hinder(f"{falt}_saknas", mening, falt)]


def hinder_for_forkommet(information: str, polisanmalan: str) -> list[Hinder]:
    """How it was lost has to be said, and whether the police know."""
    return hinder_for_text(
        information, "information", "Skriv hur hjälpmedlet försvann, och var det stod sist."
    ) + hinder_for_text(
        polisanmalan,
        "polisanmalan",
        "Skriv polisanmälans diarienummer, eller varför ingen anmälan är gjord.",
    )


@dataclass(frozen=True)
class Utrett:
    """How a search ended: hittat, svinn or avslag. `belopp` is kronor to charge, by row."""

    resultat: str
    text: str
    belopp: Mapping[UUID, Decimal] = field(default_factory=dict)
    debitering_skal: str = ""


def hinder_for_utredning(sagt: Utrett, rader: Mapping[UUID, tuple[int, str]]) -> list[Hinder]:
    """What was found has to be said; only what is lost is charged. `rader`: number and article."""
    hinder = hinder_for_text(sagt.text, "text", "Skriv vad eftersökningen visade.")
    if sagt.resultat not in {"hittat", SVINN, "avslag"}:
        hinder.append(Hinder("resultat_saknas", "Välj hur eftersökningen slutade.", "resultat"))
    elif sagt.belopp and sagt.resultat != SVINN:
        hinder.append(
            Hinder(
                "debitering_kvar",
                "Bara det som räknas som svinn debiteras. Ta bort beloppet.",
                "resultat",
            )
        )
    for rad, belopp in sagt.belopp.items():
        if rad not in rader:
            hinder.append(Hinder("rad_okand", "Raden hör inte till hämtordern.", "belopp"))
            continue
        nr, artikel = rader[rad]
        hinder += hinder_for_belopp(artikel, belopp, f"belopp-{nr}")
    if sagt.belopp:
        hinder += hinder_for_text(
            sagt.debitering_skal, "debitering_skal", "Skriv varför det debiteras."
        )
    return hinder


def forsta_hamtdag(dag: date | None, tidigast: date, senast: date) -> date:
    """The area's next day, but never later than the last one [S1]; the earliest without an area."""
    return min(max(dag or tidigast, tidigast), senast)
