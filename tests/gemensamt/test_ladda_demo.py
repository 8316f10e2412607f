"""The demo world: the manual's data, whole, and loading it twice changes nothing."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from cases.artiklar.models import Artikel
from cases.artiklar.priser import pris
from cases.artiklar.sok import sok
from cases.hjalpmedel.models import Individ, Innehav, Saldo
from cases.hjalpmedel.queries import aterlamnade, hos
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.mottagare.models import Mottagare
from cases.mottagare.register import hitta_patient
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER

REGISTER = ("organisation", "artiklar", "mottagare", "hjalpmedel", "meddelanden")


def ladda() -> str:
    said = io.StringIO()
    call_command("ladda_demo", stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Loaded once for all these tests; each runs inside it and is rolled back by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield ladda()
        transaction.set_rollback(True)


@pytest.fixture
def world(_loaded: str, db: None) -> str:
    return _loaded


def counts() -> dict[str, int]:
    return {
        model._meta.label: _rows(model)
        for label in REGISTER
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


def _rows(model: type[models.Model]) -> int:
    return model._default_manager.count()


def test_it_says_in_swedish_what_it_loaded(world: str) -> None:
    assert world.startswith("Demovärlden är laddad: 4 kunder, 6 lager och förråd, 19 användare")


def test_loading_twice_changes_nothing(world: str) -> None:
    before = counts()
    Anvandare.objects.filter(username="miriam").update(password="ett eget")
    Saldo.objects.filter(lager__nummer="10").update(sakerhetslager=7)
    assert ladda() == world
    assert counts() == before
    assert Anvandare.objects.get(username="miriam").password == "ett eget"
    assert Saldo.objects.filter(sakerhetslager=7).exists()


def test_every_role_has_somebody_who_can_log_in(world: str) -> None:
    held = {roll for person in Anvandare.objects.all() for roll in person.roller}
    assert held == set(ROLLER)
    person = authenticate(RequestFactory().get("/"), username="miriam", password="hjalpmedel-2026")
    assert person is not None
    assert [unit.nummer for unit in person.kunder.order_by("uppdrag__pk")] == [
        "410000",
        "1912",
        "4295",
    ]


def test_the_manuals_bed_and_its_prices(world: str) -> None:
    bed = Artikel.objects.get(nummer="75178")
    costs = {
        number: pris(Artikel.objects.get(nummer=number), "hyra", date(2026, 11, 23))
        for number in ("75178", "55871", "75175", "55434", "55433")
    }
    assert sum(cost or Decimal(0) for cost in costs.values()) == Decimal("491.00")
    assert {row.komponent.nummer for row in bed.standardkomponenter.all()} == {"55434", "55433"}
    assert Individ.objects.filter(artikel=bed, lager__nummer="10").count() >= 5
    assert bed.artikeltext


def test_the_manuals_patient_has_what_the_manual_shows(world: str) -> None:
    skutt = hitta_patient("200303030303")
    assert str(skutt.gallande_baskod) == "1446 Karlsborg PV"
    bed = hos(skutt).get(individ__nummer="1449334")
    assert bed.komponenter.count() == 4
    assert bed.levererad == date(2020, 11, 30)
    assert aterlamnade(skutt).filter(artikel__nummer="14001").count() == 2


@pytest.mark.parametrize(
    ("text", "number"),
    [("futura", "19961"), ("rulstol", "57595"), ("1522786-0125", "75175"), ("toastol", "90901")],
)
def test_the_order_builders_search(world: str, text: str, number: str) -> None:
    assert number in {article.nummer for article in sok(text).artiklar}


def test_every_kind_of_mottagare_is_there(world: str) -> None:
    kinds = set(Mottagare.objects.values_list("identitetstyp", flat=True))
    assert {"personnummer", "samordningsnummer", "vgr_reservnummer", "testidentitet"} <= kinds
    assert Mottagare.objects.exclude(skydd="").exists()
    assert Mottagare.objects.filter(avliden__isnull=False).exists()


def test_made_up_personnummer_lie_in_the_series_kept_for_tests(world: str) -> None:
    people = Mottagare.objects.filter(identitetstyp__in=["personnummer", "samordningsnummer"])
    assert {98, 99} >= {int(number[8:10]) for number in people.values_list("identitet", flat=True)}


def test_digital_expired_and_consumed_articles_are_there(world: str) -> None:
    assert Artikel.objects.filter(iso__digital=True).exists()
    assert Artikel.objects.filter(forbrukning=True).exists()
    assert Saldo.objects.filter(artikel__utgatt__isnull=False, antal__gt=0).exists()


def test_the_stock_came_in_by_the_ledger(world: str) -> None:
    assert kontrollera_saldo() == []
    said = io.StringIO()
    call_command("kontrollera_saldo", stdout=said)
    assert "stämmer med sina rörelser" in said.getvalue()
    Saldo.objects.filter(lager__nummer="10").update(antal=0)
    with pytest.raises(CommandError):
        call_command("kontrollera_saldo", stdout=said)


def test_an_individ_at_the_patient_has_one_open_innehav(world: str) -> None:
    at_patients = Individ.objects.filter(plats="mottagare").count()
    assert at_patients == 8
    assert (
        Innehav.objects.filter(aterlamnad__isnull=True, individ__isnull=False).count()
        == at_patients
    )
