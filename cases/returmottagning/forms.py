"""What the pages of a returmottagning post."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from cases.gemensamt.antal import kronor
from cases.returmottagning.rules import Mottaget

_JA_NEJ = {"ja": True, "nej": False}


def mottaget(post: QueryDict, nycklar: Iterable[int]) -> list[Mottaget]:
    """What the return desk said of each row."""
    return [
        Mottaget(
            nr=nr,
            kom=_JA_NEJ.get(post.get(f"kom-{nr}", "")),
            skick=post.get(f"skick-{nr}", ""),
            avvikelse=f"avvikelse-{nr}" in post,
            disposition=post.get(f"disp-{nr}", ""),
            skrotningskod=post.get(f"kod-{nr}", ""),
            skal=post.get(f"skal-{nr}", ""),
            debitera=_JA_NEJ.get(post.get(f"debitera-{nr}", "")),
            belopp=kronor(post.get(f"belopp-{nr}", "")),
            debitering_skal=post.get(f"debskal-{nr}", ""),
            antal=_antal(post.get(f"antal-{nr}")),
        )
        for nr in nycklar
    ]


def bara_visas(post: QueryDict) -> bool:
    """Whether the page is asked what the table says, before anything is decided."""
    return post.get("gor") == "visa"


def skrivet(post: QueryDict, nr: int) -> dict[str, Any]:
    """What was typed for a row, to be shown again."""
    names = (
        "kom",
        "skick",
        "avvikelse",
        "disp",
        "kod",
        "skal",
        "debitera",
        "belopp",
        "debskal",
        "antal",
    )
    return {name: post.get(f"{name}-{nr}", "") for name in names}


def _antal(text: str | None) -> int | None:
    """0 for what is no number, which nobody can have brought."""
    if text is None:
        return None
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) < 7 else 0
