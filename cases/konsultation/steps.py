"""What the system does in `konsultation`. Each may run twice and then does nothing more."""

from datetime import datetime
from uuid import UUID

from cases.gemensamt.models import Arende
from cases.gemensamt.oppning import satt_status
from cases.konsultation.models import Konsultation
from cases.konsultation.oppning import hamta
from cases.meddelanden.utskick import skicka
from workflows import clock
from workflows.registry import Tillfalle, step

Status = Konsultation.Status


@step()
def meddela_tid(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N9: when, and how."""
    found = hamta(arende)
    if found.tid is None:
        return
    when = f"{clock.local(found.tid):%Y-%m-%d kl. %H:%M}"
    _meddela(
        found,
        "tid bokad",
        f"Arbetsorder {found.arbetsordernummer}: tid {when}, {found.get_form_display().lower()}."
        f" {found.skal}",
        f"N9:{found.tid:%Y%m%d%H%M}",
    )


@step()
def meddela_forsening(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N10: no time within the days that are promised."""
    found = hamta(arende)
    due = clock.local(found.tid_senast)
    _meddela(
        found,
        "tiden dröjer",
        f"Arbetsorder {found.arbetsordernummer}: ingen tid är bokad {due:%Y-%m-%d}, som var sagt."
        " Kundtjänst återkommer.",
        f"N10:{due:%Y%m%d}",
    )


@step()
def avsluta_konsultation(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """N12, or N11 where it did not come off."""
    found = hamta(arende)
    if found.tid is None:
        status, words = Status.EJ_NADD, f"mottagaren nåddes inte på {found.forsok} försök."
    elif found.utfall == Konsultation.Utfall.UTEBLEV:
        status, words = Status.UTEBLEV, f"den blev inte av. {found.sammanfattning}"
    else:
        status = Status.GENOMFORD
        words = f"{found.get_utfall_display().lower()}. Öppna ärendet och läs sammanfattningen."
    satt_status(found.arende, status)
    _meddela(found, "avslutad", f"Arbetsorder {found.arbetsordernummer}: {words}"[:1000], "avslut")


@step()
def avbryt_arbetet(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The arbetsorder is cancelled."""
    satt_status(hamta(arende).arende, Status.MAKULERAD)


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)


def _meddela(konsultation: Konsultation, rubrik: str, text: str, nyckel: str) -> None:
    skicka(
        konsultation.arende.bestallare,
        f"Konsultation {konsultation.arende.nummer}: {rubrik}",
        text.strip(),
        arende=konsultation.pk,
        nyckel=f"{konsultation.pk}:{nyckel}",
    )
