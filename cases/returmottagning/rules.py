"""What must hold at the return desk. Pure: every refusal is a list of hinder in Swedish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
ANDRINGAR = (REKOND, BEDOMS, SKROTAS)


@dataclass(frozen=True)
class Mottaget:
    """What the return desk says of a row; `disposition` only where it differs from the table's."""

    nr: int
    kom: bool | None
    skick: str = ""
    avvikelse: bool = False
    disposition: str = ""
    skrotningskod: str = ""
    skal: str = ""


def betyder(tabellens_ord: str) -> str:
    """What is done when the table answers so. Raises `ValueError` for words nobody knows."""
    for words, meaning in _ORD.items():
        if tabellens_ord.startswith(words):
            return meaning
    raise ValueError(f"The table returdisposition answers {tabellens_ord!r}, which nobody knows.")


def hinder_for_mottagning(
    rader: Mapping[int, str], sagt: Mapping[int, Mottaget], koder: Sequence[str]
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
        if told.skick not in {"godkänt", "ej rengjort", "underkänt"}:
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


def hinder_for_rekond(
    rader: Mapping[int, str], sagt: Mapping[int, str], koder: Sequence[str]
) -> list[Hinder]:
    """Each row ends in the lager or with a code for scrapping."""
    return [
        Hinder(
            "rekond_saknas",
            f"Välj om {artikel} läggs i lager, eller varför det skrotas.",
            f"rad-{nr}",
        )
        for nr, artikel in rader.items()
        if sagt.get(nr) != "i_lager" and sagt.get(nr) not in koder
    ]
