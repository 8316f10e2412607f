"""In which order hits are shown: the best first, then Swedish order; what has expired comes last.

A few hits are sorted by the database in one question. Of many, a page is read from the ranks one
by one, each along the index of Swedish order, where sorting thousands to show fifty would cost.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from cases.artiklar.models import Artikel
from cases.organisation.ordning import sortnyckel


class Rangordnade:
    """Articles in order: parts that follow on each other, read as far as they are asked for."""

    def __init__(self, delar: Sequence[QuerySet[Artikel]]) -> None:
        self._parts = delar

    def __iter__(self) -> Iterator[Artikel]:
        return chain.from_iterable(self._parts)

    def __getitem__(self, place: slice, /) -> list[Artikel]:
        """Those from `start` up to `stop`, which must be said."""
        start, stop = place.start or 0, place.stop
        rows: list[Artikel] = []
        passed = 0
        for part in self._parts:
            if passed >= stop:
                break
            skipped = max(0, start - passed)
            some = list(part[skipped : stop - passed])
            rows += some
            passed += skipped + len(some) if some or not skipped else part.count()
        return rows


def rangordna(found: QuerySet[Artikel], text: str, *, alla_pa_en_gang: bool) -> Rangordnade:
    """The hits of a search for `text`: number first, then what begins so, then the rest."""
    shown = found.select_related("iso", "lager")
    ranks = _ranks(text)
    if alla_pa_en_gang:
        expired = Case(
            When(utgatt__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        best_first = [
            Case(When(rank, then=Value(0)), default=Value(1), output_field=IntegerField())
            for rank in ranks
        ]
        return Rangordnade([shown.order_by(expired, *best_first, "sortnyckel", "nummer")])
    ordered = shown.order_by("sortnyckel", "nummer")
    parts = []
    for within in (True, False):
        left = ordered.filter(utgatt__isnull=within)
        for rank_condition in ranks:
            parts.append(left.filter(rank_condition))
            left = left.exclude(rank_condition)
        parts.append(left)
    return Rangordnade(parts)


def _ranks(text: str) -> list[Q]:
    if not text:
        return []
    return [
        Q(nummer=text),
        Q(nummer__startswith=text),
        Q(sortnyckel__startswith=sortnyckel(text)),
        Q(search_text__contains=f" {text}"),
    ]
