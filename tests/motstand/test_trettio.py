"""Eight who order, cancel and fill up over thirty shared articles: no deadlock reaches anybody."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions, actions_efter, actions_makulera
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from tests.kundorder.varld import Varld, artikel, bygg_varld, i_lager, utkast
from workflows import engine
from workflows.errors import No
from workflows.models import Incident, Message

pytestmark = pytest.mark.django_db(transaction=True)

ARTIKLAR = 30
WORKERS = 8


@pytest.mark.parametrize(
    "each", [pytest.param(2, id="few"), pytest.param(5, id="many", marks=pytest.mark.full)]
)
def test_no_deadlock_escapes(each: int, caplog: pytest.LogCaptureFixture) -> None:
    v = bygg_varld()
    shared = [artikel(f"2{n:04d}", f"Hjälpmedel {n}", v.lager) for n in range(ARTIKLAR)]
    for one in shared:
        i_lager(one, 3)
    mixed = random.Random(30)
    numbers = [one.nummer for one in shared]
    drafts = [
        [utkast(v, *(NyRad(nummer) for nummer in mixed.sample(numbers, 5))) for _ in range(each)]
        for _ in range(WORKERS)
    ]
    gate = Barrier(WORKERS)

    def work(place: int) -> list[str]:
        noes = []
        own = random.Random(place)
        gate.wait()
        try:
            for draft in drafts[place]:
                actions.verkstall(draft.pk, person=v.miriam)
                engine.tick()
                try:
                    _next(v, draft, own.choice(shared).pk, own.random())
                except No as no:
                    noes.append(no.mening)
                engine.tick()
        finally:
            connection.close()
        return noes

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))  # what is no answer in words is raised here
    while engine.tick().messages:
        pass

    assert [record for record in caplog.records if "could not carry out" in record.message] == []
    sent = Arende.objects.filter(typ="kundorder").values_list("nummer", flat=True)
    assert len(set(sent)) == WORKERS * each
    assert None not in sent
    assert all(saldo.disponibelt >= 0 for saldo in Saldo.objects.all())
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    assert not Message.objects.filter(status=Message.Status.WAITING).exists()


def _next(v: Varld, order: Kundorder, article: int, chance: float) -> None:
    if chance < 0.4:
        actions_makulera.makulera(order.pk, person=v.kim)
    else:
        actions_efter.inleverera(v.lager.pk, article, 2, person=v.lotta)
