"""How a konsultation begins: an arbetsorder's message `konsultation_begard`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.konsultation.models import Konsultation
from workflows import clock, engine

TYP = "konsultation"


def arendets_id(arbetsorder: UUID) -> UUID:
    """The case that an arbetsorder begins."""
    return uuid5(arbetsorder, TYP)


def borja(name: str, payload: Mapping[str, Any], effective: datetime) -> UUID:
    """Make the case and start its process. A message that comes twice makes one."""
    arbetsorder = UUID(str(payload["arbetsorder"]))
    case_id = arendets_id(arbetsorder)
    if Arende.objects.filter(pk=case_id).exists():
        return case_id
    arende = Arende.objects.create(
        id=case_id,
        typ=TYP,
        rubrik=f"För arbetsorder {payload['nummer']}",
        mottagare_id=payload["mottagare"],
        kund_id=int(payload["kund"]),
        bestallare_id=int(payload["bestallare"]),
        galler=Arende.objects.filter(pk=arbetsorder).first(),
        status=Konsultation.Status.VANTAR,
        skapad=effective,
        verkstalld=effective,
    )
    Konsultation.objects.create(
        arende=arende,
        arbetsorder=arbetsorder,
        arbetsordernummer=payload["nummer"],
        artikel_id=payload["artikel"],
        individ_id=payload["individ"],
        beskrivning=str(payload.get("beskrivning") or "")[:2000],
        akut=bool(payload["akut"]),
        grupp=str(payload["grupp"] or ""),
        tid_senast=_tidpunkt(str(payload["tid_senast"])),
    )
    # Kept before the process begins, whose first task is shown and found by it in the inbox.
    arende.nummer = nummer.nasta(TYP)
    arende.save(update_fields=["nummer"])
    arende.process = engine.start(
        TYP, case_id=case_id, actor="", message=dict(payload), effective=effective
    )
    arende.save(update_fields=["process"])
    return case_id


def _tidpunkt(said: str) -> datetime:
    """A moment as FEEL writes it: with an offset, or with the zone's name after `@`."""
    moment = datetime.fromisoformat(said.partition("@")[0])
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.STOCKHOLM)
