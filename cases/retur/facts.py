"""What the diagram `retur` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings

from cases.retur.models import Retur
from workflows import workdays
from workflows.facts import NOT_NOTED


@dataclass(frozen=True)
class ReturFakta:
    """Read under the case's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id", NOT_NOTED]
    nummer: Annotated[str | None, "Returens nummer", NOT_NOTED]
    angrad: Annotated[bool, "Om kundtjänst har sagt att returen var fel"]
    angras_senast: Annotated[datetime, "Hur länge returen kan ångras"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The case's facts now."""
    retur = Retur.objects.select_related("arende").get(pk=arende)
    return asdict(
        ReturFakta(
            arende=str(retur.pk),
            nummer=retur.arende.nummer,
            angrad=retur.angrad is not None,
            angras_senast=workdays.add(retur.arende.skapad, settings.RETUR_KAN_ANGRAS_ARBETSDAGAR),
        )
    )
