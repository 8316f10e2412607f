"""Finding an article by anything a person remembers of it."""

import pytest

from cases.artiklar.models import IsoKod, Leverantor, Leverantorsartikel, Synonym
from cases.artiklar.register import indexera, spara_artikel
from cases.artiklar.sok import sok
from tests.organisation import bygg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sortiment() -> None:
    rollatorer = IsoKod.objects.create(kod="120606", namn="Rollatorer")
    bygg.artikel("19961", "Rollator Dolomite Futura 600", produktnamn="Futura", iso=rollatorer)
    bygg.artikel("14751", "Korg Futura 600 och 520", typ="tillbehor")
    bygg.artikel("75178", "Säng SB755 90 cm", produktnamn="Scanbed 755")
    bygg.artikel("75175", "Sänggrind Line std", typ="tillbehor")
    bygg.artikel("57595", "Rullstol Cross 5", produktnamn="Cross")
    bygg.artikel("90901", "Hygienstol Ocean", utgatt="2024-01-01")
    bygg.artikel("90001", "Läkemedelsautomat")
    bygg.artikel("51027", "Duschpall Swift")


def numbers(text: str) -> list[str]:
    return [found.nummer for found in sok(text).artiklar]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("75178", "75178"),
        ("7517", "75178"),
        ("säng", "75178"),
        ("SÄNG", "75178"),
        ("sang", "75178"),
        ("futura", "14751"),
        ("scanbed", "75178"),
        ("cross 5", "57595"),
        ("5 rullstol", "57595"),
        ("120606", "19961"),
    ],
)
def test_number_name_product_and_iso(text: str, first: str) -> None:
    assert numbers(text)[0] == first


def test_every_word_must_be_there() -> None:
    assert numbers("korg futura") == ["14751"]
    assert numbers("korg scanbed") == []


def test_the_suppliers_number() -> None:
    bed = bygg.artikel("66598", "Kosmetisk långsida")
    supplier = Leverantor.objects.create(namn="Invacare AB")
    Leverantorsartikel.objects.create(artikel=bed, leverantor=supplier, lev_artnr="1575493-0101")
    indexera([bed])
    assert numbers("1575493") == ["66598"]
    assert numbers("invacare") == ["66598"]


@pytest.mark.parametrize(
    ("written", "read", "number"),
    [
        ("rulstol", "rullstol", "57595"),  # a letter missing
        ("rulllstol", "rullstol", "57595"),  # one too many
        ("rullstål", "rullstol", "57595"),  # a wrong one
        ("rullsotl", "rullstol", "57595"),  # two that changed places
        ("duchpall", "duschpall", "51027"),
        ("lakemedelsatomat", "läkemedelsautomat", "90001"),
    ],
)
def test_one_slip_is_mended_and_told(written: str, read: str, number: str) -> None:
    found = sok(written)
    assert [article.nummer for article in found.artiklar] == [number]
    assert found.rattat == {written: (read,)}


def test_a_word_that_is_found_is_not_mended() -> None:
    assert sok("korg").rattat == {}


def test_a_number_is_never_mended() -> None:
    found = sok("75179")
    assert found.antal == 0
    assert list(found.artiklar) == []
    assert found.rattat == {}


def test_two_slips_in_a_word_are_too_many() -> None:
    assert numbers("rlstl") == []


def test_a_synonym_finds_what_it_means() -> None:
    Synonym.objects.create(ord="gåvagn", betyder="rollator")
    assert numbers("gåvagn") == ["19961"]


def test_what_left_the_assortment_comes_last() -> None:
    bygg.artikel("91000", "Ocean duschstol")
    assert numbers("ocean") == ["91000", "90901"]


def test_equal_hits_come_in_swedish_order() -> None:
    for number, name in (("1", "Test ö"), ("2", "Test z"), ("3", "Test å"), ("4", "Test ä")):
        bygg.artikel(number, name)
    assert numbers("test") == ["2", "3", "4", "1"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'; --", "\\"])
def test_nothing_and_signs_of_the_database_find_nothing(text: str) -> None:
    assert numbers(text) == []


def test_saving_again_finds_the_new_name_and_not_the_old() -> None:
    bed = bygg.artikel("80000", "Fåtölj")
    bed.benamning = "Vilstol"
    spara_artikel(bed)
    assert numbers("vilstol") == ["80000"]
    assert numbers("fåtölj") == []


def test_many_hits_come_in_the_same_order_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(6):
        bygg.artikel(f"6{n}000", f"{'Bord' if n % 2 else 'Stor bordslampa'} {n}")
        bygg.artikel(f"7{n}000", f"Skrivbord {n}", utgatt="2024-01-01" if n % 3 == 0 else None)
    few = numbers("bord")
    monkeypatch.setattr("cases.artiklar.sok.MEST", 3)
    monkeypatch.setattr("cases.artiklar.sok.LASER_I_ORDNING", True)
    found = sok("bord")
    assert found.antal == 4
    assert [one.nummer for one in found.artiklar] == few
    assert [one.nummer for one in found.artiklar[0:5]] == few[:5]
    assert [one.nummer for one in found.artiklar[5:9]] == few[5:9]
    assert found.artiklar[12:20] == []


@pytest.mark.parametrize("text", ["5", "hö", "a"])
def test_a_part_too_short_for_the_index_is_found_too(text: str) -> None:
    bygg.artikel("80001", "Armstöd hö a5")
    assert "80001" in numbers(text)
