"""Kvalitet ends a quarantine that the return desk began (DMN 7 row 2, §2.7)."""

from uuid import UUID

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.hjalpmedel import karantan
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.returmottagning import rules
from cases.returmottagning.models import Returmottagning, Returrad
from workflows import engine
from workflows.errors import NotYourTurn
from workflows.registry import action

HANDLINGAR = {"hav_karantan": ("kvalitet",)}


def kan_havas(person: Anvandare, retur: Returmottagning) -> bool:
    """Whether the person may end what is held on this returmottagning."""
    return har_roll(person, *HANDLINGAR["hav_karantan"]) and retur.arende.avslutad is None


@action
@engine.move
def hav_karantan(arende: UUID, *, person: Anvandare, nr: int, text: str) -> Returmottagning:
    """The suspicion is looked into: a technician judges the aid. Raises `Refused`, `NotYourTurn`.

    What a felrapport holds is let go of by it alone.
    """
    engine.lock(arende)
    retur = Returmottagning.objects.select_related("arende").get(pk=arende)
    behorighet.krav(person, "hav_karantan", retur.arende)
    row = (
        retur.rader.filter(nr=nr, disposition=Returrad.Disposition.KARANTAN)
        .select_related("innehav__artikel")
        .first()
    )
    if row is None:
        raise NotYourTurn(f"{retur.vad} har inget i karantän på den raden. Läs in sidan igen.")
    individ = row.innehav.individ_id
    stoppa_om(
        rules.hinder_for_havning(text, karantan.halls_av(individ) if individ is not None else "")
    )
    if individ is not None:
        karantan.slapp(individ)
    row.disposition, row.skal = Returrad.Disposition.BEDOMS, text.strip()[:400]
    row.save(update_fields=["disposition", "skal"])
    return retur
