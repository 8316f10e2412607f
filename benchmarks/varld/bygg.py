"""Building the big world: articles, people, templates by real actions, and their copies."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from django.db import connection, transaction
from django.db.models import AutoField, Sum

from benchmarks.varld.folk import ORTER, Person, enheter, patienter, person
from benchmarks.varld.mallar import (
    AVSLUTADE,
    PAGAENDE,
    Best,
    artiklar_for,
    gor,
    patient,
    vem,
)
from benchmarks.varld.mangfald import Mall, skriv_kopior, tabeller
from benchmarks.varld.ord import MASK, Kopia
from benchmarks.varld.retur import HEMMA
from benchmarks.varld.skriv import stall_raknare
from benchmarks.varld.sortiment import artiklar
from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende, Nummerserie
from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.leverans.models import Leverans
from cases.mottagare.models import Mottagare
from cases.organisation.queries import svinnlager
from workflows import clock
from workflows.models import Timer

# At scale 1.
ARTIKLAR, PATIENTER, AVSLUTADE_ORDER, PAGAENDE_ORDER = 100_000, 200_000, 1_000_000, 200_000
# As many templates at least as there are sorts of orders.
_MALLAR = len(AVSLUTADE) + len(PAGAENDE)
# Individer of the big world have ten digits, the demo world's seven.
FORSTA_INDIVID = 2_000_000_000
# How many copies of each template lie in its own week before the others are filled.
_FYLL = 6
# Finished orders lie further back than what is kept of their moves; running ones are recent.
_KLARA_SEDAN = timedelta(days=100) + HEMMA
_NYSS = timedelta(days=2)
_KLARA_VECKOR, _PAGAENDE_VECKOR = 200, 4

Sagt = Callable[[str, int], None]


@dataclass(frozen=True)
class Varld:
    """What was made."""

    artiklar: int
    patienter: int
    avslutade: int
    pagaende: int
    mallar: int


def hinder(*, demo: bool) -> str:
    """Why the world must not be built here; empty when it may."""
    if not demo:
        return "Demovärlden är avstängd här. Den stora världen byggs bara i en egen databas."
    known = {person(n).identitet[8:11] for n in range(20)}
    strangers = (
        Mottagare.objects.filter(typ=Mottagare.Typ.PATIENT)
        .exclude(identitetstyp__in=["testidentitet", "vgr_reservnummer", "nrid"])
        .values_list("identitet", flat=True)
    )
    for identity in strangers.iterator():
        if str(identity)[8:11] not in known:
            return "Här finns patienter utanför testserien. Bygg världen i en tom databas."
    if Arende.objects.exists():
        return "Här finns redan ärenden. Bygg världen i en tom databas."
    return ""


def byggd() -> bool:
    """Whether the big world is in this database."""
    return Individ.objects.filter(nummer__gte=str(FORSTA_INDIVID)).exists()


def bygg(skala: float, sagt: Sagt, *, fro: int = 1) -> Varld:
    """Build the world at this scale. The demo world and the diagrams are there already."""
    slump = Random(fro)  # noqa: S311 - the same world every time
    done = max(int(AVSLUTADE_ORDER * skala), 1)
    running = max(int(PAGAENDE_ORDER * skala), 1)
    count = max(_MALLAR, min(200, round(200 * skala**0.5)))
    with transaction.atomic():
        # There before the templates: it is one, and what a template makes is copied.
        svinnlager()
        first, after = artiklar(max(int(ARTIKLAR * skala), 400), slump)
        sagt("artiklar", after - first)
        people = patienter(0, max(int(PATIENTER * skala), 4 * len(ORTER)), slump)
        sagt("patienter", sum(map(len, people)))
    mallar = _mallar(count, first, slump, sagt, forsta_patient=max(int(PATIENTER * skala), 16))
    skriv_kopior(_kopior(mallar, people, done, running), sagt)
    with transaction.atomic():
        _rakna_saldon()
        stall_raknare(m for m in tabeller() if isinstance(m._meta.pk, AutoField))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Varld(after - first, sum(map(len, people)), done, running, count)


def _mallar(
    antal: int, first: int, slump: Random, sagt: Sagt, *, forsta_patient: int
) -> list[tuple[Mall, int]]:
    """Templates, each with the place its patients live in. Every second one is finished."""
    now = clock.now()
    prescribers = enheter(antal)
    choose = list(
        Artikel.objects.filter(
            pk__gte=first, pk__lt=first + 4000, utgatt__isnull=True, debiteringsform="hyra"
        ).select_related("lager")
    )
    ended, recent = now - _KLARA_SEDAN, now - _NYSS
    for when in (ended, ended + HEMMA, recent - HEMMA, recent):
        _skilj_serierna(clock.local(when).date(), antal)
    made = []
    for number in range(antal):
        # Every sort of order is made for patients of every place in turn.
        turn, place = divmod(number, len(ORTER))
        finished = turn % 2 == 0
        sorts = AVSLUTADE if finished else PAGAENDE
        slag = sorts[(turn // 2 * len(ORTER) + place + turn // 4) % len(sorts)]
        best = Best(
            forskrivare=prescribers[number],
            patient=patient(forsta_patient + number, place),
            artiklar=artiklar_for(number, choose, slump, slag),
            slag=slag,
            nar=ended if finished else recent - (HEMMA if slag.sedan else timedelta()),
        )
        made.append((gor(best, sagt, pagar=not finished), place))
    return made


def _skilj_serierna(dag: date, antal: int) -> None:
    """Let no order of this week share a number with what follows from it, so that a text that says
    one of them can be copied. The copies fill what is left out."""
    year, week, _ = dag.isocalendar()
    begins = {"returmottagning": antal, "leverans": 2 * antal, "foljesedel": 5 * antal}
    for series, last in begins.items():
        Nummerserie.objects.get_or_create(
            typ=series, ar=year, vecka=week, defaults={"senaste": last}
        )


class _Nummer:
    """Numbers of every series, week by week from 1, past those that are taken."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str | None]] = set(Arende.objects.filter(
            nummer__isnull=False).values_list("typ", "nummer"))  # fmt: skip
        self._taken |= {
            ("foljesedel", number)
            for number in Leverans.objects.exclude(foljesedel=None).values_list(
                "foljesedel", flat=True
            )
        }
        self._last: dict[tuple[str, int, int], int] = defaultdict(int)

    def nasta(self, series: str, dag: date) -> str:
        """The next number of a day's week."""
        year, week, _ = dag.isocalendar()
        while True:
            self._last[series, year, week] += 1
            number = f"{year % 100:02d}{week:02d}{self._last[series, year, week]:04d}"
            if (series, number) not in self._taken:
                return number

    def spara(self) -> None:
        """Tell the product's own series how far it has come."""
        for (series, year, week), last in self._last.items():
            row, _ = Nummerserie.objects.get_or_create(typ=series, ar=year, vecka=week)
            row.senaste = max(row.senaste, last)
            row.save(update_fields=["senaste"])


