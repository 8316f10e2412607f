"""Leveransuppgifter: what is asked for is what is refused when it is empty (KO-18)."""

import pytest

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
