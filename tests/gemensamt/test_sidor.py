"""Lists that hold all that ever was: read by their index, and counted no further than is read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.gemensamt import sidor
from cases.kundorder import actions_makulera, queries
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans import plocklista
from tests.kundorder.varld import Varld, bygg_varld, i_lager, verkstalld
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def v() -> Varld:
    return bygg_varld()


def makulerade(v: Varld, antal: int) -> list[Kundorder]:
    """The first one first."""
    made = []
    for number in range(antal):
        with clock.moved(timedelta(minutes=number)):
            made.append(verkstalld(v, NyRad("10001")))
            actions_makulera.makulera(made[-1].pk, person=v.kim)
    return made


def test_no_more_are_counted_or_turned_to_than_anybody_reads(
    v: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sidor, "MEST", 3)
    orders = makulerade(v, 5)
    ended = queries.avslutade(v.kim)
    pages = sidor.Sidor(ended, 2)
    assert (pages.count, pages.num_pages, pages.antal, pages.fler) == (3, 2, "fler än 3", True)
    assert list(pages.get_page(99)) == [orders[2]]
    client = Client()
    client.force_login(v.kim, backend="django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(reverse("kundorder:lista"), {"visa": "avslutade"}).content.decode()
    assert "Fler än 3 kundorder. De senaste visas" in shown
    assert '<span class="tabs__count">fler än 3</span>' in shown
    counts = [one["sql"] for one in asked if "COUNT(*)" in one["sql"]]
    counts = [one for one in counts if "kundorder_kundorder" in one]
    assert len(counts) == 4
    assert all("LIMIT 4" in one and "ORDER BY" not in one for one in counts)
    monkeypatch.setattr(sidor, "MEST", 5)
    pages = sidor.Sidor(ended, 2)
    assert (pages.count, pages.antal, pages.fler) == (5, "5", False)
    assert sidor.raknat(ended) == "5"


def test_the_lists_are_read_by_their_indexes(v: Varld) -> None:
    makulerade(v, 2)
    i_lager(v.rollator, 1)
    verkstalld(v, NyRad("10001"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # So few rows are otherwise read from end to end, and sorted.
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    else:
        assert "arende_oppna" in plocklista.rader(v.lotta, v.smalager)[:50].explain()
    assert "arende_avslutade" in queries.avslutade(v.kim)[:25].explain()
