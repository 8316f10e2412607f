"""The rules of an order, one sentence at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.kundorder import orderstatus, rules
from cases.kundorder.orderstatus import Radlage
from cases.kundorder.rules import Adressbild, Artikelbild, Orderbild, Radbild

IDAG = date(2026, 11, 25)
SANG = Artikelbild("75178", "Säng", None, bestallningsbar=True)
HEM = Adressbild("Skutt", "Morotslandet 3", "54631", "KARLSBORG", ("010-000 11 01",), egen=True)
ORDER = Orderbild(
    har_mottagare=True,
    har_kund=True,
    avliden=False,
    skyddad=False,
    patient=True,
    rader=[Radbild(1, SANG, 1)],
    adress=HEM,
    samleverans=False,
)


def koder(order: Orderbild) -> list[str]:
    return [h.kod for h in rules.hinder_for_verkstall(order, IDAG)]


def test_an_order_with_all_in_place_meets_no_hinder() -> None:
    assert koder(ORDER) == []


@pytest.mark.parametrize(
    ("wrong", "kod"),
    [
        ({"har_mottagare": False}, "mottagare_saknas"),
        ({"har_kund": False}, "kund_saknas"),
        ({"avliden": True}, "mottagare_avliden"),
        ({"skyddad": True}, "adress_skyddad"),
        ({"rader": []}, "rader_saknas"),
        ({"samleverans": True}, "samleverans_en_rad"),
        ({"prioritet_hinder": "Ring."}, "prioritet"),
        ({"rader": [Radbild(1, SANG, 0)]}, "antal_utanfor"),
        ({"rader": [Radbild(1, SANG, 1000)]}, "antal_utanfor"),
        ({"rader": [Radbild(1, replace(SANG, utgatt=IDAG), 1)]}, "artikel_utgangen"),
        ({"rader": [Radbild(1, replace(SANG, bestallningsbar=False), 1)]}, "artikel_tjanst"),
        ({"adress": replace(HEM, namn=" ")}, "adressnamn_saknas"),
        ({"adress": replace(HEM, gatuadress="")}, "gatuadress_saknas"),
        ({"adress": replace(HEM, postort="")}, "postort_saknas"),
        ({"adress": replace(HEM, postnr="5463")}, "postnr_fel"),
        ({"adress": replace(HEM, telefoner=("", ""))}, "telefon_saknas"),
        ({"adress": replace(HEM, telefoner=("ring mamma",))}, "telefon_fel"),
    ],
)
def test_each_hinder_alone(wrong: dict[str, object], kod: str) -> None:
    assert koder(replace(ORDER, **wrong)) == [kod]  # type: ignore[arg-type]


def test_every_hinder_is_told_at_once() -> None:
    wrong = replace(ORDER, har_mottagare=False, rader=[], adress=replace(HEM, postnr="x"))
    assert koder(wrong) == ["mottagare_saknas", "rader_saknas", "postnr_fel"]


def test_a_unit_needs_no_phone_and_takes_a_protected_persons_goods() -> None:
    unit = replace(HEM, telefoner=(), egen=False)
    assert koder(replace(ORDER, adress=unit, skyddad=True)) == []


def test_a_protected_persons_own_street_and_phone_are_known_however_written() -> None:
    secret = ("Hemliga stigen 9", "010-999 99 99", "")
    typed = replace(
        HEM, egen=False, gatuadress="hemliga stigen 9", telefoner=("0109999999",), hemligt=secret
    )
    assert koder(replace(ORDER, adress=typed, skyddad=True)) == [
        "gatuadress_hemlig",
        "telefon_hemlig",
    ]


def test_an_article_that_leaves_the_assortment_tomorrow_can_be_ordered_today() -> None:
    leaving = replace(SANG, utgatt=IDAG + timedelta(days=1))
    assert rules.hinder_for_artikel(leaving, IDAG) == []


@pytest.mark.parametrize("antal", [1, 999])
def test_the_ends_of_what_may_be_ordered(antal: int) -> None:
    assert rules.hinder_for_antal(antal) == []


@pytest.mark.parametrize("antal", [-1, 0, 1000, 10**9])
def test_quantities_that_nobody_means(antal: int) -> None:
    [hinder] = rules.hinder_for_antal(antal)
    assert hinder.falt == "antal"


@pytest.mark.parametrize(
    ("rader", "verkstalld", "status"),
    [
        ([], False, "Under registrering"),
        ([Radlage(1, 0, 0, 0)], False, "Registrerad"),
        ([Radlage(1, 0, 0, 0)], True, "Registrerad"),
        ([Radlage(1, 0, 0, 1, ("För plockning",))], True, "För plockning"),
        ([Radlage(2, 0, 0, 2, ("Utlevererad", "Plockad"))], True, "Plockad"),
        ([Radlage(2, 0, 0, 1, ("Utlevererad",))], True, "Registrerad"),
        (
            [Radlage(1, 1, 0, 0), Radlage(1, 0, 0, 1, ("Utlevererad",))],
            True,
            "Utlevererad",
        ),
        ([Radlage(2, 1, 1, 0), Radlage(1, 0, 1, 0)], True, "Slutlevererad"),
        ([Radlage(2, 0, 2, 0)], True, "Makulerad"),
    ],
)
def test_the_slowest_row_gives_the_status(
    rader: list[Radlage], verkstalld: bool, status: str
) -> None:
    assert orderstatus.status(rader, verkstalld=verkstalld) == status


def test_partly_delivered_is_when_something_has_come_and_something_has_not() -> None:
    assert orderstatus.delvis_levererad([Radlage(1, 1, 0, 0), Radlage(1, 0, 0, 1)])
    assert not orderstatus.delvis_levererad([Radlage(1, 1, 0, 0), Radlage(1, 0, 1, 0)])
    assert not orderstatus.delvis_levererad([Radlage(1, 0, 0, 1)])


def test_what_inkop_must_tell() -> None:
    assert rules.hinder_for_inkop(1, "B-1", IDAG, IDAG) == []
    wrong = rules.hinder_for_inkop(2, " ", IDAG - timedelta(days=1), IDAG)
    assert [h.falt for h in wrong] == ["nummer-2", "vantas-2"]


@pytest.mark.parametrize(
    ("nummer", "antal", "koder"),
    [
        (["1", "2"], 2, []),
        (["1"], 2, ["individer_antal"]),
        (["1"], 0, ["individer_antal"]),
        (["1", "1"], 2, ["individ_dubbel"]),
        (["9"], 1, ["individ_finns"]),
        (["1a"], 1, ["individ_form"]),
    ],
)
def test_new_individnummer(nummer: list[str], antal: int, koder: list[str]) -> None:
    known = {"9"} & set(nummer)
    assert [h.kod for h in rules.hinder_for_individer(nummer, known, antal)] == koder
