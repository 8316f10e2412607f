"""Handing over what goes together: each aid by itself, its components shared out among them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from cases.hjalpmedel.innehav import Utlamnat, oppna
from cases.hjalpmedel.models import Innehav


@dataclass(frozen=True)
class Bit:
    """A row's piece: one marked individ, or so many of an article.

    `huvudrad` is the row of the aid that it came with; `aid` the one that the mottagare had before,
    which it completes (KH-6).
    """

    given: Utlamnat
    huvudrad: UUID | None = None
    aid: Innehav | None = None


def lamna_ut(bitar: Sequence[Bit], dag: date) -> None:
    """The mottagare has all of it from `dag`. The individer are held already, and on their way."""
    mains: dict[UUID | None, list[Innehav]] = defaultdict(list)
    for bit in bitar:
        if bit.huvudrad is None:
            mains[bit.given.rad].append(oppna(bit.given, dag, komponent_till=bit.aid))
    without: dict[UUID | None, list[Innehav]] = {}
    for bit in bitar:
        if bit.huvudrad is None:
            continue
        aids = mains.get(bit.huvudrad, [])
        if bit.given.individ_id is not None:
            waiting = without.setdefault(bit.given.rad, list(aids))
            oppna(bit.given, dag, komponent_till=waiting.pop(0) if waiting else None)
            continue
        for aid, count in _fordela(bit.given.antal, aids):
            oppna(replace(bit.given, antal=count), dag, komponent_till=aid)


def _fordela(antal: int, aids: Sequence[Innehav]) -> list[tuple[Innehav | None, int]]:
    """Components shared out among the aids that they came with, the first ones getting one more."""
    if not aids:
        return [(None, antal)]
    each, more = divmod(antal, len(aids))
    shares = [(aid, each + (place < more)) for place, aid in enumerate(aids)]
    return [(aid, count) for aid, count in shares if count]
