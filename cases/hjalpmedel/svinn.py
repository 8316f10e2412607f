"""What nobody can find: it stands on the svinnlager until it turns up, or is scrapped (§2.8)."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Sum

from cases.artiklar.models import Artikel
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Rorelse, Saldo, Skrotningskod
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor, las
from cases.organisation.models import Lager
from cases.organisation.queries import svinnlager
from workflows import clock, engine

logger = logging.getLogger(__name__)

# The code of what is scrapped by itself (`skrotningskoder.csv`).
_KOD = "S1"


@dataclass(frozen=True)
class Forlorat:
    """So many of an article that can't be found; or one individ."""

    artikel_id: int
    antal: int = 1
    individ_id: int | None = None


def forkom(
    forlorat: Sequence[Forlorat], *, av: str, arende: UUID | None = None, skal: str = ""
) -> None:
    """What was on its way but is nowhere to be found, held ones too. Others stay as they are."""
    individer = las_individer(one.individ_id for one in forlorat if one.individ_id is not None)
    place = svinnlager()
    lost = [one for one in individer.values() if one.plats == Individ.Plats.TRANSPORT]
    gone = {one.pk for one in lost}
    changes = [
        Andring(place.pk, one.artikel_id, one.antal, 0, one.individ_id)
        for one in forlorat
        if one.individ_id is None or one.individ_id in gone
    ]
    if not changes:
        return
    bokfor(changes, Handelse(Rorelse.Slag.SVINN, av, arende, skal[:200]))
    for individ in lost:
        individ.plats, individ.lager, individ.placering = Individ.Plats.FORKOMMEN, place, ""
    Individ.objects.bulk_update(lost, ["plats", "lager", "placering"])


def aterfinn(ids: Iterable[int], *, av: str, arende: UUID | None = None) -> None:
    """What was lost is there: it is on its way in again."""
    individer = las_individer(ids)
    found = [one for one in individer.values() if one.plats == Individ.Plats.FORKOMMEN]
    if not found:
        return
    place = svinnlager()
    bokfor(
        [Andring(place.pk, one.artikel_id, -1, 0, one.pk) for one in found],
        Handelse(Rorelse.Slag.ATERFUNNET, av, arende),
    )
    for individ in found:
        individ.plats, individ.lager = Individ.Plats.TRANSPORT, None
    Individ.objects.bulk_update(found, ["plats", "lager"])


@dataclass(frozen=True)
class Borta:
    """An article on the svinnlager: how many, which individer, and when the last was lost."""

    artikel: Artikel
    antal: int
    individer: Sequence[str]
    senast: datetime | None


def borta() -> list[Borta]:
    """What stands on the svinnlager now."""
    saldon = Saldo.objects.filter(lager__typ=Lager.Typ.SVINN, antal__gt=0)
    rows = list(saldon.select_related("artikel").order_by("artikel__sortnyckel", "artikel__nummer"))
    articles = [row.artikel_id for row in rows]
    last = dict(
        Rorelse.objects.filter(lager__typ=Lager.Typ.SVINN, artikel__in=articles, antal__gt=0)
        .values_list("artikel_id")
        .annotate(senast=Max("nar"))
    )
    marked: dict[int, list[str]] = defaultdict(list)
    lost = Individ.objects.filter(plats=Individ.Plats.FORKOMMEN, artikel__in=articles)
    for artikel_id, number in lost.order_by("nummer").values_list("artikel_id", "nummer"):
        marked[artikel_id].append(number)
    return [
        Borta(row.artikel, row.antal, marked[row.artikel_id], last.get(row.artikel_id))
        for row in rows
    ]


def skrota_gamla() -> int:
    """Scrap what has been lost so long that it can't be registered again; how many that was.

    Each article is a move of its own: what one is met with is logged and stops no other.
    """
    place = svinnlager()
    before = clock.now() - timedelta(days=settings.SVINN_SKROTAS_EFTER_DAGAR)
    standing = Saldo.objects.filter(lager=place, antal__gt=0).order_by("artikel_id")
    scrapped = 0
    for artikel_id in list(standing.values_list("artikel_id", flat=True)):
        try:
            scrapped += _skrota(place.pk, artikel_id, before)
        except Exception:  # tried again the next night
            logger.exception("What is lost of article %s could not be scrapped", artikel_id)
    return scrapped


@engine.move
def _skrota(lager_id: int, artikel_id: int, before: datetime) -> int:
    standing = Individ.objects.filter(artikel=artikel_id, plats=Individ.Plats.FORKOMMEN)
    individer = las_individer(standing.values_list("pk", flat=True))
    saldo = las([(lager_id, artikel_id)])[lager_id, artikel_id]
    rows = Rorelse.objects.filter(lager=lager_id, artikel=artikel_id, antal__gt=0)
    late = rows.filter(nar__gt=before)
    kept = set(late.filter(individ__isnull=False).values_list("individ_id", flat=True))
    old = [
        one
        for one in individer.values()
        if one.plats == Individ.Plats.FORKOMMEN and one.pk not in kept and not one.karantan
    ]
    changes = [Andring(lager_id, artikel_id, -1, 0, one.pk) for one in old]
    if not saldo.artikel.individmarkt:
        # What was lost first is what is scrapped first.
        recent = late.aggregate(antal=Sum("antal"))["antal"] or 0
        changes = [Andring(lager_id, artikel_id, -max(0, saldo.antal - recent))]
    if not sum(change.antal for change in changes):
        return 0
    kod = Skrotningskod.objects.filter(pk=_KOD).first()
    bokfor(changes, Handelse(Rorelse.Slag.SKROT, "", skal=str(kod or _KOD)))
    for individ in old:
        individ.plats, individ.lager = Individ.Plats.SKROTAD, None
    Individ.objects.bulk_update(old, ["plats", "lager"])
    return -sum(change.antal for change in changes)
