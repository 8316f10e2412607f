"""Finding mottagare, and whose budget they are on."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from cases.mottagare.models import Baskodsperiod, Mottagare
from cases.mottagare.register import (
    byt_avvikande_baskod,
    hitta_patient,
    hitta_vardenhet,
    lagg_upp_patient,
    vardenhet_for,
)
from tests.organisation import bygg
from workflows import clock
from workflows.errors import NotFound, Refused

pytestmark = pytest.mark.django_db


def test_a_patient_is_found_however_the_number_is_written() -> None:
    patient = bygg.patient("193804129819")
    assert hitta_patient("19380412-9819") == patient


def test_a_number_that_nobody_has() -> None:
    with pytest.raises(NotFound, match="Ingen patient har numret 19380412-9819"):
        hitta_patient("193804129819")


def test_a_number_that_does_not_hold() -> None:
    with pytest.raises(Refused) as no:
        hitta_patient("193804129818")
    assert no.value.hinder[0].falt == "identitet"


def test_the_same_number_is_not_laid_up_twice() -> None:
    patient = bygg.patient("193804129819")
    with pytest.raises(Refused, match="Det finns redan en patient"):
        lagg_upp_patient("193804129819", "Någon Annan", bygg.baskod(), av="test")
    assert list(Mottagare.objects.all()) == [patient]
    assert Baskodsperiod.objects.count() == 1


def test_a_unit_is_its_own_mottagare_once() -> None:
    unit = vardenhet_for(bygg.kund("1912"))
    assert vardenhet_for(bygg.kund("1912")) == unit
    assert hitta_vardenhet(" 1912 ") == unit
    with pytest.raises(NotFound, match="kundnumret 99"):
        hitta_vardenhet("99")


def test_a_mottagare_is_a_patient_or_a_unit_and_nothing_between() -> None:
    with pytest.raises(IntegrityError):
        Mottagare.objects.create(typ="patient", namn="Utan nummer", sortnyckel="u")


def test_avvikande_baskod_is_set_removed_and_remembered() -> None:
    with clock.frozen(datetime(2026, 1, 1, 12, tzinfo=UTC)):
        patient, kim = bygg.patient(), bygg.person("kundtjanst", username="kim")
    own, other = bygg.baskod("1446"), bygg.baskod("1496k")
    with clock.frozen(datetime(2026, 3, 2, 12, tzinfo=UTC)):
        assert byt_avvikande_baskod(patient.pk, other, kim).gallande_baskod == other
    with clock.frozen(datetime(2026, 4, 1, 12, tzinfo=UTC)):
        assert byt_avvikande_baskod(patient.pk, None, kim).gallande_baskod == own
    told = patient.baskodshistorik.order_by("pk").values_list("baskod__kod", "avvikande", "till")
    assert list(told) == [
        ("1446", False, date(2026, 3, 2)),
        ("1496k", True, date(2026, 4, 1)),
        ("1446", False, None),
    ]


@pytest.mark.parametrize("kod", ["1446", None])
def test_a_change_that_changes_nothing_is_refused(kod: str | None) -> None:
    patient, kim = bygg.patient(), bygg.person("kundtjanst")
    with pytest.raises(Refused):
        byt_avvikande_baskod(patient.pk, bygg.baskod(kod) if kod else None, kim)
    assert patient.baskodshistorik.count() == 1


def test_a_unit_has_no_baskod() -> None:
    unit = vardenhet_for(bygg.kund())
    with pytest.raises(Refused, match="enheten betalar själv"):
        byt_avvikande_baskod(unit.pk, bygg.baskod("1496k"), bygg.person("kundtjanst"))
    assert not Baskodsperiod.objects.exists()
