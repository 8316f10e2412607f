"""Ärendets gång: how a case goes through its process, for whoever owns or mends it.

Nothing of what the case is about is told: only its number and the words of its process. What people
have written or answered is left out, since it may speak of a patient (PDL 4:1). Of a case that is
kept from the reader (`behorighet.slutna`) only the place in the diagram is told: neither who works
with it nor why it has stopped.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cases.gemensamt.behorighet import VISAS_INTE, ser, slutna
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.roller import ROLLER
from cases.processer import visning
from cases.processer.gangens_drag import Ord, drag_i, kollegor
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.engine import codec
from workflows.errors import NotFound
from workflows.models import (
    Definition,
    Incident,
    Process,
    Subscription,
    Timer,
    TransferCase,
    UserTask,
    Watch,
)
from workflows.placement.standing import spots
from workflows.remedies.causes import keys_of

logger = logging.getLogger(__name__)

# What a version holds is never told in a row, and is large.
_INNEHALL = [f"transfer__target__{part}" for part in ("bpmn", "files", "scenarios")]


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
    """All of it but its moves (`gangens_drag`). `star` is where it stands in words, `far_oppna`
    whether the reader may open it, `sluten` whether it is kept from her."""

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
    bild: visning.Bild
    far_oppna: bool
    sluten: bool

    @property
    def oppna_stopp(self) -> list[Driftstopp]:
        """Those that nobody has decided about."""
        return [one for one in self.stopp if not one.avgjort]


def gang(arende: UUID, person: Anvandare) -> Gang:
    """How a case has gone, and where it stands. Raises `NotFound`."""
    process = Process.objects.select_related("version__definition").filter(case_id=arende).first()
    if process is None:
        raise NotFound("Ärendet finns inte. Kontrollera adressen.")
    closed = bool(slutna(person, [arende]))
    incidents = list(process.incidents.defer("detail").order_by("-pk"))
    tasks = engine.open_tasks(arende)
    words = Ord(kollegor([*(i.resolved_by for i in incidents), *(t.assignee for t in tasks)]))
    places, readable = _platser(process)
    definition = process.version.definition
    trails = drag_i(arende).order_by("rev").values_list("trail", flat=True)
    passed = list(dict.fromkeys(element for trail in trails for element in trail.split()))
    here = list(dict.fromkeys(element for element, _ in places))
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
        stilla=_stilla(process, closed=closed),
        uppgifter=_uppgifter(tasks, words, closed=closed),
        vantar_pa=_vantar_pa(process, words),
        stopp=_stopp(process, incidents, words, closed=closed),
        flyttar=_flyttar(process, closed=closed),
        bild=visning.bild(
            "gang",
            f"{definition.title}, version {process.version.number}",
            versions.bundle_of(process.version),
            var=([one for one in passed if one not in here], here),
        ),
        far_oppna=not closed and ser(person, arende),
        sluten=closed,
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


def _stilla(process: Process, *, closed: bool) -> str:
    still = Watch.objects.filter(process=process).exclude(why="").first()
    if still is None:
        return ""
    return VISAS_INTE if closed else f"{still.sentence} {still.proposal}".strip()


def _uppgifter(tasks: Iterable[UserTask], words: Ord, *, closed: bool) -> list[Uppgift]:
    listed = list(tasks)
    asked = {one.group for one in listed} - {""}
    groups = dict(Grupp.objects.filter(nyckel__in=asked).values_list("nyckel", "namn"))
    told = [_uppgift(one, groups.get(one.group, one.group), words) for one in listed]
    return [replace(one, roll="", grupp="", hos="") for one in told] if closed else told


def _uppgift(task: UserTask, group: str, words: Ord) -> Uppgift:
    return Uppgift(
        namn=task.name,
        roll=ROLLER[task.role].label if task.role in ROLLER else task.role,
        grupp=group,
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


def _stopp(
    process: Process, incidents: Sequence[Incident], words: Ord, *, closed: bool
) -> list[Driftstopp]:
    keys = keys_of(process) if any(one.resolved_at is None for one in incidents) else {}
    return [
        Driftstopp(
            mening=VISAS_INTE if closed else one.sentence,
            steg=words.namn(process.version_id, one.element),
            nar=one.created_at,
            orsak=keys.get(one.pk, ""),
            avgjort=_avgjort(one, words, closed=closed),
            avgjort_nar=one.resolved_at,
        )
        for one in incidents
    ]


def _avgjort(incident: Incident, words: Ord, *, closed: bool) -> str:
    if incident.resolved_at is None:
        return ""
    what = incident.get_resolution_display() or "Avklarat"
    by = "" if closed else incident.resolved_by
    return f"{what} av {words.vem(by)}" if by else what


def _flyttar(process: Process, *, closed: bool) -> list[Versionsflytt]:
    rows = TransferCase.objects.filter(process=process).select_related("transfer__target")
    return [
        Versionsflytt(
            nummer=row.transfer_id,
            version=row.transfer.target.number,
            nar=row.done_at or row.transfer.begun_at,
            lage=row.get_status_display(),
            mening="" if closed else row.sentence or row.transfer.reason,
        )
        for row in rows.defer(*_INNEHALL).order_by("-pk")
    ]
