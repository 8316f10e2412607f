"""Which unit a case is of, for those who count cases and know nothing else of them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from cases.gemensamt.models import Arende


def enheter(arenden: Collection[UUID]) -> Mapping[UUID, int | None]:
    """The kund (its id) that each case is of; None for HMC's own. One question for all of them."""
    return dict(Arende.objects.filter(pk__in=arenden).values_list("pk", "kund_id"))
