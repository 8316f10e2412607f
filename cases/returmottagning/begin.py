"""How a returmottagning begins: a hämtorder's message `hamtning_utford` makes the case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.returmottagning.models import Returmottagning, Returrad
from workflows import engine

TYP = "returmottagning"


def borja(name: str, payload: Mapping[str, Any], effective: datetime) -> UUID:
    """Make the case and start its process. A message that comes twice makes one."""
    hamtorder = UUID(str(payload["hamtorder"]))
    case_id = uuid5(hamtorder, TYP)
    if Arende.objects.filter(pk=case_id).exists():
        return case_id
    retur = Returmottagning(
        hamtorder=hamtorder,
        hamtordernummer=payload["nummer"],
        lager_id=int(payload["lager"]),
        hamtad=date.fromisoformat(payload["dag"]),
    )
    arende = Arende.objects.create(
        id=case_id,
        typ=TYP,
        rubrik=f"Retur från {retur.slag.lower()} {payload['nummer']}",
        mottagare_id=int(payload["mottagare"]),
        kund_id=int(payload["kund"]),
        bestallare_id=int(payload["bestallare"]),
        status=Returmottagning.Status.PA_VAG,
        skapad=effective,
        verkstalld=effective,
    )
    retur.arende = arende
    retur.save(force_insert=True)
    Returrad.objects.bulk_create(
        Returrad(
            returmottagning=retur,
            rad=UUID(str(row["rad"])),
            nr=int(row["nr"]),
            innehav_id=int(row["innehav"]),
            antal=int(row["antal"]),
        )
        for row in payload["rader"]
    )
    # Kept before the process begins, whose first task is shown and found by it in the inbox.
    arende.nummer = nummer.nasta(TYP)
    arende.save(update_fields=["nummer"])
    arende.process = engine.start(
        TYP, case_id=case_id, actor="", message=dict(payload), effective=effective
    )
    arende.save(update_fields=["process"])
    return case_id
