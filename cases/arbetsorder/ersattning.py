"""An arbetsorder that takes the place of one that was cancelled, and its hold (AO-6, DMN 12)."""

from collections.abc import Sequence

from cases.arbetsorder import koppling
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt.hinder import stoppa_om
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.errors import Hinder
from workflows.models import Process

VALJ = "valj_leverans"
LEVERERA, AVVAKTA = "leverera", "avvakta"


def krav_ersattbar(ny: Arbetsorder) -> None:
    """Raise `Refused` unless what is replaced waits for this and is about the same row.

    Only what came to nothing waits so, and it no longer does when another has taken its place.
    """
    if ny.ersatter is not None:
        stoppa_om(_hinder(ny, ny.ersatter))


def slutfor(ny: Arbetsorder, last: Sequence[Process], person: Anvandare) -> None:
    """The new order is sent: it holds now, and the old one's question is answered.

    `last` are the processes that the move has locked. What has come to be about another row, or
    was answered meanwhile, is replaced by nothing: its question and its hold stay as they are.
    """
    old = ny.ersatter
    if old is None:
        return
    process = next((one for one in last if one.case_id == old.pk), None)
    if process is None or _hinder(ny, old):
        ny.ersatter = None
        ny.save(update_fields=["ersatter"])
        return
    koppling.slapp_det_ersatta(old)
    old.leveransval = AVVAKTA
    old.save(update_fields=["leveransval"])
    engine.complete(process, VALJ, actor=person.username)


def _hinder(ny: Arbetsorder, old: Arbetsorder) -> list[Hinder]:
    same = (ny.orderrad, ny.arende.mottagare_id) == (old.orderrad, old.arende.mottagare_id)
    if same and any(task.element == VALJ for task in engine.open_tasks(old.pk)):
        return []
    return [
        Hinder(
            "ersatter_fel",
            f"Arbetsorder {old.arende} kan inte ersättas: den väntar inte på en ny arbetsorder för"
            " den här orderraden. Öppna den och se vad som hänt, eller gör en arbetsorder utan att"
            " ersätta den.",
            "ersatter",
        )
    ]
