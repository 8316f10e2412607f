"""First a few, then the rest, and back; and a worker that dies between."""

import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from tests.programs import Program, against_test_database
from tests.workflows.draw import boundary, draw, timer
from tests.workflows.engine import spar
from tests.workflows.transfer.conftest import Prov
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.engine.in_turn import in_turn
from workflows.errors import NotYourTurn, Refused
from workflows.models import Definition, Move, Process, Timer, Transfer, TransferCase, UserTask
from workflows.transfer import batch

REASON = "Ett nytt steg"
_LATE = boundary("sent", "a", timer('duration("P3D")'))
OLD = draw("start > a > b > slut", "sent > b", user="a b", extra=_LATE)
NEW = draw("start > a > ring > b > slut", "sent > b", user="a b ring", extra=_LATE)


def running(prov: Prov, count: int) -> list[Process]:
    prov.publish(OLD)
    cases = [prov.start() for _ in range(count)]
    prov.publish(NEW)
    return cases


def begun(first: int | None = None, chosen: dict[str, str] | None = None) -> Transfer:
    definition = Definition.objects.get(name="prov")
    ready = batch.looked(definition, chosen=chosen or {}, reason=REASON, first=first)
    return batch.begin(ready, by="pia")


def numbers(cases: list[Process]) -> list[int]:
    return [Process.objects.get(pk=one.pk).version.number for one in cases]


def statuses(transfer: Transfer) -> list[str]:
    return [str(one) for one in transfer.cases.order_by("pk").values_list("status", flat=True)]


@pytest.mark.django_db
def test_a_few_then_the_rest(prov: Prov) -> None:
    cases = running(prov, 5)
    UserTask.objects.filter(process=cases[0]).update(assignee="anna", claimed_at=clock.now())
    tasks, timers = (list(table.objects.order_by("pk").values()) for table in (UserTask, Timer))
    transfer = begun(first=2)
    assert numbers(cases) == [1] * 5
    batch.carry_on(seconds=5)
    assert numbers(cases) == [2, 2, 1, 1, 1]
    batch.go_on(transfer.pk)
    batch.carry_on(seconds=5)
    assert numbers(cases) == [2] * 5
    assert list(UserTask.objects.order_by("pk").values()) == tasks
    assert list(Timer.objects.order_by("pk").values()) == timers
    told = engine.history(cases[0].case_id)[-1]
    assert (told.kind, told.actor) == (Move.Kind.VERSION, "pia")
    assert told.details == {"from": 1, "to": 2, "reason": REASON}
    prov.do(cases[0], "a")
    assert prov.open(cases[0]) == ["ring"]


@pytest.mark.django_db
def test_the_way_back_but_not_for_who_has_gone_on(prov: Prov) -> None:
    cases = running(prov, 3)
    before = [bytes(one.state) for one in Process.objects.order_by("pk")]
    transfer = begun()
    batch.carry_on(seconds=5)
    prov.do(cases[1], "a")
    batch.regret(transfer.pk, by="pia")
    batch.carry_on(seconds=5)
    assert numbers(cases) == [1, 2, 1]
    assert statuses(transfer) == ["returned", "stayed", "returned"]
    assert "gått vidare" in transfer.cases.get(status="stayed").sentence
    after = [bytes(one.state) for one in Process.objects.order_by("pk")]
    assert (after[0], after[2]) == (before[0], before[2])
    assert engine.history(cases[0].case_id)[-1].details["back"] is True
    prov.do(cases[0], "a")
    assert prov.open(cases[0]) == ["b"]


@pytest.mark.django_db
def test_no_way_back_before_steps_that_the_move_itself_made(prov: Prov) -> None:
    cases = running(prov, 2)
    transfer = begun()
    batch.carry_on(seconds=5)
    Move.objects.filter(process=cases[0], kind=Move.Kind.VERSION).update(trail="brev")
    batch.regret(transfer.pk, by="pia")
    batch.carry_on(seconds=5)
    assert numbers(cases) == [2, 1]
    assert "inte kan göras om" in transfer.cases.get(status="stayed").sentence


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_moves_while_all_is_regretted_goes_back_too(prov: Prov) -> None:
    cases = running(prov, 2)
    transfer = begun(first=1)
    batch.carry_on(seconds=5)
    batch.go_on(transfer.pk)
    row = transfer.cases.get(status="waiting").pk
    last = Process.objects.get(pk=cases[1].pk)
    doing = [
        Thread(target=_alone, args=(lambda: batch.one(row),)),
        Thread(target=_alone, args=(lambda: batch.regret(transfer.pk, by="pia"),)),
    ]
    with transaction.atomic():
        # The one who moves has read its row, and waits to write its line of the history.
        Move.objects.create(
            process=last,
            rev=last.rev + 1,
            version_id=last.version_id,
            kind=Move.Kind.RECHECK,
            at=clock.now(),
        )
        for thread in doing:
            thread.start()
            thread.join(timeout=1)
            assert thread.is_alive()
        transaction.set_rollback(True)
    for thread in doing:
        thread.join()
    batch.carry_on(seconds=5)
    assert statuses(transfer) == ["returned", "returned"]
    assert numbers(cases) == [1, 1]


