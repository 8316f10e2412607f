"""What the diagram `returmottagning` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any
from uuid import UUID

from cases.returmottagning.models import Returmottagning, Returrad

_TEKNIKER = [Returrad.Disposition.REKONDITIONERAS, Returrad.Disposition.BEDOMS]


@dataclass(frozen=True)
class ReturFakta:
    """Read under the case's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id"]
    hamtorder: Annotated[str, "Hämtorderns id: nyckel i processmeddelanden"]
    hamtordernummer: Annotated[str, "Hämtordernumret"]
    att_rekonditionera: Annotated[int, "Hur många hjälpmedel som väntar på en tekniker"]
    returnerade_rader: Annotated[list[Any], "Raderna, med om de kom och vad som gjordes"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The case's facts now."""
    retur = Returmottagning.objects.get(pk=arende)
    rows = list(retur.rader.all())
    return asdict(
        ReturFakta(
            arende=str(retur.pk),
            hamtorder=str(retur.hamtorder),
            hamtordernummer=retur.hamtordernummer,
            att_rekonditionera=sum(row.disposition in _TEKNIKER for row in rows),
            returnerade_rader=[
                {
                    "rad": str(row.rad),
                    "kom": row.disposition != Returrad.Disposition.SAKNAS,
                    "disposition": row.disposition,
                }
                for row in rows
            ],
        )
    )
