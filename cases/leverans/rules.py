"""What must hold for a leverans. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.gemensamt.antal import spann
from workflows.errors import Hinder


@dataclass(frozen=True)
class Plockrad:
    """A row to pick; `huvudrad` names the row of the aid that it is a component of."""

    rad: UUID
    nr: int
    artikel: str
    antal: int
    individmarkt: bool
    huvudrad: UUID | None = None

    @property
    def grupp(self) -> UUID:
        """An aid and its components go together."""
        return self.huvudrad or self.rad


@dataclass(frozen=True)
class Plockat:
    """What was found of a row: how many, or which individer of a marked article."""

    rad: UUID
    antal: int
    individer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Uppackrad:
    """A row that is on its way to a förråd, with the individer on its följesedel."""

    rad: UUID
    nr: int
    artikel: str
    plockat: int
    individer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mottaget:
    """What a förråd found of a row when it unpacked."""

    rad: UUID
    antal: int
    individer: tuple[str, ...] = ()
    anmarkning: str = ""


def hinder_for_plock(
    rader: Sequence[Plockrad], plockat: Mapping[UUID, Plockat], *, brist_bekraftad: bool
) -> list[Hinder]:
    """Every reason why what was reported can't be right."""
    hinder: list[Hinder] = []
    seen: dict[str, int] = {}
    short = False
    for rad in rader:
        found = plockat.get(rad.rad)
        if found is None:
            hinder.append(
                _at(rad, "rad_saknas", f"Ange hur många du har plockat av {rad.artikel}.")
            )
            continue
        hinder += _hinder_for_rad(rad, found, seen)
        short = short or found.antal < rad.antal
    if short and not hinder and not brist_bekraftad:
        hinder.append(
            Hinder(
                "brist_obekraftad",
                "Allt är inte plockat. Plocka resten, eller kryssa i ”Det som fattas finns inte på"
                " hyllan”, så restnoteras det.",
                "brist",
            )
        )
    return hinder


def att_ta_med(
    rader: Sequence[Plockrad], plockat: Mapping[UUID, Plockat], *, samleverans: bool
) -> dict[UUID, int]:
    """How many of each row leave the shelf.

    An aid does not go without its components, nor they without it; with samleverans nothing goes
    before all is there (decisions "Orders").
    """
    short = {rad.grupp for rad in rader if plockat[rad.rad].antal < rad.antal}
    if samleverans and short:
        return {rad.rad: 0 for rad in rader}
    together = {rad.grupp for rad in rader if rad.huvudrad is not None}
    return {
        rad.rad: 0 if rad.grupp in short & together else plockat[rad.rad].antal for rad in rader
    }


def brist(rader: Sequence[Plockrad], tas_med: Mapping[UUID, int]) -> str:
    """How much was lacking: `ingen`, `delvis` or `allt`, as the diagram asks."""
    if all(tas_med[rad.rad] == rad.antal for rad in rader):
        return "ingen"
    return "delvis" if any(tas_med.values()) else "allt"


def hinder_for_samling(
    kommer: Sequence[Plockrad],
    individer: Mapping[UUID, Collection[str]],
    framme: Mapping[UUID, Plockat],
    lager: str,
    *,
    borta: bool,
) -> list[Hinder]:
    """What other lager have picked must all be here before anything leaves (KO-24).

    `borta` says that what is not here has been looked for and is lost.
    """
    hinder = []
    for rad in kommer:
        found = framme.get(rad.rad, Plockat(rad.rad, 0))
        strange = [number for number in found.individer if number not in individer[rad.rad]]
        if not 0 <= found.antal <= rad.antal or strange:
            hinder.append(
                _at(
                    rad,
                    "antal_utanfor",
                    f"Ange 0 till {rad.antal} för {rad.artikel} på rad {rad.nr}, av det som"
                    " plockades.",
                )
            )
        elif rad.individmarkt and found.antal != len(found.individer):
            hinder.append(
                _at(rad, "individ_saknas", f"Pricka vilka individer av {rad.artikel} som kom fram.")
            )
        elif found.antal < rad.antal and not borta:
            hinder.append(
                _at(
                    rad,
                    "inte_framme",
                    f"Rad {rad.nr}, {rad.artikel}, är inte prickad. Ingenting lämnar {lager} förrän"
                    " allt är framme. Vänta med Samla tills godset har kommit, eller kryssa i ”Det"
                    " som inte är framme har kommit bort”.",
                )
            )
    return hinder


def hinder_for_samlingsbeslut(beslut: str, *, nagot_helt: bool) -> list[Hinder]:
    """What is sent without what was lost must be whole: no aid leaves without its components."""
    if beslut not in {"skicka", "vanta"}:
        return [Hinder("beslut_saknas", "Välj skicka det som är framme, eller vänta.", "beslut")]
    if beslut == "skicka" and not nagot_helt:
        sentence = "Inget av det som är framme är helt utan det som kom bort. Välj vänta."
        return [Hinder("inget_helt", sentence, "beslut")]
    return []


