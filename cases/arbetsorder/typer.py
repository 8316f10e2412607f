"""The types of work as the product is shipped; HMC changes them afterwards."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cases.arbetsorder.models import TypAvAtgard

_TEXT = ("kod", "etikett", "hjalp", "ord", "debitering", "bilaga", "vem", "utforande")
_JA = ("akut", "kostnadsforslag", "tas_tillbaka")


def rader() -> Iterator[dict[str, Any]]:
    """Each type of `seed/typer.csv` as the fields of `TypAvAtgard`, in their order."""
    path = Path(__file__).parent / "seed" / "typer.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file)):
            yield {
                **{name: row[name] for name in _TEXT},
                **{name: row[name] == "ja" for name in _JA},
                "start_inom": int(row["start_inom"]) if row["start_inom"] else None,
                "start_enhet": row["start_enhet"],
                "klar_inom": int(row["klar_inom"]) if row["klar_inom"] else None,
                "klar_enhet": row["klar_enhet"],
                "ordning": place,
            }


def las_in() -> int:
    """Load the types that are not there; what HMC has changed stays. Returns how many there are."""
    TypAvAtgard.objects.bulk_create((TypAvAtgard(**row) for row in rader()), ignore_conflicts=True)
    return TypAvAtgard.objects.count()
