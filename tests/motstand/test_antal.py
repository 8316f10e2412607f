"""Quantities that nobody can mean, where each may be typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from cases.hjalpmedel.models import Individ, Saldo
from cases.kundorder.models import Kundorder, Kundorderrad
from tests.api.klient import Klient
from tests.kundorder.varld import Varld, leveranser, verkstalld
from tests.motstand.conftest import allt
from tests.tasks.uppgifter import inloggad

ANTAL = ["-1", "0", "1000", "99999999999999999999999", "1,5", "1e3", "två", "٣", "²", "9" * 5000]


@pytest.mark.parametrize("antal", ANTAL)
def test_on_a_new_row(v: Varld, sida: Client, med_huvud: Kundorder, antal: str) -> None:
    before = allt()
    given = {"artikel": "75178", "antal": antal, "kommentar": "Höger", "gor": "lagg_till"}
    answer = sida.post(reverse("kundorder:orderrader", args=[med_huvud.pk]), given)
    if antal == "٣":  # Digits of another script are digits to Django: three beds.
        assert answer.status_code == 302
        assert Kundorderrad.objects.get(artikel=v.sang).antal == 3
        return
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#falt-antal"' in page
    assert 'value="Höger"' in page
    assert 'value="75178"' in page
    assert f'value="{escape(antal)}"' in page
    assert allt() == before


@pytest.mark.parametrize(
    "antal", [-1, 0, 1000, 10**30, 1.5, "två", None, [1], {"a": 1}, True, float("1e400")]
)
def test_on_a_new_row_in_the_api(v: Varld, api: Klient, med_huvud: Kundorder, antal: Any) -> None:
    tag = api("GET", f"kundorder/{med_huvud.pk}/").etag
    before = allt()
    body = {"artikel": "75178", "antal": antal}
    answer = api("POST", f"kundorder/{med_huvud.pk}/rader/", body, tag=tag)
    assert answer.status in {400, 422}, answer.data
    if answer.status == 422:
        assert answer.falt == ["antal"]
    assert allt() == before


@pytest.mark.parametrize("antal", [*ANTAL, ""])
def test_on_a_row_that_is_there(v: Varld, sida: Client, med_huvud: Kundorder, antal: str) -> None:
    where = reverse("kundorder:orderrader", args=[med_huvud.pk])
    sida.post(where, {"artikel": "10001", "antal": "2", "gor": "lagg_till"})
    rad = Kundorderrad.objects.get()
    given = {f"antal-{rad.pk}": antal, f"kommentar-{rad.pk}": "Höger", "gor": "fortsatt"}
    answer = sida.post(where, given)
    if antal == "٣":
        assert answer.status_code == 302
        return
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#falt-antal-{rad.pk}"' in page
    assert 'value="Höger"' in page
    assert f'value="{escape(antal)}"' in page
    rad.refresh_from_db()
    assert (rad.antal, rad.kommentar) == (2, "")


@pytest.mark.parametrize("antal", ["-1", "3", "99999999999999999999999", "två", ""])
def test_when_picking(v: Varld, antal: str) -> None:
    [leverans] = leveranser(verkstalld(v))
    rows = {rad.artikel.nummer: rad.rad for rad in leverans.rader.all()}
    bed = Individ.objects.filter(artikel=v.sang).earliest("nummer")
    given = {
        f"individ-{rows['75178']}": bed.nummer,
        f"antal-{rows['55434']}": antal,
    }
    before, shelves = allt(), list(Saldo.objects.order_by("pk").values())
    answer = inloggad(v.lotta).post(reverse("leverans:plocka", args=[leverans.pk]), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{bed.nummer}"' in page
    assert f'value="{antal}"' in page
    assert allt() == before
    assert list(Saldo.objects.order_by("pk").values()) == shelves


@pytest.mark.parametrize("nummer", ["", "finns inte", "0", "<b>", "9" * 500])
def test_an_individ_that_is_not_there(v: Varld, nummer: str) -> None:
    [leverans] = leveranser(verkstalld(v))
    rows = {rad.artikel.nummer: rad.rad for rad in leverans.rader.all()}
    given = {f"individ-{rows['75178']}": nummer, f"antal-{rows['55434']}": "1"}
    before = allt()
    answer = inloggad(v.lotta).post(reverse("leverans:plocka", args=[leverans.pk]), given)
    assert answer.status_code == 422
    assert f'value="{escape(nummer)}"' in answer.content.decode()
    assert allt() == before
    body = {"plockat": [{"rad": str(rows["75178"]), "antal": 1, "individer": [nummer]}]}
    lotta = Klient(v.lotta)
    told = lotta("POST", f"leverans/{leverans.pk}/plocka/", body,
                 tag=lotta("GET", f"leverans/{leverans.pk}/").etag)  # fmt: skip
    assert told.status == 422


@pytest.mark.parametrize("artikel", ["", "00000", "75 178", "x", "<b>", "1" * 50])
def test_an_article_that_is_not_there(
    v: Varld, sida: Client, med_huvud: Kundorder, artikel: str
) -> None:
    before = allt()
    given = {"artikel": artikel, "antal": "2", "kommentar": "Höger", "gor": "lagg_till"}
    answer = sida.post(reverse("kundorder:orderrader", args=[med_huvud.pk]), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#falt-artikel"' in page
    assert 'value="Höger"' in page
    assert 'value="2"' in page
    assert allt() == before
