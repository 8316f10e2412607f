"""Killed in between: a felrapport, what it leads to and the quarantine are whole or nothing, and
done again they are done once."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from cases.arbetsorder.models import Arbetsorder
from cases.felrapport.models import Felrapport, Foljdatgard, Kreditering
from cases.hjalpmedel.models import Individ
from cases.kundorder.models import Kundorder
from cases.meddelanden.models import Meddelande
from tests.doende import SKRIVNINGAR, hel_eller_inte_alls
from tests.felrapport.garningar import DAGEN
from tests.felrapport.varld import Fel, bygg, levererad_sang, med_arbetsorder
from workflows import clock
from workflows.models import Incident, Message, Process

I_TUR_OCH_ORDNING = (
    "verkstall", "ta_emot", "utred", "svep", "anmal", "avsluta", "aterkoppla", "svep",
)  # fmt: skip


@pytest.fixture
def f(transactional_db: None) -> Fel:
    with clock.frozen(DAGEN), transaction.atomic():
        made = bygg()
        med_arbetsorder()
        levererad_sang(made)
    return made


@SKRIVNINGAR
@pytest.mark.usefixtures("f")
def test_whatever_dies_in_between_is_whole_or_nothing(
    tmp_path: Path, points: tuple[int, ...]
) -> None:
    orders = Kundorder.objects.count()
    hel_eller_inte_alls("tests.felrapport.garningar", I_TUR_OCH_ORDNING, points, tmp_path)
    assert not Incident.objects.exists()
    found = Felrapport.objects.get()
    assert (found.arende.status, bool(found.arende.nummer)) == ("Avslutad", True)
    assert not Individ.objects.filter(karantan=True).exists()
    assert Kundorder.objects.count() == orders + 1
    assert Arbetsorder.objects.count() == 1
    assert Kreditering.objects.count() == 1
    assert Foljdatgard.objects.filter(begard__isnull=False).count() == 3
    told = Counter(Meddelande.objects.filter(arende=found.pk).values_list("till", "rubrik"))
    assert set(told.values()) == {1}
    assert not Message.objects.exclude(status=Message.Status.DELIVERED).exists()
    assert Process.objects.get(case_id=found.pk).status == Process.Status.DONE
