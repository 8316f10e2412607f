"""What belongs to a main article: the accessories that it takes as components (KH-3)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cases.artiklar.models import Artikel, Standardkomponent, Tillbehor
from cases.organisation.ordning import vikt

_DELAR = (Artikel.Typ.TILLBEHOR, Artikel.Typ.RESERVDEL)


def vanligaste(artikel: Artikel) -> list[tuple[str, list[Artikel]]]:
    """Vanligaste tillbehören till: under their headings, what comes with it anyway last."""
    groups: dict[str, list[Artikel]] = {}
    rows = (
        Tillbehor.objects.filter(huvudartikel=artikel)
        .select_related("tillbehor__iso", "tillbehor__lager")
        .order_by("-rubrik", "tillbehor__sortnyckel")
    )
    for row in rows:
        groups.setdefault(row.rubrik, []).append(row.tillbehor)
    return list(groups.items())


def passar(artikel: Artikel) -> QuerySet[Artikel]:
    """Every article that may be a component of this one, alphabetically.

    Those that it is said to take, what comes with it, and parts of the same product.
    """
    same_product = Q(produktnamn=artikel.produktnamn, typ__in=_DELAR)
    either = Q(passar_till__huvudartikel=artikel) | Q(
        pk__in=artikel.standardkomponenter.values("komponent")
    )
    if artikel.produktnamn:
        either |= same_product
    return (
        Artikel.objects.filter(either)
        .exclude(pk=artikel.pk)
        .select_related("iso", "lager")
        .distinct()
        .order_by("sortnyckel", "nummer")
    )


def sok_tillbehor(artikel: Artikel, produktnamn: str, benamning: str) -> list[Artikel]:
    """The same, those with every word of the two in produktnamn and in number or benämning."""
    products, words = vikt(produktnamn.casefold()).split(), vikt(benamning.casefold()).split()
    return [
        one
        for one in passar(artikel)
        if _alla(products, one.produktnamn) and _alla(words, f"{one.nummer} {one.benamning}")
    ]


def tillbehor_bland(artiklar: Iterable[Artikel]) -> set[int]:
    """The ids of those that can complete an aid: parts by kind, and what an aid takes (KH-6)."""
    asked = list(artiklar)
    parts = {one.pk for one in asked if one.typ in _DELAR}
    others = {one.pk for one in asked} - parts
    said = Tillbehor.objects.filter(tillbehor__in=others).values_list("tillbehor_id", flat=True)
    return parts | set(said)


def tar_emot(huvudartiklar: Iterable[int], delar: Iterable[int]) -> set[tuple[int, int]]:
    """Which of these main articles take which of these parts, by ids, in a few queries."""
    mains = list(Artikel.objects.filter(pk__in=list(huvudartiklar)))
    parts = list(Artikel.objects.filter(pk__in=list(delar)))
    said = Tillbehor.objects.filter(huvudartikel__in=mains, tillbehor__in=parts)
    pairs = set(said.values_list("huvudartikel_id", "tillbehor_id"))
    comes = Standardkomponent.objects.filter(huvudartikel__in=mains, komponent__in=parts)
    pairs |= set(comes.values_list("huvudartikel_id", "komponent_id"))
    pairs |= {
        (main.pk, part.pk)
        for main in mains
        for part in parts
        if main.produktnamn and main.produktnamn == part.produktnamn and part.typ in _DELAR
    }
    return pairs


def _alla(words: Iterable[str], text: str) -> bool:
    bare = vikt(text.casefold())
    return all(word in bare for word in words)
