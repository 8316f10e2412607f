"""What the diagram `underhall` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid5

from django.conf import settings

from cases.hjalpmedel.models import Underhall
from cases.underhall.models import Omgang
from workflows import clock, workdays
from workflows.facts import NOT_NOTED

# The code of the arbetsorder's Typ av åtgärd.
_TYP_AV_ATGARD = {Underhall.BESIKTNING: "BES"}
_DAGENS_SLUT = time(17)


@dataclass(frozen=True)
class UnderhallFakta:
    """Read under the case's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id: nyckel i processmeddelanden", NOT_NOTED]
    kontakta_senast: Annotated[datetime, "När mottagaren senast ska vara kontaktad"]
    utfall: Annotated[str, "Hur det gick: bokat, ej_nadd eller inte_aktuellt"]
    avstar: Annotated[bool, "Om kostnadsansvarig avstår från underhållet"]
    utfort: Annotated[bool, "Om arbetsordern utförde underhållet"]
    bestallning: Annotated[dict[str, Any], "Det som arbetsordern ska få veta"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The case's facts now."""
    found = Omgang.objects.select_related("arende", "individ").get(pk=arende)
    return asdict(
        UnderhallFakta(
            arende=str(found.pk),
            kontakta_senast=kontakta_senast(found),
            utfall=found.utfall,
            avstar=found.avstar,
            utfort=found.utfort,
            bestallning=bestallning(found),
        )
    )


def kontakta_senast(omgang: Omgang) -> datetime:
    """Two weeks before it is due [S15]; what is nearer than that within two working days."""
    notice = timedelta(days=settings.UNDERHALL_KONTAKTAS_FORE_DAGAR)
    due = datetime.combine(omgang.forfaller - notice, _DAGENS_SLUT, tzinfo=clock.STOCKHOLM)
    return max(due, workdays.add(omgang.arende.skapad, 2))


def bestallning(omgang: Omgang) -> dict[str, Any]:
    """The payload of `underhall_forfaller`."""
    kind = Underhall(omgang.aktivitetstyp)
    booked = f" Överenskommen dag: {omgang.bokad:%Y-%m-%d}." if omgang.bokad else ""
    return {
        # A booking after a cancelled arbetsorder is another message, and makes another.
        "id": str(uuid5(omgang.pk, str(omgang.forsok))),
        "galler": str(omgang.pk),
        "typ": _TYP_AV_ATGARD.get(kind, "FU"),
        "bestallare": omgang.arende.bestallare_id,
        "kund": omgang.arende.kund_id,
        "mottagare": omgang.arende.mottagare_id,
        "artikel": omgang.individ.artikel_id,
        "individ": omgang.individ_id,
        "utforande": "plats",
        "felbeskrivning": f"{kind.label} enligt underhållsplan, var {omgang.intervall}:e månad."
        f" Förfaller {omgang.forfaller:%Y-%m-%d}.{booked} {omgang.text}".strip(),
    }
