"""When a row may be expected: stock, lead time and the turbil's fixed day (KO-26, AI-5, [S14])."""

from collections.abc import Sequence
from datetime import date, datetime, time

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

    With samleverans every row comes with the slowest; one without a date leaves all without.
    """
    omrade = omrade_for(order)
    akut = order.prioritet == Kundorder.Prioritet.AKUT
    for rad in rader:
        if rad.levererat + rad.makulerat >= rad.antal:
            continue
        if rad.rest and rad.vantas is not None:
            rad.planerad = efter_inkop(rad.vantas, omrade)
        else:
            rad.planerad = planerad_dag(rad, fran, omrade, i_lager=rad.rest == 0, akut=akut)
    days = [rad.planerad for rad in rader]
    if order.samleverans:
        slowest = max((day for day in days if day), default=None) if all(days) else None
        for rad in rader:
            rad.planerad = slowest
        return slowest
    return max((day for day in days if day), default=None)


def planera_inkop(order: Kundorder, rader: Sequence[Kundorderrad]) -> date | None:
    """The same when only what is bought has a new day: the other rows keep theirs."""
    omrade = omrade_for(order)
    for rad in rader:
        if rad.rest and rad.vantas is not None:
            rad.planerad = efter_inkop(rad.vantas, omrade)
    days = [rad.planerad for rad in rader if rad.planerad]
    slowest = max(days, default=None)
    if order.samleverans and len(days) == len(rader):
        for rad in rader:
            rad.planerad = slowest
    return slowest
