"""A case that nobody and nothing can move is listed, and one that is healed is not."""

import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.workflows.draw import boundary, catch, message, messages, properties, timer
from tests.workflows.prov import steps
from tests.workflows.watch.conftest import Prov
from workflows import clock, engine, registry
from workflows.engine import codec
from workflows.errors import NotYourTurn, Refused
from workflows.models import (
    Incident,
    Job,
    Message,
    Move,
    Process,
    Subscription,
    Timer,
    UserTask,
    Watch,
)
from workflows.staffing import Post
from workflows.watch import rules
from workflows.watch.looking import GRACE
from workflows.watch.mending import mend
from workflows.watch.round import go_round, listed
from workflows.watch.rows import posts
from workflows.watch.rules import Kind, Token, Way

pytestmark = pytest.mark.django_db
KEY = properties(key="nummer")


def _listed() -> list[tuple[str, str]]:
    go_round()
    return [(row.why, row.element) for row in listed()]


def _every_kind(prov: Prov) -> Process:
    """One case that waits in every way at once."""
    prov.facts["nummer"] = "A"
    process = prov.start(
        "start > p", "p > a > q", "p > tid > q", "p > svar > q", "p > b1 > q", "p > s1 > q",
        "p > skicka > q", "q > slut", user="a", step="b1 s1", par="p q", root=messages("svar"),
        extra=catch("tid", timer("P3D"))
        + catch("svar", message("svar"), KEY)
        + f'<bpmn:intermediateThrowEvent id="skicka">{KEY}{message("svar")}'
        "</bpmn:intermediateThrowEvent>",
    )  # fmt: skip
    Message.objects.all().delete()
    return process


def _lose(model: type, **which: object) -> Callable[[], object]:
    return lambda: model.objects.filter(**which).delete()  # type: ignore[attr-defined]


BREAKS = {
    "task": (lambda: UserTask.objects.all().delete(), ("lost", "a")),
    "timer": (lambda: Timer.objects.all().delete(), ("lost", "tid")),
    "subscription": (lambda: Subscription.objects.all().delete(), ("lost", "svar")),
    "job": (lambda: Job.objects.all().delete(), ("lost", "b1")),
    "incident": (lambda: Incident.objects.all().delete(), ("untold", "s1")),
    "stopped job": (lambda: Job.objects.update(take_at=None), ("untold", "b1")),
    "late job": (
        lambda: Job.objects.update(take_at=clock.now() - GRACE * 2),
        ("late", "b1"),
    ),
    "late timer": (
        lambda: Timer.objects.update(due_at=clock.now() - GRACE * 2),
        ("late", "tid"),
    ),
}
MENDED = ("task", "timer", "subscription", "job", "incident", "stopped job")


@pytest.mark.parametrize("how", BREAKS)
def test_each_way_to_break_a_case_is_listed(prov: Prov, how: str) -> None:
    steps.fail["s1"] = 9
    process = _every_kind(prov)
    assert _listed() == []
    act, expected = BREAKS[how]
    act()
    assert _listed() == [expected]
    row = listed().get()
    assert row.process_id == process.pk
    assert row.sentence.endswith(".")
    assert row.proposal
    assert row.mendable is (how in MENDED)


@pytest.mark.parametrize("how", MENDED)
def test_what_is_missing_is_made_anew_and_is_told(prov: Prov, how: str) -> None:
    steps.fail["s1"] = 9
    process = _every_kind(prov)
    go_round()
    BREAKS[how][0]()
    go_round()
    mend(process.case_id, actor="petra")
    assert not listed().exists()
    assert _listed() == []
    last = Move.objects.filter(process=process).latest("rev")
    assert (last.kind, last.actor) == (Move.Kind.MENDED, "petra")
    assert UserTask.objects.count() == Timer.objects.count() == Job.objects.count() == 1
    assert Subscription.objects.count() == 1
    assert Incident.objects.filter(resolved_at__isnull=True).count() == 1
    assert Job.objects.get().take_at is not None
    prov.do(process, "a")


