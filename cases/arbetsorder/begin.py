"""How an arbetsorder begins by itself: a felrapport asks for it, or a plan says that it is due."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cases.arbetsorder import frister
from cases.arbetsorder.klassning import satt_underprocess
from cases.arbetsorder.models import Arbetsorder, TypAvAtgard, Utforande
from cases.arbetsorder.oppning import krav_ej_karantan
from cases.arbetsorder.queries import TYP
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from workflows import engine

_KALLOR = {
    "felrapport_arbetsorder": Arbetsorder.Kalla.FELRAPPORT,
    "underhall_forfaller": Arbetsorder.Kalla.UNDERHALLSPLAN,
}


def borja(name: str, payload: Mapping[str, Any], effective: datetime) -> UUID:
    """Make the case and start its process. A message that comes twice makes one.

    The payload holds `id` (the sender's, that ours follows from), `typ` (a code of the table of
    types), `bestallare`, `felbeskrivning`, and where they are known `kund`, `mottagare`,
    `artikel`, `individ`, `galler` (the case that asks) and `utforande`.

    Raises `Refused` while the individ is held for an investigation: the message then stays, to be
    tried again when it is let go.
    """
    case_id = uuid5(UUID(str(payload["id"])), TYP)
    if Arende.objects.filter(pk=case_id).exists():
        return case_id
    typ = TypAvAtgard.objects.get(kod=payload["typ"])
    individ = Individ.objects.filter(pk=payload.get("individ") or 0).first()
    held = (
        Innehav.objects.filter(individ=individ, aterlamnad__isnull=True).first()
        if individ
        else None
    )
    arende = Arende.objects.create(
        id=case_id,
        typ=TYP,
        rubrik=typ.etikett,
        mottagare_id=payload.get("mottagare") or (held.mottagare_id if held else None),
        kund_id=payload.get("kund"),
        bestallare_id=int(payload["bestallare"]),
        galler_id=payload.get("galler"),
        status=Arbetsorder.Status.REGISTRERAD,
        skapad=effective,
        verkstalld=effective,
    )
    order = Arbetsorder(
        arende=arende,
        kalla=_KALLOR[name],
        typ=typ,
        artikel_id=individ.artikel_id if individ else payload.get("artikel"),
        individ=individ,
        innehav=held,
        utforande=payload.get("utforande") or typ.utforande or Utforande.LAMNAS,
        felbeskrivning=str(payload["felbeskrivning"])[:4000],
        andrad=effective,
    )
    krav_ej_karantan(order)
    satt_underprocess(order)
    frister.lova(order, effective)
    order.save(force_insert=True)
    arende.process = engine.start(
        TYP,
        case_id=case_id,
        actor="",
        message=dict(payload),
        message_name=name,
        effective=effective,
    )
    arende.save(update_fields=["process"])
    return case_id
