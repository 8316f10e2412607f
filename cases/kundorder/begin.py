"""How a kundorder begins by itself: a felrapport asks for a replacement (M-FR-ERSÄTTNING)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cases.gemensamt.models import Arende
from cases.kundorder import actions, begaranden, granskning, nya_rader, rules
from cases.kundorder.models import Kundorder
from cases.kundorder.oppning import GUIDE
from cases.kundorder.svar import NyRad
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Refused


def borja(name: str, payload: Mapping[str, Any], effective: datetime) -> UUID:
    """Make the order and send it; what the rules stop is left as a draft for the beställare.

    A message that comes twice makes one. The payload holds `id` (the sender's, that ours follows
    from), `felrapport` and its `nummer`, `mottagare`, `kund`, `bestallare`, `handlaggare`,
    `artikel` (its number), `antal` and, where the goods went before, `kundorder`.
    """
    case_id = uuid5(UUID(str(payload["id"])), actions.TYP)
    if Arende.objects.filter(pk=case_id).exists():
        return case_id
    arende = Arende.objects.create(
        id=case_id,
        typ=actions.TYP,
        rubrik=f"Ersättning, felrapport {payload['nummer']}",
        mottagare_id=int(payload["mottagare"]) if payload["mottagare"] else None,
        kund_id=int(payload["kund"]),
        bestallare_id=int(payload["bestallare"]),
        galler_id=UUID(str(payload["felrapport"])),
        status=Kundorder.Status.UNDER_REGISTRERING,
        skapad=effective,
    )
    handler = Anvandare.objects.get(pk=int(payload["handlaggare"]))
    order = Kundorder.objects.create(
        arende=arende,
        andrad=effective,
        andrad_av=handler,
        senaste_andring="ersättningen begärdes",
        ovrig_information=f"Ersättning för felrapport {payload['nummer']}.",
    )
    _adress(order, payload.get("kundorder"))
    arende.process = engine.start(
        actions.TYP,
        case_id=case_id,
        actor=handler.username,
        message=dict(payload),
        message_name=name,
        effective=effective,
    )
    arende.save(update_fields=["process"])
    _skicka_om_det_gar(order, handler, payload)
    return case_id


def _adress(order: Kundorder, before: str | None) -> None:
    """Where the first one went, else the usual place. Saves."""
    first = Kundorder.objects.filter(pk=UUID(str(before))).first() if before else None
    protected = order.arende.mottagare is not None and order.arende.mottagare.skyddad
    if first is not None and first.adressnamn and not protected:
        order.adressnamn = first.adressnamn
        order.hamtad_fran = first.hamtad_fran
        for field in granskning.ADRESSFALT:
            setattr(order, field, getattr(first, field))
    else:
        granskning.forvalj_adress(order)
    order.save()


def _skicka_om_det_gar(order: Kundorder, handler: Anvandare, payload: Mapping[str, Any]) -> None:
    rad = None
    try:
        antal = int(payload["antal"])
        rad = nya_rader.lagg_till(order, NyRad(str(payload["artikel"]), antal=antal))
        rad.ersatter = antal
        rad.save(update_fields=["ersatter"])
        hinder = rules.hinder_for_verkstall(
            granskning.orderbild(order, list(begaranden.orders_rader(order.pk))), clock.today()
        )
    except Refused as no:
        hinder = no.hinder
    if not hinder and order.arende.process is not None:
        engine.re_enter(order.arende.process, GUIDE, "verkstall", actor=handler.username)
        actions.skicka(order.arende.process, order, handler)
        return
    skicka(
        order.arende.bestallare,
        f"Ersättningen för felrapport {payload['nummer']} väntar på dig",
        (
            "En order utan kostnad ligger som utkast. Gå igenom den och verkställ: "
            if rad
            else "En order utan rader ligger som utkast. Det du lägger till kostar som vanligt: "
        )
        + " ".join(one.mening for one in hinder),
        arende=order.pk,
        nyckel=f"{order.pk}:ersattning",
    )
