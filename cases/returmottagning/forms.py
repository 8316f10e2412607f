"""What the pages of a returmottagning post."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from cases.returmottagning.models import Returrad
from cases.returmottagning.rules import Mottaget


def mottaget(post: QueryDict, rader: Sequence[Returrad]) -> list[Mottaget]:
    """What the return desk said of each row."""
    said = {"ja": True, "nej": False}
    return [
        Mottaget(
            nr=rad.nr,
            kom=said.get(post.get(f"kom-{rad.nr}", "")),
            skick=post.get(f"skick-{rad.nr}", ""),
            avvikelse=f"avvikelse-{rad.nr}" in post,
            disposition=post.get(f"disp-{rad.nr}", ""),
            skrotningskod=post.get(f"kod-{rad.nr}", ""),
            skal=post.get(f"skal-{rad.nr}", ""),
        )
        for rad in rader
    ]


def skrivet(post: QueryDict, rad: Returrad) -> dict[str, Any]:
    """What was typed for a row, to be shown again."""
    names = ("kom", "skick", "avvikelse", "disp", "kod", "skal")
    return {name: post.get(f"{name}-{rad.nr}", "") for name in names}
