"""What must hold for aids and their rent. Pure."""

from datetime import date


def hyresdagar(fran: date | None, till: date | None, start: date, slut: date) -> int:
    """Days of rent within the period `start` … `slut`, both counted.

    Rent runs from and with `fran`, to and with `till`; a `till` of None still runs.
    """
    if fran is None:
        return 0
    last = slut if till is None else min(till, slut)
    return max(0, (last - max(fran, start)).days + 1)
