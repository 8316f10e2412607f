"""When work on an arbetsorder should have begun and be done (`sla.csv`, [S14])."""

from datetime import datetime, time, timedelta

from django.conf import settings

from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from workflows import clock, workdays

_DAY_BEGINS, _DAY_ENDS = time(7, 30), time(16, 30)


def raknat(fran: datetime, antal: int, enhet: str) -> datetime:
    """`antal` of `enhet` after a moment: working days, working hours (7:30–16:30 [A]) or hours."""
    match TypAvAtgard.Enhet(enhet):
        case TypAvAtgard.Enhet.TIMMAR:
            return fran + timedelta(hours=antal)
        case TypAvAtgard.Enhet.ARBETSTIMMAR:
            return _arbetstimmar(fran, timedelta(hours=antal))
        case _:
            return workdays.add(fran, antal)


def paborjas_senast(typ: TypAvAtgard | None, fran: datetime) -> datetime:
    """When work should have begun; a promise of our own where the type gives none [A]."""
    if typ is None or typ.start_inom is None:
        return workdays.add(fran, settings.ARBETSORDER_PABORJAS_ARBETSDAGAR)
    return raknat(fran, typ.start_inom, typ.start_enhet)


def klar_senast(typ: TypAvAtgard | None, fran: datetime) -> datetime:
    """When it should be done; counted from when it should have begun where nothing is said [A]."""
    if typ is None or typ.klar_inom is None:
        begun = paborjas_senast(typ, fran)
        return workdays.add(begun, settings.ARBETSORDER_KLAR_ARBETSDAGAR)
    return raknat(fran, typ.klar_inom, typ.klar_enhet)


def lova(order: Arbetsorder, fran: datetime) -> None:
    """Write what the order's type promises, counted from a moment. Does not save."""
    order.utlovad_start = paborjas_senast(order.typ, fran)
    order.utlovad_klar = klar_senast(order.typ, fran)


def utlovat(order: Arbetsorder) -> tuple[datetime, datetime]:
    """When work should have begun and be done: as was promised, of a draft as the type says now."""
    sent = order.arende.verkstalld or order.arende.skapad
    return (
        order.utlovad_start or paborjas_senast(order.typ, sent),
        order.utlovad_klar or klar_senast(order.typ, sent),
    )


def _arbetstimmar(fran: datetime, kvar: timedelta) -> datetime:
    moment = clock.local(fran)
    while True:
        begins = datetime.combine(moment.date(), _DAY_BEGINS, tzinfo=clock.STOCKHOLM)
        ends = datetime.combine(moment.date(), _DAY_ENDS, tzinfo=clock.STOCKHOLM)
        if workdays.is_workday(moment.date()) and moment < ends:
            begun = max(moment, begins)
            if begun + kvar <= ends:
                return begun + kvar
            kvar -= ends - begun
        moment = begins + timedelta(days=1)
