"""Finding an article by anything a person remembers of it (SA, decisions "Searching")."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from cases.artiklar.models import Artikel, Sokord, Synonym
from cases.artiklar.rang import Rangordnade, rangordna
from cases.artiklar.register import SHORTEST_MENDED, former
from cases.artiklar.sokindex import LASER_I_ORDNING, innehaller
from cases.organisation.ordning import vikt

MOST_WORDS = 8
# Hits are counted no further than this: who has got more needs another word, not the number.
MEST = 2000


@dataclass(frozen=True)
class Traffar:
    """What was found, best first and then in Swedish order.

    `antal` is how many, or `MEST` + 1 for more than `MEST`. `rattat` tells which words were read as
    others because nothing was spelled as they were written.
    """

    artiklar: Rangordnade
    antal: int
    rattat: Mapping[str, tuple[str, ...]]


def sok(text: str) -> Traffar:
    """Articles with every word of `text` in number, benämning, produktnamn, lev.artnr or ISO.

    A word may also stand for its synonyms. Where nothing is found, words are mended by one slip.
    """
    words = text.casefold().split()[:MOST_WORDS]
    if not words:
        return Traffar(Rangordnade([]), 0, {})
    meanings = {word: (word, *meant) for word, meant in _synonyms(words).items()}
    mended: dict[str, tuple[str, ...]] = {}
    found = innehaller(meanings.values())
    count = _count(found)
    if not count:
        mended = {word: near for word in words if (near := _mend(word, meanings[word]))}
        if mended:
            found = innehaller((meanings | mended).values())
            count = _count(found)
    ranked = rangordna(found, " ".join(words), alla_pa_en_gang=count <= MEST or not LASER_I_ORDNING)
    return Traffar(ranked, count, mended if count else {})


def _count(found: QuerySet[Artikel]) -> int:
    """How many, up to `MEST` + 1. To ask for one would make PostgreSQL read through them all."""
    return found[: MEST + 1].count()


def _synonyms(words: list[str]) -> dict[str, list[str]]:
    meant: dict[str, list[str]] = {word: [] for word in words}
    for synonym in Synonym.objects.filter(ord__in=words).order_by("betyder"):
        meant[synonym.ord].append(synonym.betyder)
    return meant


def _mend(word: str, meanings: tuple[str, ...]) -> tuple[str, ...]:
    """Words of the assortment one slip from `word`; empty when it is found as it stands."""
    if len(word) < SHORTEST_MENDED or not word.isalpha() or _count(innehaller([meanings])):
        return ()
    candidates = (
        Sokord.objects.filter(former__form__in=former(word))
        .distinct()
        .values_list("ord", flat=True)
    )
    bare = vikt(word)
    return tuple(sorted(near for near in candidates if _one_slip_apart(bare, vikt(near))))


def _one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter is missing, extra, wrong or has changed places with its neighbour."""
    if len(one) > len(other):
        one, other = other, one
    start = next((n for n, char in enumerate(one) if char != other[n]), len(one))
    if len(one) != len(other):
        return len(other) - len(one) == 1 and one[start:] == other[start + 1 :]
    swapped = one[:start] + one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped == other
