"""Killed in between: an arbetsorder and the delivery that it holds are whole or nothing, and done
again they are done once."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from cases.arbetsorder.models import Arbetsorder, Tidsrad
from cases.arbetsorder.svar import Mal
from cases.gemensamt.models import Hall
from cases.meddelanden.models import Meddelande
from tests.arbetsorder.garningar import DAGEN
from tests.arbetsorder.varld import Arbete, bygg, utkast
from tests.doende import SKRIVNINGAR, hel_eller_inte_alls
from tests.kundorder.varld import i_lager
from tests.kundorder.varld import verkstalld as bestalld
from workflows import clock
from workflows.engine.outbox import ASK_AGAIN
from workflows.models import Incident, Message, Process, Timer

I_TUR_OCH_ORDNING = (
    "verkstall", "byt_typ", "granska", "planera", "rapportera", "utfor", "svep",
)  # fmt: skip


@pytest.fixture
def a(transactional_db: None) -> Arbete:
    """A rollator that is ordered and in stock, and a draft of work on it."""
    with clock.frozen(DAGEN), transaction.atomic():
        made = bygg()
        i_lager(made.r.v.rollator, 1)
        order = bestalld(made.r.v)
        row = order.rader.filter(artikel=made.r.v.rollator).first() or order.rader.first()
        assert row is not None
        utkast(made, Mal(orderrad=row.pk), typ="MONT", utforande="lamnas")
    return made


@SKRIVNINGAR
@pytest.mark.usefixtures("a")
def test_whatever_dies_in_between_is_whole_or_nothing(
    tmp_path: Path, points: tuple[int, ...]
) -> None:
    hel_eller_inte_alls("tests.arbetsorder.garningar", I_TUR_OCH_ORDNING, points, tmp_path)
    assert not Incident.objects.exists()
    order = Arbetsorder.objects.get()
    assert (order.arende.status, order.typ and order.typ.kod) == ("Avslutad", "ANP")
    assert order.arende.nummer
    assert Tidsrad.objects.count() == 1
    assert Hall.objects.get().slappt is not None
    told = Counter(Meddelande.objects.filter(arende=order.pk).values_list("rubrik", flat=True))
    assert set(told.values()) == {1}
    sent = Message.objects.exclude(name=ASK_AGAIN).filter(sender__case_id=order.pk)
    assert [(one.name, one.status) for one in sent] == [("arbetsorder_avslutad", "delivered")]
    assert Process.objects.get(case_id=order.pk).status == Process.Status.DONE
    assert not Timer.objects.filter(process__case_id=order.pk).exists()
