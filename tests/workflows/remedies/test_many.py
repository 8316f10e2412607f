"""Many incidents of one cause: told together, tried on paper, and each done once."""

from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflows.draw import properties
from tests.workflows.prov import steps
from tests.workflows.remedies.conftest import Prov
from workflows import engine
from workflows.engine import incidents, moves
from workflows.engine.in_turn import is_busy
from workflows.errors import NotFound, Refused
from workflows.models import Incident, Move, Process, Remedy, RemedyCase
from workflows.remedies import carrying, doing
from workflows.remedies.causes import Cause, causes, find, normalised
from workflows.remedies.doing import Order

RETRY = Order("retry")
SKIP = Order("skip", "Gjort för hand.")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.uuids(), st.uuids(), st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_differs_between_cases_is_no_cause(a: UUID, b: UUID, m: int, n: int) -> None:
    one, other = (
        normalised(f"LookupError: artikel {x} ’saknas” i ”{x}” {i}\nmer")
        for x, i in ((m, a), (n, b))
    )
    assert one == other
    assert normalised("LookupError: annat") != one


def _stop(prov: Prov, how_many: int, *, fails: int = 1) -> list[Process]:
    """So many cases that have stopped at `s1`, each to fail so many times in all."""
    steps.fail["s1"] = how_many * fails
    first = prov.start("start > s1 > a > slut", user="a", step="s1")
    rest = [engine.start("prov", case_id=uuid4(), actor="anna") for _ in range(how_many - 1)]
    return [first, *rest]


def _cause() -> Cause:
    (one,) = causes()
    return one


def _begin(order: Order, cause: Cause | None = None) -> Remedy:
    cause = cause or _cause()
    return carrying.begin(cause, order, by="petra", up_to=max(cause.numbers))


def test_those_of_one_cause_are_one_line_and_others_another(prov: Prov) -> None:
    stopped = _stop(prov, 3)
    steps.fail["s2"] = 1
    prov.start("start > s2 > a > slut", user="a", step="s2")
    many, few = causes()
    assert (many.count, few.count) == (3, 1)
    assert many.example.case_id == stopped[0].case_id
    assert (many.label, few.label) == ("Prov: s1", "Prov: s2")
    assert find(many.key) == many
    with pytest.raises(NotFound):
        find("0" * 16)


def test_trying_it_on_paper_says_what_would_come_and_changes_nothing(prov: Prov) -> None:
    stopped = _stop(prov, 3)
    steps.fail["s1"] = 1
    before = [bytes(prov.reload(one).state) for one in stopped]
    told, tried = doing.likely(_cause(), RETRY, actor="petra")
    assert tried == 3
    assert [(one.count, one.well) for one in told] == [(1, False), (2, True)]
    assert told[1].sentence == "Går vidare och väntar vid ”a”."
    assert told[0].sentence.startswith("Stannar vid ”s1”:")
    assert [bytes(prov.reload(one).state) for one in stopped] == before
    assert Incident.objects.filter(resolved_at__isnull=True).count() == 3
    assert Move.objects.count() == 3


def test_each_is_done_and_told(prov: Prov) -> None:
    stopped = _stop(prov, 3)
    steps.fail["s1"] = 1
    remedy = _begin(RETRY)
    assert carrying.counts(remedy) == {"waiting": 3, "done": 0, "again": 0, "refused": 0}
    assert carrying.carry_on(5) == 3
    assert carrying.counts(remedy) == {"waiting": 0, "done": 2, "again": 1, "refused": 0}
    assert [prov.open(one) for one in stopped] == [[], ["a"], ["a"]]
    assert remedy.cases.filter(status="again").get().sentence.startswith("Stannar vid")


def test_asking_twice_does_nothing_twice(prov: Prov) -> None:
    _stop(prov, 2, fails=3)
    cause = _cause()
    _begin(RETRY, cause)
    with pytest.raises(Refused, match="redan på gång"):
        _begin(RETRY, cause)
    assert Remedy.objects.count() == 1
    carrying.carry_on(5)
    calls = len(steps.calls)
    # They have stopped anew: what was looked at then is done, and the new are not touched.
    with pytest.raises(Refused, match="redan på gång"):
        carrying.begin(_cause(), RETRY, by="petra", up_to=max(cause.numbers))
    assert carrying.carry_on(5) == 0
    assert len(steps.calls) == calls
    (row, _) = RemedyCase.objects.all()
    assert carrying.one(row.pk) is False


