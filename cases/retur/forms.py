"""What the page of a retur posts."""

from collections.abc import Sequence

from django.http import QueryDict

from cases.hjalpmedel.models import Innehav
from cases.retur.rules import Vald


def valda(post: QueryDict, rows: Sequence[Innehav]) -> list[Vald]:
    """What is ticked: Retur, or Skrotas, which alone is a retur too (RE-2, RE-4).

    A quantity that is no number is 0, which no retur may have.
    """
    return [
        Vald(row.pk, _whole(post.get(f"antal-{row.pk}", "1")), f"skrotas-{row.pk}" in post)
        for row in rows
        if f"retur-{row.pk}" in post or f"skrotas-{row.pk}" in post
    ]


def _whole(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) < 7 else 0
