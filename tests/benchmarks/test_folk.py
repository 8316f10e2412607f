"""The made-up patients of the big world."""

from random import Random

import pytest

from benchmarks.varld.folk import ORTER, patienter, person
from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.organisation.models import Baskod, Betalare


@pytest.mark.django_db
def test_one_whom_the_demo_world_has_already_is_left_out() -> None:
    payer = Betalare.objects.create(nummer="1", namn="Regionen")
    for code in {ort.baskod for ort in ORTER}:
        Baskod.objects.create(kod=code, namn=code, sida="region", betalare=payer)
    taken = person(7).identitet
    lagg_upp_patient(taken, "Demo", Baskod.objects.all()[0], av="pia")
    made = patienter(0, 20, Random(1))
    assert sum(map(len, made)) == 19
    identities = list(Mottagare.objects.values_list("identitet", flat=True))
    assert len(identities) == len(set(identities)) == 20
    assert {one.pk for place in made for one in place} <= set(
        Mottagare.objects.exclude(namn="Demo").values_list("pk", flat=True)
    )
