"""Roles: who has which, and on which side."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cases.organisation.models import Anvandare, Grupp
from cases.organisation.roller import ROLLER, ar_hmc, har_roll, roller_pa_sidan
from workflows import registry


def test_every_role_of_the_decisions_is_there() -> None:
    assert len(roller_pa_sidan("vardgivare")) == 7
    assert len(roller_pa_sidan("hmc")) == 11
    assert ROLLER["forskrivare"].label == "Förskrivare"


def test_one_of_several_roles_is_enough() -> None:
    assert har_roll(Anvandare(roller=["lager"]), "kundtjanst", "lager")
    assert not har_roll(Anvandare(roller=["lager"]), "kundtjanst")


def test_nobody_and_an_inactive_person_have_no_role() -> None:
    assert not har_roll(AnonymousUser(), "lager")
    assert not har_roll(Anvandare(roller=["lager"], is_active=False), "lager")


def test_a_misspelt_role_is_not_taken_for_no() -> None:
    with pytest.raises(KeyError):
        har_roll(Anvandare(roller=["lager"]), "lagret")


def test_hmc_is_told_from_vardgivare() -> None:
    assert ar_hmc(Anvandare(roller=["transport"]))
    assert not ar_hmc(Anvandare(roller=["forskrivare"]))


@pytest.mark.django_db
def test_diagrams_find_roles_and_groups_by_name() -> None:
    Grupp.objects.create(nyckel="sangar", namn="HMC konsulent sängar", roll="konsulent")
    assert registry.roles()["kundtjanst"].label == "Kundtjänst"
    assert registry.groups()["sangar"] == "konsulent"
