"""A stale form: what was shown has changed, been sent or been taken away since."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from tests.api.klient import Klient
from tests.kundorder.varld import Varld, leveranser, leverera_meddelanden, plockad, verkstalld
from tests.kundorder.varld import utkast as ifyllt
from tests.motstand.conftest import allt
from tests.tasks.uppgifter import inloggad


def version(sida: Client, order: Kundorder, del_: str) -> int:
    """What the page carries along."""
    shown = sida.get(reverse(f"kundorder:{del_}", args=[order.pk]))
    return int(shown.context["order"].version)


@pytest.mark.parametrize("del_", ["orderhuvud", "orderrader", "leveransuppgifter", "verkstall"])
def test_changed_in_another_window(v: Varld, sida: Client, del_: str) -> None:
    order = ifyllt(v)
    seen = version(sida, order, del_)
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    given: dict[str, Any] = {
        "version": seen, "artikel": "10001", "antal": "7", "kommentar": "Höger", "gor": "lagg_till",
        "mottagartyp": "patient", "nummer": "200303030303", "kund": v.kund.pk, "vardrelation": "ja",
    }  # fmt: skip
    if del_ == "leveransuppgifter":
        shown = sida.get(reverse("kundorder:leveransuppgifter", args=[order.pk]))
        initial = shown.context["form"].initial.items()
        given |= {name: value for name, value in initial if value and value is not True}
        given["gor"] = "fortsatt"
    before = allt(), list(Kundorder.objects.values()), list(Kundorderrad.objects.values())
    answer = sida.post(reverse(f"kundorder:{del_}", args=[order.pk]), given)
    page = answer.content.decode()
    assert answer.status_code in {409, 412}
    assert "Ordern har ändrats sedan du öppnade sidan: raden 10001 lades till (miriam" in page
    assert "Det du skrev står kvar." in page
    after = allt(), list(Kundorder.objects.values()), list(Kundorderrad.objects.values())
    assert after == before


@pytest.mark.parametrize("del_", ["orderhuvud", "orderrader", "leveransuppgifter", "verkstall"])
def test_sent_in_another_window(v: Varld, sida: Client, del_: str) -> None:
    order = ifyllt(v)
    seen = version(sida, order, del_)
    actions.verkstall(order.pk, person=v.miriam)
    before = allt(), list(Kundorder.objects.values())
    given = {
        "version": seen, "artikel": "10001", "antal": "7", "gor": "lagg_till",
        "adress_id": "mottagaren",
        "mottagartyp": "patient", "nummer": "200303030303", "kund": v.kund.pk, "vardrelation": "ja",
        "prioritet": "normal",
    }  # fmt: skip
    answer = sida.post(reverse(f"kundorder:{del_}", args=[order.pk]), given)
    assert answer.status_code == 409
    assert "Ordern är redan verkställd och har nummer 26480001." in answer.content.decode()
    assert (allt(), list(Kundorder.objects.values())) == before


def test_taken_away_in_another_window(v: Varld, sida: Client, utkast: Kundorder) -> None:
    actions.radera(utkast.pk, person=v.miriam)
    given = {
        "mottagartyp": "patient", "nummer": "200303030303", "kund": v.kund.pk, "vardrelation": "ja",
    }  # fmt: skip
    before = allt()
    answer = sida.post(reverse("kundorder:orderhuvud", args=[utkast.pk]), given)
    assert answer.status_code == 409
    assert "Utkastet är borttaget. Börja på en ny kundorder." in answer.content.decode()
    assert allt() == before


def test_a_row_that_was_taken_away_is_changed(v: Varld, sida: Client) -> None:
    order = ifyllt(v, NyRad("75178"), NyRad("10001"))
    rad = Kundorderrad.objects.get(artikel=v.rollator)
    api = Klient(v.miriam)
    tag = api("GET", f"kundorder/{order.pk}/").etag
    Kundorderrad.objects.filter(pk=rad.pk).delete()
    body = {"rader": [{"rad": str(rad.pk), "antal": 3}]}
    answer = api("PATCH", f"kundorder/{order.pk}/rader/", body, tag=tag)
    assert answer.status == 409
    assert "Ordern har ändrats" in answer.data["detail"]


def test_an_old_etag_changes_nothing(v: Varld, api: Klient) -> None:
    order = ifyllt(v)
    read = api("GET", f"kundorder/{order.pk}/")
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    before = allt()
    for method, part, body in (
        ("POST", "verkstall/", None),
        ("POST", "rader/", {"artikel": "10001"}),
        ("DELETE", "", None),
    ):
        answer = api(method, f"kundorder/{order.pk}/{part}", body, tag=read.etag)
        assert answer.status == 412
        assert "Läs det igen" in answer.data["detail"]
        answer = api(method, f"kundorder/{order.pk}/{part}", body)
        assert answer.status == 428
    assert allt() == before


@pytest.mark.parametrize("gor", ["plocka", "utleverera"])
def test_the_same_deed_twice_at_the_lager(v: Varld, gor: str) -> None:
    [leverans] = leveranser(verkstalld(v))
    plockad(v, leverans)
    lotta = inloggad(v.lotta)
    if gor == "utleverera":
        assert lotta.post(f"/leverans/{leverans.pk}/utleverera/").status_code == 302
        leverera_meddelanden()
    before = allt()
    rader = leverans.rader.all()
    given = {f"antal-{rad.rad}": "1" for rad in rader} | {
        f"individ-{rad.rad}": "1" for rad in rader
    }
    answer = lotta.post(f"/leverans/{leverans.pk}/{gor}/", given)
    assert answer.status_code in {409, 422}
    assert "redan gjort" in answer.content.decode() or "finns inte" in answer.content.decode()
    assert allt() == before
