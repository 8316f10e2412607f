"""From a förskrivare's own words to the types of work they may mean (W2)."""

import re
from collections.abc import Iterable, Sequence

from cases.arbetsorder.models import TypAvAtgard

_WORD = re.compile(r"[a-zåäöé]{3,}")
# Words that say nothing of what is wrong.
_SMAORD = (
    "och att det den som inte med har för till från när men ska kan vill behöver patienten"
    " hjälpmedlet hjälpmedel mycket lite ett han hon hennes hans alla kommer blir var vid på"
)
_TOMMA = frozenset(_SMAORD.split())
_MEST = 3


def forslag(text: str, typer: Iterable[TypAvAtgard]) -> Sequence[TypAvAtgard]:
    """The few types whose words are nearest to the text, the nearest first; none if none is.

    A word counts when either begins with the other, so that "bromsen" finds "broms"; a long one
    counts for more, as it says more.
    """
    asked = {word for word in _WORD.findall(text.lower()) if word not in _TOMMA}
    ranked = [(_poang(asked, typ), typ) for typ in typer]
    near = sorted(
        ((points, typ) for points, typ in ranked if points),
        key=lambda one: (-one[0], one[1].ordning),
    )
    return [typ for _, typ in near[:_MEST]]


def _poang(asked: Iterable[str], typ: TypAvAtgard) -> int:
    known = set(_WORD.findall(f"{typ.ord} {typ.etikett}".lower())) - _TOMMA
    return sum(
        max(
            (
                min(len(one), len(other))
                for other in known
                if one.startswith(other) or other.startswith(one)
            ),
            default=0,
        )
        for one in asked
    )