def _kopior(
    mallar: Sequence[tuple[Mall, int]],
    people: Sequence[Sequence[Person]],
    done: int,
    running: int,
) -> Iterator[tuple[Mall, list[Kopia]]]:
    """Every template's copies: other weeks, other patients, numbers in turn."""
    numbers = _Nummer()
    next_individ = FORSTA_INDIVID
    for pagar, wanted, weeks in ((False, done, _KLARA_VECKOR), (True, running, _PAGAENDE_VECKOR)):
        chosen = [(mall, place) for mall, place in mallar if mall.pagar == pagar]
        for which, (mall, place) in enumerate(chosen):
            share = wanted // len(chosen) + (which < wanted % len(chosen))
            # What waits for a time waits for one to come: weeks ago it would have come long since.
            waits = Timer in mall.rader
            individer = [row.nummer for row in mall.rader.get(Individ, ())]  # type: ignore[attr-defined]
            copies = []
            for nr in range(share):
                # The template's own week first, until what was left out there is filled.
                week = 0 if nr < _FYLL or waits else nr % weeks
                copies.append(
                    _kopia(mall, nr, 7 * week, people[place], individer, next_individ, numbers)
                )
                next_individ += len(individer)
            yield mall, copies
    numbers.spara()


def _kopia(
    mall: Mall,
    nr: int,
    dagar: int,
    people: Sequence[Person],
    individer: Sequence[str],
    forsta_individ: int,
    numbers: _Nummer,
) -> Kopia:
    who = people[(nr * 7 + mall.mottagare.pk) % len(people)]
    back = timedelta(days=dagar)
    said = {one.text: numbers.nasta(one.serie, one.dag - back) for one in mall.nummer}
    said |= dict(zip(mall.vem, vem(who), strict=True))
    said |= {number: str(forsta_individ + place) for place, number in enumerate(individer)}
    salt = int.from_bytes(sha256(f"{mall.mottagare.pk}:{mall.dag}:{nr}".encode()).digest()[:16])
    return Kopia(nr, salt & MASK, dagar, said, who.pk, forsta_individ)


def _rakna_saldon() -> None:
    """Every saldo is what the ledger adds up to."""
    sums = Rorelse.objects.values_list("lager_id", "artikel_id").annotate(
        antal=Sum("antal"), reserverat=Sum("reserverat")
    )
    Saldo.objects.bulk_create(
        (
            Saldo(lager_id=lager, artikel_id=artikel, antal=antal, reserverat=reserverat)
            for lager, artikel, antal, reserverat in sums.iterator()
        ),
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["lager", "artikel"],
        update_fields=["antal", "reserverat"],
    )
