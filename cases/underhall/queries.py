"""What lists, pages and the inbox read of a case of maintenance."""

from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt import behorighet, uppgifter
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.underhall import oppning
from cases.underhall.begin import TYP
from cases.underhall.models import Omgang
from workflows.registry import TaskFields


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    found = oppning.hamta(arende)
    return uppgifter.falt(
        found.arende,
        f"{found.arende.rubrik}: {found.individ.artikel.benamning}",
        found.individ.nummer,
        found.individ.artikel.nummer,
    )


def hamta(person: Anvandare, arende: UUID) -> Omgang:
    """A case of maintenance, if the person may know of it. Raises `NotFound`."""
    seen = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    return oppning.hamta(seen.pk)


def lista(person: Anvandare) -> QuerySet[Omgang]:
    """Those that the person may know of, newest first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Omgang.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "arende__kund", "individ__artikel")
        .order_by("-arende__skapad", "-arende_id")
    )
