"""When the turbil goes: one fixed weekday per area [S14], never on a day off."""

from datetime import date, timedelta

from cases.organisation.models import Leveransadress, Turbilomrade
from workflows import workdays


def nasta_leveransdag(omrade: Turbilomrade, tidigast: date) -> date:
    """The area's first delivery day on or after `tidigast`. A run on a day off is left out."""
    day = tidigast + timedelta(days=(omrade.veckodag - tidigast.weekday()) % 7)
    while not workdays.is_workday(day):
        day += timedelta(days=7)
    return day


def omrade_for_adress(adress: Leveransadress) -> Turbilomrade | None:
    """The area of a unit's address: its own, else by postnummer."""
    return adress.turbilomrade or omrade_for_postnummer(adress.postnr)


def omrade_for_postnummer(postnr: str) -> Turbilomrade | None:
    """The area whose leading digits match best; None when the turbil does not go there."""
    return Omraden().for_postnummer(postnr)


class Omraden:
    """All areas, read once, for whoever asks about many addresses."""

    def __init__(self) -> None:
        self._areas = list(Turbilomrade.objects.all())

    def for_postnummer(self, postnr: str) -> Turbilomrade | None:
        """The area whose leading digits match best; None when the turbil does not go there."""
        matching = [
            (len(prefix), area)
            for area in self._areas
            for prefix in area.postnummer
            if postnr.replace(" ", "").startswith(prefix)
        ]
        return max(matching, key=lambda pair: pair[0])[1] if matching else None

    def for_adress(self, postnr: str, egen: int | None) -> Turbilomrade | None:
        """The area that an address has of its own (its id), else by postnummer."""
        own = next((area for area in self._areas if area.pk == egen), None)
        return own or self.for_postnummer(postnr)
