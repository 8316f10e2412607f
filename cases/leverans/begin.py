"""How a leverans begins: a kundorder's message `leverans_begard` makes the case."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.leverans.models import Leverans, Leveransrad
from workflows import engine

TYP = "leverans"


def borja(name: str, payload: Mapping[str, Any], effective: datetime) -> UUID:
    """Make the case and start its process. A message that comes twice makes one leverans."""
    case_id = UUID(str(payload["leverans"]))
    if Arende.objects.filter(pk=case_id).exists():
        return case_id
    arende = Arende.objects.create(
        id=case_id,
        typ=TYP,
        rubrik=f"Leverans av kundorder {payload['nummer']}",
        mottagare_id=_maybe(payload["mottagare"]),
        kund_id=_whole(payload["kund"]),
        bestallare_id=_whole(payload["bestallare"]),
        status=Leverans.Status.FOR_PLOCKNING,
        skapad=effective,
        verkstalld=effective,
    )
    leverans = Leverans.objects.create(
        arende=arende,
        kundorder=UUID(str(payload["kundorder"])),
        kundordernummer=payload["nummer"],
        lager_id=_whole(payload["lager"]),
        till_lager_id=_maybe(payload.get("till_lager")),
        samleverans=payload["samleverans"],
        akut=payload["akut"],
        utlamning=bool(payload.get("utlamning")),
        prioritet=payload["prioritet"],
        adressnamn=payload["adressnamn"],
        ovrig_information=payload["information"],
        planerad=_day(payload["planerad"]),
        **payload["adress"],
    )
    Leveransrad.objects.bulk_create(_row(leverans, row) for row in payload["rader"])
    # The number is the last lock but the engine's own; nobody else waits for this case yet.
    arende.nummer = nummer.nasta(TYP)
    arende.process = engine.start(
        TYP, case_id=case_id, actor="", message=dict(payload), effective=effective
    )
    arende.save(update_fields=["nummer", "process"])
    return case_id


def _row(leverans: Leverans, row: Mapping[str, Any]) -> Leveransrad:
    return Leveransrad(
        leverans=leverans,
        rad=UUID(str(row["rad"])),
        nr=_whole(row["nr"]),
        huvudrad=UUID(str(row["huvudrad"])) if row["huvudrad"] else None,
        kompletterar_id=_whole(row["kompletterar"]) if row.get("kompletterar") else None,
        artikel_id=_whole(row["artikel"]),
        lager_id=_whole(row["lager"]),
        antal=_whole(row["antal"]),
        kommentar=row["kommentar"],
        debiteringsform=row["debiteringsform"],
        apris=Decimal(row["apris"]) if row["apris"] is not None else None,
        betalare_id=_whole(row["betalare"]),
        baskod_id=_maybe(row["baskod"]),
        bestalld=date.fromisoformat(row["bestalld"]),
    )


def _whole(value: Any) -> int:
    """A FEEL number is a decimal; ids and counts are whole."""
    return int(value)


def _maybe(value: Any) -> int | None:
    return None if value is None else _whole(value)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
