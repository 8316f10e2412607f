"""Case numbers: ISO year and week, no gaps, no doubles, room for more than 9 999 a week."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from cases.gemensamt import nummer
from cases.gemensamt.models import Nummerserie
from workflows import clock


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "number"),
    [
        # The manual's own examples: 2020-11-25 is week 48, 2023-06-27 week 26, 2021-01-29 week 04.
        (datetime(2020, 11, 25, 9, tzinfo=UTC), "20480001"),
        (datetime(2023, 6, 27, 9, tzinfo=UTC), "23260001"),
        (datetime(2021, 1, 29, 9, tzinfo=UTC), "21040001"),
        # 1 January 2021 belongs to the last week of 2020, 31 December 2024 to the first of 2025.
        (datetime(2021, 1, 1, 9, tzinfo=UTC), "20530001"),
        (datetime(2024, 12, 31, 9, tzinfo=UTC), "25010001"),
        # Monday in Sweden begins while it is still Sunday in UTC.
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "26480001"),
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "26470001"),
    ],
)
def test_year_and_week_are_the_iso_calendars_by_swedish_clocks(
    moment: datetime, number: str
) -> None:
    with clock.frozen(moment):
        assert nummer.nasta("kundorder") == number


@pytest.mark.django_db
def test_each_type_has_a_series_of_its_own_that_begins_anew_each_week() -> None:
    with clock.frozen(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        assert [nummer.nasta("kundorder") for _ in range(2)] == ["26480001", "26480002"]
        assert nummer.nasta("hamtorder") == "26480001"
    with clock.frozen(datetime(2026, 11, 30, 9, tzinfo=UTC)):
        assert nummer.nasta("kundorder") == "26490001"


@pytest.mark.django_db
def test_the_ten_thousandth_of_a_week_has_room() -> None:
    with clock.frozen(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        nummer.nasta("kundorder")
        Nummerserie.objects.update(senaste=9998)
        assert [nummer.nasta("kundorder") for _ in range(3)] == [
            "26489999",
            "264810000",
            "264810001",
        ]


@pytest.mark.django_db
@pytest.mark.full
def test_ten_thousand_in_a_week_are_all_different_and_without_a_gap() -> None:
    with clock.frozen(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        given = [nummer.nasta("kundorder") for _ in range(10_050)]
    assert [int(number[4:]) for number in given] == list(range(1, 10_051))


@pytest.mark.django_db(transaction=True)
def test_a_rollback_gives_the_number_back() -> None:
    with clock.frozen(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        with transaction.atomic():
            nummer.nasta("kundorder")
        with transaction.atomic():
            assert nummer.nasta("kundorder") == "26480002"
            transaction.set_rollback(True)
        with transaction.atomic():
            assert nummer.nasta("kundorder") == "26480002"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given() -> None:
    with pytest.raises(RuntimeError):
        nummer.nasta("kundorder")
    assert not Nummerserie.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_a_number_each_and_leave_no_gap() -> None:
    def take(turn: int) -> str | None:
        """Every fourth changes its mind after having got its number."""
        try:
            with transaction.atomic():
                number = nummer.nasta("kundorder")
                transaction.set_rollback(turn % 4 == 3)
            return number if turn % 4 != 3 else None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        given = [number for number in pool.map(take, range(64)) if number]
    assert sorted(int(number[4:]) for number in given) == list(range(1, 49))
    assert Nummerserie.objects.get().senaste == 48
