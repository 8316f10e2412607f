"""What kundtjänst and those who pay do when maintenance falls due."""

from uuid import UUID

from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.oppning import klart, satt_status
from cases.organisation.models import Anvandare
from cases.underhall import rules
from cases.underhall.models import Omgang
from cases.underhall.oppning import oppna
from workflows import clock, engine
from workflows.errors import Hinder
from workflows.registry import action

HANDLINGAR = {"kontakta": ("kundtjanst",), "besluta_underhall": ("kostnadsansvarig",)}


@action
@engine.move
def kontakta(
    arende: UUID, *, person: Anvandare, sagt: rules.Kontakt, task_id: UUID | None = None
) -> Omgang:
    """A day is agreed, or why not. Raises `Refused`, `NotYourTurn`."""
    process, found = oppna(arende, person, "kontakta")
    stoppa_om(rules.hinder_for_kontakt(sagt, clock.today()))
    found.utfall, found.text = sagt.utfall, sagt.text.strip()
    found.bokad = sagt.dag if sagt.utfall == Omgang.Utfall.BOKAT else None
    if found.bokad:
        found.forsok += 1
    found.save(update_fields=["utfall", "text", "bokad", "forsok"])
    if found.bokad:
        satt_status(found.arende, Omgang.Status.BESTALLD)
    klart(process, "kontakta", person, task_id, f"{found.get_utfall_display()}.")
    return found


@action
@engine.move
def besluta_underhall(
    arende: UUID,
    *,
    person: Anvandare,
    forsok_igen: bool | None,
    text: str,
    task_id: UUID | None = None,
) -> Omgang:
    """How the mottagare can be reached, or that nothing is done. Raises `Refused`."""
    process, found = oppna(arende, person, "besluta_underhall")
    what = "hur mottagaren kan nås" if forsok_igen else "varför underhållet inte ska göras"
    hinder = rules.hinder_for_text(text, "text", what)
    if forsok_igen is None:
        hinder = [Hinder("val_saknas", "Välj vad som ska hända.", "beslut")]
    stoppa_om(hinder)
    found.avstar, found.text = not forsok_igen, text.strip()
    found.save(update_fields=["avstar", "text"])
    if forsok_igen:
        satt_status(found.arende, Omgang.Status.KONTAKTA)
    klart(
        process,
        "besluta_underhall",
        person,
        task_id,
        "Mottagaren kontaktas igen." if forsok_igen else "Underhållet görs inte.",
    )
    return found
