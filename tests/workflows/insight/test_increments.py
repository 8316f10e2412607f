"""The history counted as it grows: each row once, and the same as counted from nothing."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.workflows.draw import boundary, draw, properties, timer
from tests.workflows.engine.conftest import Prov
from tests.workflows.prov import steps
from workflows import clock, engine, registry
from workflows.insight import increments, units
from workflows.models import (
    CaseDay,
    Counted,
    ElementDay,
    Incident,
    Job,
    Move,
    Process,
    Timer,
    UserTask,
)

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
# A task with a deadline, a step that may fail, a way back, a background step, a reminder.
FLOW = draw(
    "start > a > s1 > x", "x > a : belopp > 3", "x > b1", "b1 > c > slut", "tiden > d > slut",
    user="a c d", xor="x", step="s1 b1",
    inside={"a": properties(deadline='duration("PT8H")')},
    extra=boundary("tiden", "c", timer("P2D")),
)  # fmt: skip

Rows = list[dict[str, object]]


@contextmanager
def at(hours: float) -> Iterator[None]:
    with clock.frozen(MONDAY + timedelta(hours=hours)):
        yield


def sums() -> tuple[Rows, Rows]:
    """Everything that has been counted."""
    return (
        list(ElementDay.objects.order_by("version", "unit", "day", "element").values()),
        list(CaseDay.objects.order_by("version", "unit", "day").values()),
    )


def without_ids(found: tuple[Rows, Rows]) -> list[Rows]:
    return [[{k: v for k, v in row.items() if k != "id"} for row in rows] for rows in found]


def one(element: str, unit: int = ElementDay.EVERY) -> ElementDay:
    return ElementDay.objects.get(element=element, unit=unit)


def test_a_case_is_counted_by_element_day_and_unit(
    prov: Prov, monkeypatch: pytest.MonkeyPatch
) -> None:
    prov.facts["belopp"] = 1
    prov.publish(FLOW)
    with at(0):
        process = prov.start()
    monkeypatch.setattr(units, "_read", lambda ids: {process.case_id: 7})
    with at(10):
        engine.claim(UserTask.objects.get().pk, actor="anna")
    with at(12):
        prov.do(process, "a")
    assert increments.catch_up() > 0
    assert increments.catch_up() == 0
    for unit in (ElementDay.EVERY, 7):
        row = one("a", unit)
        assert (row.passes, row.timed, row.waited, row.taken, row.worked) == (
            1, 1, 36_000, 1, 7200,
        )  # fmt: skip
        assert (row.due, row.late, row.again, row.cut) == (1, 1, 0, 0)
        assert row.day == date(2026, 11, 23)
    begun = CaseDay.objects.get(unit=7)
    assert (begun.started, begun.finished, begun.lead) == (1, 0, 0)
    with at(13):
        engine.run_job(Job.objects.get().pk)
    with at(24):
        prov.do(process, "c")
    increments.catch_up()
    ended = CaseDay.objects.get(unit=7, day=date(2026, 11, 24))
    assert (ended.started, ended.finished, ended.cancelled, ended.lead) == (0, 1, 0, 86_400)


def test_the_day_is_by_swedish_clocks(prov: Prov) -> None:
    with at(14.5):  # 23:30 UTC, past midnight in Sweden
        prov.start("start > a > slut", user="a")
    increments.catch_up()
    assert one("start").day == date(2026, 11, 24)


def test_a_case_without_a_unit_is_counted_as_such(prov: Prov) -> None:
    prov.start("start > a > slut", user="a")
    increments.catch_up()
    assert set(CaseDay.objects.values_list("unit", flat=True)) == {
        ElementDay.EVERY,
        ElementDay.NONE,
    }


def test_what_came_back_and_what_stopped_is_counted_where_it_did(prov: Prov) -> None:
    prov.facts["belopp"] = 5
    steps.fail["s1"] = 1
    prov.publish(FLOW)
    with at(0):
        process = prov.start()
        prov.do(process, "a")
    increments.catch_up()
    assert one("s1").incidents == 1
    with at(1):
        engine.retry(Incident.objects.get().pk, actor="anna")
        prov.facts["belopp"] = 1
        prov.do(process, "a")
    increments.catch_up()
    row = one("a")
    assert (row.passes, row.again) == (2, 1)
    assert (one("s1").passes, one("s1").timed, one("s1").waited) == (2, 1, 3600)


def test_history_from_before_times_were_kept_is_counted_without_them(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    prov.do(process, "a")
    Move.objects.update(waited=None)
    increments.catch_up()
    assert (one("a").passes, one("a").timed, one("a").waited) == (1, 0, 0)


def test_killed_halfway_nothing_is_lost_and_nothing_counted_twice(
    prov: Prov, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(increments, "_AT_ONCE", 2)
    process = prov.start("start > a > b > c > slut", user="a b c")
    for name in "abc":
        prov.do(process, name)
    whole = increments._CASES.run
    done = 0

    def dies(rows: object) -> None:
        nonlocal done
        whole(rows)  # type: ignore[arg-type]
        done += 1
        if done == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(increments._CASES, "run", dies)
        with pytest.raises(KeyboardInterrupt):
            increments.catch_up()
    assert Counted.objects.get().move == Move.objects.order_by("pk")[1].pk
    increments.catch_up()
    assert [one(name).passes for name in "abc"] == [1, 1, 1]
    assert CaseDay.objects.get(unit=ElementDay.EVERY).finished == 1


class Life:
    """Made-up cases that go where chance takes them, with everything that can be counted."""

    def __init__(self, prov: Prov, chance: random.Random) -> None:
        self.prov, self.chance, self.hours = prov, chance, 0.0
        self.units: dict[UUID, int | None] = {}

    def step(self) -> None:
        self.hours += self.chance.random() * 20
        with at(self.hours):
            self.chance.choice(
                [self.begin, self.claim, self.tick, self.stop, self.mend, self.work]
            )()
            self.work()

    def begin(self) -> None:
        steps.fail["s1"] = int(self.chance.random() < 0.1)
        process = self.prov.start()
        self.units[process.case_id] = self.chance.choice([None, 1, 2])

    def work(self) -> None:
        self.prov.facts["belopp"] = self.chance.choice([1, 1, 5])
        steps.fail["s1"] = int(self.chance.random() < 0.1)
        tasks = list(UserTask.objects.order_by("created_at", "process", "element"))
        if tasks:
            task = self.chance.choice(tasks)
            self.prov.do(task.process, task.element, actor=task.assignee or "anna")

    def claim(self) -> None:
        if task := UserTask.objects.filter(assignee="").first():
            engine.claim(task.pk, actor="anna")

    def tick(self) -> None:
        for job in Job.objects.values_list("pk", flat=True):
            engine.run_job(job)
        for due in Timer.objects.filter(due_at__lte=clock.now()).values_list("pk", flat=True):
            engine.fire(due)

    def mend(self) -> None:
        if found := Incident.objects.filter(resolved_at=None).first():
            engine.retry(found.pk, actor="anna")

    def stop(self) -> None:
        running = Process.objects.filter(status=Process.Status.RUNNING).order_by("pk").first()
        if running is None or self.chance.random() < 0.7:
            return

        @engine.move
        def act() -> None:
            engine.cancel(engine.lock(running.case_id), actor="anna", reason="Prov")

        act()


@pytest.mark.parametrize("seed", range(6))
def test_counted_as_it_grows_is_the_same_as_counted_from_nothing(
    prov: Prov, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(increments, "_AT_ONCE", chance.choice([1, 3, 500]))
    prov.publish(FLOW)
    life = Life(prov, chance)
    monkeypatch.setattr(units, "_read", lambda ids: {one: life.units[one] for one in ids})
    for number in range(60):
        life.step()
        if number == 30:
            prov.publish(FLOW.replace(b'name="c"', b'name="C igen"'))
        if chance.random() < 0.3:
            increments.carry_on(seconds=chance.choice([0, 10]))
    increments.catch_up()
    grown = without_ids(sums())
    assert grown[0]
    assert grown[1]
    call_command("rakna_insikt", stdout=StringIO())
    assert without_ids(sums()) == grown
    # The units together are all of them.
    for element in set(ElementDay.objects.values_list("element", flat=True)):
        rows = ElementDay.objects.filter(element=element)
        every = sum(rows.filter(unit=ElementDay.EVERY).values_list("passes", flat=True))
        assert every == sum(rows.exclude(unit=ElementDay.EVERY).values_list("passes", flat=True))
    assert Move.objects.exclude(pk__lte=Counted.objects.get().move).count() == 0


def test_counting_anew_says_how_much(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    prov.do(process, "a")
    said = StringIO()
    call_command("rakna_insikt", stdout=said)
    assert said.getvalue().strip() == "2 rader av historiken räknade."


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_committed_late_is_counted_once() -> None:
    """A move that has its number, and is not committed when a later one is counted."""
    case = Prov({})
    registry.register_case_type(registry.CaseType("prov", "Prov"))
    process = case.start("start > a > b > slut", user="a b")
    increments.catch_up()
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                case.do(process, "a")
                written.set()
                go_on.wait(20)
        finally:
            connection.close()

    other = threading.Thread(target=slow)
    other.start()
    assert written.wait(20)
    case.start()
    assert increments.carry_on() == 0
    assert increments.carry_on() == 0
    go_on.set()
    other.join(20)
    assert increments.catch_up() == 2
    assert increments.catch_up() == 0
    assert one("a").passes == 1
    assert one("start").passes == 2


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_database_moved_to_another_server_does_not_wait_for_what_cannot_come() -> None:
    Counted.objects.create(pk=1, seen_at=MONDAY, seen_xid=2**60)
    increments.carry_on()
    assert Counted.objects.get().seen_at is None


def test_a_case_id_that_nobody_knows_is_no_unit() -> None:
    assert units.units_of([]) == {}
    assert increments._units({}, uuid4()) == (ElementDay.EVERY, ElementDay.NONE)
