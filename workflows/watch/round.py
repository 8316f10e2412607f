"""The watch's round: what has changed is looked at, and what stands still is listed.

Cheap when nothing is wrong: a handful of questions find the cases whose state, rows or people have
changed since they were last looked at, and only those are opened.
"""

import logging
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from workflows import clock, staffing
from workflows.diagrams import versions
from workflows.engine import codec, moves
from workflows.engine.transaction import move
from workflows.models import Incident, Job, Process, Subscription, Timer, UserTask, Watch
from workflows.staffing import Post
from workflows.watch import rules
from workflows.watch.looking import GRACE, Surroundings, sent_by_somebody, tokens
from workflows.watch.rows import Rows, counted_otherwise, rows_of
from workflows.watch.rules import Finding, Why

_Seen = tuple[Process, Rows, Finding | None]
One = TypeVar("One")

logger = logging.getLogger(__name__)

_AT_ONCE = 200
_POSTS_AT_ONCE = 50
# What does not hang on rows that are read apart.
_SURE = (Why.NOBODY, Why.UNREADABLE)
_SHOWN = ("why", "element", "sentence", "proposal", "mendable")


@dataclass(frozen=True)
class Round:
    """How many cases a round opened, and how many are listed after it."""

    looked: int
    listed: int


def go_round(seconds: float = 20.0) -> Round:
    """Look at what may have come to a stop, or on again, for so long at most."""
    until = time.monotonic() + seconds
    Watch.objects.exclude(process__status=Process.Status.RUNNING).delete()
    known = _surroundings()
    looked = 0
    for ids in _some(_to_look_at(known), _AT_ONCE):
        looked += _look(ids, known)
        if time.monotonic() >= until:
            break
    return Round(looked, listed().count())


def look_again(process_id: int) -> Finding | None:
    """Look at one case now. Returns why it stands still, if it does."""
    _look([process_id], _surroundings())
    kept = Watch.objects.filter(pk=process_id).exclude(why="").first()
    return None if kept is None else _kept(kept)


def listed() -> QuerySet[Watch]:
    """The cases that stand still, those that have done so longest first."""
    return (
        Watch.objects.exclude(why="")
        .filter(process__status=Process.Status.RUNNING)
        .select_related("process__version__definition")
        .order_by("since", "pk")
    )


def _kept(row: Watch) -> Finding:
    return Finding(Why(row.why), row.element, row.sentence, row.proposal, row.mendable)


def _surroundings() -> Surroundings:
    posts = [
        Post(role, group, scope)
        for role, group, scope in UserTask.objects.order_by()
        .values_list("role", "group", "scope")
        .distinct()
    ]
    vacant = staffing.staffing().vacant(posts)
    return Surroundings(clock.now(), vacant, frozenset(), sent_by_somebody())


