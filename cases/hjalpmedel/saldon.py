"""The stock ledger. Every change of a saldo goes through `bokfor`, which keeps row and sum in step.

Lock order (architecture): individer by id, then saldon by lager and artikel. Callers that hold an
individ's lock may call in here; nothing in here takes one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Sum

from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.organisation.models import Lager
from workflows import clock
from workflows.errors import Hinder, Refused

Konto = tuple[int, int]


@dataclass(frozen=True)
class Andring:
    """A change to one saldo: how much `antal` and `reserverat` go up, or down when negative."""

    lager_id: int
    artikel_id: int
    antal: int = 0
    reserverat: int = 0
    individ_id: int | None = None
    rad: UUID | None = None

    @property
    def konto(self) -> Konto:
        """Which saldo it is."""
        return self.lager_id, self.artikel_id


@dataclass(frozen=True)
class Handelse:
    """Why the ledger changes: what kind, for whose case, by whom."""

    slag: Rorelse.Slag
    av: str
    arende: UUID | None = None
    skal: str = ""


@dataclass(frozen=True)
class Onskemal:
    """What a row of an order wants from a lager."""

    rad: UUID
    lager_id: int
    artikel_id: int
    antal: int


def las(konton: Iterable[Konto]) -> dict[Konto, Saldo]:
    """Lock these saldon, lowest lager and artikel first; one that is missing is made, empty."""
    _must_be_atomic()
    wanted = sorted(set(konton))
    by_lager: dict[int, list[int]] = defaultdict(list)
    for lager_id, artikel_id in wanted:
        by_lager[lager_id].append(artikel_id)
    found: dict[Konto, Saldo] = {}
    for lager_id, articles in by_lager.items():
        known = set(
            Saldo.objects.filter(lager=lager_id, artikel__in=articles).values_list(
                "artikel_id", flat=True
            )
        )
        missing = [Saldo(lager_id=lager_id, artikel_id=a) for a in articles if a not in known]
        Saldo.objects.bulk_create(missing, ignore_conflicts=True)
        rows = (
            Saldo.objects.select_for_update(no_key=True)
            .filter(lager=lager_id, artikel__in=articles)
            .order_by("artikel_id")
        )
        found |= {(row.lager_id, row.artikel_id): row for row in rows}
    return found


def bokfor(
    andringar: Sequence[Andring], handelse: Handelse, *, tillat_underskott: bool = False
) -> list[Rorelse]:
    """Write the changes to the ledger and to the saldon, all or none.

    Raises `Refused` when a shelf would hold less than nothing or less than is promised.
    `tillat_underskott` lets a buffertförråd go below zero, once the person has been warned (KO-5).
    """
    held = las(change.konto for change in andringar)
    return _skriv(held, andringar, handelse, tillat_underskott=tillat_underskott)


def _skriv(
    held: Mapping[Konto, Saldo],
    andringar: Sequence[Andring],
    handelse: Handelse,
    *,
    tillat_underskott: bool = False,
) -> list[Rorelse]:
    """The same with the saldon held already."""
    saldon = {change.konto: held[change.konto] for change in andringar}
    for change in andringar:
        saldo = saldon[change.konto]
        saldo.antal += change.antal
        saldo.reserverat += change.reserverat
    _refuse_shortage(saldon, andringar, tillat_underskott=tillat_underskott)
    Saldo.objects.bulk_update(saldon.values(), ["antal", "reserverat"])
    now = clock.now()
    return Rorelse.objects.bulk_create(
        Rorelse(
            nar=now,
            lager_id=change.lager_id,
            artikel_id=change.artikel_id,
            slag=handelse.slag,
            antal=change.antal,
            reserverat=change.reserverat,
            individ_id=change.individ_id,
            arende=handelse.arende,
            rad=change.rad,
            av=handelse.av,
            skal=handelse.skal,
        )
        for change in andringar
        if change.antal or change.reserverat
    )


def reservera(onskemal: Sequence[Onskemal], *, arende: UUID, av: str) -> dict[UUID, int]:
    """Promise as much as there is of what each row still wants; by row, how many it now has in all.

    Called again (a repeated step, or goods that came later) it adds only what is still missing.
    """
    saldon = las((wish.lager_id, wish.artikel_id) for wish in onskemal)
    already = reserverat_per_rad(arende)
    free = {konto: saldo.disponibelt for konto, saldo in saldon.items()}
    given: dict[UUID, int] = {}
    changes = []
    for wish in onskemal:
        konto = wish.lager_id, wish.artikel_id
        has = already.get((wish.rad, konto), 0)
        more = max(0, min(wish.antal - has, free[konto]))
        free[konto] -= more
        given[wish.rad] = has + more
        if more:
            changes.append(Andring(*konto, reserverat=more, rad=wish.rad))
    if changes:
        _skriv(saldon, changes, Handelse(Rorelse.Slag.RESERVATION, av, arende))
    return given


def slapp(arende: UUID, *, av: str, rader: Iterable[UUID] | None = None, skal: str = "") -> None:
    """Let go of what the case's rows (all of them, or these) have reserved and not picked."""
    _must_be_atomic()
    wanted = None if rader is None else set(rader)
    konton = {konto for _, konto in reserverat_per_rad(arende)}
    las(konton)
    changes = [
        Andring(*konto, reserverat=-count, rad=rad)
        for (rad, konto), count in reserverat_per_rad(arende).items()
        if wanted is None or rad in wanted
    ]
    if changes:
        bokfor(changes, Handelse(Rorelse.Slag.SLAPPT, av, arende, skal))


