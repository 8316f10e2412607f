"""When an article can be delivered: stock, lead time and the turbil's day (AI-5, [S14])."""

from datetime import date, datetime

from cases.artiklar.models import Artikel
from cases.organisation.models import Turbilomrade
from cases.organisation.turbil import nasta_leveransdag
from workflows import clock, workdays

# Working days from the order until the goods can be with the turbil: one to pick, one to load.
I_LAGER = 2
_LEDTID = {"7": 5, "i17": 15}


def leveransdag(
    artikel: Artikel, fran: datetime, omrade: Turbilomrade | None, *, i_lager: bool
) -> date | None:
    """The preliminary day; None for what has no promised lead time (ö17, unknown)."""
    days = I_LAGER if i_lager else _LEDTID.get(artikel.leveranstid)
    if days is None:
        return None
    ready = clock.local(workdays.add(fran, days)).date()
    return nasta_leveransdag(omrade, ready) if omrade is not None else ready
