"""What must hold at the return desk. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cases.gemensamt.antal import hinder_for_belopp, spann
from workflows.errors import Hinder

REKOND, BEDOMS, SKROTAS, KARANTAN, SAKNAS = (
    "rekonditioneras",
    "bedoms",
    "skrotas",
    "karantan",
    "saknas",
)
# The words that the table `returdisposition` begins its answers with, and what they mean here.
_ORD = {
    "registreras återlämnad": SKROTAS,
    "hämtorderraden makuleras": SAKNAS,
    "karantän": KARANTAN,
    "skrotas": SKROTAS,
    "rekonditionering": REKOND,
    "teknisk bedömning": BEDOMS,
}
# The codes that follow from why, where nobody chose another (`skrotningskoder.csv`).
SVINN, KOPT, EJ_REKONDITIONERBAR, UTGANGEN = "S2", "S3", "S6", "S7"
# What is lost, and what a beställare scraps at a return to her own förråd.
_INTE_HOS_TEKNIKER = frozenset({"S1", SVINN, "S4"})
ANDRINGAR = (REKOND, BEDOMS, SKROTAS)
SKICKEN = frozenset({"godkänt", "ej rengjort", "underkänt"})
# What the table says where it thinks that the payer should be charged.
_DEBITERING = "debitering"
_MINST_SKAL = 3


@dataclass(frozen=True)
class Mottaget:
    """What the return desk says of a row; `disposition` only where it differs from the table's.

    `debitera` is whether the payer is charged, None when nothing was said; `belopp` kronor. At the
    desk `nr` is the innehav's id, and `antal` how many of it came (all when None).
    """

    nr: int
    kom: bool | None
    skick: str = ""
    avvikelse: bool = False
    disposition: str = ""
    skrotningskod: str = ""
    skal: str = ""
    debitera: bool | None = None
    belopp: Decimal | None = None
    debitering_skal: str = ""
    antal: int | None = None


def betyder(tabellens_ord: str) -> str:
    """What is done when the table answers so. Raises `ValueError` for words nobody knows."""
    for words, meaning in _ORD.items():
        if tabellens_ord.startswith(words):
            return meaning
    raise ValueError(f"The table returdisposition answers {tabellens_ord!r}, which nobody knows.")


def hinder_for_mottagning(
    rader: Mapping[int, str], sagt: Mapping[int, Mottaget], koder: Collection[str]
) -> list[Hinder]:
    """Every reason why what the desk said can't be right; `rader` are the articles by number."""
    hinder = []
    for nr, artikel in rader.items():
        told = sagt.get(nr)
        if told is None or told.kom is None:
            hinder.append(Hinder("kom_saknas", f"Ange om {artikel} kom med.", f"kom-{nr}"))
            continue
        if not told.kom:
            continue
        if told.skick not in SKICKEN:
            hinder.append(
                Hinder("skick_saknas", f"Ange i vilket skick {artikel} är.", f"skick-{nr}")
            )
        if told.disposition and told.disposition not in ANDRINGAR:
            hinder.append(
                Hinder("disposition_okand", f"Välj vad som ska göras med {artikel}.", f"disp-{nr}")
            )
        if told.disposition and not told.skal.strip():
            hinder.append(
                Hinder(
                    "skal_saknas",
                    f"Skriv varför {artikel} ska hanteras på annat sätt än tabellen säger.",
                    f"skal-{nr}",
                )
            )
        if told.skrotningskod and told.skrotningskod not in koder:
            hinder.append(Hinder("kod_okand", "Välj en av skrotningskoderna.", f"kod-{nr}"))
    return hinder


