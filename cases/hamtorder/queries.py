"""What lists, pages and the inbox read of a hämtorder."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.arendekallor import Sak
from cases.gemensamt.models import Arende
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.urval import TYP, ord_for
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from workflows.registry import TaskFields


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    order = Hamtorder.objects.select_related("arende__mottagare", "arende__kund").get(pk=arende)
    mottagare, kund = order.arende.mottagare, order.arende.kund
    rows = list(order.rader.select_related("innehav__artikel"))
    return TaskFields(
        number=order.arende.nummer or "",
        subject=listnamn(mottagare),
        what=order.arende.rubrik,
        unit=kund.namn if kund else "",
        scope=order.arende.kund_id,
        search=" ".join(
            [
                order.arende.nummer or "",
                f"H{order.arende.nummer or ''}",
                listnamn(mottagare),
                listnummer(mottagare),
                str(kund or ""),
                *ord_for(order.atgard),
                *(rad.innehav.artikel.nummer for rad in rows),
                *(rad.innehav.artikel.benamning for rad in rows),
            ]
        ),
    )


def hamta(person: Anvandare, arende: UUID) -> Hamtorder:
    """A hämtorder with its rows, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    rows = Hamtrad.objects.select_related(
        "innehav__artikel", "innehav__individ", "innehav__komponent_till"
    )
    return (
        Hamtorder.objects.select_related(
            "arende__mottagare__kund", "arende__kund", "arende__bestallare", "hamtad_fran"
        )
        .prefetch_related(Prefetch("rader", rows))
        .get(pk=found.pk)
    )


def lista(person: Anvandare) -> QuerySet[Hamtorder]:
    """Hämtorder that may be searched for, newest first; a direct one is not (HO-14)."""
    return alla(person).filter(sokbar=True)


def alla(person: Anvandare) -> QuerySet[Hamtorder]:
    """Those that the person may know of, newest first, with the direct ones."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Hamtorder.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "arende__kund", "arende__bestallare")
        .order_by("-arende__skapad", "arende_id")
    )


def hamtas(innehav: Iterable[int]) -> set[int]:
    """Those of the aids that an open hämtorder is to fetch (HM-8, HO-8)."""
    return set(
        Hamtrad.objects.filter(innehav__in=list(innehav), oppen=True).values_list(
            "innehav_id", flat=True
        )
    )


def saker(arende: UUID) -> Sequence[Sak]:
    """The aids on a hämtorder, and how it went with each."""
    rows = Hamtrad.objects.filter(order=arende).select_related(
        "order", "innehav__artikel", "innehav__individ"
    )
    return [Sak(row.innehav.artikel, row.antal, row.lage, row.innehav) for row in rows]
