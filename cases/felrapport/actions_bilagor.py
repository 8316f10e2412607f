"""Files with a felrapport apart from any step: how a program attaches them (FR-8)."""

from uuid import UUID

from cases.felrapport.actions import ANMALARE, Filer
from cases.felrapport.actions import bifoga as behall
from cases.felrapport.models import AVSLUTSBREV, Felrapport
from cases.felrapport.oppning import forbered, forbered_utkast
from cases.gemensamt import behorighet, bilagor
from cases.gemensamt.uppgifter import far_gora
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import NotYourTurn

HANDLINGAR = {"bifoga": (*ANMALARE, "kvalitet")}
# The steps whose pages take files.
_TAR_FILER = ("verkstall", "komplettera", "anmal_avvikelse", "avsluta_avvikelse")


@engine.move
def bifoga(arende: UUID, *, person: Anvandare, filer: Filer) -> Felrapport:
    """Keep files while a step of hers that takes them waits.

    Raises `Refused` for a file that can't be kept, and then none is; `Forbidden`, `NotYourTurn`.
    """
    _, found = forbered(arende, person, "bifoga")
    hers = {
        task.element
        for task in engine.open_tasks(arende)
        if task.element in _TAR_FILER
        and behorighet.kan(person, task.element, found.arende)
        and (not task.group or far_gora(person, task))
    }
    if not hers:
        raise NotYourTurn(
            "Filer bifogas i ett utkast, när gruppen frågar efter mer och när en avvikelse anmäls"
            " eller avslutas. Vänta tills det är din tur."
        )
    behall(found, filer, person, AVSLUTSBREV if "avsluta_avvikelse" in hers else "")
    _notera(found, person)
    return found


@engine.move
def ta_bort_bilaga(arende: UUID, bilaga: UUID, *, person: Anvandare) -> None:
    """Take a file away from a draft. Raises `NotYourTurn` when it is sent, or the file is gone."""
    _, found = forbered_utkast(arende, person, None)
    bilagor.ta_bort_ur(found.arende, bilaga)
    _notera(found, person)


def _notera(found: Felrapport, person: Anvandare) -> None:
    found.andrad, found.andrad_av = clock.now(), person
    found.save(update_fields=["andrad", "andrad_av"])
