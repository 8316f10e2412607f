"""Leveransuppgifter: what is asked for is what is refused when it is empty (KO-18)."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from cases.kundorder import forms
from cases.kundorder.models import Kundorder
from cases.organisation.models import Leveransadress
from tests.kundorder.varld import Varld, utkast

ADRESS = {
    "adressnamn": "Lille Skutt", "gatuadress": "Morotslandet 3", "postnr": "546 31",
    "postort": "KARLSBORG", "prioritet": "normal",
}  # fmt: skip


@pytest.fixture
def order(v: Varld) -> Kundorder:
    return Kundorder.objects.get(pk=utkast(v).pk)


def test_an_address_is_asked_for_and_the_rest_may_be_left_out(order: Kundorder) -> None:
    form = forms.LeveransForm(initial=forms.leverans_initial(order), order=order)
    asked = {name for name, field in form.fields.items() if field.required}
    assert asked == {
        "adress_id", "adressnamn", "gatuadress", "postnr", "postort", "telefon", "prioritet",
    }  # fmt: skip
    empty = forms.LeveransForm({"adress_id": forms.EGEN_ADRESS}, order=order)
    assert set(empty.errors) == asked - {"adress_id"}


@pytest.mark.parametrize("other", ["mobil", "kontakttelefon"])
def test_one_way_to_ring_her_is_enough(order: Kundorder, other: str) -> None:
    said = {**ADRESS, "adress_id": forms.EGEN_ADRESS, other: "010-000 11 01"}
    assert forms.LeveransForm(said, order=order).is_valid()
    del said[other]
    assert set(forms.LeveransForm(said, order=order).errors) == {"telefon"}


def test_a_unit_needs_no_telephone(order: Kundorder, v: Varld) -> None:
    to = Leveransadress.objects.get(kund=v.kund)
    assert forms.LeveransForm({**ADRESS, "adress_id": str(to.pk)}, order=order).is_valid()


def test_an_address_is_fetched_into_empty_fields(order: Kundorder) -> None:
    said = {"adress_id": forms.EGEN_ADRESS, "prioritet": "normal"}
    assert forms.LeveransForm(said, order=order, hamtar=True).is_valid()


def test_an_address_that_is_chosen_but_not_fetched_is_not_sent(order: Kundorder, v: Varld) -> None:
    """She chose the reception, and the home is what stands in the fields: neither is guessed."""
    miriam, page = Client(), reverse("kundorder:leveransuppgifter", args=[order.pk])
    miriam.force_login(v.miriam)
    unit = str(Leveransadress.objects.get(kund=v.kund).pk)
    shown = miriam.get(page)
    assert shown.context["ifylld"] == forms.EGEN_ADRESS
    assert 'name="adress_ifylld" value="mottagaren"' in shown.content.decode()
    said = {
        **ADRESS, "telefon": "010-000 11 01", "adress_id": unit, "gor": "fortsatt",
        "adress_ifylld": forms.EGEN_ADRESS, "version": order.version,
    }  # fmt: skip
    refused = miriam.post(page, said)
    assert refused.status_code == 422
    assert [one.kod for one in refused.context["hinder"]] == ["adress_inte_hamtad"]
    assert 'name="adress_ifylld" value="mottagaren"' in refused.content.decode()
    order.refresh_from_db()
    assert (order.hamtad_fran, order.version) == (None, said["version"])

    fetched = miriam.post(page, {**said, "gor": "hamta"})
    assert fetched.status_code == 302
    shown = miriam.get(page)
    assert shown.context["ifylld"] == unit
    now = {"adress_ifylld": unit, "version": shown.context["order"].version}
    sent = miriam.post(page, {**said, **now})
    assert sent["Location"] == reverse("kundorder:verkstall", args=[order.pk])


def test_where_nothing_is_filled_in_any_choice_may_be_typed(order: Kundorder, v: Varld) -> None:
    order.hamtad_fran = None
    order.arende.mottagare.skydd = "sekretess"
    assert forms.ifylld(order) == ""
    unit = str(Leveransadress.objects.get(kund=v.kund).pk)
    assert forms.hinder_for_adress(QueryDict(f"adress_id={unit}&adress_ifylld="), order) == []
