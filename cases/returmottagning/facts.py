"""What the diagram `returmottagning` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any
from uuid import UUID

from cases.returmottagning.models import HOS_TEKNIKER, Returmottagning, Returrad
from workflows.facts import NOT_NOTED


@dataclass(frozen=True)
class ReturFakta:
    """Read under the case's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id", NOT_NOTED]
    hamtorder: Annotated[
        str, "Hämtorderns id: nyckel i processmeddelanden, tom utan hämtorder", NOT_NOTED
    ]
    hamtordernummer: Annotated[str, "Hämtordernumret", NOT_NOTED]
    hur_det_kom: Annotated[str, "Hur det kom: hämtat, lämnat eller utan hämtorder"]
    att_rekonditionera: Annotated[int, "Hur många hjälpmedel som väntar på en tekniker"]
    returnerade_rader: Annotated[list[Any], "Raderna, med om de kom och vad som gjordes"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The case's facts now."""
    retur = Returmottagning.objects.get(pk=arende)
    rows = list(retur.rader.all())
    return asdict(
        ReturFakta(
            arende=str(retur.pk),
            hamtorder=str(retur.hamtorder or ""),
            hamtordernummer=retur.hamtordernummer,
            hur_det_kom=_hur(retur),
            att_rekonditionera=sum(row.disposition in HOS_TEKNIKER for row in rows),
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


def _hur(retur: Returmottagning) -> str:
    if not retur.lamnad:
        return "hämtat"
    return "lämnat" if retur.hamtorder else "utan hämtorder"
