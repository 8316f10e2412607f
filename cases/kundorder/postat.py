"""What the pages post beside their forms: rows, ticks, choices, and which version was shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.http import QueryDict

from cases.kundorder.actions_direktinkop import VANTAR, Besked
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Begaran, Kundorderrad
from cases.kundorder.svar import NyRad, Radandring


def radandringar(post: QueryDict, rader: Sequence[Kundorderrad]) -> list[Radandring]:
    """What was posted of each row that the page showed (KO-11, KO-12).

    A quantity that is no number is -1, which no order may have.
    """
    return [
        Radandring(
            rad=rad.pk,
            antal=_whole(post.get(f"antal-{rad.pk}", "")),
            kommentar=post.get(f"kommentar-{rad.pk}", ""),
            ta_bort=f"ta-bort-{rad.pk}" in post,
            individ=post.get(f"individ-{rad.pk}"),
        )
        for rad in rader
        if f"antal-{rad.pk}" in post
    ]


def bockade(post: QueryDict) -> list[NyRad]:
    """The articles that were ticked in a list, each once (KO-15)."""
    return [
        NyRad(nummer, _whole(post.get(f"antal-{nummer}", "") or "1"))
        for nummer in dict.fromkeys(post.getlist("artikel"))
    ]


def nycklar(texts: Iterable[str]) -> list[UUID]:
    """Those of the texts that are ids, each once."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def radval(post: Mapping[str, str]) -> dict[UUID, str]:
    """Which article was chosen for each row: `val-<radens id>`."""
    return {
        key: number
        for name, number in post.items()
        if name.startswith("val-")
        for key in nycklar([name.removeprefix("val-")])
    }


def inkop(post: Mapping[str, str], rader: Sequence[Kundorderrad]) -> list[Inkop]:
    """What inköp posted of each row that lacks something."""
    return [
        Inkop(
            rad=rad.pk,
            bestallningsnummer=post.get(f"nummer-{rad.nr}", ""),
            vantas=_day(post.get(f"vantas-{rad.nr}", "")),
            direkt=f"direkt-{rad.nr}" in post,
        )
        for rad in rader
    ]


def direktbesked(post: Mapping[str, str], begaranden: Sequence[Begaran]) -> list[Besked]:
    """What inköp posted of each direktinköp: `utfall-<id>`, and `individer-<radnummer>`."""
    return [
        Besked(
            begaran=begaran.pk,
            utfall=post.get(f"utfall-{begaran.pk}", VANTAR),
            individer={
                part.rad_id: post.get(f"individer-{part.rad.nr}", "").split()
                for part in begaran.rader.all()
            },
        )
        for begaran in begaranden
    ]


def dag(post: Mapping[str, str], falt: str) -> date | None:
    """A day that was posted; None for what is no day."""
    return _day(post.get(falt, ""))


def uppgift(post: Mapping[str, str]) -> UUID | None:
    """Which of several tasks of the same name the page was opened for, if it says."""
    try:
        return UUID(post.get("uppgift", ""))
    except ValueError:
        return None


def version(post: Mapping[str, str]) -> int | None:
    """Which version of the order the page showed."""
    said = post.get("version", "")
    return int(said) if said.isdecimal() else None


def _whole(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) < 7 else -1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
