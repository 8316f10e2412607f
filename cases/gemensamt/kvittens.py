"""Who may mend a receipt, and whether an order has one: asked by every page that offers it."""

from uuid import UUID

from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll

RATTAR = ("kundtjanst", "gruppchef")


def kan_rattas(person: Anvandare, order: UUID) -> bool:
    """Whether this person may mend what is receipted in the order."""
    return har_roll(person, *RATTAR) and finns(order)


def finns(order: UUID) -> bool:
    """Whether something of the order has been receipted, and not mended away."""
    return Innehav.objects.filter(arende=order, annullerad=False).exists()
