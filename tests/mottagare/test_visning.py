"""What may be shown of a mottagare: a protected person's address and phone never."""

from dataclasses import astuple
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from cases.mottagare.register import vardenhet_for
from cases.mottagare.visning import listnamn, listnummer, visad
from cases.organisation.roller import ROLLER
from tests.organisation import bygg

pytestmark = pytest.mark.django_db

NEVER = {"Provgatan 1", "541 30 SKÖVDE", "010-111", "070-222", "3333"}


def test_an_ordinary_patient_is_shown_whole() -> None:
    shown = visad(bygg.patient("193804129819"), bygg.person("forskrivare"))
    assert (shown.namn, shown.nummer) == ("Vera Prov", "19380412-9819")
    assert set(astuple(shown)[3:8]) | {shown.telefon} >= {"Provgatan 1", "541 30 SKÖVDE"}
    assert shown.har_adress
    assert shown.varningar == ()


@pytest.mark.parametrize("roll", ROLLER)
@pytest.mark.parametrize("skydd", ["sekretess", "folkbokforing"])
def test_a_protected_persons_address_is_shown_to_no_role(roll: str, skydd: str) -> None:
    shown = visad(bygg.patient(skydd=skydd), bygg.person(roll))
    said = str(astuple(shown))
    assert not [secret for secret in NEVER if secret in said]
    assert not shown.har_adress


def test_who_works_with_a_protected_patient_is_told_what_to_do() -> None:
    shown = visad(bygg.patient(skydd="sekretess"), bygg.person("forskrivare"))
    assert shown.namn == "Vera Prov"
    assert "skyddade personuppgifter" in shown.varningar[0]


def test_in_lists_a_protected_person_has_no_name() -> None:
    protected = bygg.patient("193804129819", skydd="sekretess")
    assert listnamn(protected) == "Skyddade personuppgifter"
    assert listnummer(protected) == ""
    assert listnamn(bygg.patient()) == "Vera Prov"
    assert (listnamn(None), listnummer(None)) == ("", "")


@pytest.mark.parametrize("roll", ["processagare", "fakturagranskare", "loggranskare"])
def test_who_has_nothing_to_do_with_patients_sees_none(roll: str) -> None:
    shown = visad(bygg.patient(), bygg.person(roll))
    assert shown.namn == "Patient"
    assert not any(astuple(shown)[1:])


def test_nobody_sees_nobody() -> None:
    assert visad(bygg.patient(), AnonymousUser()).namn == "Patient"


def test_a_unit_is_shown_to_all() -> None:
    shown = visad(vardenhet_for(bygg.kund("1912")), bygg.person("processagare"))
    assert (shown.namn, shown.nummer) == ("Kund 1912", "1912")


def test_a_deceased_mottagare_is_warned_of() -> None:
    shown = visad(bygg.patient(avliden=date(2026, 3, 1)), bygg.person("forskrivare"))
    assert shown.varningar == (
        "Mottagaren är avliden 2026-03-01. Gör en hämtorder för hjälpmedlen.",
    )
