"""Finding an article by anything a person remembers of it (SA, decisions "Searching")."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.artiklar.models import Artikel, Leverantorsartikel, Sokord, Synonym
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


@dataclass(frozen=True)
class Sokning:
    """What was filled in on Sök artikel (SA-1). All that is filled in must hold at once (SA-2)."""

    text: str = ""
    artikel: str = ""
    lev_artnr: str = ""
    produktnamn: str = ""
    leverantor: int | None = None
    typ: str = ""

    @property
    def tom(self) -> bool:
        """Whether nothing is asked for."""
        return not any(getattr(self, field.name) for field in fields(self))


def sok(text: str) -> Traffar:
    """Articles with every word of `text` in number, benämning, produktnamn, lev.artnr or ISO.

    A word may also stand for its synonyms. Where nothing is found, words are mended by one slip.
    """
    return sok_falt(Sokning(text=text))


def sok_falt(svar: Sokning) -> Traffar:
    """The same, among articles that the other fields agree with."""
    words = svar.text.casefold().split()[:MOST_WORDS]
    within = _within(svar)
    if not words:
        return _alla(svar, within)
    meanings = {word: (word, *meant) for word, meant in _synonyms(words).items()}
    mended: dict[str, tuple[str, ...]] = {}
    found = innehaller(meanings.values()).filter(within)
    count = _count(found)
    if not count:
        mended = {word: near for word in words if (near := _mend(word, meanings[word]))}
        if mended:
            found = innehaller((meanings | mended).values()).filter(within)
            count = _count(found)
    ranked = rangordna(found, " ".join(words), alla_pa_en_gang=count <= MEST or not LASER_I_ORDNING)
    return Traffar(ranked, count, mended if count else {})


def _alla(svar: Sokning, within: Q) -> Traffar:
    """What the fields find by themselves, by the parts of words that the index knows."""
    if replace(svar, text="").tom:
        return Traffar(Rangordnade([]), 0, {})
    parts = [part.casefold() for part in (svar.artikel, svar.lev_artnr, svar.produktnamn) if part]
    found = innehaller((part,) for part in parts).filter(within)
    count = _count(found)
    ordered = rangordna(found, svar.artikel, alla_pa_en_gang=count <= MEST or not LASER_I_ORDNING)
    return Traffar(ordered, count, {})


def _within(svar: Sokning) -> Q:
    within = Q()
    if svar.artikel:
        within &= Q(nummer__contains=svar.artikel)
    if svar.lev_artnr:
        numbered = Leverantorsartikel.objects.filter(
            artikel=OuterRef("pk"), lev_artnr__istartswith=svar.lev_artnr
        )
        within &= Q(Exists(numbered))
    if svar.produktnamn:
        # SQLite knows no capitals beyond A–Z.
        within &= Q(produktnamn__icontains=svar.produktnamn) | Q(
            produktnamn__contains=svar.produktnamn.capitalize()
        )
    if svar.leverantor:
        sold = Leverantorsartikel.objects.filter(artikel=OuterRef("pk"), leverantor=svar.leverantor)
        within &= Q(Exists(sold))
    if svar.typ:
        within &= Q(typ=svar.typ)
    return within


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
