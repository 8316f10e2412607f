"""Insikt in words and levels: how much, where it is slowest, what is otherwise than before."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.insight.reading import Cases, Numbers

# What is too few to tell, and what there is nothing of.
FA = "< 5"
INGET = "–"
NIVAER = 5
_FLEST = 3
_SEKUNDER = (("dag", "dagar", "d", 86_400), ("timme", "timmar", "h", 3600))


@dataclass(frozen=True)
class Matt:
    """Something that is measured at each step: its name, its size, and how it is written.

    `langt` is for the table and `kort` for the badge on the diagram.
    """

    namn: str
    storlek: Callable[[Numbers], float | None]
    langt: Callable[[Numbers], str]
    kort: Callable[[Numbers], str]


def tid(sekunder: int, *, kort: bool = False) -> str:
    """A time in its two largest units: ”2 dagar 4 timmar”, or ”2 d 4 h”."""
    minuter = round(sekunder / 60)
    delar = []
    kvar = minuter * 60
    for en, flera, forkortad, langd in _SEKUNDER:
        antal, kvar = divmod(kvar, langd)
        if antal:
            delar.append(f"{antal} {forkortad if kort else en if antal == 1 else flera}")
    antal = kvar // 60
    if antal:
        delar.append(f"{antal} min" if kort else f"{antal} minut{'' if antal == 1 else 'er'}")
    return " ".join(delar[:2]) or ("0 min" if kort else "under en minut")


def antal(tal: int | None) -> str:
    """A number, or that it is too small to tell."""
    return FA if tal is None else f"{tal}"


def snitt(sekunder: int | None, av: int | None, *, kort: bool = False) -> str:
    """An average time of so many; nothing where none of them has a time."""
    if sekunder is not None:
        return tid(sekunder, kort=kort)
    return INGET if av == 0 else FA


def sena(tal: Numbers) -> str:
    """How many were late of those that had a deadline."""
    if tal.due == 0:
        return INGET
    if tal.late is None or tal.due is None:
        return FA
    return f"{tal.late} av {tal.due} ({tal.late_share} %)"


def har_hant(tal: Numbers) -> bool:
    """Whether anything has happened at a step, few or many."""
    return (tal.passes, tal.cut, tal.incidents) != (0, 0, 0)


def _sena_kort(tal: Numbers) -> str:
    if tal.late_share is None:
        return INGET if tal.due == 0 else FA
    return f"{tal.late_share} %"


def _raknat(lasa: Callable[[Numbers], int | None]) -> tuple[Callable[[Numbers], str], ...]:
    return (lambda tal: antal(lasa(tal)),) * 2


MATTEN: Mapping[str, Matt] = {
    "vantan": Matt(
        "Väntan i snitt",
        lambda tal: tal.waited,
        lambda tal: snitt(tal.waited, tal.timed),
        lambda tal: snitt(tal.waited, tal.timed, kort=True),
    ),
    "arbete": Matt(
        "Arbete i snitt",
        lambda tal: tal.worked,
        lambda tal: snitt(tal.worked, tal.taken),
        lambda tal: snitt(tal.worked, tal.taken, kort=True),
    ),
    "genomgangar": Matt("Genomgångar", lambda tal: tal.passes, *_raknat(lambda tal: tal.passes)),
    "sena": Matt("Sena", lambda tal: tal.late_share, sena, _sena_kort),
    "ater": Matt("Kommit tillbaka", lambda tal: tal.again, *_raknat(lambda tal: tal.again)),
    "ogjorda": Matt("Lämnade ogjorda", lambda tal: tal.cut, *_raknat(lambda tal: tal.cut)),
    "driftstopp": Matt(
        "Driftstopp", lambda tal: tal.incidents, *_raknat(lambda tal: tal.incidents)
    ),
}


def hogst(matt: Matt, steg: Iterable[Numbers]) -> float:
    """The most that any of them comes to."""
    return max((matt.storlek(tal) or 0 for tal in steg), default=0)


def niva(matt: Matt, tal: Numbers, mest: float) -> int:
    """How hot a step is, 0 to `NIVAER`: its share of the most. 0 is nothing, or too few to tell."""
    storlek = matt.storlek(tal) or 0
    return -int(-storlek * NIVAER // mest) if mest else 0


Steg = tuple[str, Numbers]


def flaskhalsar(steg: Sequence[Steg]) -> list[str]:
    """Where it is slowest and goes wrong most often, in sentences. Only of what may be told."""
    return [
        *_vantan(steg),
        *_varst(
            steg,
            lambda t: t.worked,
            lambda n, t: f"Längst arbete: {n}, i snitt {tid(t.worked or 0)}.",
        ),
        *_varst(
            steg,
            lambda t: t.late_share,
            lambda n, t: f"Oftast sent: {n}, {t.late} av {t.due} ({t.late_share} %).",
        ),
        *_varst(
            steg,
            lambda t: t.again,
            lambda n, t: f"Kommer oftast tillbaka: {n}, {t.again} gånger.",
        ),
        *_varst(steg, lambda t: t.cut, lambda n, t: f"Lämnas oftast ogjort: {n}, {t.cut} gånger."),
        *_varst(
            steg,
            lambda t: t.incidents,
            lambda n, t: f"Flest driftstopp: {n}, {t.incidents} st.",
        ),
    ]


def skillnader(
    steg: Sequence[tuple[str, Numbers, Numbers]], nu: Cases, forut: Cases, mot: str
) -> list[str]:
    """What is quicker or slower than in another version (`mot`), the largest first."""
    meningar = []
    if nu.lead is not None and forut.lead is not None and nu.lead != forut.lead:
        hur = _jamfort(nu.lead - forut.lead)
        meningar.append(f"Ledtid: i snitt {tid(nu.lead)}, {hur} än i {mot}.")
    andrade = [
        (namn, ett.waited, ett.waited - annat.waited)
        for namn, ett, annat in steg
        if ett.waited is not None and annat.waited is not None
    ]
    andrade.sort(key=lambda rad: -abs(rad[2]))
    meningar += [
        f"{namn}: väntan i snitt {tid(vantan)}, {_jamfort(mer)} än i {mot}."
        for namn, vantan, mer in andrade[:_FLEST]
        if abs(mer) >= 60
    ]
    return meningar


def _jamfort(mer: int) -> str:
    return f"{tid(abs(mer))} {'längre' if mer > 0 else 'kortare'}"


def _vantan(steg: Sequence[Steg]) -> Iterator[str]:
    kanda = [(tal.waited, namn, tal) for namn, tal in steg if tal.waited]
    kanda.sort(key=lambda rad: -rad[0])
    for plats, (vantan, namn, tal) in enumerate(kanda[:_FLEST]):
        borjan = "Därefter" if plats else "Längst väntan"
        slut = f", {tal.late_share} % sena" if tal.late_share else ""
        yield f"{borjan}: {namn}, i snitt {tid(vantan)}{slut}."


def _varst(
    steg: Sequence[Steg],
    lasa: Callable[[Numbers], int | None],
    mening: Callable[[str, Numbers], str],
) -> Iterator[str]:
    varst = max(steg, key=lambda ett: lasa(ett[1]) or 0, default=None)
    if varst is not None and lasa(varst[1]):
        yield mening(*varst)
