"""When a row may be expected: stock, lead time and the turbil's fixed day (KO-26, AI-5, [S14])."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from cases.artiklar.leveransdag import I_LAGER, leveransdag
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.organisation.models import Turbilomrade
from cases.organisation.turbil import nasta_leveransdag, omrade_for_adress, omrade_for_postnummer
from workflows import clock, workdays

# An urgent order is there within 24 hours on working days [S14].
_AKUT = 1


def omrade_for(order: Kundorder) -> Turbilomrade | None:
    """The turbil area that the order is delivered in; None where the turbil does not take it.

    What is urgent has a car of its own, and what goes to an utlämningsställe another carrier.
    """
    if order.prioritet != Kundorder.Prioritet.NORMAL:
        return None
    if order.hamtad_fran is not None:
        return omrade_for_adress(order.hamtad_fran)
    return omrade_for_postnummer(order.postnr)


def planerad_dag(
    rad: Kundorderrad,
    fran: datetime,
    omrade: Turbilomrade | None,
    *,
    i_lager: bool,
    akut: bool = False,
) -> date | None:
    """The row's preliminary day; None for what has no promised lead time (ö17, unknown)."""
    if akut and i_lager:
        return clock.local(workdays.add(fran, _AKUT)).date()
    return leveransdag(rad.artikel, fran, omrade, i_lager=i_lager)


def efter_inkop(vantas: date | None, omrade: Turbilomrade | None) -> date | None:
    """The day for goods that reach the lager on `vantas`: the next working day, or the turbil's."""
    if vantas is None:
        return None
    arrived = datetime.combine(vantas, time(12), tzinfo=clock.STOCKHOLM)
    ready = workdays.add(arrived, I_LAGER).date()
    return nasta_leveransdag(omrade, ready) if omrade is not None else ready


def planera(order: Kundorder, rader: Sequence[Kundorderrad], fran: datetime) -> date | None:
    """Set each row's day (not saved) and return the order's: the last one that is known.

    What a lager has been asked for already keeps its day.
    """
    omrade = omrade_for(order)
    akut = order.prioritet == Kundorder.Prioritet.AKUT
    for rad in rader:
        asked = not rad.rest and not rad.reserverat and rad.planerad is not None
        if rad.levererat + rad.makulerat >= rad.antal or asked:
            continue
        if rad.rest and rad.vantas is not None:
            rad.planerad = efter_inkop(rad.vantas, omrade)
        else:
            rad.planerad = planerad_dag(rad, fran, omrade, i_lager=rad.rest == 0, akut=akut)
    return _tillsammans(order, rader)


def planera_inkop(order: Kundorder, rader: Sequence[Kundorderrad]) -> date | None:
    """The same when only what is bought has a new day: the other rows keep theirs."""
    omrade = omrade_for(order)
    for rad in rader:
        if rad.rest and rad.vantas is not None:
            rad.planerad = efter_inkop(rad.vantas, omrade)
    return _tillsammans(order, rader)


def _tillsammans(order: Kundorder, rader: Sequence[Kundorderrad]) -> date | None:
    """What goes together comes the same day: an aid with its components, a samleverans whole.

    The slowest decides, and one without a day leaves its company without. The order's last day.
    """
    company: dict[UUID, list[Kundorderrad]] = defaultdict(list)
    for rad in rader:
        company[order.pk if order.samleverans else rad.huvudrad_id or rad.pk].append(rad)
    for rows in company.values():
        waited = [rad for rad in rows if rad.levererat + rad.makulerat < rad.antal]
        known = [rad.planerad for rad in waited if rad.planerad]
        for rad in waited:
            rad.planerad = max(known) if len(known) == len(waited) else None
    return max((rad.planerad for rad in rader if rad.planerad), default=None)
