"""What lists, pages and the inbox read of a leverans."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans, Leveransrad
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from workflows.registry import TaskFields


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    leverans = Leverans.objects.select_related(
        "arende__mottagare", "arende__kund", "lager", "till_lager"
    ).get(pk=arende)
    rows = list(leverans.rader.select_related("artikel"))
    mottagare = leverans.arende.mottagare
    first = rows[0].artikel.benamning if rows else ""
    what = f"{first} och {len(rows) - 1} till" if len(rows) > 1 else first
    kund = str(leverans.arende.kund or "")
    return TaskFields(
        number=leverans.kundordernummer,
        subject=listnamn(mottagare),
        what=what,
        unit=str(leverans.till_lager or leverans.lager),
        # The förråd's own people have a task in it.
        scope=leverans.arende.kund_id if leverans.till_lager_id else None,
        search=" ".join(
            [
                leverans.kundordernummer,
                leverans.arende.nummer or "",
                leverans.foljesedel or "",
                listnamn(mottagare),
                listnummer(mottagare),
                kund,
                *(row.artikel.nummer for row in rows),
                *(row.artikel.benamning for row in rows),
            ]
        ),
    )


def hamta(person: Anvandare, arende: UUID) -> Leverans:
    """A leverans with its rows, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    rows = (
        Leveransrad.objects.select_related(
            "artikel", "lager", "kompletterar__individ", "kompletterar__artikel"
        )
        .prefetch_related("individer")
        .order_by("lager__nummer", "nr")
    )
    return (
        Leverans.objects.select_related(
            "arende__mottagare__kund", "arende__kund", "arende__bestallare", "lager", "till_lager"
        )
        .prefetch_related(Prefetch("rader", rows))
        .get(pk=found.pk)
    )


def lista(person: Anvandare, sokt: str = "") -> QuerySet[Leverans]:
    """Deliveries that the person may know of, newest first; by number, or lager."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    found = (
        Leverans.objects.filter(arende__in=seen, arende__typ=TYP)
        .select_related("arende__mottagare", "arende__kund", "lager", "till_lager")
        .order_by("-arende__skapad", "arende_id")
    )
    text = sokt.strip()
    if not text:
        return found.filter(arende__avslutad__isnull=True)
    return (
        found.filter(kundordernummer=text)
        | found.filter(foljesedel=text)
        | found.filter(arende__nummer=text)
    )


def for_kundorder(person: Anvandare, kundorder: UUID) -> QuerySet[Leverans]:
    """The deliveries that answer one order, the first one first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Leverans.objects.filter(arende__in=seen, kundorder=kundorder)
        .select_related("lager", "arende")
        .order_by("arende__skapad", "arende_id")
    )