def _to_look_at(known: Surroundings) -> Iterator[int]:
    """The processes, each once: what may be wrong before what is only new."""
    seen: set[int] = set()
    running = Process.objects.filter(status=Process.Status.RUNNING)
    asked = (
        lambda: listed().values_list("pk", flat=True),
        lambda: _with(_waiting_for(known.vacant.keys())),
        lambda: _unmoved(known),
        counted_otherwise,
        lambda: (
            running.filter(Q(watch__isnull=True) | ~Q(watch__rev=F("rev")))
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
    )
    for ask in asked:
        for process_id in list(ask()):
            if process_id not in seen:
                seen.add(process_id)
                yield process_id


def _waiting_for(posts: Collection[Post]) -> Iterator[Q]:
    for some in _some(sorted(posts, key=repr), _POSTS_AT_ONCE):
        yield reduce(or_, (Q(role=p.role, group=p.group, scope=p.scope) for p in some))


def _with(asked: Iterator[Q]) -> Iterator[int]:
    for one in asked:
        yield from UserTask.objects.filter(one).values_list("process", flat=True)


def _unmoved(known: Surroundings) -> Iterator[int]:
    """What is long due, what has stopped and nobody knows, and what nobody sends."""
    late = known.now - GRACE
    told = Exists(Incident.objects.filter(task_id=OuterRef("pk"), resolved_at__isnull=True))
    yield from (
        Timer.objects.filter(due_at__lte=late).exclude(told).values_list("process", flat=True)
    )
    yield from Job.objects.filter(
        Q(take_at__isnull=True) & ~told | Q(take_at__lte=late)
    ).values_list("process", flat=True)
    awaited = set(Subscription.objects.order_by().values_list("message", flat=True).distinct())
    if unsent := awaited - known.sent:
        yield from Subscription.objects.filter(message__in=unsent).values_list("process", flat=True)


def _look(ids: Collection[int], known: Surroundings) -> int:
    """Open these and keep what is found. What moves meanwhile is left for the next round."""
    processes = list(Process.objects.filter(pk__in=ids, status=Process.Status.RUNNING))
    rows = rows_of([one.pk for one in processes])
    known = _with_own(processes, rows, known)
    before = Watch.objects.in_bulk([one.pk for one in processes])
    after: dict[int, Watch] = {}
    for process in processes:
        was = before.get(process.pk)
        seen: _Seen | None = (process, rows[process.pk], _finding(process, rows[process.pk], known))
        # Rows that change without a move are read apart from each other: what is new is made sure.
        if seen and seen[2] and seen[2].why not in _SURE and not (was and was.why):
            seen = _held(process, known)
        if seen is not None:
            after[process.pk] = _watched(seen, was, known)
    still = set(
        Process.objects.filter(pk__in=after, status=Process.Status.RUNNING).values_list("pk", "rev")
    )
    Watch.objects.bulk_create(
        [row for row in after.values() if (row.pk, row.rev) in still],
        update_conflicts=True,
        unique_fields=["process"],
        update_fields=["rev", "rows", "since", *_SHOWN],
    )
    return len(processes)


def _watched(seen: _Seen, was: Watch | None, known: Surroundings) -> Watch:
    process, rows, found = seen
    if found is None:
        return Watch(process=process, rev=process.rev, rows=rows.count)
    goes_on = was is not None and (was.why, was.element) == (found.why.value, found.element)
    return Watch(
        process=process,
        rev=process.rev,
        rows=rows.count,
        why=found.why.value,
        element=found.element[:100],
        sentence=found.mening[:500],
        proposal=found.forslag[:400],
        mendable=found.mendable,
        since=was.since if was is not None and goes_on else known.now,
    )


@move
def _held(process: Process, known: Surroundings) -> _Seen | None:
    """The same under the case's own lock; None where it has ended."""
    held = moves.lock(process.case_id)
    if held.status != Process.Status.RUNNING:
        return None
    rows = rows_of([held.pk])[held.pk]
    return held, rows, _finding(held, rows, known)


def _finding(process: Process, rows: Rows, known: Surroundings) -> Finding | None:
    try:
        specs = versions.specs_of(process.version_id)
        workflow = codec.load(bytes(process.state), specs, None)
    except Exception:  # whatever is wrong with it, somebody must know
        logger.exception("The state of process %s can't be read", process.pk)
        return rules.UNREADABLE
    return rules.finding(tokens(process, workflow, rows, known))


def _with_own(
    processes: Collection[Process], rows: dict[int, Rows], known: Surroundings
) -> Surroundings:
    doubtful = [
        one.case_id
        for one in processes
        if any(post in known.vacant for post in rows[one.pk].tasks.values())
    ]
    if not doubtful:
        return known
    own = frozenset(staffing.staffing().own(doubtful))
    return Surroundings(known.now, known.vacant, own, known.sent)


def _some(ones: Iterable[One], at_once: int) -> Iterator[list[One]]:
    """So many at a time."""
    rest = iter(ones)
    while some := list(islice(rest, at_once)):
        yield some