def test_what_somebody_else_has_taken_care_of_is_told(prov: Prov) -> None:
    _stop(prov, 2)
    remedy = _begin(RETRY)
    engine.retry(_cause().numbers[0], actor="kim")
    carrying.carry_on(5)
    refused = remedy.cases.get(status="refused")
    assert refused.sentence == "Driftstoppet är redan avklarat. Läs in listan igen."
    assert remedy.cases.get(status="done").sentence == "Går vidare och väntar vid ”a”."


def test_a_step_is_passed_over_with_a_reason_by_many(prov: Prov) -> None:
    stopped = _stop(prov, 2, fails=9)
    with pytest.raises(Refused, match="Skriv varför"):
        _begin(Order("skip", "?"))
    assert not Remedy.objects.exists()
    _begin(SKIP)
    carrying.carry_on(5)
    assert [prov.open(one) for one in stopped] == [["a"], ["a"]]
    assert set(Incident.objects.values_list("resolution", "reason")) == {
        ("skipped", "Gjort för hand.")
    }


def test_a_step_that_must_be_done_is_passed_over_by_nobody(prov: Prov) -> None:
    steps.fail["s1"] = 9
    process = prov.start(
        "start > s1 > a > slut", user="a", step="s1", inside={"s1": properties(hoppa_over="nej")}
    )
    assert doing.choices(_cause()) == ["retry"]
    with pytest.raises(Refused, match="Välj något"):
        _begin(SKIP)
    with pytest.raises(Refused, match="tillåter inte"):
        engine.skip(_cause().numbers[0], actor="petra", reason="Gjort för hand.")
    assert prov.open(process) == []
    assert Incident.objects.get().resolved_at is None


def test_a_gateway_is_only_tried_again(prov: Prov) -> None:
    prov.start("start > x", "x > a : klar", "x > b", "a > slut", "b > slut", user="a b", xor="x")
    assert doing.choices(_cause()) == ["retry"]
    assert not incidents.may_skip("condition", None, "x")


def test_one_that_can_not_be_done_stops_no_other(prov: Prov) -> None:
    _stop(prov, 2)
    remedy = _begin(RETRY)
    gone = Process.objects.order_by("pk").first()
    assert gone is not None
    Process.objects.filter(pk=gone.pk).update(state=b"skrap")
    carrying.carry_on(5)
    assert [row.status for row in remedy.cases.order_by("pk")] == ["refused", "done"]
    assert Incident.objects.filter(resolved_at__isnull=True).count() == 1


def test_a_worker_that_dies_is_followed_by_one_that_goes_on(prov: Prov) -> None:
    _stop(prov, 3)
    remedy = _begin(RETRY)
    assert carrying.one(remedy.cases.order_by("pk")[0].pk)
    steps.die["s1"] = 1
    with pytest.raises(KeyboardInterrupt):
        carrying.carry_on(5)
    assert carrying.counts(remedy)["done"] == 1
    assert _cause().count == 2
    carrying.carry_on(5)
    assert carrying.counts(remedy)["done"] == 3


def test_one_that_is_busy_is_passed_over_for_the_rest(prov: Prov) -> None:
    stopped = _stop(prov, 3)
    remedy = _begin(RETRY)
    steps.busy["s1"] = 1
    assert carrying.carry_on(5) == 2
    assert carrying.counts(remedy)["waiting"] == 1
    assert [prov.open(one) for one in stopped] == [[], ["a"], ["a"]]
    assert carrying.carry_on(5) == 1
    assert prov.open(stopped[0]) == ["a"]


def test_a_database_that_is_away_is_no_busy_case() -> None:
    assert not is_busy(OperationalError("server closed the connection"))


def test_the_case_is_held_before_the_row_that_tells_of_it(
    prov: Prov, monkeypatch: pytest.MonkeyPatch
) -> None:
    (process,) = _stop(prov, 1)
    remedy = _begin(RETRY)
    lock = moves.lock
    told = []

    def held(case_id: UUID) -> Process:
        told.append((case_id, remedy.cases.get().status))
        return lock(case_id)

    monkeypatch.setattr(moves, "lock", held)
    carrying.carry_on(5)
    assert told[0] == (process.case_id, "waiting")
    assert remedy.cases.get().status == "done"
