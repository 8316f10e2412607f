"""The world of orders, and clients that ask in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.api.klient import Klient
from tests.cachar import glom
from tests.kundorder.varld import Varld, bygg_varld, i_lager


@pytest.fixture(autouse=True)
def _ingen_har_fragat() -> Iterator[None]:
    """What one test has asked is not counted against the next."""
    glom()
    yield
    glom()


@pytest.fixture
def v(db: None) -> Varld:
    """One unit, its people, a patient, and shelves with two beds."""
    world = bygg_varld()
    i_lager(world.sang, 2)
    i_lager(world.dosa, 5)
    return world


@dataclass(frozen=True)
class Klienter:
    """One program for each who works with an order."""

    miriam: Klient
    frida: Klient
    lotta: Klient
    tore: Klient
    kim: Klient
    ivar: Klient


@pytest.fixture
def som(v: Varld) -> Klienter:
    return Klienter(**{name: Klient(getattr(v, name)) for name in Klienter.__dataclass_fields__})
