"""Killed in between: direct avregistrering, pick-up, reception and the desk are whole or nothing,
and done again they are done once."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.returmottagning.models import Returmottagning
from tests.doende import SKRIVNINGAR, hel_eller_inte_alls
from tests.hamtorder.garningar import DAGEN
from tests.hamtorder.varld import Retur, bygg, verkstalld
from workflows import clock
from workflows.models import Incident, Process

I_TUR_OCH_ORDNING = ("avregistrera", "hamta", "svep", "mottag", "svep", "lamna_vid_disken", "svep")


@pytest.fixture
def r(transactional_db: None) -> Retur:
    with clock.frozen(DAGEN), transaction.atomic():
        made = bygg()
        verkstalld(made, made.sang, made.dosa)
    return made


@SKRIVNINGAR
def test_whatever_dies_in_between_is_whole_or_nothing(
    r: Retur, tmp_path: Path, points: tuple[int, ...]
) -> None:
    hel_eller_inte_alls("tests.hamtorder.garningar", I_TUR_OCH_ORDNING, points, tmp_path)
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
    direct = Hamtorder.objects.get(atgard="installning")
    assert (direct.arende.status, direct.arende.nummer) == ("Stängd", "26480002")
    fetched = Hamtorder.objects.get(atgard="privat")
    assert fetched.arende.status == "Stängd"
    assert not Hamtrad.objects.filter(oppen=True).exists()
    assert Returmottagning.objects.count() == 2
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.VERKSTAD
    back = Innehav.objects.filter(aterlamnad=DAGEN.date())
    assert set(back) == {r.sang, r.dosa, r.kopt, r.installning}
    rubriker = Counter(Meddelande.objects.values_list("rubrik", flat=True))
    assert set(rubriker.values()) == {1}
    assert len(rubriker) == 2
    # Only the technician is left to do something.
    assert Process.objects.filter(status=Process.Status.RUNNING).count() == 1
