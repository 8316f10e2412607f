"""Killed in between: a retur and its undoing are whole or nothing, and done again done once."""

from pathlib import Path

import pytest
from django.db import transaction

from cases.hjalpmedel.models import Innehav, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.retur.models import Retur
from tests.doende import SKRIVNINGAR, hel_eller_inte_alls
from tests.retur.garningar import DAGEN
from tests.retur.varld import Forrad, bygg
from workflows import clock
from workflows.models import Incident

I_TUR_OCH_ORDNING = ("ta_hem", "angra", "skrota", "angra")


@pytest.fixture
def f(transactional_db: None) -> Forrad:
    with clock.frozen(DAGEN), transaction.atomic():
        return bygg()


@SKRIVNINGAR
def test_whatever_dies_in_between_is_whole_or_nothing(
    f: Forrad, tmp_path: Path, points: tuple[int, ...]
) -> None:
    hel_eller_inte_alls("tests.retur.garningar", I_TUR_OCH_ORDNING, points, tmp_path)
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    assert [one.arende.status for one in Retur.objects.all()] == ["Ångrad", "Ångrad"]
    assert Innehav.objects.get(pk=f.r.kopt.pk).aterlamnat == 0
    assert not Saldo.objects.filter(lager=f.lager, antal__gt=0).exists()
    assert Meddelande.objects.filter(rubrik__contains="är ångrad").count() == 2
