"""Replay: finished cases through a draft, in the background, to be begun, followed and ended."""

import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.engine import tell, wake
from workflows.errors import Hinder, NotFound, NotYourTurn, Refused
from workflows.models import Definition, Move, Process, Replay, ReplayedCase, Version
from workflows.trial import asking, sending
from workflows.workbench import drafts, overview

logger = logging.getLogger(__name__)

AT_MOST = 10_000
USUALLY = 1_000
_AT_ONCE = 50
_LEASE = timedelta(minutes=2)
_SECONDS = 60.0


def begin(  # noqa: PLR0913 - each narrows the choice
    name: str,
    *,
    by: str,
    count: int = USUALLY,
    since: datetime | None = None,
    until: datetime | None = None,
    number: int | None = None,
    within: "QuerySet[Any] | None" = None,
    chosen: str = "",
) -> Replay:
    """Choose the last finished cases, and let a worker hold the draft against them.

    `within` is a query of case ids. Raises `NotFound`, and `Refused` also while another goes on.
    """
    if not 0 < count <= AT_MOST:
        raise Refused([Hinder("antal", f"Skriv ett antal mellan 1 och {AT_MOST}.", "antal")])
    definition, bundle = runnable(name)
    ended = Process.objects.filter(version__definition=definition).exclude(
        status=Process.Status.RUNNING
    )
    if since is not None:
        ended = ended.filter(ended_at__gte=since)
    if until is not None:
        ended = ended.filter(ended_at__lt=until)
    if number is not None:
        ended = ended.filter(version__number=number)
    if within is not None:
        ended = ended.filter(case_id__in=within)
    rows = list(ended.order_by("-ended_at", "-pk").values_list("case_id", "pk")[:count])
    if not rows:
        raise Refused([Hinder("inga", "Inga avslutade ärenden passar valet. Välj bredare.")])
    with transaction.atomic():
        Definition.objects.select_for_update(of=("self",)).get(pk=definition.pk)
        if definition.replays.filter(status=Replay.Status.RUNNING).exists():
            sentence = "En uppspelning pågår. Vänta tills den är klar, eller avbryt den."
            raise Refused([Hinder("pagar", sentence)])
        now = clock.now()
        made = Replay.objects.create(
            definition=definition,
            digest=bundle.digest,
            bpmn=bundle.bpmn,
            files=bundle.files,
            chosen=chosen[:300],
            total=len(rows),
            by=by,
            begun_at=now,
            take_at=now,
        )
        ReplayedCase.objects.bulk_create(
            [ReplayedCase(replay=made, case_id=case, process_id=process) for case, process in rows],
            batch_size=1000,
        )
        wake.later("tasks.replay", str(made.pk))
    return made


def runnable(name: str) -> tuple[Definition, Bundle]:
    """The process and its draft, which the gate must pass. Raises `NotFound`, `Refused`."""
    definition = overview.find(name)
    draft = drafts.of(definition)
    if draft is None:
        raise NotFound("Processen har inget utkast att spela upp ärenden genom. Börja ett.")
    bundle = drafts.bundle_of(draft)
    if not asking.may_run(bundle):
        raise Refused([Hinder("fel", "Utkastet går inte att köra än. Rätta felen först.")])
    return definition, bundle


def find(name: str, number: int) -> Replay:
    """A replay of a process. Raises `NotFound`."""
    found = Replay.objects.filter(definition__name=name, pk=number).first()
    if found is None:
        raise NotFound("Uppspelningen finns inte. Välj en på utkastets sida.")
    return found


def latest(definition: Definition, digest: str) -> Replay | None:
    """The last replay of exactly this draft that came to its end."""
    done = Replay.objects.filter(definition=definition, digest=digest, status=Replay.Status.DONE)
    return done.order_by("-pk").first()


def progress(replay: Replay) -> dict[str, int]:
    """How many cases there are of each outcome; those that wait under the empty text."""
    rows = replay.cases.values_list("outcome").annotate(Count("pk"))
    return dict(rows)


def differing(replay: Replay) -> list[UUID]:
    """The cases that would go otherwise."""
    return list(replay.cases.filter(outcome="other").values_list("case_id", flat=True))


def groups(replay: Replay, *, but: Collection[UUID] = ()) -> list[tuple[str, str, int]]:
    """The differences by kind and rule, with how many cases each makes, most first; of all cases
    `but` those that are named."""
    found: dict[tuple[str, str], int] = {}
    rows_told = replay.cases.filter(outcome="other").values_list("case_id", "told")
    for told in (told for case, told in rows_told if case not in but):
        for one in {(d["kind"], d["rule"]) for d in told["differences"]}:
            found[one] = found.get(one, 0) + 1
    rows = [(*key, count) for key, count in found.items()]
    return sorted(rows, key=lambda row: (-row[2], row))