def reserverat_per_rad(arende: UUID) -> dict[tuple[UUID, Konto], int]:
    """How many each row of the case has reserved now, by row and saldo; no row with none."""
    rows = (
        Rorelse.objects.filter(arende=arende, rad__isnull=False)
        .values_list("rad", "lager_id", "artikel_id")
        .annotate(sum=Sum("reserverat"))
        .order_by("lager_id", "artikel_id", "rad")
    )
    return {(rad, (lager, artikel)): count for rad, lager, artikel, count in rows if count}


def kontrollera_saldo() -> list[str]:
    """Every way in which saldon, ledger and individer disagree, in words. Empty when all agree."""
    kept = {
        (saldo.lager_id, saldo.artikel_id): (saldo.antal, saldo.reserverat)
        for saldo in Saldo.objects.all()
    }
    summed = {
        (lager, artikel): (antal, reserverat)
        for lager, artikel, antal, reserverat in Rorelse.objects.values_list(
            "lager_id", "artikel_id"
        ).annotate(antal=Sum("antal"), reserverat=Sum("reserverat"))
    }
    wrong = [
        f"Lager {lager}, artikel {artikel}: saldot är {kept.get((lager, artikel), (0, 0))},"
        f" rörelserna ger {summed.get((lager, artikel), (0, 0))}."
        for lager, artikel in sorted(kept.keys() | summed.keys())
        if kept.get((lager, artikel), (0, 0)) != summed.get((lager, artikel), (0, 0))
    ]
    return wrong + _individer_that_disagree(kept)


def _individer_that_disagree(kept: Mapping[Konto, tuple[int, int]]) -> list[str]:
    """Where a lager's individer are not as many as its saldo of an individmärkt article."""
    standing = {
        (lager, artikel): count
        for lager, artikel, count in Individ.objects.filter(lager__isnull=False)
        .values_list("lager_id", "artikel_id")
        .annotate(count=Count("pk"))
    }
    marked = Saldo.objects.filter(artikel__individmarkt=True).values_list("lager_id", "artikel_id")
    return [
        f"Lager {konto[0]}, artikel {konto[1]}: saldot är {kept.get(konto, (0, 0))[0]}, men"
        f" {standing.get(konto, 0)} individer står där."
        for konto in sorted(standing.keys() | set(marked))
        if kept.get(konto, (0, 0))[0] != standing.get(konto, 0)
    ]


def _refuse_shortage(
    saldon: Mapping[Konto, Saldo], andringar: Sequence[Andring], *, tillat_underskott: bool
) -> None:
    places = Lager.objects.in_bulk({lager_id for lager_id, _ in saldon})
    # Letting go and taking in are never refused, even where the shelf is short already.
    # What only passes through the books takes nothing: each saldo's changes are summed.
    taken: dict[Konto, int] = defaultdict(int)
    promised: dict[Konto, int] = defaultdict(int)
    for change in andringar:
        taken[change.konto] -= change.antal
        promised[change.konto] += change.reserverat
    short = [
        saldo
        for konto, saldo in saldon.items()
        if (taken[konto] > 0 or promised[konto] > 0)
        and saldo.disponibelt < 0
        and not (tillat_underskott and places[konto[0]].typ == Lager.Typ.BUFFERT)
    ]
    negative = [saldo for saldo in saldon.values() if saldo.reserverat < 0]
    if not short and not negative:
        return
    raise Refused(
        [_short(saldo, places[saldo.lager_id]) for saldo in short]
        + [
            Hinder(
                "reservation_saknas",
                f"Artikel {saldo.artikel.nummer} är inte reserverad i {places[saldo.lager_id]}."
                " Reservera den först.",
            )
            for saldo in negative
        ]
    )


def _short(saldo: Saldo, place: Lager) -> Hinder:
    if place.typ == Lager.Typ.BUFFERT:
        sentence = (
            f"Uttag orsakar negativt lagersaldo – inte tillräckligt antal av artikel"
            f" {saldo.artikel.nummer} i {place}. Kontrollera hyllan. Bekräfta om den ändå finns."
        )
    else:
        sentence = (
            f"Artikel {saldo.artikel.nummer} räcker inte i {place}. Minska antalet eller låt raden"
            " vänta på påfyllnad."
        )
    return Hinder("saldo_racker_inte", sentence, "antal")


def _must_be_atomic() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("The ledger is written inside a transaction.")
