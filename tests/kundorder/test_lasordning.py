"""Locks are taken in one order, so that two who need the same things never wait for each other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases.gemensamt import inventering
from cases.gemensamt.inventering import Raknat
from cases.kundorder import actions_efter
from cases.kundorder.svar import NyRad
from tests.kundorder.varld import Varld, verkstalld

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "kommer",
    [
        lambda v: actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta),
        lambda v: inventering.rakna(
            v.smalager, v.rollator, Raknat(1, skal="Stod bakom"), person=v.lotta
        ),
    ],
)
def test_goods_that_come_lock_no_order_that_waits(
    v: Varld, kommer: Callable[[Varld], object]
) -> None:
    """Saldon are held: an order's process would be taken after them, against the order."""
    verkstalld(v, NyRad("10001"))
    locked: list[str] = []

    def note(execute: Any, sql: str, params: Any, *given: Any) -> Any:
        if "FOR NO KEY UPDATE" in sql:
            locked.append(sql.split('FROM "')[1].split('"', maxsplit=1)[0])
        return execute(sql, params, *given)

    with connection.execute_wrapper(note):
        kommer(v)
    assert set(locked) == {"hjalpmedel_saldo"}
