"""A kundorder from head to receipt: what each of its tasks costs, rules and rows included."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Figure
from cases.kundorder import actions, actions_rader
from cases.kundorder.svar import Huvud, NyRad
from cases.leverans import actions as pa_lagret
from tests.kundorder import varld


def measure(*, quick: bool) -> list[Figure]:
    """Processor time and statements per task, as the pages and the API call them."""
    world = varld.bygg_varld()
    orders = 8 if quick else 40
    with transaction.atomic():
        varld.i_lager(world.sang, orders + 2)
        varld.i_lager(world.dosa, orders + 2)
    taken: dict[str, list[float]] = defaultdict(list)
    asked: dict[str, int] = {}

    def timed(name: str, work: Callable[..., Any], *args: Any, **given: Any) -> Any:
        # Django remembers the last 9 000 statements only: a full log would count none.
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            begun = time.process_time()
            answer = work(*args, **given)
            taken[name].append((time.process_time() - begun) * 1000)
        asked[name] = sum(
            not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
            for query in captured.captured_queries
        )
        return answer

    for _ in range(orders):
        _one(world, timed)
    figures = []
    for name, times in taken.items():
        figures.append(Figure(f"kundorder.{name}.cpu", statistics.median(times), "ms"))
        figures.append(Figure(f"kundorder.{name}.sql", asked[name], "satser"))
    return figures


def _one(v: varld.Varld, timed: Callable[..., Any]) -> None:
    order = timed("ny", actions.ny, person=v.miriam)
    huvud = Huvud(nummer=varld.PERSONNUMMER, kund_id=v.kund.pk, vardrelation=True)
    timed("orderhuvud", actions.orderhuvud, order.pk, person=v.miriam, svar=huvud)
    timed(
        "lagg_till_rad",
        actions_rader.lagg_till_rad,
        order.pk,
        person=v.miriam,
        svar=NyRad("75178"),
    )
    timed("orderrader", actions.orderrader, order.pk, person=v.miriam)
    timed(
        "leveransuppgifter",
        actions.leveransuppgifter,
        order.pk,
        person=v.miriam,
        svar=varld.HEM,
    )
    timed("verkstall", actions.verkstall, order.pk, person=v.miriam)
    varld.leverera_meddelanden()
    for leverans in varld.leveranser(order):
        found = varld.allt_plockat(leverans)
        timed(
            "plocka",
            pa_lagret.plocka,
            leverans.pk,
            person=v.lotta,
            plockat=found,
            brist_bekraftad=False,
        )
        timed("utleverera", pa_lagret.utleverera, leverans.pk, person=v.lotta)
        timed("leverera", pa_lagret.leverera, leverans.pk, person=v.tore, utfall="levererad")
        timed(
            "kvittera",
            pa_lagret.kvittera,
            leverans.pk,
            person=v.tore,
            mottagen_av="Storasyster Skutt",
            signatur="S Skutt",
        )
        varld.leverera_meddelanden()
