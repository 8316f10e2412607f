"""A person and her messages: the list, reading one, taking one or all off it (ME-1–3)."""

from django.db.models import QuerySet

from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.errors import NotFound


def lista(user: Anvandare) -> QuerySet[Meddelande]:
    """The messages on the person's list, newest first."""
    return Meddelande.objects.filter(till=user, borttaget__isnull=True).order_by("-ankom", "-pk")


def las(user: Anvandare, nummer: int) -> Meddelande:
    """One of the person's own messages; from now on it is read. Raises `NotFound`."""
    lista(user).filter(pk=nummer, last__isnull=True).update(last=clock.now())
    found = lista(user).filter(pk=nummer).first()
    if found is None:
        raise NotFound("Meddelandet finns inte på din lista. Du kan ha tagit bort det.")
    return found


def ta_bort(user: Anvandare, nummer: int) -> None:
    """Take one message off the list; nothing happens if it is already off."""
    lista(user).filter(pk=nummer).update(borttaget=clock.now())


def ta_bort_alla(user: Anvandare) -> int:
    """Take every message off the list; how many there were."""
    return lista(user).update(borttaget=clock.now())


def antal_olasta(user: Anvandare) -> int:
    """How many messages the person has not read."""
    return lista(user).filter(last__isnull=True).count()
