"""How far the watch has come: what has moved since, and when it last went through everything."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet

from workflows import clock
from workflows.models import Move, Process, Watch, WatchMark
from workflows.settled import all_ended, next_xid
from workflows.watch.rows import counted_otherwise, parts_counted_otherwise

# What goes beside the history, as a restored copy does, is found so often.
_WHOLE = timedelta(hours=1)


@dataclass(frozen=True)
class News:
    """What a round has before it: the moves after `since`, or everything. `until` is how far it
    may be reckoned as seen when all of that has been looked at, `last` and `xid` what is there now.
    """

    whole: bool
    now: datetime
    since: int
    until: int
    last: int
    xid: int

    def moved(self) -> Iterable[int]:
        """The running processes that are not as they were last looked at."""
        if self.whole:
            running = Process.objects.filter(status=Process.Status.RUNNING)
            other = Q(watch__isnull=True) | ~Q(watch__rev=F("rev"))
            return running.filter(other).order_by("pk").values_list("pk", flat=True)
        moves = self._moves().filter(process__status=Process.Status.RUNNING)
        other = Q(process__watch__isnull=True) | ~Q(process__watch__rev=F("process__rev"))
        return moves.filter(other).values_list("process", flat=True).distinct()

    def counted_otherwise(self) -> Collection[int]:
        """Those whose rows have been changed by something else than a move."""
        if self.whole:
            return counted_otherwise()
        return [one for part in parts_counted_otherwise() for one in counted_otherwise(*part)]

    def forget_ended(self) -> None:
        """Nothing is known of what has ended."""
        ended = Watch.objects.exclude(process__status=Process.Status.RUNNING)
        if not self.whole:
            ended = ended.filter(pk__in=self._moves().values("process"))
        ended.delete()

    def _moves(self) -> QuerySet[Move]:
        return Move.objects.filter(pk__gt=self.since)


def news() -> News:
    """What has happened since the last round that came to its end."""
    mark = WatchMark.objects.filter(pk=1).first() or WatchMark()
    now = clock.now()
    whole = mark.whole_at is None or not mark.whole_at <= now < mark.whole_at + _WHOLE
    settled = all_ended(mark.seen_xid)
    until = mark.seen_move if settled else mark.move
    last = Move.objects.aggregate(last=Max("pk"))["last"] or 0
    xid = next_xid()
    if not settled:
        last, xid = mark.seen_move, mark.seen_xid
    return News(whole, now, mark.move, until, last, xid)


def seen(news: News) -> None:
    """All of that has been looked at."""
    mark, _ = WatchMark.objects.get_or_create(pk=1)
    mark.move, mark.seen_move, mark.seen_xid = news.until, news.last, news.xid
    if news.whole:
        mark.whole_at = news.now
    mark.save()
