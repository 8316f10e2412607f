"""Whether all that was being written at a moment is there.

Rows are numbered before they are committed, so a row may turn up below one that has been read
already. On PostgreSQL nothing is sure until all that was under way then has ended (ADR 19); SQLite
has one writer, and its rows come in order.
"""

from django.db import connection

# Each transaction holds a lock on its own number, of which only the lower half stands there.
_GOING_ON = """
    SELECT count(*) FROM pg_snapshot_xip(pg_current_snapshot()) AS one(xid)
    WHERE xid::text::bigint < %s AND NOT EXISTS (
        SELECT 1 FROM pg_locks AS held JOIN pg_stat_activity AS who ON who.pid = held.pid
        WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
        AND held.transactionid::text::bigint = one.xid::text::bigint & 4294967295
        AND who.datname <> current_database()
    )
"""


def next_xid() -> int:
    """The transaction that would come next: who has a number of ours already is older. Asked after
    the numbers have been read."""
    if connection.vendor != "postgresql":
        return 0
    return _asked("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def all_ended(xid: int) -> bool:
    """Whether no other transaction from before goes on, but for those that are known to be in other
    databases of the server. A database that has been moved to another server counts from the
    beginning again: then none of them can."""
    if connection.vendor != "postgresql":
        return True
    return _asked(_GOING_ON, xid) == 0 or next_xid() < xid


def _asked(sql: str, *params: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.fetchone()[0])
