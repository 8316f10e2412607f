"""What the system does with a medicinteknisk avvikelse (§2.7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from cases.felrapport.models import Avvikelse, Felrapport
from cases.felrapport.oppning import TYP, hamta
from cases.hjalpmedel import karantan
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.queries import med_roll
from workflows import engine, workdays
from workflows.effects import Asked
from workflows.registry import Tillfalle, step


def _utreds(asked: Asked) -> Mapping[str, Any]:
    return {"avvikelse_utreds": True, "anmal_senast": _anmal_senast(asked)}


def _anmal_senast(asked: Asked) -> datetime:
    """The working days that the notification may take."""
    severe = asked.fact("skada") == Felrapport.Skada.ALLVARLIG
    within = (
        settings.AVVIKELSE_ALLVARLIG_ARBETSDAGAR
        if severe
        else settings.AVVIKELSE_ANMALS_ARBETSDAGAR
    )
    return workdays.add(asked.effective, within)


def _utredd(_: Asked) -> Mapping[str, Any]:
    return {"avvikelse_utreds": False}


@step(settles=_utreds)
def satt_i_karantan(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The aid is held under its own lock in the move that reports it, and those who must know are
    told (§2.7)."""
    found = hamta(arende)
    facts = {
        "skada": found.skada,
        "risk_for_skada": found.risk_for_skada,
        "orsak_produkt": found.orsak_produkt,
    }
    said = engine.decide(TYP, "medteknisk_avvikelse", facts, case_id=arende).value
    asked = Asked(facts.__getitem__, {}, tillfalle.effective, {})
    Avvikelse.objects.get_or_create(
        felrapport=found,
        defaults={
            "individ": found.individ,
            "klass": said["klass"],
            "anmals_till_lv": said["anmal_lakemedelsverket"],
            "lex_maria": said["lex_maria"],
            "kraver_arbeten": (said.get("kraver_arbeten") or "") if found.individ_id else "",
            "anmal_senast": _anmal_senast(asked),
        },
    )
    if found.individ_id is not None:
        karantan.satt(found.individ_id)
    held = found.individ_id is not None
    skicka(
        found.arende.bestallare,
        "Hjälpmedlet är i karantän" if held else "Rör inte hjälpmedlet förrän det är utrett",
        "Gör inget med hjälpmedlet: laga, rengör eller skrota det inte. Märk det med taggen som du"
        " skriver ut från felrapporten, och anmäl avvikelsen till Läkemedelsverket.",
        arende=arende,
        nyckel=f"{arende}:karantan",
    )
    skicka(
        _kvalitet(),
        "En medicinteknisk avvikelse är anmäld",
        f"Händelsen är klassad som {said['klass']}. "
        + ("Hjälpmedlet är i karantän." if held else "Ingen individ är angiven att hålla."),
        arende=arende,
        nyckel=f"{arende}:karantan",
    )


@step()
def eskalera_anmalan(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The notification is late: the one who reported, her unit's managers and HMC are told, again
    and again until it is made or HMC kvalitet gives it up."""
    found = hamta(arende)
    managers = [
        one
        for one in med_roll("enhetschef")
        if one.uppdrag.filter(kund=found.arende.kund_id).exists()
    ]
    skicka(
        [found.arende.bestallare, *managers, *_kvalitet()],
        f"Felrapport {found.arende.nummer}: anmälan dröjer",
        "Den medicintekniska avvikelsen ska anmälas till Läkemedelsverket. Anmäl den nu och skriv"
        " det i felrapporten. Blir ingen anmälan gjord kan HMC kvalitet avskriva den med skäl.",
        arende=arende,
        nyckel=f"{arende}:anmalan:{tillfalle.effective:%Y%m%d%H%M}",
    )


@step(settles=_utredd)
def slapp_karantan(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The aid may be used again, or is scrapped; another avvikelse of it still holds it."""
    found = hamta(arende)
    avvikelse = Avvikelse.objects.select_related("individ").get(pk=arende)
    if avvikelse.avslutad is not None:
        return
    avvikelse.avslutad = tillfalle.effective
    avvikelse.save(update_fields=["avslutad"])
    every = Avvikelse.objects.filter(individ=avvikelse.individ)
    if avvikelse.individ_id is not None and not every.filter(avslutad__isnull=True).exists():
        # One that was to be scrapped is, also when another investigation ended later.
        karantan.slapp(avvikelse.individ_id, skrota=every.filter(beslut="skrotas").exists())
    skicka(
        found.arende.bestallare,
        f"Felrapport {found.arende.nummer}: avvikelsen är utredd",
        avvikelse.utredning,
        arende=arende,
        nyckel=f"{arende}:utredd",
    )


def _kvalitet() -> list[Anvandare]:
    group = Grupp.objects.filter(nyckel=settings.AVVIKELSE_GRUPP).first()
    return list(group.medlemmar.filter(is_active=True)) if group else med_roll("kvalitet")
