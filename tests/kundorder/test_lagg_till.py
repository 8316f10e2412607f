"""Several articles at once, ticked in a list wherever it was shown (KO-15, VK-4)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.artiklar.models import IsoKod
from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud, NyRad
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import PERSONNUMMER, Varld
from workflows.errors import Refused


def paborjad(v: Varld) -> Kundorder:
    """A draft that stands at its rows."""
    order = actions.ny(person=v.miriam)
    huvud = Huvud(nummer=PERSONNUMMER, kund_id=v.kund.pk, vardrelation=True)
    return actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)


def nummer(order: Kundorder) -> list[str]:
    return [rad.artikel.nummer for rad in order.rader.select_related("artikel")]


def test_an_article_outside_ones_produktomraden_is_warned_of_or_refused(
    v: Varld, settings: Any
) -> None:
    v.rollator.iso = IsoKod.objects.create(kod="120606", namn="Rollatorer")
    v.rollator.save()
    v.miriam.produktomraden = ["1222", "18"]
    v.miriam.save()
    order = paborjad(v)
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    here = reverse("kundorder:orderrader", args=[order.pk])
    words = "utanför dina produktområden"
    assert words in inloggad(v.miriam).get(here).content.decode()
    settings.PRODUKTOMRADEN_STOPPAR = True
    with pytest.raises(Refused) as no:
        actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    assert [h.kod for h in no.value.hinder] == ["utanfor_produktomrade"]
    v.miriam.produktomraden = ["12"]
    v.miriam.save()
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    assert words not in inloggad(v.miriam).get(here).content.decode()


def test_what_was_ticked_becomes_rows(v: Varld, client: Client) -> None:
    order = paborjad(v)
    client.force_login(v.miriam)
    posted = {"artikel": ["75178", "10001", "75178"], "antal-10001": "2"}
    answer = client.post(reverse("kundorder:lagg_till", args=[order.pk]), posted, follow=True)
    assert answer.status_code == 200
    assert nummer(order) == ["75178", "55434", "10001"]
    assert order.rader.get(artikel=v.rollator).antal == 2
    assert "75178, 10001" in answer.content.decode()


def test_the_one_that_cannot_be_ordered_is_named_and_the_others_come(v: Varld) -> None:
    order = paborjad(v)
    v.rollator.utgatt = date(2020, 1, 1)
    v.rollator.save()
    done = actions_rader.lagg_till_rader(
        order.pk, person=v.miriam, svar=[NyRad("10001"), NyRad("75178")]
    )
    assert [rad.artikel.nummer for rad in done.rader] == ["75178"]
    assert [hinder.kod for hinder in done.nekade] == ["artikel_utgangen"]


@pytest.mark.parametrize(
    ("artiklar", "kod"), [([], "inget_valt"), (["99999", "88888"], "artikel_okand")]
)
def test_nothing_is_added_when_nothing_can_be(v: Varld, artiklar: list[str], kod: str) -> None:
    order = paborjad(v)
    order.refresh_from_db()
    before = order.version
    with pytest.raises(Refused) as no:
        actions_rader.lagg_till_rader(
            order.pk, person=v.miriam, svar=[NyRad(one) for one in artiklar]
        )
    assert {hinder.kod for hinder in no.value.hinder} == {kod}
    order.refresh_from_db()
    assert nummer(order) == []
    assert order.version == before


def test_a_refusal_shows_the_rows_with_the_reason(v: Varld, client: Client) -> None:
    order = paborjad(v)
    client.force_login(v.miriam)
    answer = client.post(reverse("kundorder:lagg_till", args=[order.pk]), {"artikel": "99999"})
    assert answer.status_code == 422
    assert "Det finns ingen artikel 99999" in answer.content.decode()
    assert nummer(order) == []
