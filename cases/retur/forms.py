"""What the page of a retur posts."""

from collections.abc import Sequence

from django.http import QueryDict

from cases.hjalpmedel.models import Innehav
from cases.retur.rules import Vald

RETUR, SKROTAS = "retur", "skrotas"


def valda(post: QueryDict, rows: Sequence[Innehav]) -> list[Vald]:
    """What is chosen for each row: Retur or Skrotas, never both (RE-2, RE-4).

    A quantity that is no number is 0, which no retur may have.
    """
    chosen = {row.pk: post.get(f"val-{row.pk}", "") for row in rows}
    return [
        Vald(pk, _whole(post.get(f"antal-{pk}", "1")), skrotas=said == SKROTAS)
        for pk, said in chosen.items()
        if said in {RETUR, SKROTAS}
    ]


def hyrda(post: QueryDict, rows: Sequence[Innehav]) -> frozenset[int]:
    """The rented aids that are ticked to go on a hämtorder instead."""
    asked = set(post.getlist("hyrd"))
    return frozenset(
        row.pk for row in rows if str(row.pk) in asked and row.debiteringsform != "kop"
    )


def _whole(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) < 7 else 0