def hinder_for_debitering(
    rader: Mapping[int, str], sagt: Mapping[int, Mottaget], tabellens_ord: Mapping[int, str]
) -> list[Hinder]:
    """What is charged needs an amount and a reason; what the table would charge needs a decision.

    `tabellens_ord` is what the table `returdisposition` answered for each row.
    """
    hinder = []
    for nr, artikel in rader.items():
        told, words = sagt[nr], tabellens_ord[nr]
        proposed = _DEBITERING in words
        if told.debitera is None:
            if proposed:
                hinder.append(
                    Hinder(
                        "debitering_saknas",
                        f"Tabellen säger att onormalt slitage debiteras för {artikel}. Välj om det"
                        " debiteras, och skriv varför.",
                        f"debitera-{nr}",
                    )
                )
            continue
        if told.debitera and betyder(words) == SAKNAS:
            hinder.append(
                Hinder(
                    "debitering_kvar",
                    f"{artikel} står kvar hos mottagaren och hyran går vidare, så det debiteras"
                    " inte här.",
                    f"debitera-{nr}",
                )
            )
            continue
        if told.debitera:
            hinder += hinder_for_belopp(artikel, told.belopp, f"belopp-{nr}")
        if (told.debitera or proposed) and len(told.debitering_skal.strip()) < _MINST_SKAL:
            hinder.append(
                Hinder(
                    "debitering_skal",
                    f"Skriv varför {artikel} {'debiteras' if told.debitera else 'inte debiteras'}.",
                    f"debskal-{nr}",
                )
            )
    return hinder


def hinder_for_disk(sagt: Collection[Mottaget], kvar: Mapping[int, int]) -> list[Hinder]:
    """Something must have come, and no more of it than the mottagare has (`kvar` by innehav)."""
    came = [told for told in sagt if told.kom]
    if sagt and not came and all(told.kom is not None for told in sagt):
        return [Hinder("inget_kom", "Ange vad som kom. Kom inget behövs ingen retur.", "nummer")]
    return [
        Hinder(
            "antal_utanfor",
            f"Ange {spann(1, kvar[told.nr])}, så många som kom.",
            f"antal-{told.nr}",
        )
        for told in came
        if told.antal is not None and not 1 <= told.antal <= kvar[told.nr]
    ]


def gick_fore(rader: Mapping[int, tuple[str, str]], sagt: Mapping[int, Mottaget]) -> list[str]:
    """What was chosen and did not become so, since what is held is held; in a sentence each.

    `rader` are article and disposition by the number that `sagt` names them with.
    """
    return [
        f"{artikel} är i karantän. Det går före ditt val: ingen lagar eller skrotar hjälpmedlet"
        " innan kvalitet har utrett det."
        for nr, (artikel, disposition) in rader.items()
        if disposition == KARANTAN and sagt[nr].disposition not in {"", KARANTAN}
    ]


def hinder_for_hallna(vantar: int, fria: int) -> list[Hinder]:
    """Nothing can be mended where all that waits is held."""
    if fria or not vantar:
        return []
    sentence = (
        "Allt som är kvar är i karantän och får varken lagas eller skrotas. Kvalitet häver"
        " karantänen när utredningen är klar."
    )
    return [Hinder("karantan", sentence)]


def hinder_for_havning(text: str, haller: str) -> list[Hinder]:
    """What was found has to be said; `haller` is the case that holds the aid by itself."""
    if haller:
        return [
            Hinder(
                "halls",
                f"{haller} utreder hjälpmedlet. Karantänen hävs när den utredningen avslutas.",
            )
        ]
    if len(text.strip()) < _MINST_SKAL:
        return [Hinder("text_saknas", "Skriv vad utredningen visade.", "text")]
    return []


def koder_vid_rekond(koder: Mapping[str, str], *, kopt: bool) -> dict[str, str]:
    """The codes for an aid that a tekniker has before her: never svinn, nor another's return."""
    away = _INTE_HOS_TEKNIKER if kopt else _INTE_HOS_TEKNIKER | {KOPT}
    return {kod: text for kod, text in koder.items() if kod not in away}


def hinder_for_rekond(
    rader: Mapping[int, str], sagt: Mapping[int, str], koder: Mapping[int, Collection[str]]
) -> list[Hinder]:
    """Each row ends in the lager or with one of its codes for scrapping."""
    return [
        Hinder(
            "rekond_saknas",
            f"Välj om {artikel} läggs i lager, eller varför det skrotas.",
            f"rad-{nr}",
        )
        for nr, artikel in rader.items()
        if sagt.get(nr) != "i_lager" and sagt.get(nr) not in koder[nr]
    ]
