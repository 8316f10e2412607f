"""The access log: in the same transaction, never changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.mottagare.atkomst import har_bekraftat_vardrelation, logga_atkomst
from cases.mottagare.models import Atkomst
from tests.organisation import bygg
from workflows import clock


@pytest.mark.django_db
def test_who_what_when_and_why() -> None:
    unit = bygg.kund()
    miriam, patient = bygg.person("forskrivare", "bestallare", kunder=(unit,)), bygg.patient()
    logga_atkomst(miriam, patient, Atkomst.Vad.OPPNADE, objekt="Hjälpmedel", kund=unit, skal="Råd")
    row = Atkomst.objects.get()
    assert (row.anvandare, row.mottagare, row.kund) == (miriam, patient, unit)
    assert (row.roller, row.vad, row.skal) == ("forskrivare bestallare", "oppnade", "Råd")


@pytest.mark.django_db
def test_a_row_can_never_be_changed() -> None:
    logga_atkomst(bygg.person("lager"), bygg.patient(), Atkomst.Vad.OPPNADE)
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        Atkomst.objects.update(skal="ett annat skäl")
    assert Atkomst.objects.get().skal == ""


@pytest.mark.django_db
def test_an_unknown_deed_is_not_logged() -> None:
    with pytest.raises(ValueError, match="kikade"):
        logga_atkomst(bygg.person("lager"), bygg.patient(), "kikade")
    assert not Atkomst.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses() -> None:
    person, patient = bygg.person("lager"), bygg.patient()
    with pytest.raises(RuntimeError):
        logga_atkomst(person, patient, Atkomst.Vad.OPPNADE)
    assert not Atkomst.objects.exists()


@pytest.mark.django_db
def test_a_vardrelation_is_remembered_for_a_day_a_unit_and_a_person() -> None:
    unit, other = bygg.kund("1912"), bygg.kund("4295")
    miriam, patient = bygg.person("forskrivare", kunder=(unit, other)), bygg.patient()
    logga_atkomst(miriam, patient, Atkomst.Vad.BEKRAFTADE, kund=unit)
    assert har_bekraftat_vardrelation(miriam, patient, unit)
    assert not har_bekraftat_vardrelation(miriam, patient, other)
    assert not har_bekraftat_vardrelation(miriam, bygg.patient(), unit)
    with clock.moved(timedelta(hours=24, minutes=1)):
        assert not har_bekraftat_vardrelation(miriam, patient, unit)
