"""What a leverans takes is locked at once: individer by id, then saldon."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder.svar import NyRad
from cases.leverans import actions, avlasning
from tests.kundorder.varld import Varld, i_lager, leveranser, utlevererad, verkstalld

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

INDIVID, SALDO = "hjalpmedel_individ", "hjalpmedel_saldo"


def last_av(gor: Callable[[], object]) -> list[tuple[str, set[int]]]:
    """The tables that were locked, in order, with which rows."""
    locked = []

    def note(execute: Any, sql: str, params: Any, *given: Any) -> Any:
        table = (
            sql.split('FROM "')[1].split('"', maxsplit=1)[0] if "FOR NO KEY UPDATE" in sql else ""
        )
        if table in {INDIVID, SALDO}:
            locked.append((table, set(params)))
        return execute(sql, params, *given)

    with connection.execute_wrapper(note):
        gor()
    return locked


def test_a_scan_holds_all_that_the_last_row_takes(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    verkstalld(v, NyRad("75178", 2))
    first, second = Individ.objects.order_by("pk")
    avlasning.skanna(v.lager, second.nummer, person=v.lotta)
    [(table, rows), (then, saldon), *_] = last_av(
        lambda: avlasning.skanna(v.lager, first.nummer, person=v.lotta)
    )
    assert (table, rows) == (INDIVID, {first.pk, second.pk})
    assert (then, {v.sang.pk, v.dosa.pk} <= saldon) == (SALDO, True)
    # The last thing has no individ of its own, and picks those that have.
    [(table, rows), *_] = last_av(
        lambda: avlasning.skanna(v.lager, "55434", person=v.lotta, antal=2)
    )
    assert (table, rows) == (INDIVID, {first.pk, second.pk})
    assert Individ.objects.filter(plats="transport").count() == 2


def test_a_receipt_holds_aids_and_components_at_once(v: Varld) -> None:
    v.dosa.individmarkt = True
    v.dosa.save()
    i_lager(v.dosa, 1)
    i_lager(v.sang, 1)
    [leverans] = leveranser(verkstalld(v, NyRad("75178")))
    utlevererad(v, leverans)
    actions.leverera(leverans.pk, person=v.tore, utfall="levererad")
    [(table, rows), *_] = last_av(
        lambda: actions.kvittera(
            leverans.pk, person=v.tore, mottagen_av="Storasyster Skutt", signatur="S Skutt"
        )
    )
    assert (table, rows) == (INDIVID, set(Individ.objects.values_list("pk", flat=True)))
    assert Innehav.objects.count() == 2
