"""Publishing by two, as the pages and the API tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from cases.processer.behorighet import ROLLER
from cases.processer.visning import namn
from workflows.models import Approval, Definition, Release
from workflows.workbench import approval
from workflows.workbench.release import Passed


@dataclass(frozen=True)
class Begaran:
    """A publication that waits for a second person, or that was decided. `galler` says whether it
    still is what was asked for."""

    nummer: int
    process: str
    titel: str
    version: int | None
    anteckning: str
    fran: datetime | None
    trots: Sequence[str]
    skal: str
    av: str
    nar: datetime
    lage: str
    lage_ord: str
    svar: str
    egen: bool
    galler: bool


@transaction.atomic
def publicera(passed: Passed, person: Anvandare) -> Release | Approval | None:
    """Publish, or ask the other process owners where a second person must approve."""
    made = approval.publish(passed, by=person.username, second=settings.PUBLICERING_FYRA_OGON)
    if isinstance(made, Approval):
        title = made.definition.title
        skicka(
            [one for one in med_roll(*ROLLER) if one.pk != person.pk],
            f"{title}: en publicering väntar på godkännande",
            f"{person.namn} vill publicera {_vad(made)} av {title}: {made.note} Öppna processen"
            " för att se vad som är nytt och godkänna eller avslå.",
            nyckel=f"publicering-{made.pk}",
        )
    return made


@transaction.atomic
def godkann(fraga: Approval, passed: Passed, person: Anvandare) -> Release | None:
    """Approve, and tell the one who asked. Raises as `approval.approve`."""
    made = approval.approve(fraga, passed, by=person.username)
    fraga.refresh_from_db()
    _svara(fraga, person)
    return made


@transaction.atomic
def avsla(fraga: Approval, person: Anvandare, svar: str) -> Approval:
    """Say no, and tell the one who asked why. Raises as `approval.decline`."""
    decided = approval.decline(fraga, by=person.username, answer=svar)
    _svara(decided, person)
    return decided


def _svara(beslutat: Approval, person: Anvandare) -> None:
    asked = Anvandare.objects.filter(username=beslutat.by, is_active=True).first()
    if asked is None or asked.pk == person.pk:
        return
    said = "godkänd" if beslutat.status == Approval.Status.APPROVED else "avslagen"
    skicka(
        asked,
        f"{beslutat.definition.title}: publiceringen är {said}",
        f"{person.namn} har svarat. {beslutat.answer}".strip(),
        nyckel=f"publicering-svar-{beslutat.pk}",
    )


def vantar(definition: Definition, person: Anvandare) -> Begaran | None:
    """What waits in a process."""
    found = approval.asked(definition)
    return None if found is None else begaran(found, person)


def begaran(one: Approval, person: Anvandare) -> Begaran:
    """One of them."""
    return Begaran(
        nummer=one.pk,
        process=one.definition.name,
        titel=one.definition.title,
        version=one.number,
        anteckning=one.note,
        fran=one.live_at,
        trots=one.despite.splitlines(),
        skal=one.reason,
        av=namn({one.by}).get(one.by, one.by),
        nar=one.asked_at,
        lage=one.status,
        lage_ord=one.get_status_display(),
        svar=one.answer,
        egen=one.by == person.username,
        galler=approval.holds(one),
    )


def _vad(one: Approval) -> str:
    return "utkastet" if one.number is None else f"version {one.number}"
