"""The loan's paper: which aids, for whom, and what of a protected person."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cases.gemensamt import laneforbindelse
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst
from tests.api.klient import Klient
from tests.gemensamt.test_hjalpmedel import Hon, lamna_ut, vid
from tests.kundorder.varld import Varld, artikel, bygg_varld, utkast, verkstalld
from workflows import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _onsdag() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def v() -> Varld:
    return bygg_varld()


@pytest.fixture
def miriam(v: Varld) -> Hon:
    return vid(v.miriam, v)


def test_what_is_ticked_stands_on_the_paper_with_its_annex(v: Varld, miriam: Hon) -> None:
    bed = lamna_ut(v, v.sang, nummer="1449334")
    part = lamna_ut(v, v.dosa, komponent_till=bed)
    lamna_ut(v, v.rollator)
    miriam.sok()
    where = ("hjalpmedel:laneforbindelse", v.patient.pk)
    choice = miriam.las(*where)
    assert choice.count('name="val"') == 3
    assert "checked" not in choice
    val = [f"i{bed.pk}", f"i{part.pk}"]
    paper = miriam.las(*where, skriv="ja", val=val)
    for said in (
        "75178", "1449334", "55434", "Lille Skutt", "20030303-0303", "Morotslandet 3",
        reverse("bilaga_1"), "Jag har tagit emot hjälpmedlen", "Låntagarens namnteckning",
        "2026-11-25",
    ):  # fmt: skip
        assert said in paper
    assert "10001" not in paper
    logged = Atkomst.objects.latest("pk")
    assert (logged.vad, logged.objekt) == ("skrev_ut", "Låneförbindelse")


def test_nothing_ticked_is_told(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.rollator)
    miriam.sok()
    path = reverse("hjalpmedel:laneforbindelse", args=[v.patient.pk])
    answer = miriam.client.get(path, {"skriv": "ja", "val": "i999"})
    assert answer.status_code == 422
    assert "Bocka i minst ett hjälpmedel" in answer.content.decode()
    assert not Atkomst.objects.filter(vad="skrev_ut").exists()


def test_what_was_sold_to_her_is_no_loan(v: Varld) -> None:
    sold = artikel("20003", "Kudde", v.lager)
    lamna_ut(v, sold, debiteringsform="kop", agare="mottagare")
    assert laneforbindelse.lan(v.patient) == []


def test_from_the_order_all_of_it_is_ticked_and_nothing_else(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.sang, nummer="1449334")
    order = verkstalld(v, NyRad("10001"))
    page = miriam.las("kundorder:laneforbindelse", order.pk)
    assert "10001" in page
    assert "1449334" not in page
    assert "checked" in page
    assert reverse("kundorder:laneforbindelse", args=[order.pk]) in miriam.las(
        "kundorder:kvitto", order.pk
    )
    rad = order.rader.get()
    paper = miriam.las("kundorder:laneforbindelse", order.pk, skriv="ja", val=f"r{rad.pk.hex}")
    assert "10001" in paper
    draft = miriam.client.get(reverse("kundorder:laneforbindelse", args=[utkast(v).pk]))
    assert draft.status_code == 404
    other = vid(v.frida, v).client.get(reverse("kundorder:laneforbindelse", args=[order.pk]))
    assert other.status_code == 404


def test_a_protected_persons_paper_has_no_address(v: Varld, miriam: Hon) -> None:
    bed = lamna_ut(v, v.sang, nummer="1449334")
    v.patient.skydd = "sekretess"
    v.patient.save()
    miriam.sok()
    paper = miriam.las("hjalpmedel:laneforbindelse", v.patient.pk, skriv="ja", val=f"i{bed.pk}")
    assert "Lille Skutt" in paper
    assert "Morotslandet" not in paper


def test_the_same_through_the_api(v: Varld) -> None:
    bed = lamna_ut(v, v.sang, nummer="1449334")
    kim, miriam = Klient(v.kim), Klient(v.miriam)
    where = f"mottagare/{v.patient.pk}/laneforbindelse/"
    told = kim("GET", where).data
    assert [one["nyckel"] for one in told["hjalpmedel"]] == [f"i{bed.pk}"]
    assert told["exempel"] is True
    assert kim("GET", f"{where}?val=i{bed.pk}").data["hjalpmedel"][0]["vald"] is True
    assert Atkomst.objects.latest("pk").vad == "skrev_ut"
    assert miriam("GET", where).status == 403
    order = verkstalld(v, NyRad("10001"))
    rows = miriam("GET", f"kundorder/{order.pk}/laneforbindelse/").data["hjalpmedel"]
    assert [one["artikel"] for one in rows] == ["10001"]
