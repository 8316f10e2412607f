"""Killed in between: a retur and its undoing are whole or nothing, and done again done once."""

from pathlib import Path

import pytest
from django.db import transaction

from cases.hjalpmedel.models import Innehav, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.retur.models import Retur
from tests.doende import do_och_dod
from tests.motstand.conftest import allt
from tests.retur.garningar import GARNINGAR, ONSDAG
from tests.retur.varld import Forrad, bygg
from workflows import clock
from workflows.models import Incident

I_TUR_OCH_ORDNING = ("ta_hem", "angra", "skrota", "angra")


@pytest.fixture
def f(transactional_db: None) -> Forrad:
    with clock.frozen(ONSDAG), transaction.atomic():
        return bygg()


@pytest.mark.parametrize(
    "points",
    [
        pytest.param((7,), id="once each"),
        pytest.param(tuple(range(1, 60, 3)), id="at every third write", marks=pytest.mark.full),
    ],
)
def test_whatever_dies_in_between_is_whole_or_nothing(
    f: Forrad, tmp_path: Path, points: tuple[int, ...]
) -> None:
    died = 0
    for what in I_TUR_OCH_ORDNING:
        for at in points:
            before = allt()
            if do_och_dod("tests.retur.garningar", what, at, tmp_path) == 0:
                break
            died += 1
            assert allt() == before, f"{what} left something at write {at}"
        else:
            with clock.frozen(ONSDAG):
                GARNINGAR[what]()
    assert died
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    assert [one.arende.status for one in Retur.objects.all()] == ["Ångrad", "Ångrad"]
    assert Innehav.objects.get(pk=f.r.kopt.pk).aterlamnat == 0
    assert not Saldo.objects.filter(lager=f.lager, antal__gt=0).exists()
    assert Meddelande.objects.filter(rubrik__contains="är ångrad").count() == 2
