"""Whether a text is somebody's own, however it is written."""

import re
from collections.abc import Iterable, Mapping

from cases.mottagare.models import Mottagare
from workflows.errors import Hinder

_KORTAST = 6


def ar_nagons(text: str, egna: Iterable[str]) -> bool:
    """Whether the text is one of somebody's own, spaces, hyphens and capitals left out of it."""
    bare = _bare(text)
    return bool(bare) and bare in {_bare(own) for own in egna}


def namner_nagons(text: str, egna: Iterable[str]) -> bool:
    """Whether somebody's own stands somewhere in the text. Too short to be told apart is not
    looked for inside others, and a number is not looked for at the beginning of a longer one."""
    folded = text.casefold()
    return ar_nagons(text, egna) or any(
        len(own) >= _KORTAST and re.search(_monster(own), folded) for own in map(_bare, egna)
    )


def _monster(own: str) -> str:
    ends = r"(?!\d)" if own[-1].isdigit() else ""
    return r"[\W_]*".join(map(re.escape, own)) + ends


def hemliga(mottagare: Mottagare | None) -> tuple[str, ...]:
    """What of a protected mottagare's own may stand in no text (L6)."""
    if mottagare is None or not mottagare.skyddad:
        return ()
    return (mottagare.gatuadress, mottagare.telefon, mottagare.mobil)


def hinder_for_hemligt(
    skrivet: Mapping[str, Iterable[str]], hemligt: Iterable[str]
) -> list[Hinder]:
    """The fields where something typed holds a protected person's own (L6)."""
    own = list(hemligt)
    return [
        Hinder(
            f"{falt}_hemlig",
            "Mottagaren har skyddade personuppgifter. Ange din enhets adress och telefon i stället"
            " för mottagarens egna.",
            falt,
        )
        for falt, texts in skrivet.items()
        if any(namner_nagons(text, own) for text in texts)
    ]


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
