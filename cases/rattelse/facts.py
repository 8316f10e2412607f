"""What the diagram `rattelse` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any
from uuid import UUID

from cases.rattelse.models import Rattelse
from workflows.facts import NOT_NOTED


@dataclass(frozen=True)
class RattelseFakta:
    """Read under the order's lock; documented here for those who draw."""

    vad: Annotated[str, "Vad som var fel: individ, antal eller mottagare"]
    kundordernummer: Annotated[str, "Numret på ordern som kvittensen hör till", NOT_NOTED]
    skal: Annotated[str, "Varför kvittensen rättas", NOT_NOTED]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The rättelse's facts."""
    found = Rattelse.objects.select_related("arende__galler").get(pk=arende)
    order = found.arende.galler
    return asdict(RattelseFakta(found.vad, (order.nummer if order else "") or "", found.skal))
