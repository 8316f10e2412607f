"""The turbil: one fixed weekday per area, never on a day off."""

from datetime import date

import pytest

from cases.organisation.models import Turbilomrade
from cases.organisation.turbil import nasta_leveransdag, omrade_for_postnummer

TISDAG = Turbilomrade(namn="Skövde", veckodag=1)


@pytest.mark.parametrize(
    ("tidigast", "dag"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),  # Monday: tomorrow
        (date(2026, 11, 24), date(2026, 11, 24)),  # the day itself
        (date(2026, 11, 25), date(2026, 12, 1)),  # the day after: next week
    ],
)
def test_the_next_day_of_the_area(tidigast: date, dag: date) -> None:
    assert nasta_leveransdag(TISDAG, tidigast) == dag


def test_a_day_off_is_left_out() -> None:
    # Epiphany, 6 January 2026, is a Tuesday.
    assert nasta_leveransdag(TISDAG, date(2026, 1, 5)) == date(2026, 1, 13)


def test_two_days_off_in_a_row_are_left_out() -> None:
    # Thursdays: julafton 2026 and nyårsafton 2026 are eves that HMC is closed on.
    thursday = Turbilomrade(namn="Mölndal", veckodag=3)
    assert nasta_leveransdag(thursday, date(2026, 12, 20)) == date(2027, 1, 7)


@pytest.mark.django_db
def test_the_longest_matching_postnummer_wins() -> None:
    Turbilomrade.objects.create(namn="Skövde", veckodag=1, postnummer=["54"])
    Turbilomrade.objects.create(namn="Karlsborg", veckodag=2, postnummer=["546"])
    assert str(omrade_for_postnummer("54631")) == "Karlsborg (onsdag)"
    assert str(omrade_for_postnummer("54130")) == "Skövde (tisdag)"
    assert omrade_for_postnummer("11122") is None