def cancel(name: str, number: int) -> None:
    """Stop it; what is done stays to be read. Raises `NotYourTurn` when it has ended."""
    replay = find(name, number)
    stopped = Replay.objects.filter(pk=replay.pk, status=Replay.Status.RUNNING).update(
        status=Replay.Status.CANCELLED, ended_at=clock.now(), take_at=None
    )
    if not stopped:
        raise NotYourTurn("Uppspelningen är redan klar eller avbruten.")


def mark_read(name: str, number: int, *, by: str) -> None:
    """Somebody has read the differences. Raises `NotYourTurn` while it goes on."""
    replay = find(name, number)
    if replay.status == Replay.Status.RUNNING:
        raise NotYourTurn("Uppspelningen pågår. Vänta tills den är klar.")
    Replay.objects.filter(pk=replay.pk, read_at__isnull=True).update(
        read_by=by, read_at=clock.now()
    )


def sweep() -> None:
    """Wake a worker for what nobody holds: its worker died, or the knock was lost."""
    due = Replay.objects.filter(status=Replay.Status.RUNNING, take_at__lte=clock.now())
    for number in due.values_list("pk", flat=True):
        wake.later("tasks.replay", str(number))


def carry_on(number: int, seconds: float = 10.0) -> bool:
    """Hold the draft against the cases that are left, some at a time and for a while; knock again
    where more is left. Returns whether it was ours.

    Each round is kept for itself: whoever takes over after a worker that died goes on where it
    was, and no case is told twice.
    """
    lease = take(number)
    if lease is None:
        return False
    replay = Replay.objects.select_related("definition").get(pk=number)
    until = time.monotonic() + seconds
    while rows := list(
        replay.cases.filter(outcome="").select_related("process").order_by("pk")[:_AT_ONCE]
    ):
        for told in _told(replay, rows):
            _keep(told)
            lease = renewed(number, lease)
            if lease is None:
                return True
        if time.monotonic() >= until and replay.cases.filter(outcome="").exists():
            if _ours(number, lease).update(take_at=clock.now()):
                wake.later("tasks.replay", str(number))
            return True
    _ours(number, lease).update(status=Replay.Status.DONE, ended_at=clock.now(), take_at=None)
    return True


def take(number: int) -> datetime | None:
    """Until when it is ours; None when it is another's, or has ended."""
    now = clock.now()
    free = Replay.objects.filter(pk=number, status=Replay.Status.RUNNING, take_at__lte=now)
    return now + _LEASE if free.update(take_at=now + _LEASE) else None


def renewed(number: int, lease: datetime) -> datetime | None:
    """More time for the one who holds `lease`; None when it was too late, or it has ended."""
    until = clock.now() + _LEASE
    return until if _ours(number, lease).update(take_at=until) else None


def _ours(number: int, lease: datetime) -> "QuerySet[Replay]":
    return Replay.objects.filter(pk=number, status=Replay.Status.RUNNING, take_at=lease)


def _told(
    replay: Replay, rows: Sequence[ReplayedCase]
) -> Iterator[list[tuple[ReplayedCase, Mapping[str, Any]]]]:
    """What becomes of the cases: of all at once, or of one after the other where they take too
    long together."""
    bundle = Bundle(replay.definition.name, bytes(replay.bpmn), dict(replay.files))
    version_ids = {row.process.version_id for row in rows}
    olds = Version.objects.select_related("definition").filter(pk__in=version_ids)
    try:
        answer = asking.ask(
            bundle,
            "replay",
            seconds=_SECONDS,
            versions={str(one.pk): sending.packed(versions.bundle_of(one)) for one in olds},
            cases=_cases(rows),
        )
    except asking.TookTooLong as no:
        if len(rows) > 1:
            for row in rows:
                yield from _told(replay, [row])
            return
        told = {"outcome": "until", "until": no.mening, "differences": []}
        yield [(rows[0], {**told, "before": [], "after": []})]
    else:
        yield list(zip(rows, answer["cases"], strict=True))


def _cases(rows: Sequence[ReplayedCase]) -> list[dict[str, Any]]:
    """What was recorded of each case. One question for all of them."""
    processes = [row.process_id for row in rows]
    moves = (
        Move.objects.filter(process__in=processes)
        .select_related("detail")
        .defer("detail__state_before")
        .order_by("process", "rev")
    )
    recorded = {
        process: [_move(move) for move in of] for process, of in groupby(moves, _process_of)
    }
    return [
        {"version": str(row.process.version_id), "moves": recorded.get(row.process_id, [])}
        for row in rows
    ]


def _process_of(move: Move) -> int:
    return move.process_id


def _move(move: Move) -> dict[str, Any]:
    return {
        "kind": Move.Kind(move.kind).name,
        "element": move.element,
        "effective": (move.effective_at or move.at).isoformat(),
        "trail": move.trail.split(),
        "version": move.version_id,
        "details": tell.details_of(move),
    }


@transaction.atomic
def _keep(told: Iterable[tuple[ReplayedCase, Mapping[str, Any]]]) -> None:
    for row, one in told:
        ReplayedCase.objects.filter(pk=row.pk, outcome="").update(
            outcome=one["outcome"], told=dict(one)
        )
