"""The fields of Sök artikel: all that are filled in must hold (SA-1, SA-2)."""

import pytest

from cases.artiklar.models import Leverantor, Leverantorsartikel
from cases.artiklar.register import indexera
from cases.artiklar.sok import Sokning, sok_falt
from tests.organisation import bygg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sortiment() -> None:
    etac = Leverantor.objects.create(namn="Etac")
    invacare = Leverantor.objects.create(namn="Invacare")
    made = [
        bygg.artikel("57595", "Rullstol Cross 5", produktnamn="Cross"),
        bygg.artikel("28878", "Benstöd Cross", produktnamn="Cross", typ="tillbehor"),
        bygg.artikel("14751", "Korg Futura", produktnamn="Ängsfutura", typ="tillbehor"),
    ]
    for artikel, supplier, number in zip(
        made, (etac, etac, invacare), ("26000", "26100", "12530-15"), strict=True
    ):
        Leverantorsartikel.objects.create(artikel=artikel, leverantor=supplier, lev_artnr=number)
    indexera(made)


def found(**asked: object) -> list[str]:
    return [one.nummer for one in sok_falt(Sokning(**asked)).artiklar]  # type: ignore[arg-type]


def etac() -> int:
    return Leverantor.objects.get(namn="Etac").pk


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"artikel": "887"}, ["28878"]),
        ({"lev_artnr": "261"}, ["28878"]),
        ({"lev_artnr": "100"}, []),  # the beginning, not any part
        ({"produktnamn": "cros"}, ["28878", "57595"]),
        ({"produktnamn": "ängs"}, ["14751"]),
        ({"typ": "tillbehor"}, ["28878", "14751"]),
        ({"text": "cross", "typ": "tillbehor"}, ["28878"]),
        ({"text": "korg", "typ": "huvudhjalpmedel"}, []),
        ({"text": "crass", "typ": "tillbehor"}, ["28878"]),  # mended among those
        ({}, []),
        ({"text": "   "}, []),
    ],
)
def test_all_that_is_filled_in_holds(asked: dict[str, object], numbers: list[str]) -> None:
    assert found(**asked) == numbers


def test_one_suppliers_articles() -> None:
    assert found(leverantor=etac()) == ["28878", "57595"]
    assert found(leverantor=etac(), text="korg") == []
    assert sok_falt(Sokning(leverantor=etac())).antal == 2
