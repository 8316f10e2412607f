"""Ärendets gång: how a case goes through its process, for whoever owns or mends it.

Nothing of what the case is about is told: only its number and the words of its process. What people
have written or answered is left out, since it may speak of a patient (PDL 4:1).
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.gemensamt.behorighet import ser
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.roller import ROLLER
from cases.processer import visning
from cases.processer.gangens_drag import Drag, Ord, drag
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.engine import HistoryRow, codec
from workflows.errors import NotFound
from workflows.models import (
    Definition,
    Incident,
    Move,
    Process,
    Subscription,
    Timer,
    TransferCase,
    UserTask,
    Watch,
)
from workflows.placement.standing import spots
from workflows.remedies.causes import causes

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Uppgift:
    """A task that waits: whose it is, until when, and who has taken it, if anybody."""

    namn: str
    roll: str
    grupp: str
    frist: datetime | None
    sen: bool
    hos: str
    sedan: datetime


@dataclass(frozen=True)
class Vantan:
    """What is waited for that no person does: a time, or a message from another process."""

    slag: str
    mening: str
    nar: datetime | None = None


@dataclass(frozen=True)
class Driftstopp:
    """A driftstopp: what has happened, and what was done about it; `orsak` while it is open."""

    mening: str
    steg: str
    nar: datetime
    orsak: str
    avgjort: str
    avgjort_nar: datetime | None


@dataclass(frozen=True)
class Versionsflytt:
    """An earlier transfer to another version, or one that did not come about."""

    nummer: int
    version: int
    nar: datetime
    lage: str
    mening: str


@dataclass(frozen=True)
class Gang:
    """All of it. `star` is where it stands in words; `far_oppna` whether the reader may open it."""

    id: UUID
    nummer: str
    process: Definition
    version: int
    lage: str
    pagar: bool
    borjade: datetime
    slutade: datetime | None
    star: Sequence[str]
    lasbar: bool
    stilla: str
    uppgifter: Sequence[Uppgift]
    vantar_pa: Sequence[Vantan]
    stopp: Sequence[Driftstopp]
    flyttar: Sequence[Versionsflytt]
    drag: Sequence[Drag]
    bild: visning.Bild
    far_oppna: bool

    @property
    def oppna_stopp(self) -> list[Driftstopp]:
        """Those that nobody has decided about."""
        return [one for one in self.stopp if not one.avgjort]


def gang(arende: UUID, person: Anvandare) -> Gang:
    """How a case has gone, and where it stands. Raises `NotFound`."""
    process = Process.objects.select_related("version__definition").filter(case_id=arende).first()
    if process is None:
        raise NotFound("Ärendet finns inte. Kontrollera adressen.")
    rows = engine.history(arende)
    moved_in = dict(Move.objects.filter(process=process).values_list("rev", "version_id"))
    incidents = list(process.incidents.order_by("-pk"))
    tasks = engine.open_tasks(arende)
    words = Ord(_folk(rows, incidents, tasks))
    places, readable = _platser(process)
    definition = process.version.definition
    passed = list(dict.fromkeys(element for row in rows for element in row.trail))
    here = list(dict.fromkeys(element for element, _ in places))
    still = Watch.objects.filter(process=process).exclude(why="").first()
    return Gang(
        id=arende,
        nummer=nummer_pa([arende])[arende],
        process=definition,
        version=process.version.number,
        lage=process.get_status_display(),
        pagar=process.status == Process.Status.RUNNING,
        borjade=process.started_at,
        slutade=process.ended_at,
        star=list(dict.fromkeys(called for _, called in places)),
        lasbar=readable,
        stilla=f"{still.sentence} {still.proposal}".strip() if still else "",
        uppgifter=[_uppgift(one, words) for one in tasks],
        vantar_pa=_vantar_pa(process, words),
        stopp=_stopp(process, incidents, words),
        flyttar=_flyttar(process),
        drag=[drag(row, moved_in[row.rev], words) for row in reversed(rows)],
        bild=visning.bild(
            "gang",
            f"{definition.title}, version {process.version.number}",
            versions.bundle_of(process.version),
            var=([one for one in passed if one not in here], here),
        ),
        far_oppna=ser(person, arende),
    )


def nummer_pa(arenden: Iterable[UUID]) -> dict[UUID, str]:
    """What each of these cases is called: its number, or that it is a draft.

    A number tells nothing of a patient, so those who own or mend processes read them all.
    """
    asked = list(arenden)
    found = {one.pk: str(one) for one in Arende.objects.filter(pk__in=asked)}
    return {one: found.get(one) or f"Ärende {str(one)[:8]}" for one in asked}


def _platser(process: Process) -> tuple[list[tuple[str, str]], bool]:
    """Where its tokens stand, by id and name, and whether that could be read."""
    if process.status != Process.Status.RUNNING:
        return [], True
    try:
        specs = versions.specs_of(process.version_id)
        found = spots(codec.unpack(bytes(process.state)), specs)
    except Exception:  # the page is there for the day when something is wrong with it
        logger.exception("The state of process %s can't be read", process.pk)
        return [], False
    return [(spot.element, spot.name) for spot, _ in found], True


def _folk(
    rows: Iterable[HistoryRow], incidents: Iterable[Incident], tasks: Iterable[UserTask]
) -> dict[str, Anvandare]:
    names = {row.actor for row in rows}
    names |= {one.resolved_by for one in incidents} | {one.assignee for one in tasks}
    return {one.username: one for one in Anvandare.objects.filter(username__in=names - {""})}


def _uppgift(task: UserTask, words: Ord) -> Uppgift:
    group = Grupp.objects.filter(nyckel=task.group).first() if task.group else None
    return Uppgift(
        namn=task.name,
        roll=ROLLER[task.role].label if task.role in ROLLER else task.role,
        grupp=group.namn if group else task.group,
        frist=task.deadline,
        sen=bool(task.deadline and task.deadline < clock.now()),
        hos=words.vem(task.assignee) if task.assignee else "",
        sedan=task.created_at,
    )


def _vantar_pa(process: Process, words: Ord) -> list[Vantan]:
    def named(element: str) -> str:
        return words.namn(process.version_id, element)

    times = [
        Vantan("Tid", f"”{named(one.element)}” inträffar när tiden är inne.", one.due_at)
        for one in Timer.objects.filter(process=process).order_by("due_at")
    ]
    messages = Subscription.objects.filter(process=process).order_by("element", "message")
    return times + [
        Vantan("Besked", f"”{named(one.element)}” väntar på processmeddelandet {one.message}.")
        for one in messages
    ]


def _stopp(process: Process, incidents: Iterable[Incident], words: Ord) -> list[Driftstopp]:
    listed = list(incidents)
    keys = (
        {number: cause.key for cause in causes() for number in cause.numbers}
        if any(one.resolved_at is None for one in listed)
        else {}
    )
    return [
        Driftstopp(
            mening=one.sentence,
            steg=words.namn(process.version_id, one.element),
            nar=one.created_at,
            orsak=keys.get(one.pk, ""),
            avgjort=_avgjort(one, words),
            avgjort_nar=one.resolved_at,
        )
        for one in listed
    ]


def _avgjort(incident: Incident, words: Ord) -> str:
    if incident.resolved_at is None:
        return ""
    what = incident.get_resolution_display() or "Avklarat"
    return f"{what} av {words.vem(incident.resolved_by)}" if incident.resolved_by else what


def _flyttar(process: Process) -> list[Versionsflytt]:
    rows = TransferCase.objects.filter(process=process).select_related("transfer__target")
    return [
        Versionsflytt(
            nummer=row.transfer_id,
            version=row.transfer.target.number,
            nar=row.done_at or row.transfer.begun_at,
            lage=row.get_status_display(),
            mening=row.sentence or row.transfer.reason,
        )
        for row in rows.order_by("-pk")
    ]
