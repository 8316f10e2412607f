"""The lists below Dina uppgifter: open orders, orders of the unit, and what has been delivered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from cases.kundorder.models import Begaran, Begaransrad, Kundorder, Kundorderrad
from cases.kundorder.queries import sedda
from cases.organisation.models import Anvandare

_NR = F("arende__nummer")
# In the order of the numbers, also past 9999 in a week: as text 264810000 stands before 26489999.
_I_NUMMERFOLJD = (F("arende__verkstalld").asc(nulls_last=True), Length(_NR), _NR)
# The manual's names of the orders of the list (DU-7), and how each sorts. Drafts come last.
SORTERINGAR: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "kundorder": ("Kundorder", ("arende__kund__nummer", *_I_NUMMERFOLJD)),
    "status": ("Status", ("arende__status", *_I_NUMMERFOLJD)),
    "orderdatum": (
        "Orderdatum",
        (F("arende__verkstalld").desc(nulls_last=True), Length(_NR), _NR),
    ),
    "leveransdatum": ("Leveransdatum", (F("sista_dag").asc(nulls_last=True), *_I_NUMMERFOLJD)),
}


@dataclass(frozen=True)
class Leverad:
    """An order with the rows that a search for what is delivered shows (DU-11)."""

    order: Kundorder
    rader: list[Kundorderrad]
    komponenter: Mapping[UUID, list[Kundorderrad]]


def oppna(person: Anvandare, bestallare: str = "", nummer: str = "") -> QuerySet[Kundorder]:
    """Sent and not wholly delivered: her own, or those that the words find (DU-4).

    `nummer` may be the first digits. The latest first.
    """
    found = sedda(person).filter(arende__verkstalld__isnull=False, arende__avslutad__isnull=True)
    asked = _villkor(bestallare, nummer)
    return found.filter(asked or Q(arende__bestallare=person)).order_by("-arende__verkstalld", "pk")


def sok(
    person: Anvandare,
    *,
    bestallare: str = "",
    kund: str = "",
    nummer: str = "",
    sortering: str = "kundorder",
) -> QuerySet[Kundorder]:
    """Orders with rows of those that the person may know of (DU-7)."""
    rows = Kundorderrad.objects.filter(order=OuterRef("pk"), borttagen__isnull=True)
    asked = _villkor(bestallare, nummer)
    if kund.strip():
        asked &= Q(arende__kund__nummer=kund.strip())
    return (
        sedda(person)
        .filter(asked)
        .filter(Exists(rows))
        .annotate(
            sista_dag=Max("rader__planerad", filter=Q(rader__borttagen__isnull=True)),
        )
        .order_by(*SORTERINGAR[sortering][1], "pk")
    )


def levererade(person: Anvandare, *, nummer: str = "", foljesedel: str = "") -> Leverad | None:
    """The order of a number with the rows that have come, or what a följesedel tells (DU-11).

    A följesedel shows what was sent with it, and what the order still lacks.
    """
    if foljesedel.strip():
        sent = Begaran.objects.filter(foljesedel=foljesedel.strip()).values("order")
        order = sedda(person).filter(pk__in=sent).first()
        on_it = Begaransrad.objects.filter(begaran__foljesedel=foljesedel.strip())
        shown = Q(pk__in=on_it.values("rad")) | Q(
            antal__gt=F("reserverat") + F("i_leverans") + F("levererat") + F("makulerat")
        )
    else:
        order = sedda(person).filter(arende__nummer=nummer.strip() or None).first()
        shown = Q(levererat__gt=0)
    if order is None:
        return None
    rows = list(
        Kundorderrad.objects.filter(shown, order=order, borttagen__isnull=True)
        .select_related("artikel", "lager", "betalare", "huvudrad", "order__arende")
        .order_by("nr")
    )
    if not rows:
        return None
    parts: dict[UUID, list[Kundorderrad]] = {}
    for part in Kundorderrad.objects.filter(
        order=order, huvudrad__isnull=False, borttagen__isnull=True
    ).select_related("artikel"):
        if part.huvudrad_id is not None:
            parts.setdefault(part.huvudrad_id, []).append(part)
    mains = [row for row in rows if row.huvudrad_id is None]
    return Leverad(order, mains or rows, parts)


def _villkor(bestallare: str, nummer: str) -> Q:
    asked = Q()
    if bestallare.strip():
        asked &= Q(arende__bestallare__username__iexact=bestallare.strip())
    if nummer.strip():
        asked &= Q(arende__nummer__startswith=nummer.strip())
    return asked
