"""The stock ledger: sum and rows in step, nothing promised twice or taken that is not there."""

from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases.hjalpmedel.inventering import rakna_antal
from cases.hjalpmedel.models import Rorelse, Saldo
from cases.hjalpmedel.saldon import (
    Andring,
    Handelse,
    Onskemal,
    bokfor,
    kontrollera_saldo,
    las,
    reservera,
    reserverat_per_rad,
    slapp,
)
from tests.organisation import bygg
from workflows.errors import Refused

UT = Handelse(Rorelse.Slag.PLOCK, "lotta")
ORDER = uuid4()


def wish(antal: int, rad: UUID | None = None) -> Onskemal:
    return Onskemal(rad or uuid4(), bygg.lager().pk, grind().pk, antal)


def grind():  # type: ignore[no-untyped-def]
    from cases.artiklar.models import Artikel

    return Artikel.objects.filter(nummer="75175").first() or bygg.artikel("75175", "Sänggrind")


def saldo() -> tuple[int, int]:
    row = Saldo.objects.get(lager=bygg.lager(), artikel=grind())
    return row.antal, row.reserverat


@pytest.mark.django_db
class TestReservera:
    def test_it_promises_what_there_is_and_no_more(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 3)
        first, second = wish(2), wish(2)
        assert reservera([first, second], arende=ORDER, av="kim") == {first.rad: 2, second.rad: 1}
        assert saldo() == (3, 3)

    def test_done_again_it_adds_only_what_is_missing(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 1)
        row = wish(3)
        assert reservera([row], arende=ORDER, av="kim") == {row.rad: 1}
        assert reservera([row], arende=ORDER, av="kim") == {row.rad: 1}
        bygg.i_lager(grind(), bygg.lager(), 5)
        assert reservera([row], arende=ORDER, av="kim") == {row.rad: 3}
        assert saldo() == (6, 3)

    def test_letting_go_gives_it_back_once(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 3)
        kept, left = wish(1), wish(2)
        reservera([kept, left], arende=ORDER, av="kim")
        slapp(ORDER, av="kim", rader=[left.rad])
        slapp(ORDER, av="kim", rader=[left.rad])
        assert saldo() == (3, 1)
        assert set(reserverat_per_rad(ORDER).values()) == {1}
        slapp(ORDER, av="kim")
        assert saldo() == (3, 0)

    def test_another_cases_promise_is_not_let_go_of(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 3)
        reservera([wish(2)], arende=ORDER, av="kim")
        slapp(uuid4(), av="kim")
        assert saldo() == (3, 2)

    def test_nothing_in_stock_promises_nothing_and_writes_nothing(self) -> None:
        row = wish(1)
        assert reservera([row], arende=ORDER, av="kim") == {row.rad: 0}
        assert not Rorelse.objects.exists()


