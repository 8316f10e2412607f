"""What is taken in at the desk is locked at once, and the number is taken when all is done."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from cases.hamtorder import actions
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel.models import Individ
from tests.hamtorder.varld import bygg, enheten, verkstalld
from tests.returmottagning.test_disk import lamnad
from workflows import clock

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

INDIVID, INNEHAV, NUMMER, PROCESS = (
    "hjalpmedel_individ",
    "hjalpmedel_innehav",
    "gemensamt_nummerserie",
    "workflows_process",
)


def test_what_was_lost_is_locked_with_the_rest_and_the_number_last() -> None:
    with transaction.atomic():
        r = bygg()
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        order = verkstalld(r, r.sang, r.dosa)
        rows = order.rader.values_list("pk", flat=True)
        gone = dict.fromkeys(rows, "saknas")
        actions.hamta(order.pk, person=r.v.tore, utfall=gone, orsak="Stod inte där")
        again = verkstalld(r, r.sang, atgard="huvud", **enheten(r))
        actions.utred(again.pk, person=r.v.lotta, sagt=Utrett("svinn", "Letade i hela lagret."))
        assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.FORKOMMEN
        taken: list[tuple[str, set[Any]]] = []

        def note(execute: Any, sql: str, params: Any, *given: Any) -> Any:
            if "FOR NO KEY UPDATE" in sql:
                taken.append((sql.split('FROM "')[1].split('"', maxsplit=1)[0], set(params)))
            elif sql.startswith(f'INSERT INTO "{PROCESS}"'):
                taken.append((PROCESS, set()))
            return execute(sql, params, *given)

        with connection.execute_wrapper(note):
            lamnad(r, r.sang, borta=(r.dosa,))
    tables = [table for table, _ in taken if table in {INDIVID, INNEHAV, NUMMER, PROCESS}]
    assert tables.index(INDIVID) < tables.index(INNEHAV)
    first, *later = [rows for table, rows in taken if table == INDIVID]
    assert r.sang.individ_id in first
    assert all(rows <= first for rows in later)
    assert tables[-2:] == [PROCESS, NUMMER]
