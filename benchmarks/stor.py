"""A kundorder's moves in the big world, and Verkställ with 20 rows."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

from django.core.management import call_command

from benchmarks.figures import Figure
from benchmarks.varld.mallar import HANDLINGAR, KLAR, Best, Slag, genomfor
from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare
from workflows import clock

_RADER = 20


def measure(*, quick: bool) -> list[Figure]:
    """Processor time of each action in the world there is, or else in a hundredth of the big."""
    skala, ordrar = (0.0001, 3) if quick else (0.01, 12)
    if not Arende.objects.exists():
        call_command("bygg_varld", skala=skala, stdout=StringIO())
    around = Arende.objects.filter(typ="kundorder").count()
    taken: dict[str, list[float]] = defaultdict(list)

    def timed(name: str, work: Callable[..., Any], *args: Any, **given: Any) -> Any:
        begun = time.process_time()
        answer = work(*args, **given)
        taken[name].append((time.process_time() - begun) * 1000)
        return answer

    patients = _patienter(ordrar)
    for number in range(ordrar):
        genomfor(_order(number, 2, patients), timed)
    figures = [
        Figure(f"stor.{name}.cpu", statistics.median(taken[name]), "ms", note=f"{around} kundorder")
        for name in HANDLINGAR
    ]
    taken.clear()
    for number in range(2 if quick else 5):
        genomfor(_order(number, _RADER, patients), timed)
    took = statistics.median(taken["verkstall"])
    return [*figures, Figure(f"stor.verkstall.{_RADER}_rader.cpu", took, "ms")]


def _patienter(antal: int) -> list[Mottagare]:
    """Some of the world's patients, the last ones."""
    theirs = Mottagare.objects.filter(namn__contains=" ", identitetstyp="personnummer")
    return list(theirs.order_by("-pk")[:antal])


def _order(number: int, rader: int, patients: Sequence[Mottagare]) -> Best:
    """An order of so many things that are not marked, for one of the world's patients."""
    who = Anvandare.objects.filter(username__startswith="forskrivare").order_by("pk")
    things = Artikel.objects.filter(
        individmarkt=False, utgatt=None, debiteringsform="hyra", nummer__gte="200000"
    ).select_related("lager")
    return Best(
        forskrivare=who[number % 4],
        patient=patients[number % len(patients)],
        artiklar=list(things.order_by("pk")[number : number + rader]),
        slag=Slag(KLAR),
        nar=clock.now(),
    )
