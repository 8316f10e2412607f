"""Ordering what one looks at: the drafts that articles can be taken to (KO-15, VK-4, AI-6)."""

from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt.behorighet import far_se
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll

# The case type by name: registers and pages know no case type by its code.
KUNDORDER = "kundorder"
_MEST = 5


def far_bestalla(person: Anvandare) -> bool:
    """Whether her role orders articles."""
    return har_roll(person, "forskrivare", "bestallare")


def utkast(person: Anvandare) -> list[Arende]:
    """The person's own drafts that have a mottagare, the latest first: a few of them."""
    return list(_drafts(person).filter(bestallare=person).order_by("-skapad")[:_MEST])


def utkastet(person: Anvandare, said: str) -> Arende | None:
    """The draft that the page was reached from, while it takes articles."""
    try:
        wanted = UUID(said)
    except ValueError:
        return None
    return _drafts(person).filter(pk=wanted).first()


def _drafts(person: Anvandare) -> QuerySet[Arende]:
    drafts = Arende.objects.filter(
        typ=KUNDORDER,
        verkstalld__isnull=True,
        avslutad__isnull=True,
        mottagare__isnull=False,
    ).select_related("mottagare", "kund")
    return far_se(person, drafts) if far_bestalla(person) else Arende.objects.none()
