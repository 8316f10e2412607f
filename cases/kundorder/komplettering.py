"""Completing an individ that the mottagare already has with more accessories (KH-6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from cases.artiklar.tillbehor import tar_emot, tillbehor_bland
from cases.hjalpmedel.models import Innehav
from cases.hjalpmedel.queries import hos
from cases.kundorder.models import Kundorder, Kundorderrad


@dataclass(frozen=True)
class Individval:
    """An individ to choose: whether it takes what is to be added, and what is on its way to it."""

    innehav: Innehav
    tar_emot: bool
    pa_vag: Sequence[Kundorderrad]


def kompletterande(rader: Iterable[Kundorderrad]) -> list[Kundorderrad]:
    """The rows that are accessories of their own, that may be said to belong to an individ."""
    own = [rad for rad in rader if rad.huvudrad_id is None and not rad.artikel.individmarkt]
    parts = tillbehor_bland(rad.artikel for rad in own)
    return [rad for rad in own if rad.artikel_id in parts]


def individer(order: Kundorder, rader: Sequence[Kundorderrad]) -> list[Individval]:
    """All the mottagare's individartiklar, those that take every one of the rows first.

    None is hidden: the others come with a warning (decisions "Orders").
    """
    if order.arende.mottagare is None:
        return []
    aids = list(hos(order.arende.mottagare).filter(individ__isnull=False, annullerad=False))
    parts = {rad.artikel_id for rad in rader}
    taken = tar_emot({aid.artikel_id for aid in aids}, parts)
    coming: dict[int, list[Kundorderrad]] = {}
    for rad in _pa_vag(aids):
        coming.setdefault(rad.kompletterar_id or 0, []).append(rad)
    found = [
        Individval(
            aid,
            tar_emot=all((aid.artikel_id, part) in taken for part in parts),
            pa_vag=coming.get(aid.pk, []),
        )
        for aid in aids
    ]
    return sorted(found, key=lambda one: not one.tar_emot)


def individ_hos(order: Kundorder, innehav: int) -> Innehav | None:
    """One of the individer that the order's mottagare has now."""
    if order.arende.mottagare is None:
        return None
    return hos(order.arende.mottagare).filter(pk=innehav, individ__isnull=False).first()


def _pa_vag(aids: Sequence[Innehav]) -> Sequence[Kundorderrad]:
    """Accessories to these that are ordered and have not come ("Komponenter på väg")."""
    return list(
        Kundorderrad.objects.filter(
            kompletterar__in=aids,
            borttagen__isnull=True,
            order__arende__verkstalld__isnull=False,
            antal__gt=F("levererat") + F("makulerat"),
        ).select_related("artikel", "order__arende")
    )