def _alone(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_works_with_comes_after_the_others(prov: Prov) -> None:
    cases = running(prov, 3)
    transfer = begun()
    mover = Thread(target=_alone, args=(lambda: batch.carry_on(seconds=5),))
    with transaction.atomic():
        engine.lock(cases[0].case_id)
        mover.start()
        mover.join(timeout=3)
        assert mover.is_alive()
        assert statuses(transfer) == ["waiting", "moved", "moved"]
    mover.join()
    assert statuses(transfer) == ["moved"] * 3


@pytest.mark.django_db
def test_a_database_that_is_locked_whole_is_left_to_the_next_round(prov: Prov) -> None:
    running(prov, 3)
    transfer = begun()
    tried = []

    def locked(row: int) -> bool:
        tried.append(row)
        held = sqlite3.OperationalError("database is locked")
        held.sqlite_errorname = "SQLITE_BUSY"
        raise OperationalError("database is locked") from held

    assert in_turn(TransferCase.objects.all(), "process", locked, 5) == (0, False)
    assert len(tried) == 1
    assert statuses(transfer) == ["waiting"] * 3
    assert batch.carry_on(seconds=5) == 3


@pytest.mark.django_db
def test_who_cannot_move_any_longer_is_told_why_and_stops_nobody(prov: Prov) -> None:
    prov.publish(draw("start > a > c > slut", user="a c"))
    cases = [prov.start() for _ in range(3)]
    prov.publish(draw("start > a > s1 > slut", user="a", step="s1"))
    transfer = begun()
    prov.do(cases[1], "a")
    batch.carry_on(seconds=5)
    assert statuses(transfer) == ["moved", "refused", "moved"]
    assert "”c” finns inte" in transfer.cases.get(status="refused").sentence
    assert numbers(cases) == [2, 1, 2]
    assert Move.objects.filter(process=cases[1], kind=Move.Kind.VERSION).count() == 0


@pytest.mark.django_db
def test_one_transfer_at_a_time_and_what_is_left_can_be_let_be(prov: Prov) -> None:
    cases = running(prov, 3)
    transfer = begun(first=1)
    with pytest.raises(Refused) as no:
        begun()
    assert "inte avslutad" in no.value.hinder[0].mening
    batch.carry_on(seconds=5)
    batch.leave(transfer.pk, by="pia")
    assert numbers(cases) == [2, 1, 1]
    with pytest.raises(NotYourTurn):
        batch.go_on(transfer.pk)
    later = begun()
    batch.carry_on(seconds=5)
    with pytest.raises(NotYourTurn, match="senare flytt"):
        batch.regret(transfer.pk, by="pia")
    batch.regret(later.pk, by="pia")
    batch.carry_on(seconds=5)
    assert numbers(cases) == [2, 1, 1]


@pytest.mark.django_db
def test_the_rest_does_not_follow_to_a_version_that_no_longer_holds(prov: Prov) -> None:
    cases = running(prov, 2)
    transfer = begun(first=1)
    batch.carry_on(seconds=5)
    prov.publish(draw("start > a > b > c > slut", user="a b c"))
    with pytest.raises(NotYourTurn, match="En annan version gäller nu"):
        batch.go_on(transfer.pk)
    assert numbers(cases) == [2, 1]


@pytest.mark.django_db
def test_without_a_reason_nothing_is_begun(prov: Prov) -> None:
    running(prov, 1)
    definition = Definition.objects.get(name="prov")
    with pytest.raises(Refused) as no:
        batch.looked(definition, chosen={}, reason=" ", first=0)
    assert [one.falt for one in no.value.hinder] == ["skal", "antal"]
    with pytest.raises(Refused) as nothing:
        batch.looked(definition, chosen={"a": ""}, reason=REASON, first=None)
    assert nothing.value.hinder[0].kod == "inga"
    assert not Transfer.objects.exists()


def _mover(point: int, folder: Path) -> int:
    """Run a worker; its exit code."""
    environment = against_test_database() | {
        "WEBSESAM_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "REDIS_URL": "",
    }
    ran = Program(
        (sys.executable, "-m", "tests.workflows.transfer.dying_mover", str(point))
    ).finish(environment=environment)
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
    return ran.returncode


def test_a_worker_killed_in_the_middle_moves_no_case_half_and_none_twice(
    transactional_db: None, tmp_path: Path
) -> None:
    spar.register()
    versions.specs_of.cache_clear()
    versions.publish(Bundle("prov", OLD), case_type="prov")
    cases = [engine.start("prov", case_id=uuid4(), actor="anna") for _ in range(4)]
    versions.publish(Bundle("prov", NEW), case_type="prov")
    transfer = begun()
    # A power cut after so many moves, in the midst of the next one's transaction.
    assert _mover(2, tmp_path) == -signal.SIGKILL
    assert statuses(transfer) == ["moved", "waiting", "waiting", "waiting"]
    assert numbers(cases) == [2, 1, 1, 1]
    assert _mover(99, tmp_path) == 0
    assert statuses(transfer) == ["moved"] * 4
    for case in cases:
        assert Move.objects.filter(process=case, kind=Move.Kind.VERSION).count() == 1
        row = TransferCase.objects.get(process=case)
        assert row.rev == Process.objects.get(pk=case.pk).rev
