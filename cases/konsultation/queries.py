"""What lists, pages and the inbox read of a konsultation."""

from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt import behorighet, uppgifter
from cases.gemensamt.models import Arende
from cases.konsultation import oppning
from cases.konsultation.begin import TYP
from cases.konsultation.models import Konsultation
from cases.organisation.models import Anvandare
from workflows.registry import TaskFields


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    found = oppning.hamta(arende)
    return uppgifter.falt(
        found.arende,
        found.artikel.benamning if found.artikel else "Konsultation",
        found.arbetsordernummer,
        found.artikel.nummer if found.artikel else "",
        found.individ.nummer if found.individ else "",
    )


def hamta(person: Anvandare, arende: UUID) -> Konsultation:
    """A konsultation, if the person may know of it. Raises `NotFound`."""
    seen = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    return oppning.hamta(seen.pk)


def lista(person: Anvandare) -> QuerySet[Konsultation]:
    """Those that the person may know of, newest first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Konsultation.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "arende__kund", "artikel", "individ")
        .order_by("-arende__skapad", "-arende_id")
    )
