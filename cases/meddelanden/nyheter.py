"""The news of the start page (ST-9)."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F, Q

from cases.meddelanden.models import Nyhet
from workflows import clock

_SEED = Path(__file__).with_name("seed") / "nyheter.csv"


@dataclass(frozen=True)
class Startsida:
    """What the start page tells everyone, each kind by itself."""

    nyheter: list[Nyhet]
    information: list[Nyhet]
    support: list[Nyhet]


def aktuella() -> Startsida:
    """What is shown today: news newest first, then what always holds."""
    today = clock.today()
    shown = Nyhet.objects.filter(
        Q(datum__isnull=True) | Q(datum__lte=today),
        Q(visas_till__isnull=True) | Q(visas_till__gte=today),
    ).order_by(F("datum").desc(nulls_last=True), "pk")
    slag = Nyhet.Slag
    kinds: dict[str, list[Nyhet]] = {kind: [] for kind in slag.values}
    for nyhet in shown:
        kinds[nyhet.slag].append(nyhet)
    return Startsida(
        kinds[slag.NYHET], kinds[slag.SAKERHET] + kinds[slag.INFORMATION], kinds[slag.SUPPORT]
    )


def las_in() -> int:
    """Load the news that the product ships with; how many there are. May be done again."""
    with _SEED.open(encoding="utf-8", newline="") as rows:
        news = [Nyhet(**row | {"datum": row["datum"] or None}) for row in csv.DictReader(rows)]
    Nyhet.objects.bulk_create(news, ignore_conflicts=True)
    return len(news)
