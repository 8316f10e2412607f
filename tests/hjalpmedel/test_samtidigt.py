"""Several at once over the same shelves: nothing promised twice, no deadlock escapes."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction

from cases.hjalpmedel.flytt import Gods, plocka
from cases.hjalpmedel.models import Saldo
from cases.hjalpmedel.saldon import Onskemal, kontrollera_saldo, reservera
from tests.organisation import bygg
from workflows.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deed: Callable[[int], object], times: int) -> list[object]:
    def alone(turn: int) -> object:
        try:
            with transaction.atomic():
                return deed(turn)
        except Refused as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(alone, range(times)))


def test_shared_shelves_in_any_order_give_exactly_what_they_hold() -> None:
    place = bygg.lager()
    articles = [bygg.artikel(str(number)) for number in range(6)]
    with transaction.atomic():
        for article in articles[:-1]:  # the last one has no saldo at all to begin with
            bygg.i_lager(article, place, 10)

    def order(turn: int) -> int:
        mixed = random.Random(turn).sample(articles, 4)
        wishes = [Onskemal(uuid4(), place.pk, article.pk, 1) for article in mixed]
        return sum(reservera(wishes, arende=uuid4(), av=f"kim{turn}").values())

    given = at_once(order, 36)
    assert sum(given) == sum(Saldo.objects.values_list("reserverat", flat=True))  # type: ignore[arg-type]
    assert all(row.disponibelt >= 0 for row in Saldo.objects.all())
    assert kontrollera_saldo() == []


def test_the_last_individ_goes_to_one_and_the_others_are_told() -> None:
    bed = bygg.artikel(individmarkt=True)
    with transaction.atomic():
        individ = bygg.individ(bed, bygg.lager())
    wanted = [Gods(bygg.lager().pk, bed.pk, individ_id=individ.pk)]
    told = at_once(lambda turn: plocka(wanted, arende=uuid4(), av=f"lotta{turn}"), 6)
    assert sum(isinstance(one, list) for one in told) == 1
    assert sum(isinstance(no, Refused) and "på väg" in no.mening for no in told) == 5
    assert kontrollera_saldo() == []
