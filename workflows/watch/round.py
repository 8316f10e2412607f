"""The watch's round: what has changed is looked at, and what stands still is listed.

Cheap when nothing is wrong, however many cases run: what has moved is read from the history since
the last round, rows and people are counted in sums, and only what has changed is opened.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from operator import or_
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from workflows import clock, staffing
from workflows.diagrams import versions
from workflows.engine import codec, moves
from workflows.engine.transaction import move
from workflows.models import Incident, Job, Process, Subscription, Timer, UserTask, Watch
from workflows.staffing import Post
from workflows.watch import marks, rules
from workflows.watch.looking import GRACE, Surroundings, messages, tokens
from workflows.watch.marks import News
from workflows.watch.rows import WAITS, Rows, posts, rows_of, waits_of
from workflows.watch.rules import Finding, Why

_Seen = tuple[Process, Rows, Finding | None]
_Ask = Callable[[], Iterable[int]]
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
    news = marks.news()
    news.forget_ended()
    known = _surroundings()
    looked = 0
    for ids in _some(_to_look_at(known, news), _AT_ONCE):
        looked += _look(ids, known)
        if time.monotonic() >= until:
            break
    else:
        marks.seen(news)
    return Round(looked, _still().count())


def look_again(process_id: int) -> Finding | None:
    """Look at one case now. Returns why it stands still, if it does."""
    _look([process_id], _surroundings())
    kept = Watch.objects.filter(pk=process_id).exclude(why="").first()
    return None if kept is None else _kept(kept)


def listed() -> QuerySet[Watch]:
    """The cases that stand still, those that have done so longest first."""
    return (
        _still()
        .filter(process__status=Process.Status.RUNNING)
        .select_related("process__version__definition")
        .order_by("since", "pk")
    )


def _still() -> QuerySet[Watch]:
    """The same as they were last looked at, ended since or not."""
    return Watch.objects.exclude(why="")


def _kept(row: Watch) -> Finding:
    return Finding(Why(row.why), row.element, row.sentence, row.proposal, row.mendable)


def _surroundings() -> Surroundings:
    vacant = staffing.staffing().vacant(posts())
    return Surroundings(clock.now(), vacant, frozenset(), *messages())


def _to_look_at(known: Surroundings, news: News) -> Iterator[int]:
    """The processes, each once. What has changed is little and comes first; where everything is
    looked through it comes after what may be wrong."""
    seen: set[int] = set()
    wrong: list[_Ask] = [
        lambda: _still().values_list("pk", flat=True),
        lambda: _with(known.vacant.keys()),
        lambda: _unmoved(known),
    ]
    changed: list[_Ask] = [news.moved, news.counted_otherwise]
    for ask in wrong + changed if news.whole else changed + wrong:
        for process_id in list(ask()):
            if process_id not in seen:
                seen.add(process_id)
                yield process_id


def _with(vacant: Collection[Post]) -> Iterator[int]:
    """Those with a task that waits for one of these posts, but for what somebody may do anyway."""
    for some in _some(sorted(vacant, key=repr), _POSTS_AT_ONCE):
        asked = reduce(or_, (Q(role=p.role, group=p.group, scope=p.scope) for p in some))
        waiting = UserTask.objects.filter(asked).only("process_id", *WAITS)
        for tasks in _some(waiting.iterator(), _AT_ONCE):
            done = set(staffing.staffing().nonetheless([waits_of(task) for task in tasks]))
            yield from (task.process_id for task in tasks if waits_of(task) not in done)


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
    if unsent := known.awaited - known.sent:
        yield from Subscription.objects.filter(message__in=unsent).values_list("process", flat=True)


def _look(ids: Collection[int], known: Surroundings) -> int:
    """Open these and keep what is found. What moves meanwhile is left for the next round."""
    processes = list(Process.objects.filter(pk__in=ids, status=Process.Status.RUNNING))
    rows = rows_of([one.pk for one in processes])
    known = _with_done(processes, rows, known)
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
    return rules.finding(tokens(workflow, rows, known))


def _with_done(
    processes: Collection[Process], rows: dict[int, Rows], known: Surroundings
) -> Surroundings:
    doubtful = [
        waits
        for one in processes
        for waits in rows[one.pk].tasks.values()
        if waits.post in known.vacant
    ]
    if not doubtful:
        return known
    done = frozenset(staffing.staffing().nonetheless(doubtful))
    return replace(known, done=done)


def _some(ones: Iterable[One], at_once: int) -> Iterator[list[One]]:
    """So many at a time."""
    rest = iter(ones)
    while some := list(islice(rest, at_once)):
        yield some
