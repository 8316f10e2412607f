"""Two who mend the same receipt at once: one wins, the other gets the sentence."""

import pytest

from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.rattelse import actions
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import Varld, bygg_varld
from tests.rattelse.test_ratta import den_andra, kvitterad_sang, svar
from workflows.errors import Refused
from workflows.models import Incident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def v() -> Varld:
    return bygg_varld()


def test_mended_by_two_at_once(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    given = svar("individ", individ=den_andra(v).nummer)

    def mend() -> object:
        return actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)

    assert samtidigt(mend, mend) == ["", Refused.__name__]
    assert Innehav.objects.filter(artikel=v.sang, aterlamnad=None).count() == 1
    assert Individ.objects.filter(artikel=v.sang, plats="lager").count() == 1
    assert kontrollera_saldo() == []
    assert not Incident.objects.exists()
