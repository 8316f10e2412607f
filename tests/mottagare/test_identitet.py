"""Identity numbers: what holds, what does not, and what each refusal says."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.mottagare.identitet import Identitetstyp, OgiltigIdentitet, luhn, tolka

DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("nummer", "typ", "fodd"),
    [
        ("193804129819", Identitetstyp.PERSONNUMMER, date(1938, 4, 12)),
        ("200002299816", Identitetstyp.PERSONNUMMER, date(2000, 2, 29)),
        ("198803789877", Identitetstyp.SAMORDNINGSNUMMER, date(1988, 3, 18)),
        # The three published examples of the region's reserve numbers.
        ("19810829M071", Identitetstyp.VGR_RESERVNUMMER, date(1981, 8, 29)),
        ("19450829K088", Identitetstyp.VGR_RESERVNUMMER, date(1945, 8, 29)),
        ("19930829X802", Identitetstyp.VGR_RESERVNUMMER, date(1993, 8, 29)),
        ("22450829AB17", Identitetstyp.NRID, date(1945, 8, 29)),
        ("23050829AB17", Identitetstyp.NRID, date(2005, 8, 29)),
        ("00012045AB17", Identitetstyp.NRID, None),
    ],
)
def test_every_kind_of_number(nummer: str, typ: Identitetstyp, fodd: date | None) -> None:
    found = tolka(nummer)
    assert (found.nummer, found.typ, found.fodd) == (nummer, typ, fodd)


@pytest.mark.parametrize(
    ("nummer", "kod"),
    [
        ("", "identitet_form"),
        ("hej", "identitet_form"),
        ("3804129819", "identitet_sekel"),
        ("380412-9819", "identitet_sekel"),
        ("193804129818", "identitet_kontrollsiffra"),
        ("193802309811", "identitet_datum"),
        ("193813129811", "identitet_datum"),
        ("190002299811", "identitet_datum"),  # 1900 was no leap year
        ("198803999877", "identitet_datum"),  # day 39
        ("19810829M072", "identitet_kontrollsiffra"),
        ("19811329M071", "identitet_datum"),
        ("19810829M081", "identitet_lopnummer"),  # even, but M
        ("19810829K051", "identitet_lopnummer"),  # below 06
        ("19810829X791", "identitet_lopnummer"),
        ("22451329AB17", "identitet_datum"),
        ("00450829AB17", "identitet_datum"),
        ("22450829IB17", "identitet_form"),  # I is not used
        ("213804129819", "identitet_form"),
        ("19٣٨٠٤١٢٩٨١٩", "identitet_form"),  # digits, but not ours
        ("193804129819\n1", "identitet_form"),
    ],
)
def test_what_does_not_hold_says_why(nummer: str, kod: str) -> None:
    with pytest.raises(OgiltigIdentitet) as no:
        tolka(nummer)
    assert no.value.hinder.kod == kod
    assert no.value.hinder.falt == "identitet"
    assert no.value.hinder.mening.endswith((".", "!"))


def test_the_sentence_is_swedish() -> None:
    with pytest.raises(OgiltigIdentitet, match="Jämför personnumret 193804129818 med originalet"):
        tolka("193804129818")


def test_the_manuals_patient_passes_only_where_it_is_configured() -> None:
    with pytest.raises(OgiltigIdentitet):
        tolka("200303030303")
    found = tolka("200303030303", testidentiteter=["200303030303"])
    assert found.typ is Identitetstyp.TESTIDENTITET
    assert found.fodd == date(2003, 3, 3)


@pytest.mark.parametrize("written", ["19380412-9819", " 193804129819 ", "19380412 9819"])
def test_hyphen_and_spaces_are_forgiven(written: str) -> None:
    assert tolka(written).nummer == "193804129819"


def test_a_number_is_read_out_with_a_hyphen() -> None:
    assert tolka("193804129819").skriven == "19380412-9819"


@given(DAYS, st.integers(0, 999), st.booleans())
def test_exactly_one_check_digit_holds(day: date, middle: int, coordination: bool) -> None:
    digits = f"{day:%Y%m}{day.day + (60 if coordination else 0):02d}{middle:03d}"
    right = [d for d in "0123456789" if _holds(digits + d)]
    assert right == [str(luhn(digits[2:]))]


@given(DAYS, st.integers(0, 999), st.integers(2, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(day: date, middle: int, place: int, more: int) -> None:
    digits = f"{day:%Y%m%d}{middle:03d}"
    number = digits + str(luhn(digits[2:]))
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert not _holds(wrong)


@given(st.text(max_size=20))
def test_anything_is_a_number_or_a_sentence(text: str) -> None:
    with suppress(OgiltigIdentitet):
        assert len(tolka(text).nummer) == 12


def _holds(nummer: str) -> bool:
    try:
        tolka(nummer)
    except OgiltigIdentitet:
        return False
    return True
