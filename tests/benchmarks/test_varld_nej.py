"""Where the big world is not built."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from benchmarks.varld.bygg import hinder
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("skala", [0, -1, 1.5])
def test_a_scale_that_is_none_is_refused(skala: float) -> None:
    with pytest.raises(CommandError, match="över 0 och högst 1"):
        call_command("bygg_varld", skala=skala)
    assert not Mottagare.objects.exists()


def test_a_database_with_real_patients_is_left_alone() -> None:
    call_command("ladda_demo", stdout=StringIO())
    assert hinder(demo=True) == ""
    assert "egen databas" in hinder(demo=False)
    Mottagare.objects.create(
        typ="patient", identitet="198501011238", identitetstyp="personnummer", namn="Någon",
        baskod=Baskod.objects.all()[0], sortnyckel="x",
    )  # fmt: skip
    assert "utanför testserien" in hinder(demo=True)


@pytest.mark.parametrize(
    ("only", "no"), [("stor", "Bygg den först"), ("growth", "Välj en mätning"), (None, "Välj en")]
)
def test_nothing_is_measured_in_a_database_that_is_no_world(only: str | None, no: str) -> None:
    with pytest.raises(CommandError, match=no):
        call_command("benchmark", only=only, i_varlden=True)
