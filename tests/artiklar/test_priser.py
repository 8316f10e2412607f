"""What an article costs on a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from cases.artiklar.models import Ersattning, Pris
from cases.artiklar.priser import pris, priser
from tests.organisation import bygg

pytestmark = pytest.mark.django_db


def test_the_latest_price_that_has_begun_holds() -> None:
    bed = bygg.artikel()
    Pris.objects.create(artikel=bed, form="hyra", belopp=Decimal("402.00"), fran=date(2026, 1, 1))
    Pris.objects.create(artikel=bed, form="hyra", belopp=Decimal("410.00"), fran=date(2026, 7, 1))
    assert pris(bed, "hyra", date(2025, 12, 31)) is None
    assert pris(bed, "hyra", date(2026, 6, 30)) == Decimal("402.00")
    assert pris(bed, "hyra", date(2026, 7, 1)) == Decimal("410.00")
    assert pris(bed, "kop", date(2026, 7, 1)) is None


def test_many_prices_in_one_question(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    articles = [bygg.artikel(str(number)) for number in range(3)]
    for cost, article in enumerate(articles[:2]):
        Pris.objects.create(artikel=article, form="hyra", belopp=cost, fran=date(2026, 1, 1))
    with django_assert_num_queries(1):
        found = priser([article.pk for article in articles], "hyra", date(2026, 2, 1))
    assert found == {articles[0].pk: Decimal(0), articles[1].pk: Decimal(1)}


def test_a_negative_price_is_refused() -> None:
    with pytest.raises(IntegrityError):
        Pris.objects.create(
            artikel=bygg.artikel(), form="hyra", belopp=Decimal(-1), fran=date(2026, 1, 1)
        )


def test_nothing_replaces_itself() -> None:
    bed = bygg.artikel()
    with pytest.raises(IntegrityError):
        Ersattning.objects.create(artikel=bed, ersattning=bed)


def test_expired_from_its_day() -> None:
    bed = bygg.artikel(utgatt=date(2026, 5, 1))
    assert not bed.utgangen(date(2026, 4, 30))
    assert bed.utgangen(date(2026, 5, 1))
