"""The articles that a person wants near at hand."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cases.artiklar.models import Artikel, Favorit
from cases.organisation.models import Anvandare


def favoriter(person: Anvandare) -> QuerySet[Artikel]:
    """Hers, alphabetically."""
    return (
        Artikel.objects.filter(pk__in=Favorit.objects.filter(anvandare=person).values("artikel"))
        .select_related("iso", "lager")
        .order_by("sortnyckel", "nummer")
    )


def ar_favorit(person: Anvandare, artiklar: Iterable[int]) -> set[int]:
    """Which of these articles are hers."""
    own = Favorit.objects.filter(anvandare=person, artikel__in=list(artiklar))
    return set(own.values_list("artikel_id", flat=True))


def satt(person: Anvandare, nummer: str, *, ja: bool) -> Artikel | None:
    """Make an article hers, or no longer. None for an article that nobody knows."""
    artikel = Artikel.objects.filter(nummer=nummer).first()
    if artikel is None:
        return None
    if ja:
        Favorit.objects.get_or_create(anvandare=person, artikel=artikel)
    else:
        Favorit.objects.filter(anvandare=person, artikel=artikel).delete()
    return artikel
