"""What the diagram `konsultation` may ask."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings

from cases.konsultation.models import Konsultation
from workflows import clock
from workflows.facts import NOT_NOTED


@dataclass(frozen=True)
class KonsultationFakta:
    """Read under the case's lock; documented here for those who draw."""

    arende: Annotated[str, "Ärendets id", NOT_NOTED]
    arbetsorder: Annotated[str, "Arbetsorderns id: nyckel i processmeddelanden", NOT_NOTED]
    akut: Annotated[bool, "Om konsultationen är akut"]
    grupp: Annotated[str, "Gruppen av konsulenter, eller tomt för vilken som helst"]
    tid_senast: Annotated[datetime, "När en tid senast ska vara bokad"]
    tid: Annotated[datetime, "Den bokade tiden"]
    tid_bokad: Annotated[bool, "Om en tid är bokad"]
    ska_avslutas: Annotated[bool, "Om mottagaren inte har nåtts på så många försök som görs"]
    utfall: Annotated[str, "Vad konsultationen ledde till, eller ny_tid"]
    avslut: Annotated[dict[str, Any], "Det som arbetsordern får veta"]


def fakta(arende: UUID) -> Mapping[str, Any]:
    """The case's facts now."""
    found = Konsultation.objects.select_related("arende").get(pk=arende)
    return asdict(
        KonsultationFakta(
            arende=str(found.pk),
            arbetsorder=str(found.arbetsorder),
            akut=found.akut,
            grupp=found.grupp,
            tid_senast=found.tid_senast,
            tid=found.tid or clock.now(),
            tid_bokad=found.tid is not None,
            ska_avslutas=found.forsok >= settings.KONSULTATION_FORSOK,
            utfall=found.utfall,
            avslut=avslut(found),
        )
    )


def text(konsultation: Konsultation) -> str:
    """How it ended, in the words that the förskrivare reads on the arbetsorder."""
    led = konsultation.get_utfall_display() if konsultation.journal else konsultation.arende.status
    return f"{led}. {konsultation.sammanfattning}".strip()


def avslut(konsultation: Konsultation) -> dict[str, Any]:
    """How it ended, with worked time: the payload of `konsultation_klar`."""
    worked = konsultation.minuter
    return {
        "arende": str(konsultation.pk),
        "arbetsorder": str(konsultation.arbetsorder),
        "nummer": konsultation.arende.nummer or "",
        "klar": konsultation.arende.status == Konsultation.Status.GENOMFORD,
        "utfall": konsultation.arende.status,
        "text": text(konsultation),
        "ledde_till": konsultation.utfall,
        "tider": [
            {
                "uppgift": "Konsultation",
                "dag": f"{clock.today():%Y-%m-%d}",
                "minuter": worked,
                "av": konsultation.genomford_av_id,
            }
        ]
        if worked and konsultation.genomford_av_id
        else [],
    }