def test_nothing_is_mended_where_nothing_is_missing(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    before = bytes(prov.reload(process).state)
    with pytest.raises(Refused, match="Inget fattas"):
        mend(process.case_id, actor="petra")
    assert prov.reload(process).rev == 1
    assert bytes(prov.reload(process).state) == before
    prov.do(process, "a")
    with pytest.raises(NotYourTurn):
        mend(process.case_id, actor="petra")


def test_two_broken_ways_are_all_mended_at_once(prov: Prov) -> None:
    for one, other in product(("task", "timer", "job"), ("subscription", "incident")):
        Process.objects.all().delete()
        steps.fail["s1"] = 9
        process = _every_kind(prov)
        BREAKS[one][0]()
        BREAKS[other][0]()
        go_round()
        assert listed().count() == 1
        mend(process.case_id, actor="petra")
        assert _listed() == []


def test_the_last_of_a_group_goes_and_another_comes(prov: Prov, vacant: dict[Post, str]) -> None:
    prov.start("start > a > slut", user="a")
    assert _listed() == []
    vacant[Post("", "", None)] = "rollen Lager"
    assert _listed() == [("nobody", "a")]
    since = listed().get().since
    said = listed().get().sentence
    assert "väntar på rollen Lager" in said
    assert said.endswith("men ligger i ingen aktiv användares inkorg.")
    with clock.moved(timedelta(minutes=5)):
        assert _listed() == [("nobody", "a")]
    assert listed().get().since == since
    vacant.clear()
    assert _listed() == []


def test_a_time_that_takes_the_task_away_is_somebody_to_wait_for(
    prov: Prov, vacant: dict[Post, str]
) -> None:
    vacant[Post("", "", None)] = "rollen Lager"
    prov.start(
        "start > a > slut", "t > slut", "r > slut", user="a",
        extra=boundary("t", "a", timer("P1D")),
    )  # fmt: skip
    assert _listed() == []
    Process.objects.all().delete()
    prov.start(
        "start > a > slut", "r > slut", user="a",
        extra=boundary("r", "a", timer("P1D"), cancel=False),
    )  # fmt: skip
    assert _listed() == [("nobody", "a")]


def test_a_time_on_the_subprocess_takes_what_is_in_it(prov: Prov, vacant: dict[Post, str]) -> None:
    vacant[Post("", "", None)] = "rollen Lager"
    prov.start(
        "start > del > slut", "t > slut", user="a", begin="d0", end="d9",
        subprocess={"del": "d0 > a > d9"}, extra=boundary("t", "del", timer("P1D")),
    )  # fmt: skip
    assert _listed() == []
    Timer.objects.update(due_at=clock.now() - GRACE * 2)
    assert _listed() == [("nobody", "a")]


def test_a_message_that_nothing_sends_is_listed(prov: Prov) -> None:
    prov.facts["nummer"] = "A"
    prov.start(
        "start > svar > slut", root=messages("svar"), extra=catch("svar", message("svar"), KEY)
    )
    assert _listed() == [("unsent", "svar")]


def test_a_wait_for_a_condition_is_a_wait(prov: Prov) -> None:
    prov.start(
        "start > vanta > slut",
        extra=catch(
            "vanta",
            '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">'
            "klar</bpmn:condition></bpmn:conditionalEventDefinition>",
        ),
    )
    assert _listed() == []


def test_a_state_that_cannot_be_read_is_listed(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    Process.objects.filter(pk=process.pk).update(state=b"skrap", rev=7)
    assert _listed() == [("unreadable", "")]
    assert not listed().get().mendable


def test_a_join_that_waits_in_vain_is_listed(prov: Prov) -> None:
    process = prov.start("start > p", "p > a > q", "p > b > q", "q > slut", user="a b", par="p q")
    prov.do(process, "a")
    assert _listed() == []
    kept = prov.reload(process)
    told = codec.unpack(bytes(kept.state))
    for row in told["top"]["rows"]:
        if row[2] == "b":
            row[3] = 256  # cancelled, by what nobody knows
    Process.objects.filter(pk=kept.pk).update(state=codec.pack(told), rev=9)
    UserTask.objects.all().delete()
    assert [why for why, _ in _listed()] == ["join"]


def test_one_that_ends_is_forgotten(prov: Prov, vacant: dict[Post, str]) -> None:
    process = prov.start("start > a > slut", user="a")
    vacant[Post("", "", None)] = "rollen Lager"
    go_round()
    assert Watch.objects.count() == 1
    prov.do(process, "a")
    assert not listed().exists()
    go_round()
    assert not Watch.objects.exists()


def test_a_quiet_round_opens_no_case_and_asks_the_same_of_many_as_of_few(prov: Prov) -> None:
    def quiet() -> int:
        go_round()
        with CaptureQueriesContext(connection) as asked:
            assert go_round().looked == 0
        return len(asked)

    prov.start("start > a > slut", user="a")
    few = quiet()
    for _ in range(30):
        engine.start("prov", case_id=uuid4(), actor="anna")
    assert quiet() == few
    assert few <= 19


@pytest.mark.sqlite
def test_a_quiet_round_goes_through_no_wide_table(prov: Prov) -> None:
    """Of the cases, their history and their inboxes it reads what an index says and no more.

    PostgreSQL's plan of a few rows says nothing of that.
    """
    prov.start("start > a > slut", user="a")
    go_round()
    go_round()
    with CaptureQueriesContext(connection) as asked:
        go_round()
    plans: list[str] = []
    with connection.cursor() as cursor:
        for one in asked:
            if one["sql"].split()[0] in ("SELECT", "WITH"):
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                plans += [str(row[3]) for row in cursor.fetchall()]
    assert any("task_post" in plan for plan in plans)
    scans = [plan for plan in plans if plan.startswith("SCAN workflows_")]
    assert scans
    for table in ("process", "move", "usertask", "timer", "subscription"):
        whole = [plan for plan in scans if plan.split()[1] == f"workflows_{table}"]
        assert all("USING COVERING INDEX" in plan for plan in whole), whole


def test_whom_any_task_waits_for_is_each_said_once(prov: Prov) -> None:
    assert posts() == []
    prov.start("start > a > slut", user="a")
    task = UserTask.objects.get()
    wanted = [
        Post(role, group, scope)
        for role in ("", "kund", "lager")
        for group in ("", "a", "b")
        for scope in (None, 1, 7)
    ]
    for post in [*wanted, *wanted[:9]]:
        task.pk = uuid4()
        task.role, task.group, task.scope = post.role, post.group, post.scope
        task.save(force_insert=True)
    found = posts()
    assert len(found) == len(wanted)
    assert set(found) == set(wanted)


def test_one_row_more_hides_not_one_that_is_lost_beside_it(prov: Prov) -> None:
    prov.start("start > a > slut", user="a")
    other = prov.start()
    assert _listed() == []
    lost = UserTask.objects.exclude(process=other).get()
    lost.delete()
    UserTask.objects.filter(process=other).update(search="")
    row = UserTask.objects.get(process=other)
    row.pk = uuid4()
    row.save(force_insert=True)
    assert _listed() == [("lost", "a")]


def test_what_goes_beside_the_history_is_found_within_the_hour(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    assert _listed() == []
    assert _listed() == []
    Process.objects.filter(pk=process.pk).update(state=b"skrap", rev=7)
    with clock.moved(timedelta(minutes=59)):
        assert _listed() == []
    with clock.moved(timedelta(minutes=61)):
        assert _listed() == [("unreadable", "")]


def test_a_round_that_is_cut_off_is_gone_on_with(
    prov: Prov, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_round()
    prov.start("start > a > slut", user="a")
    for _ in range(4):
        prov.start()
    monkeypatch.setattr("workflows.watch.round._AT_ONCE", 2)
    assert [go_round(seconds=0).looked for _ in range(4)] == [2, 2, 1, 0]
    assert go_round().looked == 0
    assert Watch.objects.count() == 5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_move_that_is_committed_late_is_looked_at() -> None:
    """One that has its number before the moves of a round, and is there first after it."""
    case = Prov({})
    registry.register_case_type(registry.CaseType("prov", "Prov"))
    process = case.start("start > a > b > slut", user="a b")
    go_round()
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
    assert go_round().looked == 1
    assert go_round().looked == 0
    assert go_round().looked == 0
    go_on.set()
    other.join(20)
    assert go_round().looked == 1
    assert Watch.objects.get(process=process).rev == 2


def test_what_ends_while_it_is_looked_at_leaves_nothing(prov: Prov) -> None:
    process = prov.start("start > a > slut", user="a")
    UserTask.objects.all().delete()
    Process.objects.filter(pk=process.pk).update(status=Process.Status.CANCELLED)
    assert _listed() == []
    assert not Watch.objects.exists()


def test_the_rule_itself() -> None:
    moves = Token("a", "A", [Way(Kind.PERSON)])
    stands = Token("b", "B", [Way(Kind.MESSAGE, works=False, what="x")])
    assert rules.finding([moves]) is None
    assert rules.finding([moves, Token("q", "Q", [])]) is None
    assert rules.finding([Token("b", "B", [*stands.ways, Way(Kind.TIME)])]) is None
    assert rules.finding([Token("b", "B", stands.ways, in_time=True)]) is None
    found = rules.finding([moves, stands])
    assert found is not None
    assert (found.why, found.element, found.mendable) == ("unsent", "b", False)
    assert rules.finding([]) is not None
    for kind in Kind:
        told = rules.finding([Token("a", "A", [Way(kind, works=False, what="x")])])
        assert told is not None
        assert told.mening.endswith(".")
        assert told.forslag.endswith(".")
