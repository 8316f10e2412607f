"""A time that is made of facts is another when the facts are."""

from datetime import UTC, datetime, timedelta

from tests.workflows.draw import boundary, timer
from tests.workflows.engine.conftest import Prov
from workflows import clock, engine
from workflows.models import Incident, Move, Process, Timer

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def begun(prov: Prov) -> Process:
    """Due as the fact `belopp` says; another counts from when its wait began."""
    prov.facts["belopp"] = MONDAY + timedelta(days=2)
    with clock.frozen(MONDAY):
        return prov.start(
            "start > a > slut", "t > b > slut", "u > c > slut", user="a b c",
            extra=boundary("t", "a", timer("belopp", "timeDate"), cancel=False)
            + boundary("u", "a", timer('start + duration("P3D")', "timeDate"), cancel=False),
        )  # fmt: skip


def retimed(prov: Prov, process: Process, belopp: object) -> None:
    prov.facts["belopp"] = belopp

    @engine.move
    def act() -> None:
        engine.retime(engine.lock(process.case_id), actor="anna")

    act()


def due() -> dict[str, datetime]:
    return dict(Timer.objects.values_list("element", "due_at"))


def test_a_new_time_takes_the_place_of_the_old_also_after_other_moves(prov: Prov) -> None:
    process = begun(prov)
    first = Timer.objects.get(element="t").pk
    with clock.frozen(MONDAY + timedelta(days=1)):
        retimed(prov, process, MONDAY + timedelta(days=5))
        assert due() == {"t": MONDAY + timedelta(days=5), "u": MONDAY + timedelta(days=3)}
        assert Timer.objects.get(element="t").pk == first
        told = engine.history(process.case_id)[-1]
        assert (told.actor, told.details["due"]) == ("anna", {"t": "2026-11-28T09:00:00+00:00"})
        engine.recheck(process.case_id)
    with clock.frozen(MONDAY + timedelta(days=2, hours=1)):
        assert engine.fire(first) is False
    with clock.frozen(MONDAY + timedelta(days=6)):
        assert engine.tick().timers == 2
    assert prov.open(process) == ["a", "b", "c"]


def test_the_same_time_and_what_has_gone_off_are_left(prov: Prov) -> None:
    process = begun(prov)
    retimed(prov, process, MONDAY + timedelta(days=2))
    assert Move.objects.filter(process=process).count() == 1
    with clock.frozen(MONDAY + timedelta(days=2)):
        assert engine.tick().timers == 1
    retimed(prov, process, MONDAY + timedelta(days=9))
    assert due() == {"u": MONDAY + timedelta(days=3)}
    assert prov.open(process) == ["a", "b"]


def test_where_no_time_can_be_told_the_old_one_stays(prov: Prov) -> None:
    process = begun(prov)
    retimed(prov, process, None)
    assert due()["t"] == MONDAY + timedelta(days=2)
    with clock.frozen(MONDAY + timedelta(days=2)):
        assert engine.tick().timers == 1
    assert not Incident.objects.exists()
