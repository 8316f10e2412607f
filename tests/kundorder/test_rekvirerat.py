"""Rekvirerat per beställare (DU-12): by whom, in which period, narrowed by all that is said."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cases.kundorder.svar import NyRad
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    i_lager,
    kvitterad,
    leveranser,
    verkstalld,
)
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def nummer(svar: Any) -> list[str]:
    """The articles of the rows that a page shows."""
    return [rad.artikel.nummer for rad, _ in svar.context["rader"]]


def test_what_a_bestallare_has_ordered(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("75178"), NyRad("10001"))
    kvitterad(v, leveranser(order)[0])
    with clock.moved(timedelta(days=-400)):
        verkstalld(v, NyRad("55434"))
    miriam = inloggad(v.miriam)
    there = reverse("kundorder:rekvirerat")
    assert 'value="miriam"' in miriam.get(there).content.decode()
    whose = {"bestallare": "miriam"}
    assert nummer(miriam.post(there, whose)) == ["10001", "55434", "75178"]
    assert nummer(miriam.post(there, {**whose, "period": "foregaende"})) == ["55434"]
    for asked, found in (
        ({"leverans": "lev"}, ["10001"]),
        ({"leverans": "ej_lev", "sortering": "datum"}, ["75178", "55434"]),
        ({"artikel": "75178"}, ["75178"]),
        ({"nummer": order.arende.nummer[:5]}, ["10001", "55434", "75178"]),
        ({"nummer": "99"}, []),
        ({"mottagare": PERSONNUMMER, "artikel": "10001"}, ["10001"]),
        ({"mottagare": f" {PERSONNUMMER[:8]}-{PERSONNUMMER[8:]} ", "artikel": "10001"}, ["10001"]),
        ({"mottagare": v.kund.nummer}, []),
        ({"bestallare": "ingen"}, []),
        ({"period": "valfri", "fran": "2026-11-25", "till": "2026-11-25", "artikel": "10001"},
         ["10001"]),
    ):  # fmt: skip
        assert nummer(miriam.post(there, {**whose, **asked})) == found
    # Another unit sees none of it, and the number of a patient stands in no address.
    assert nummer(inloggad(v.frida).post(there, whose)) == []


def test_a_number_that_nobody_has_answers_as_one_that_is_not_hers(v: Varld) -> None:
    verkstalld(v, NyRad("10001"))
    there = reverse("kundorder:rekvirerat")
    told = []
    for number in (PERSONNUMMER, "191212121212", v.kund.nummer, "1"):
        answer = inloggad(v.frida).post(there, {"bestallare": "miriam", "mottagare": number})
        assert answer.status_code == 200
        told.append(re.sub(rf'"{number}"|name="csrf[^>]*|X-CSRF[^>]*', "", answer.content.decode()))
    assert len(set(told)) == 1


def test_more_rows_take_no_more_questions(
    v: Varld, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    there, whose = reverse("kundorder:rekvirerat"), {"bestallare": "miriam"}
    miriam = inloggad(v.miriam)
    verkstalld(v, NyRad("10001"))
    miriam.post(there, whose)
    with CaptureQueriesContext(connection) as few:
        miriam.post(there, whose)
    verkstalld(v, NyRad("10001"), NyRad("75178"))
    with django_assert_num_queries(len(few)):
        assert len(nummer(miriam.post(there, whose))) == 4


@pytest.mark.parametrize(
    ("asked", "falt", "words"),
    [
        ({"bestallare": ""}, "bestallare", "Ange användar-id"),
        ({"period": "valfri"}, "fran", "Ange första dagen"),
        ({"period": "valfri", "fran": "2026-02-01", "till": "2026-01-01"}, "till", "före den"),
        ({"period": "valfri", "fran": "2025-01-01", "till": "2026-01-01"}, "till", "12 månader"),
        ({"mottagare": "200303030304"}, "mottagare", "numret"),
    ],
)
def test_what_can_not_be_looked_for_is_told(v: Varld, asked: Any, falt: str, words: str) -> None:
    said = {"bestallare": "miriam", **asked}
    answer = inloggad(v.miriam).post(reverse("kundorder:rekvirerat"), said)
    assert answer.status_code == 422
    told = answer.context["hinder"]
    assert falt in {h.falt for h in told}
    assert words in answer.content.decode()
