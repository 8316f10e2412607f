"""Insikt in words and levels, and the choice: rules without a case."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.processer import rules
from cases.processer.insiktsval import val
from cases.processer.rules import MATTEN
from workflows import clock
from workflows.errors import Refused
from workflows.insight.reading import Cases, Numbers
from workflows.models import Definition

DAG, TIMME = 86_400, 3600


@pytest.mark.parametrize(
    ("sekunder", "langt", "kort"),
    [
        (0, "under en minut", "0 min"),
        (29, "under en minut", "0 min"),
        (60, "1 minut", "1 min"),
        (TIMME, "1 timme", "1 h"),
        (TIMME + 5 * 60, "1 timme 5 minuter", "1 h 5 min"),
        (2 * DAG + 4 * TIMME, "2 dagar 4 timmar", "2 d 4 h"),
        (DAG + 30 * 60, "1 dag 30 minuter", "1 d 30 min"),
        (3 * DAG + TIMME + 60, "3 dagar 1 timme", "3 d 1 h"),
    ],
)
def test_a_time_in_words(sekunder: int, langt: str, kort: str) -> None:
    assert rules.tid(sekunder) == langt
    assert rules.tid(sekunder, kort=True) == kort


def test_the_bottlenecks_in_sentences() -> None:
    steg = [
        ("Registrera", Numbers(passes=100, timed=100, waited=60, again=0)),
        (
            "Granska felrapport",
            Numbers(
                passes=120, timed=120, waited=2 * DAG + 4 * TIMME, taken=80, worked=TIMME,
                due=120, late=37, late_share=31, again=12,
            ),
        ),
        ("Svara", Numbers(passes=90, timed=90, waited=TIMME, cut=7, incidents=9)),
    ]  # fmt: skip
    assert rules.flaskhalsar(steg) == [
        "Längst väntan: Granska felrapport, i snitt 2 dagar 4 timmar, 31 % sena.",
        "Därefter: Svara, i snitt 1 timme.",
        "Därefter: Registrera, i snitt 1 minut.",
        "Längst arbete: Granska felrapport, i snitt 1 timme.",
        "Oftast sent: Granska felrapport, 37 av 120 (31 %).",
        "Kommer oftast tillbaka: Granska felrapport, 12 gånger.",
        "Lämnas oftast ogjort: Svara, 7 gånger.",
        "Flest driftstopp: Svara, 9 st.",
    ]


def test_of_what_is_too_few_nothing_is_said() -> None:
    few = Numbers(passes=None, timed=None, waited=None, late=None, again=None, incidents=None)
    assert rules.flaskhalsar([("Granska", few)]) == []
    assert rules.flaskhalsar([]) == []
    assert {matt.langt(few) for matt in MATTEN.values()} == {"< 5", "–", "0"}
    assert MATTEN["vantan"].langt(few) == "< 5"
    assert MATTEN["vantan"].langt(Numbers()) == "–"


def test_what_is_otherwise_than_in_another_version() -> None:
    def waits(seconds: int) -> Numbers:
        return Numbers(passes=10, timed=10, waited=seconds)

    steg = [
        ("Granska", waits(2 * DAG), waits(3 * DAG)),
        ("Svara", waits(TIMME), waits(600)),
        ("Lika", waits(50), waits(20)),
        ("Ny", waits(50), Numbers()),
    ]
    said = rules.skillnader(
        steg, Cases(finished=9, lead=8 * DAG), Cases(finished=7, lead=10 * DAG), "version 3"
    )
    assert said == [
        "Ledtid: i snitt 8 dagar, 2 dagar kortare än i version 3.",
        "Granska: väntan i snitt 2 dagar, 1 dag kortare än i version 3.",
        "Svara: väntan i snitt 1 timme, 50 minuter längre än i version 3.",
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_the_hottest_is_the_hottest_and_nothing_is_cold(tal: list[int]) -> None:
    steg = [Numbers(passes=one) for one in tal]
    matt = MATTEN["genomgangar"]
    mest = rules.hogst(matt, steg)
    nivaer = [rules.niva(matt, one, mest) for one in steg]
    assert all((niva == 0) == (one == 0) for niva, one in zip(nivaer, tal, strict=True))
    assert max(nivaer) == (rules.NIVAER if max(tal) else 0)
    assert sorted(nivaer) == [niva for _, niva in sorted(zip(tal, nivaer, strict=True))]


@pytest.fixture
def process(db: None) -> Definition:
    return Definition.objects.create(name="prov", title="Prov", case_type="fritt")


SONDAG = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("givet", "dagar"),
    [
        ({}, (date(2026, 10, 31), date(2026, 11, 29))),
        ({"period": "7"}, (date(2026, 11, 23), date(2026, 11, 29))),
        ({"period": "7", "fran": "x"}, (date(2026, 11, 23), date(2026, 11, 29))),
        ({"fran": "2026-11-01"}, (date(2026, 11, 1), date(2026, 11, 29))),
        (
            {"period": "egen", "fran": "2026-11-01", "till": "2026-11-02"},
            (date(2026, 11, 1), date(2026, 11, 2)),
        ),
    ],
)
def test_the_days_that_are_chosen(
    process: Definition, givet: dict[str, str], dagar: tuple[date, date]
) -> None:
    with clock.frozen(SONDAG):
        valt = val(process, givet)
    assert (valt.fran, valt.till) == dagar


@pytest.mark.parametrize(
    ("givet", "falt"),
    [
        ({"period": "8"}, "period"),
        ({"period": "egen"}, "fran"),
        ({"fran": "2026-13-01"}, "fran"),
        ({"fran": "20261101"}, "fran"),
        ({"fran": "2026-W48-1"}, "fran"),
        ({"fran": "2026-11-02", "till": "2026-11-01"}, "till"),
        ({"fran": "1026-11-02", "till": "2026-11-01"}, "fran"),
        ({"enhet": "0000"}, "enhet"),
        ({"version": "7"}, "version"),
        ({"version": "²"}, "version"),
        ({"version": "9" * 40}, "version"),
        ({"jamfor": "x"}, "jamfor"),
        ({"matt": "allt"}, "matt"),
        ({"ordna": "allt"}, "ordna"),
    ],
)
def test_what_can_not_be_chosen_is_told_at_its_field(
    process: Definition, givet: dict[str, str], falt: str
) -> None:
    with clock.frozen(SONDAG), pytest.raises(Refused) as no:
        val(process, givet)
    assert [one.falt for one in no.value.hinder] == [falt]
