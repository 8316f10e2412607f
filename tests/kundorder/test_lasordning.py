"""Locks are taken in one order, so that two who need the same things never wait for each other."""

from typing import Any

import pytest
from django.db import connection

from cases.kundorder import actions_efter
from cases.kundorder.svar import NyRad
from tests.kundorder.varld import Varld, artikel, verkstalld

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_goods_that_come_lock_all_that_the_waiting_orders_lack_at_once(v: Varld) -> None:
    later = artikel("99999", "Ryggsäck", v.lager)
    assert later.pk > v.dosa.pk
    verkstalld(v, NyRad("75178"), NyRad(later.nummer))
    asked: list[set[int]] = []

    def note(execute: Any, sql: str, params: Any, *given: Any) -> Any:
        if "hjalpmedel_saldo" in sql and "FOR NO KEY UPDATE" in sql:
            asked.append(set(params))
        return execute(sql, params, *given)

    with connection.execute_wrapper(note):
        actions_efter.inleverera(v.lager.pk, later.pk, 1, person=v.lotta)
    assert {v.lager.pk, v.sang.pk, v.dosa.pk, later.pk} <= asked[0]
