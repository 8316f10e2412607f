"""The varukatalog: ISO 9999 from produktområde through undergrupp to code and articles (VK-1)."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from cases.artiklar.models import Artikel, IsoKod
from workflows.errors import NotFound

# How many digits an undergrupp and a code have beyond the level above.
STEG = 2
LANGST = 6


@dataclass(frozen=True)
class Gren:
    """A code with how many articles of the assortment lie in it and below."""

    kod: str
    namn: str
    antal: int


def hamta(kod: str) -> IsoKod:
    """The code, if it is in use. Raises `NotFound`."""
    found = IsoKod.objects.filter(kod=kod, aktiv=True).first()
    if found is None:
        raise NotFound(f"Det finns ingen ISO-kod {kod} i varukatalogen. Börja om från Varukatalog.")
    return found


def vagen(kod: str) -> list[IsoKod]:
    """The codes above this one, the produktområde first."""
    above = [kod[:length] for length in range(STEG, len(kod), STEG)]
    return list(IsoKod.objects.filter(kod__in=above).order_by("kod"))


def grenar(kod: str = "") -> list[Gren]:
    """The next level below a code, or all produktområden."""
    length = len(kod) + STEG
    below = IsoKod.objects.filter(aktiv=True, kod__startswith=kod).order_by("kod")
    counted: Counter[str] = Counter()
    for code, count in (
        Artikel.objects.filter(utgatt__isnull=True, iso__kod__startswith=kod)
        .values_list("iso__kod")
        .annotate(count=Count("pk"))
    ):
        counted[code[:length]] += count
    return [Gren(one.kod, one.namn, counted[one.kod]) for one in below if len(one.kod) == length]


def artiklar(kod: str) -> QuerySet[Artikel]:
    """The articles of the assortment that have this very code, in Swedish order."""
    return (
        Artikel.objects.filter(iso__kod=kod, utgatt__isnull=True)
        .select_related("iso", "lager")
        .order_by("sortnyckel", "nummer")
    )