def hinder_for_uppackning(
    rader: Sequence[Uppackrad], mottaget: Mapping[UUID, Mottaget]
) -> list[Hinder]:
    """Every reason why what was unpacked can't be right (manual L1951)."""
    hinder: list[Hinder] = []
    for rad in rader:
        told = mottaget.get(rad.rad)
        if told is None or not 0 <= told.antal <= rad.plockat:
            hinder.append(
                Hinder(
                    "antal_utanfor",
                    f"Ange {spann(0, rad.plockat)} för {rad.artikel} på rad {rad.nr}.",
                    f"rad-{rad.nr}",
                )
            )
            continue
        hinder += [
            Hinder(
                "individ_inte_skickad",
                f"Individ {number} står inte på följesedeln. Lämna den oprickad och skriv det som"
                " anmärkning.",
                f"rad-{rad.nr}",
            )
            for number in told.individer
            if number not in rad.individer
        ]
        if told.antal < rad.plockat and not told.anmarkning.strip():
            hinder.append(
                Hinder(
                    "anmarkning_saknas",
                    f"Skriv en anmärkning om det som fattas av {rad.artikel}, så lagret vet.",
                    f"rad-{rad.nr}",
                )
            )
    return hinder


def hinder_for_utfall(utfall: str, orsak: str) -> list[Hinder]:
    """A delivery that did not succeed needs a reason."""
    if utfall not in {"levererad", "ej_hemma", "vagrad"}:
        return [Hinder("utfall_saknas", "Välj hur leveransen gick.", "utfall")]
    if utfall == "vagrad" and not orsak.strip():
        return [
            Hinder(
                "orsak_saknas", "Skriv varför godset inte togs emot, så beställaren vet.", "orsak"
            )
        ]
    return []


def hinder_for_beslut(
    beslut: str, dag: date | None, today: date, *, utlamning: bool
) -> list[Hinder]:
    """A new try is agreed for a day; at an utlämningsställe it simply lies there longer."""
    if beslut not in {"nytt_forsok", "tillbaka"}:
        return [Hinder("beslut_saknas", "Välj nytt försök eller ta tillbaka.", "beslut")]
    if beslut == "tillbaka" or utlamning:
        return []
    if dag is None:
        return [Hinder("dag_saknas", "Ange vilken dag det nya försöket görs.", "dag")]
    if dag < today:
        return [Hinder("dag_passerad", "Ange en dag som inte har varit.", "dag")]
    return []


def hinder_for_uppfoljning(anteckning: str) -> list[Hinder]:
    """A late receipt is followed up with a word of what was found out."""
    if len(anteckning.strip()) >= 3:
        return []
    sentence = "Skriv vad du fick veta, så nästa kollega vet."
    return [Hinder("anteckning_saknas", sentence, "anteckning")]


def hinder_for_akut(mottagen_av: str) -> list[Hinder]:
    """What HMC signs for the next morning [S10] was left with somebody, whom the driver asks."""
    if len(mottagen_av.strip()) >= 2:
        return []
    return [
        Hinder(
            "mottagen_av_saknas",
            "Fråga vem som tar emot och skriv namnet. Underskriften får vänta: HMC kvitterar"
            " senast klockan 8 nästa arbetsdag.",
            "mottagen_av",
        )
    ]


def hinder_for_kvittens(mottagen_av: str, signatur: str) -> list[Hinder]:
    """Leverans skall kvitteras: by a name, written by the one who receives (KO-25)."""
    hinder = []
    if len(mottagen_av.strip()) < 2:
        hinder.append(
            Hinder("mottagen_av_saknas", "Ange vem som tog emot leveransen.", "mottagen_av")
        )
    if len(signatur.strip()) < 2:
        hinder.append(
            Hinder(
                "signatur_saknas", "Den som tar emot skriver sitt namn som underskrift.", "signatur"
            )
        )
    return hinder


def _hinder_for_rad(rad: Plockrad, found: Plockat, seen: dict[str, int]) -> list[Hinder]:
    if not 0 <= found.antal <= rad.antal:
        return [
            _at(
                rad,
                "antal_utanfor",
                f"Ange {spann(0, rad.antal)} för {rad.artikel} på rad {rad.nr}.",
            )
        ]
    if not rad.individmarkt:
        return []
    hinder = []
    if len(found.individer) != found.antal:
        hinder.append(
            _at(
                rad,
                "individ_saknas",
                f"{rad.artikel} är individmärkt: ange ett individnummer för var och en du plockar.",
            )
        )
    for number in found.individer:
        if number in seen:
            hinder.append(
                _at(
                    rad,
                    "individ_dubbel",
                    f"Individ {number} är angiven två gånger. Läs av märkningen igen.",
                )
            )
        seen[number] = rad.nr
    return hinder


def _at(rad: Plockrad, kod: str, mening: str) -> Hinder:
    return Hinder(kod, mening, f"rad-{rad.nr}")
