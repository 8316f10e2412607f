"""What lists and case types ask about aids and stock."""

from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from cases.artiklar.models import Artikel
from cases.hjalpmedel.models import Individ, Innehav, Saldo
from cases.mottagare.models import Mottagare
from cases.organisation.models import Lager


def hos(mottagare: Mottagare) -> QuerySet[Innehav]:
    """What the mottagare has now, main aids with their components, latest delivery first (HM-8)."""
    return (
        Innehav.objects.filter(mottagare=mottagare, aterlamnad__isnull=True)
        .select_related("artikel__iso", "individ", "komponent_till__individ", "betalare", "kund")
        .order_by("-levererad", "artikel__sortnyckel", "pk")
    )


def aterlamnade(mottagare: Mottagare) -> QuerySet[Innehav]:
    """What the mottagare had earlier (ÅL-1). A delivery that never was is not among them."""
    return (
        Innehav.objects.filter(mottagare=mottagare, aterlamnad__isnull=False, annullerad=False)
        .select_related("artikel__iso", "individ", "kund")
        .order_by("-aterlamnad", "pk")
    )


def lediga_individer(artikel: Artikel, lager: Lager) -> QuerySet[Individ]:
    """The individer of an article that may be taken from a lager now (AI-4)."""
    return lediga(lager, [artikel.pk])


def lediga(lager: Lager, artiklar: Iterable[int]) -> QuerySet[Individ]:
    """The same for several articles at once, in the order they are walked to."""
    return Individ.objects.filter(
        artikel__in=list(artiklar), lager=lager, plats=Individ.Plats.LAGER, karantan=False
    ).order_by("placering", "nummer")


def disponibelt(artiklar: Iterable[int], lager: Iterable[int]) -> dict[int, int]:
    """How many of each article may still be promised in these lager together, by article id."""
    rows = (
        Saldo.objects.filter(artikel__in=list(artiklar), lager__in=list(lager))
        .values_list("artikel_id")
        .annotate(on_shelf=Sum("antal"), promised=Sum("reserverat"))
    )
    return {article: on_shelf - promised for article, on_shelf, promised in rows}


def sok_individ(text: str) -> QuerySet[Individ]:
    """Individer by number; `123*` begins so and `*123` ends so (IK-1)."""
    number = text.strip()
    found = Individ.objects.select_related("artikel", "lager", "mottagare").order_by("nummer")
    if number.endswith("*") and number.strip("*"):
        return found.filter(nummer__startswith=number.rstrip("*"))
    if number.startswith("*") and number.strip("*"):
        return found.filter(nummer__endswith=number.lstrip("*"))
    return found.filter(nummer=number)
