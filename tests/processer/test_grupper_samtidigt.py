"""Two at once with the groups: the one who comes second is told, and nothing is half done."""

from dataclasses import replace
from functools import partial
from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction

from cases.organisation.models import Anvandare, Grupp
from cases.processer import grupper
from tests.felrapport.varld import Fel, bygg
from tests.kundorder.test_samtidigt import samtidigt
from tests.kundorder.varld import person
from workflows import clock
from workflows.diagrams import versions
from workflows.errors import Refused
from workflows.models import Definition, Version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def f() -> Fel:
    with transaction.atomic():
        return bygg()


@pytest.fixture
def agaren(f: Fel) -> Anvandare:
    return person("pia", "processagare")


def test_a_name_that_is_being_published_is_not_changed(f: Fel, agaren: Anvandare) -> None:
    old = versions.bundle_of(versions.published("felrapport"))
    table = old.files["felrapport_grupp.dmn"].replace('"HMC ekonomi"', '"HMC koordinator"')
    new = replace(old, files={**old.files, "felrapport_grupp.dmn": table})
    written = Event()

    def publish() -> None:
        try:
            with transaction.atomic():
                Definition.objects.select_for_update().get(name="felrapport")
                kept = versions.keep(new, case_type="felrapport", source=Version.Source.OWNER)
                versions.release(kept, by="pia", note="", live_at=clock.now())
                written.set()
                sleep(0.5)
        finally:
            connection.close()

    publisher = Thread(target=publish)
    publisher.start()
    written.wait(10)
    try:
        with pytest.raises(Refused, match="Namnet HMC koordinator står i Felrapport"):
            grupper.andra("koordinator", namn="HMC samordnare", av=agaren)
    finally:
        publisher.join()
    assert Grupp.objects.get(nyckel="koordinator").namn == "HMC koordinator"


def test_two_of_one_name_at_once_are_one_group_and_a_sentence(f: Fel, agaren: Anvandare) -> None:
    def make() -> object:
        return grupper.skapa("HMC Åsar", "lager", av=agaren)

    assert samtidigt(make, make, make) == ["", "Refused", "Refused"]
    assert Grupp.objects.filter(namn="HMC Åsar").count() == 1


def test_two_names_of_one_key_at_once_are_two_groups(f: Fel, agaren: Anvandare) -> None:
    def make(namn: str) -> object:
        return grupper.skapa(namn, "lager", av=agaren)

    assert samtidigt(partial(make, "HMC A-B"), partial(make, "HMC A B")) == ["", ""]
    assert set(
        Grupp.objects.filter(nyckel__startswith="hmc_a").values_list("nyckel", flat=True)
    ) == {
        "hmc_a_b",
        "hmc_a_b_2",
    }
