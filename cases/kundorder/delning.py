"""What may go on by itself while an arbetsorder holds the order (AO-6, domain §3.1 "dela order").

The whole order waits for the arbetsorder, also what has nothing to do with it. That may be parted
into an order of its own, as long as it is set aside and not picked: what lacks is bought for the
order that it stands on.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from cases.gemensamt.hall import hallare, kopplade_rader
from cases.kundorder import begaranden
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad

_EJ_PLOCKAD = (Begaran.Lage.NY, Begaran.Lage.FOR_PLOCKNING)


@dataclass(frozen=True)
class Delning:
    """The rows that may go; none, and why not."""

    gar: list[Kundorderrad]
    varfor_inte: str = ""

    @property
    def i_ord(self) -> str:
        """The aids that go, in words; their components go with them."""
        return ", ".join(f"{rad.antal} {rad.artikel}" for rad in self.gar if not rad.huvudrad_id)


def besked(order: Kundorder) -> Delning:
    """What of an order may be parted from the rest now."""
    if not hallare(order.arende):
        return Delning([], "Ingen arbetsorder håller ordern, så den behöver inte delas.")
    if order.makulering_begard is not None:
        return Delning([], "Makulering är begärd. Vänta på kundtjänsts svar.")
    if order.samleverans:
        return Delning([], "Ordern är en samleverans: allt levereras tillsammans och delas inte.")
    if order.prioritet == Kundorder.Prioritet.AKUT:
        sentence = "En akut order delas inte, för avgiften gäller hela ordern. Ring HMC kundtjänst."
        return Delning([], sentence)
    if rows := _fria(order):
        return Delning(rows)
    sentence = (
        "Inget på ordern kan gå för sig: allt hör till arbetsordern, väntar på varor eller är"
        " redan plockat."
    )
    return Delning([], sentence)


def att_stoppa(order: Kundorder, rows: list[Kundorderrad]) -> QuerySet[Begaran]:
    """What the lager has been asked for that holds any of these rows."""
    return order.begaranden.filter(lage__in=_EJ_PLOCKAD, rader__rad__in=rows).distinct()


def att_plocka(rad: Kundorderrad) -> int:
    """How many of it a lager has been asked for and has not said that it picked."""
    return sum(
        part.antal
        for part in rad.begard_i.all()
        if part.begaran.lage in _EJ_PLOCKAD and not part.begaran.direkt
    )


def _fria(order: Kundorder) -> list[Kundorderrad]:
    """The rows that no arbetsorder is about and that are set aside, aid and components together."""
    coupled = kopplade_rader(order.arende)
    if coupled is None:
        return []
    together: dict[UUID, list[Kundorderrad]] = defaultdict(list)
    for rad in begaranden.orders_rader(order.pk).prefetch_related("begard_i__begaran"):
        together[rad.huvudrad_id or rad.pk].append(rad)
    return [
        rad
        for rows in together.values()
        if all(one.pk not in coupled and _pa_hyllan(one) for one in rows)
        for rad in rows
    ]


def _pa_hyllan(rad: Kundorderrad) -> bool:
    """Whether all of it is set aside and none of it picked, or at a supplier."""
    return rad.reserverat + att_plocka(rad) == rad.antal
