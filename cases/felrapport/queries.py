"""What lists, pages and the inbox read of a felrapport."""

from uuid import UUID

from django.db.models import QuerySet

from cases.felrapport.models import Avvikelse, Felrapport
from cases.felrapport.oppning import TYP
from cases.felrapport.oppning import hamta as las
from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from workflows.registry import TaskFields

__all__ = ["TYP", "haller_i_karantan", "hamta", "lista", "sok", "uppgiftsfalt"]


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox.

    What only a group may read is in nobody else's: its author finds it among her own.
    """
    found = las(arende)
    case = found.arende
    hidden = case.lases_av_id is not None
    return TaskFields(
        number=case.nummer or "",
        subject=listnamn(case.mottagare),
        what=found.handelsetyp,
        unit="" if hidden or case.kund is None else case.kund.namn,
        scope=None if hidden else case.kund_id,
        search=" ".join(
            [
                case.nummer or "",
                found.handelsetyp,
                listnamn(case.mottagare),
                listnummer(case.mottagare),
                found.artikel.nummer if found.artikel else "",
                found.individ.nummer if found.individ else "",
                "" if hidden else str(case.kund or ""),
            ]
        ),
    )


def hamta(person: Anvandare, arende: UUID) -> Felrapport:
    """A felrapport, if the person may know of it. Raises `NotFound`."""
    behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    return las(arende)


def sok(
    person: Anvandare, *, bestallare: str = "", kund: str = "", nummer: str = ""
) -> QuerySet[Felrapport]:
    """Sent ones of those that she may know of; `nummer` may be the first digits (DU-9)."""
    found = lista(person).filter(arende__verkstalld__isnull=False)
    if bestallare.strip():
        found = found.filter(arende__bestallare__username__iexact=bestallare.strip())
    if kund.strip():
        found = found.filter(arende__kund__nummer=kund.strip())
    if nummer.strip():
        found = found.filter(arende__nummer__startswith=nummer.strip())
    return found


def lista(person: Anvandare) -> QuerySet[Felrapport]:
    """Those the person may know of, the latest first; drafts that are thrown away are not."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Felrapport.objects.filter(arende__in=seen)
        .exclude(arende__status=Felrapport.Status.RADERAD)
        .select_related("arende__bestallare", "arende__kund", "artikel", "grupp")
        .order_by("-arende__skapad", "-arende_id")
    )


def haller_i_karantan(individ_id: int) -> str:
    """The felrapport that holds an individ for its investigation; empty when none does."""
    found = Avvikelse.objects.filter(individ=individ_id, avslutad__isnull=True)
    first = found.select_related("felrapport__arende").order_by("pk").first()
    return f"Felrapport {first.felrapport.arende.nummer}" if first else ""
