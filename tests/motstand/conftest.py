"""One world, and both doors into it: the pages, and the API as a program uses it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from cases.kundorder import actions
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud
from tests.api.klient import Klient
from tests.cachar import glom
from tests.kundorder.varld import PERSONNUMMER, Varld, bygg_varld, i_lager
from tests.tasks.uppgifter import inloggad
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag() -> Iterator[None]:
    glom()
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
    glom()


@pytest.fixture(autouse=True)
def _filer(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def v(db: None) -> Varld:
    """Shelves with two beds."""
    world = bygg_varld()
    i_lager(world.sang, 2)
    i_lager(world.dosa, 5)
    return world


@pytest.fixture
def sida(v: Varld) -> Client:
    """Miriam's browser."""
    return inloggad(v.miriam)


@pytest.fixture
def api(v: Varld) -> Klient:
    """Miriam's program."""
    return Klient(v.miriam)


@pytest.fixture
def utkast(v: Varld) -> Kundorder:
    """A draft that nobody has filled in."""
    return actions.ny(person=v.miriam)


@pytest.fixture
def med_huvud(v: Varld, utkast: Kundorder) -> Kundorder:
    """A draft that is for the patient, without rows."""
    huvud = Huvud(nummer=PERSONNUMMER, kund_id=v.kund.pk, vardrelation=True)
    return actions.orderhuvud(utkast.pk, person=v.miriam, svar=huvud)


def allt() -> dict[str, int]:
    """How many rows every table has, but for what only tells who asked: a refusal adds none."""
    silent = {"sessions.Session", "api.ApiNyckel", "axes.AccessLog"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in silent
    }
