"""The lists of arbetsorder below Dina uppgifter (DU-6, DU-8)."""

from django.db.models import Q, QuerySet

from cases.arbetsorder import queries
from cases.arbetsorder.models import Arbetsorder
from cases.organisation.models import Anvandare


def oppna(person: Anvandare, bestallare: str = "", nummer: str = "") -> QuerySet[Arbetsorder]:
    """Sent and not closed: her own, or those that the words find (DU-6). The latest first."""
    asked = _villkor(bestallare, nummer)
    return queries.pagaende(person).filter(asked or Q(arende__bestallare=person))


def sok(person: Anvandare, bestallare: str = "", nummer: str = "") -> QuerySet[Arbetsorder]:
    """Those of the person's units that are sent, open or closed (DU-8)."""
    return (
        queries.lista(person)
        .filter(arende__verkstalld__isnull=False)
        .filter(_villkor(bestallare, nummer))
    )


def arbetsordernummer(nummer: str) -> str:
    """The arbetsorder of a number that may be an aktivitet's: `26480001-2` (AO-8)."""
    return nummer.strip().partition("-")[0]


def _villkor(bestallare: str, nummer: str) -> Q:
    asked = Q()
    if bestallare.strip():
        asked &= Q(arende__bestallare__username__iexact=bestallare.strip())
    if nummer.strip():
        asked &= Q(arende__nummer__startswith=arbetsordernummer(nummer))
    return asked
