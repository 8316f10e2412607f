"""Days of rent within a period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hjalpmedel.rules import hyresdagar

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("fran", "till", "days"),
    [
        (None, None, 0),
        (date(2026, 1, 1), None, 31),
        (date(2026, 3, 31), None, 1),
        (date(2026, 4, 1), None, 0),
        (date(2026, 3, 10), date(2026, 3, 10), 1),
        (date(2026, 1, 1), date(2026, 2, 28), 0),
        (date(2026, 1, 1), date(2026, 3, 1), 1),
    ],
)
def test_first_and_last_day_count(fran: date | None, till: date | None, days: int) -> None:
    assert hyresdagar(fran, till, *MARCH) == days


@given(DAYS, DAYS, DAYS, DAYS)
def test_it_is_the_number_of_days_that_are_in_both(a: date, b: date, c: date, d: date) -> None:
    fran, till = sorted((a, b))
    start, slut = sorted((c, d))
    rented = {fran + timedelta(n) for n in range((till - fran).days + 1)}
    period = {start + timedelta(n) for n in range((slut - start).days + 1)}
    assert hyresdagar(fran, till, start, slut) == len(rented & period)
