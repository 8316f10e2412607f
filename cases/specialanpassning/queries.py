"""What lists, pages and the inbox read of a specialanpassning."""

from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt import behorighet, uppgifter
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.specialanpassning import oppning
from cases.specialanpassning.begin import TYP
from cases.specialanpassning.models import Specialanpassning
from workflows.registry import TaskFields


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    spec = oppning.hamta(arende)
    return uppgifter.falt(
        spec.arende,
        spec.artikel.benamning if spec.artikel else "Specialanpassning",
        spec.arbetsordernummer,
        spec.artikel.nummer if spec.artikel else "",
        spec.individ.nummer if spec.individ else "",
    )


def hamta(person: Anvandare, arende: UUID) -> Specialanpassning:
    """A specialanpassning, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    return oppning.hamta(found.pk)


def lista(person: Anvandare) -> QuerySet[Specialanpassning]:
    """Those that the person may know of, newest first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Specialanpassning.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "arende__kund", "artikel", "individ")
        .order_by("-arende__skapad", "-arende_id")
    )
