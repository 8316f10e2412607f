"""What the system does in `underhall`. Each may run twice and then does nothing more."""

from datetime import date, datetime
from uuid import UUID

from cases.gemensamt.models import Arende
from cases.gemensamt.oppning import satt_status
from cases.hjalpmedel import underhall
from cases.meddelanden.utskick import skicka
from cases.organisation.queries import med_roll
from cases.underhall.models import Omgang
from cases.underhall.oppning import hamta
from workflows.registry import Tillfalle, step


@step()
def meddela_drojsmal(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nobody has reached the mottagare two weeks before: the gruppchef knows."""
    found = hamta(arende)
    skicka(
        med_roll("gruppchef"),
        f"Underhåll {found.arende.nummer}: mottagaren är inte kontaktad",
        f"{found.arende.rubrik} för individ {found.individ} förfaller {found.forfaller:%Y-%m-%d}.",
        arende=found.pk,
        nyckel=f"{found.pk}:drojer:{tillfalle.effective:%Y%m%d}",
    )


@step()
def meddela_kostnadsansvarig(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N18: the unit's own kostnadsansvariga, who decide."""
    found = hamta(arende)
    satt_status(found.arende, Omgang.Status.EJ_NADD)
    payers = [
        one
        for one in med_roll("kostnadsansvarig")
        if one.uppdrag.filter(kund=found.arende.kund_id).exists()
    ]
    skicka(
        payers,
        f"Underhåll {found.arende.nummer}: mottagaren går inte att nå",
        f"Kontakt saknas för förebyggande underhåll {found.individ}. Öppna uppgiften i Inkorg.",
        arende=found.pk,
        nyckel=f"{found.pk}:N18:{tillfalle.effective:%Y%m%d%H%M}",
    )


@step()
def notera_underhall(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What the arbetsorder tells: done that day, or not after all."""
    found, told = hamta(arende), tillfalle.message or {}
    if found.utfort:
        return
    found.utfort = bool(told.get("klar"))
    found.save(update_fields=["utfort"])
    if found.utfort:
        day = date.fromisoformat(str(told["dag"]))
        underhall.notera(found.individ_id, found.aktivitetstyp, day, found.pk)
        satt_status(found.arende, Omgang.Status.UTFORD)
    else:
        satt_status(found.arende, Omgang.Status.KONTAKTA)


@step()
def avsluta_utan(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nothing is done this time; the reason stays."""
    satt_status(hamta(arende).arende, Omgang.Status.UTAN)


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed, and the plan may make another."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)
    Omgang.objects.filter(pk=arende, oppen=True).update(oppen=False)