@pytest.mark.django_db
class TestBokfor:
    def test_an_hmc_lager_never_goes_short(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 1)
        with pytest.raises(Refused, match="räcker inte"):
            bokfor([Andring(bygg.lager().pk, grind().pk, -2)], UT, tillat_underskott=True)
        assert saldo() == (1, 0)
        assert Rorelse.objects.count() == 1

    def test_what_is_promised_to_one_is_not_taken_by_another(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 2)
        reservera([wish(2)], arende=ORDER, av="kim")
        with pytest.raises(Refused):
            bokfor([Andring(bygg.lager().pk, grind().pk, -1)], UT)
        assert saldo() == (2, 2)

    def test_a_buffertforrad_goes_short_when_somebody_has_confirmed_it(self) -> None:
        place = bygg.lager("1100", bygg.kund())
        change = [Andring(place.pk, grind().pk, -2)]
        with pytest.raises(Refused, match="Uttag orsakar negativt lagersaldo"):
            bokfor(change, UT)
        assert not Rorelse.objects.exists()
        bokfor(change, UT, tillat_underskott=True)
        assert Saldo.objects.get(lager=place).antal == -2

    def test_a_short_shelf_may_always_be_filled(self) -> None:
        place = bygg.lager("1100", bygg.kund())
        bokfor([Andring(place.pk, grind().pk, -5)], UT, tillat_underskott=True)
        bygg.i_lager(grind(), place, 2)
        assert Saldo.objects.get(lager=place).antal == -3

    def test_what_only_passes_by_a_short_shelf_is_never_refused(self) -> None:
        place = bygg.lager("1100", bygg.kund())
        bokfor([Andring(place.pk, grind().pk, -5)], UT, tillat_underskott=True)
        through = [Andring(place.pk, grind().pk, antal) for antal in (3, -3)]
        bokfor(through, Handelse(Rorelse.Slag.DIREKTINKOP, "ivar"))
        assert Saldo.objects.get(lager=place).antal == -5
        with pytest.raises(Refused):
            bokfor([*through, Andring(place.pk, grind().pk, -1)], UT)

    def test_one_wrong_change_stops_them_all(self) -> None:
        other = bygg.artikel("55871", "Lyftbåge")
        bygg.i_lager(grind(), bygg.lager(), 5)
        lager = bygg.lager().pk
        with pytest.raises(Refused):
            bokfor([Andring(lager, grind().pk, -1), Andring(lager, other.pk, -1)], UT)
        assert saldo() == (5, 0)
        assert kontrollera_saldo() == []

    def test_the_ledger_can_never_be_changed(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 1)
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            Rorelse.objects.update(antal=100)
        assert kontrollera_saldo() == []

    def test_a_movement_moves_something(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Rorelse.objects.create(
                nar="2026-01-01T00:00Z", lager=bygg.lager(), artikel=grind(), slag="plock", av="x"
            )


@pytest.mark.django_db
class TestInventera:
    def test_it_sets_what_was_counted_and_says_why(self) -> None:
        bygg.i_lager(grind(), bygg.lager(), 5)
        rakna_antal(bygg.lager(), grind(), 3, av="lotta", skal="Årlig inventering")
        assert saldo() == (3, 0)
        assert Rorelse.objects.latest("pk").skal == "Årlig inventering"
        rakna_antal(bygg.lager(), grind(), 3, av="lotta", skal="igen")
        assert Rorelse.objects.filter(lager=bygg.lager()).count() == 2

    @pytest.mark.parametrize("counted", [-1, 1])
    def test_not_below_nothing_nor_below_what_is_promised(self, counted: int) -> None:
        bygg.i_lager(grind(), bygg.lager(), 5)
        reservera([wish(2)], arende=ORDER, av="kim")
        with pytest.raises(Refused):
            rakna_antal(bygg.lager(), grind(), counted, av="lotta", skal="fel")
        assert saldo() == (5, 2)


@pytest.mark.django_db
def test_the_check_sees_a_saldo_that_somebody_has_set_by_hand() -> None:
    bygg.i_lager(grind(), bygg.lager(), 5)
    Saldo.objects.update(antal=6)
    assert ["saldot är (6, 0), rörelserna ger (5, 0)" in line for line in kontrollera_saldo()] == [
        True
    ]


@pytest.mark.django_db
def test_the_check_sees_an_individ_that_is_not_on_its_shelf() -> None:
    bed = bygg.artikel(individmarkt=True)
    individ = bygg.individ(bed, bygg.lager())
    assert kontrollera_saldo() == []
    individ.plats, individ.lager = "verkstad", None
    individ.save()
    assert "0 individer står där" in kontrollera_saldo()[0]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_locked() -> None:
    with pytest.raises(RuntimeError):
        las([(1, 1)])


class TestLedgerLaws(TestCase):
    """Whatever is done, in whatever order, and whether it is refused or not."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["in", "ut", "reservera", "slapp", "inventera"]),
                st.integers(0, 1),
                st.integers(1, 6),
                st.integers(0, 2),
            ),
            max_size=12,
        )
    )
    def test_sum_equals_ledger_and_no_hmc_shelf_is_short(
        self, deeds: list[tuple[str, int, int, int]]
    ) -> None:
        place = bygg.lager()
        articles = [grind(), bygg.artikel("55871", "Lyftbåge")]
        cases = [uuid4(), uuid4(), uuid4()]
        rows = {(case, a): uuid4() for case in cases for a in (0, 1)}
        for deed, which, count, case in deeds:
            article, order = articles[which], cases[case]
            with suppress(Refused):
                if deed == "in":
                    bygg.i_lager(article, place, count)
                elif deed == "ut":
                    bokfor([Andring(place.pk, article.pk, -count)], UT)
                elif deed == "reservera":
                    want = Onskemal(rows[order, which], place.pk, article.pk, count)
                    reservera([want], arende=order, av="kim")
                elif deed == "slapp":
                    slapp(order, av="kim")
                else:
                    rakna_antal(place, article, count, av="lotta", skal="räknat")
        assert kontrollera_saldo() == []
        for row in Saldo.objects.all():
            assert row.disponibelt >= 0
            assert row.reserverat == sum(
                count
                for order in cases
                for (_, konto), count in reserverat_per_rad(order).items()
                if konto == (row.lager_id, row.artikel_id)
            )
