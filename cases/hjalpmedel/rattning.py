"""Mending what was registered wrong: the books are put right, the mistake stays in the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.hjalpmedel import flytt, saldon
from cases.hjalpmedel.innehav import Utlamnat, annullera, oppna, stoppa_hyra
from cases.hjalpmedel.models import Individ, Innehav, Rorelse
from cases.hjalpmedel.rules import agare
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod, Betalare

# What takes goods from a shelf on their way to a mottagare.
_UT = (
    Rorelse.Slag.PLOCK,
    Rorelse.Slag.UTTAG,
    Rorelse.Slag.DIREKTINKOP,
    Rorelse.Slag.RATTELSE,
)


@dataclass(frozen=True)
class Verkligt:
    """What really happened: who got it, from when, how many, which individ.

    `i_lager` says that what was registered but never left, or came too many, stands in the lager.
    """

    mottagare: Mottagare
    dag: date
    antal: int = 1
    individ: Individ | None = None
    i_lager: bool = True
    # Who pays where it went to somebody else, by innehav: the aid and what came with it.
    betalning: Mapping[int, tuple[Betalare, Baskod | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Utfall:
    """The innehav that holds now, if any, and the saldon that something went back to."""

    innehav: Innehav | None
    tillbaka: frozenset[saldon.Konto] = frozenset()


def lager_for(innehav: Innehav) -> int | None:
    """The lager that an innehav was taken from, by the ledger; None where it does not say."""
    rows = Rorelse.objects.filter(
        arende=innehav.arende, artikel=innehav.artikel_id, antal__lt=0, slag__in=_UT
    )
    rows = (
        rows.filter(individ=innehav.individ_id)
        if innehav.individ_id is not None
        else rows.filter(rad=innehav.rad, individ__isnull=True)
    )
    return rows.order_by("-pk").values_list("lager_id", flat=True).first()


def komponenter(innehav: Innehav) -> list[Innehav]:
    """What the aid has with it, and what is mended with it."""
    held = innehav.komponenter.filter(aterlamnad__isnull=True)
    return list(held.select_related("artikel").order_by("pk"))


def ratta(innehav: Innehav, verkligt: Verkligt, handelse: saldon.Handelse) -> Utfall:
    """Annul what was registered and register what is so, with its components, stock and rent.

    The caller has seen to it that it may be done; a shelf or an individ that says otherwise raises
    `Refused`.
    """
    parts = komponenter(innehav)
    together = [innehav, *parts]
    moved = {row.individ_id for row in together if row.individ_id is not None}
    if verkligt.individ is not None:
        moved.add(verkligt.individ.pk)
    flytt.las_individer(moved)
    back, taken = _goods(innehav, parts, verkligt)
    saldon.las((g.lager_id, g.artikel_id) for g in [*back, *taken])
    before = [(row, row.hyra_till) for row in together]
    annullera(innehav.pk)
    # In before out: what was said to be gone may be the very one that keeps the shelf from short.
    if back:
        flytt.ta_in(back, handelse)
    if taken:
        flytt.ta_ut(taken, handelse)
    freed = frozenset((g.lager_id, g.artikel_id) for g in back)
    if not verkligt.antal:
        return Utfall(None, freed)
    again: list[Innehav] = []
    for row, stopped in before:
        anew = oppna(
            _utlamnat(row, verkligt, main=row is innehav),
            _dag(row, innehav, verkligt),
            komponent_till=again[0] if again else _aid(innehav, verkligt),
        )
        again.append(stoppa_hyra(anew.pk, stopped) if stopped else anew)
    return Utfall(again[0], freed)


def _goods(
    innehav: Innehav, parts: Sequence[Innehav], verkligt: Verkligt
) -> tuple[list[flytt.Gods], list[flytt.Gods]]:
    """What goes back to a shelf, and what is taken from one that the books say still holds it."""
    back, taken = [], []
    if verkligt.individ is not None:
        back.append(_one(innehav, innehav.antal))
        individ = verkligt.individ
        if individ.lager_id is not None:
            taken.append(
                flytt.Gods(individ.lager_id, individ.artikel_id, 1, individ.pk, innehav.rad)
            )
    elif verkligt.antal < innehav.antal and verkligt.i_lager:
        back.append(_one(innehav, innehav.antal - verkligt.antal))
        if not verkligt.antal:
            back += [_one(part, part.antal) for part in parts]
    elif verkligt.antal > innehav.antal:
        taken.append(_one(innehav, verkligt.antal - innehav.antal))
    return back, taken


def _one(row: Innehav, antal: int) -> flytt.Gods:
    lager_id = lager_for(row)
    if lager_id is None:
        raise ValueError(f"The ledger does not say where innehav {row.pk} was taken from.")
    return flytt.Gods(lager_id, row.artikel_id, antal, row.individ_id, row.rad)


def _dag(row: Innehav, innehav: Innehav, verkligt: Verkligt) -> date:
    """From when: what came with the aid came when it did; what came later was never earlier."""
    if row.levererad == innehav.levererad:
        return verkligt.dag
    return max(row.levererad, verkligt.dag)


def _aid(innehav: Innehav, verkligt: Verkligt) -> Innehav | None:
    """A component stays on its aid, unless it went to somebody else."""
    same = verkligt.mottagare.pk == innehav.mottagare_id
    return innehav.komponent_till if same else None


def _utlamnat(row: Innehav, verkligt: Verkligt, *, main: bool) -> Utlamnat:
    betalare_id, baskod_id, owner = row.betalare_id, row.baskod_id, row.agare
    if verkligt.mottagare.pk != row.mottagare_id:
        betalare, baskod = verkligt.betalning[row.pk]
        betalare_id, baskod_id = betalare.pk, baskod.pk if baskod else None
        side, unit = baskod.sida if baskod else "", row.kund.organisation if row.kund else ""
        owner = agare(row.debiteringsform, side, unit)
    individ = verkligt.individ if main and verkligt.individ else row.individ
    return Utlamnat(
        mottagare_id=verkligt.mottagare.pk,
        artikel_id=row.artikel_id,
        agare=owner,
        debiteringsform=row.debiteringsform,
        antal=verkligt.antal if main else row.antal,
        individ_id=individ.pk if individ else None,
        apris=row.apris,
        kund_id=row.kund_id,
        betalare_id=betalare_id,
        baskod_id=baskod_id,
        arende=row.arende,
        rad=row.rad,
        bestalld=row.bestalld,
    )
