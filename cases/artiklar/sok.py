"""Finding an article by anything a person remembers of it (SA, decisions "Searching")."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from cases.artiklar.models import Artikel, Sokord, Synonym
from cases.artiklar.register import SHORTEST_MENDED, former
from cases.organisation.ordning import sortnyckel, vikt

MOST_WORDS = 8


@dataclass(frozen=True)
class Traffar:
    """What was found, best first and then in Swedish order.

    `rattat` tells which words were read as others because nothing was spelled as they were written.
    """

    artiklar: QuerySet[Artikel]
    rattat: Mapping[str, tuple[str, ...]]


def sok(text: str) -> Traffar:
    """Articles with every word of `text` in number, benämning, produktnamn, lev.artnr or ISO.

    A word may also stand for its synonyms. Where nothing is found, words are mended by one slip.
    """
    words = text.casefold().split()[:MOST_WORDS]
    if not words:
        return Traffar(Artikel.objects.none(), {})
    meanings = {word: (word, *meant) for word, meant in _synonyms(words).items()}
    mended: dict[str, tuple[str, ...]] = {}
    found = _matching(meanings.values())
    if not found.exists():
        mended = {word: near for word in words if (near := _mend(word, meanings[word]))}
        found = _matching((meanings | mended).values()) if mended else found
        if mended and not found.exists():
            mended = {}
    return Traffar(_ranked(found, " ".join(words)), mended)


def _matching(meanings: Iterable[tuple[str, ...]]) -> QuerySet[Artikel]:
    condition = Q()
    for alternatives in meanings:
        either = Q()
        for word in alternatives:
            either |= Q(search_text__contains=word)
        condition &= either
    return Artikel.objects.filter(condition)


def _ranked(found: QuerySet[Artikel], text: str) -> QuerySet[Artikel]:
    """Number first, then what begins so, then the rest; what has left the assortment last."""
    rank = Case(
        When(nummer=text, then=Value(0)),
        When(nummer__startswith=text, then=Value(1)),
        When(sortnyckel__startswith=sortnyckel(text), then=Value(2)),
        When(search_text__contains=f" {text}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    expired = Case(
        When(utgatt__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return found.select_related("iso", "lager").order_by(expired, rank, "sortnyckel", "nummer")


def _synonyms(words: list[str]) -> dict[str, list[str]]:
    meant: dict[str, list[str]] = {word: [] for word in words}
    for synonym in Synonym.objects.filter(ord__in=words).order_by("betyder"):
        meant[synonym.ord].append(synonym.betyder)
    return meant


def _mend(word: str, meanings: tuple[str, ...]) -> tuple[str, ...]:
    """Words of the assortment one slip from `word`; empty when it is found as it stands."""
    if len(word) < SHORTEST_MENDED or not word.isalpha() or _matching([meanings]).exists():
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
