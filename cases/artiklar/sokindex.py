"""Articles by parts of words, through the index that each database has for it.

PostgreSQL keeps a trigram index on `search_text` itself (migration 0002). SQLite keeps one in a
table of its own (0004), which is written here. Both answer the same question alike.
"""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from cases.artiklar.models import Artikel

# What a trigram index can find; shorter parts are looked for in the text itself.
SHORTEST_INDEXED = 3
# Whether hits can be read along the index of their order until there are enough of them. SQLite
# reads them all from its index of the text, and sorts ten thousand in less time than a page takes.
LASER_I_ORDNING = connection.vendor == "postgresql"


def innehaller(grupper: Iterable[tuple[str, ...]]) -> QuerySet[Artikel]:
    """Articles whose search text contains at least one part of every group."""
    groups = list(grupper)
    if connection.vendor != "sqlite":
        return Artikel.objects.filter(_in_text(groups))
    indexed = [group for group in groups if min(map(len, group)) >= SHORTEST_INDEXED]
    found = Artikel.objects.filter(_in_text(group for group in groups if group not in indexed))
    if not indexed:
        return found
    asked = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in indexed)
    # A join reads the index row by row: a subquery would first find every hit.
    return found.extra(
        tables=["artiklar_sokindex"],
        where=["artiklar_sokindex.rowid = artiklar_artikel.id", "artiklar_sokindex MATCH %s"],
        params=[asked],
    )


def indexera_text(artiklar: Collection[int]) -> None:
    """Take the saved search texts of these articles into the index at once.

    PostgreSQL does it by itself, but only at the next vacuum where many have been written, and
    every search would read through those that wait.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT gin_clean_pending_list('artikel_search_text')")
            return
        ids = [(pk,) for pk in artiklar]
        cursor.executemany("DELETE FROM artiklar_sokindex WHERE rowid = %s", ids)
        cursor.executemany(
            "INSERT INTO artiklar_sokindex (rowid, text)"
            " SELECT id, search_text FROM artiklar_artikel WHERE id = %s",
            ids,
        )


def _in_text(groups: Iterable[tuple[str, ...]]) -> Q:
    condition = Q()
    for parts in groups:
        either = Q()
        for part in parts:
            either |= Q(search_text__contains=part)
        condition &= either
    return condition


def _quoted(part: str) -> str:
    """As a phrase of FTS5, in which only the quotation mark means anything."""
    return '"' + part.replace('"', '""') + '"'
