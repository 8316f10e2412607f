"""What may be reported at the shelf and at the door."""

from uuid import UUID, uuid4

import pytest

from cases.leverans import rules
from cases.leverans.rules import Plockat, Plockrad

SANG, DOSA, ROLLATOR = uuid4(), uuid4(), uuid4()
RADER = [
    Plockrad(SANG, 1, "Säng", 1, individmarkt=True),
    Plockrad(DOSA, 2, "Dosa", 1, individmarkt=False, huvudrad=SANG),
    Plockrad(ROLLATOR, 3, "Rollator", 3, individmarkt=False),
]


def hittat(sang: int = 1, dosa: int = 1, rollator: int = 3) -> dict[UUID, Plockat]:
    return {
        SANG: Plockat(SANG, sang, tuple("145000" + str(n) for n in range(sang))),
        DOSA: Plockat(DOSA, dosa),
        ROLLATOR: Plockat(ROLLATOR, rollator),
    }


def koder(found: dict[UUID, Plockat], *, bekraftad: bool = False) -> list[str]:
    return [h.kod for h in rules.hinder_for_plock(RADER, found, brist_bekraftad=bekraftad)]


def test_all_found_meets_no_hinder() -> None:
    assert koder(hittat()) == []


def test_a_shortage_must_be_said_on_purpose() -> None:
    assert koder(hittat(rollator=2)) == ["brist_obekraftad"]
    assert koder(hittat(rollator=2), bekraftad=True) == []


@pytest.mark.parametrize("antal", [-1, 4])
def test_no_more_than_ordered_and_no_less_than_nothing(antal: int) -> None:
    assert koder(hittat(rollator=antal), bekraftad=True) == ["antal_utanfor"]


def test_every_row_is_answered() -> None:
    found = hittat()
    del found[DOSA]
    assert koder(found) == ["rad_saknas"]


def test_a_marked_aid_needs_its_number() -> None:
    assert koder(hittat() | {SANG: Plockat(SANG, 1)}) == ["individ_saknas"]


def test_one_individ_is_picked_once() -> None:
    rad = Plockrad(SANG, 1, "Säng", 2, individmarkt=True)
    found = {SANG: Plockat(SANG, 2, ("1", "1"))}
    [hinder] = rules.hinder_for_plock([rad], found, brist_bekraftad=False)
    assert hinder.kod == "individ_dubbel"


@pytest.mark.parametrize(
    ("found", "samleverans", "tas_med", "brist"),
    [
        (hittat(), False, (1, 1, 3), "ingen"),
        (hittat(rollator=1), False, (1, 1, 1), "delvis"),
        (hittat(dosa=0), False, (0, 0, 3), "delvis"),
        (hittat(sang=0), False, (0, 0, 3), "delvis"),
        (hittat(rollator=2), True, (0, 0, 0), "allt"),
        (hittat(0, 0, 0), False, (0, 0, 0), "allt"),
    ],
)
def test_an_aid_and_its_parts_go_together_and_samleverans_all_at_once(
    found: dict[UUID, Plockat], samleverans: bool, tas_med: tuple[int, ...], brist: str
) -> None:
    taken = rules.att_ta_med(RADER, found, samleverans=samleverans)
    assert tuple(taken[rad.rad] for rad in RADER) == tas_med
    assert rules.brist(RADER, taken) == brist


def test_a_refusal_at_the_door_has_a_reason() -> None:
    assert rules.hinder_for_utfall("levererad", "") == []
    assert rules.hinder_for_utfall("ej_hemma", "") == []
    assert [h.falt for h in rules.hinder_for_utfall("vagrad", " ")] == ["orsak"]


def test_a_receipt_has_a_name_and_a_signature() -> None:
    assert rules.hinder_for_kvittens("Bo", "Bo Ek") == []
    assert [h.falt for h in rules.hinder_for_kvittens(" ", "B")] == ["mottagen_av", "signatur"]
