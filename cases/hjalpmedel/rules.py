"""What must hold for aids and their rent. Pure."""

from datetime import date

HYRA = "hyra"


def agare(debiteringsform: str, sida: str, organisation: str) -> str:
    """Who owns an aid that is handed over: who rents it out, or the vårdgivare that bought it.

    `sida` is the baskod's, `organisation` the unit's. Returns one of `models.Agare` [A] (HM-5).
    """
    if debiteringsform == HYRA:
        return "omrade_hjalpmedel"
    if organisation == "habilitering":
        return "habilitering"
    return "kommun" if "kommun" in {sida, "" if sida else organisation} else "namnd"


def hyresdagar(fran: date | None, till: date | None, start: date, slut: date) -> int:
    """Days of rent within the period `start` … `slut`, both counted.

    Rent runs from and with `fran`, to and with `till`; a `till` of None still runs.
    """
    if fran is None:
        return 0
    last = slut if till is None else min(till, slut)
    return max(0, (last - max(fran, start)).days + 1)
