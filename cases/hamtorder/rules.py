"""What must hold for a hämtorder. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.mottagare.hemligt import hinder_for_hemligt
from workflows.errors import Hinder

DIREKT, UTREDNING, FYSISK = "direkt", "utredning", "fysisk"
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
    # What the table of dismounting said against a hämtorder; empty when it may be fetched.
    demontering: str = ""

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
    if plats.klass == UTREDNING:
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
    for value, field, words in (
        (adress.gatuadress, "gatuadress", "gatuadressen"),
        (adress.postnr, "postnr", "postnumret"),
        (adress.postort, "postort", "postorten"),
    ):
        if not value.strip():
            hinder.append(Hinder("adress_saknas", f"Ange {words} där det ska hämtas.", field))
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


def forsta_hamtdag(dag: date | None, tidigast: date, senast: date) -> date:
    """The area's next day, but never later than the last one [S1]; the earliest without an area."""
    return min(max(dag or tidigast, tidigast), senast)
