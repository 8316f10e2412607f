"""What becomes of a running case in a changed diagram, and why."""

from collections.abc import Callable

import pytest

from benchmarks.lagen import states
from tests.workflows.draw import boundary, draw, timer
from tests.workflows.transfer.conftest import Prov
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.diagrams.parser import build
from workflows.diagrams.versions import process_folders
from workflows.engine import codec
from workflows.models import Definition
from workflows.transfer.foresight import foresee
from workflows.transfer.judging import Fate, Judge, Verdict
from workflows.transfer.positions import signature
from workflows.transfer.rewriting import Alignment, rewrite
from workflows.transfer.trial import Rehearsal

pytestmark = pytest.mark.django_db

_DECIDES = (
    '<bpmn:businessRuleTask id="besluta" name="Besluta"><bpmn:extensionElements>'
    "<spiffworkflow:calledDecisionId>vag</spiffworkflow:calledDecisionId>"
    "</bpmn:extensionElements></bpmn:businessRuleTask>"
)
_NAMED = "finns inte i den nya versionen"

Judged = Callable[..., Verdict]


@pytest.fixture
def judged(prov: Prov) -> Judged:
    """A case that stands at `a`, with `b` after it, judged against another drawing."""
    process = prov.start("start > a > b > slut", user="a b")

    def judge(*flows: str, chosen: dict[str, str] | None = None, **drawn: str) -> Verdict:
        new = build(Bundle("prov", draw(*flows, **drawn), {}))
        return Judge(new, chosen).judge(process.version_id, codec.unpack(bytes(process.state)))

    return judge


def test_a_step_put_in_after_changes_nothing_for_who_stands_before(judged: Judged) -> None:
    verdict = judged("start > a > ring > b > slut", user="a b ring")
    assert (verdict.fate, verdict.mening) == (Fate.SAME, "Står vid ”a” i båda versionerna.")


def test_a_renamed_step_is_proposed_by_its_neighbours(judged: Judged) -> None:
    verdict = judged("start > a2 > b > slut", user="a2 b")
    assert (verdict.fate, verdict.mening) == (Fate.MAPPED, "”a” blir ”a2”.")


def test_a_removed_step_asks_the_owner_to_choose(judged: Judged) -> None:
    verdict = judged("start > b > slut", user="b")
    assert verdict.fate == Fate.UNMAPPED
    assert _NAMED in verdict.mening
    chosen = judged("start > b > slut", user="b", chosen={"a": "b"})
    assert (chosen.fate, chosen.mening) == (Fate.MAPPED, "”a” blir ”b”.")


def test_what_the_owner_holds_back_stays(judged: Judged) -> None:
    verdict = judged("start > a > b > slut", user="a b", chosen={"a": ""})
    assert verdict.fate == Fate.OLD
    assert "Du har valt" in verdict.mening


def test_where_nothing_is_of_the_kind_the_case_finishes_on_the_old(judged: Judged) -> None:
    verdict = judged("start > s1 > slut", step="s1")
    assert verdict.fate == Fate.OLD
    assert "inget där är av samma slag" in verdict.mening


def test_a_join_that_would_wait_for_a_way_never_taken(judged: Judged) -> None:
    verdict = judged("start > p", "p > a > q", "p > c > q", "q > b > slut", user="a b c", par="p q")
    assert verdict.fate == Fate.STUCK
    assert "”q” skulle vänta på en väg" in verdict.mening


def test_a_decision_in_a_step_that_is_passed(judged: Judged) -> None:
    flows = ("start > besluta > a > b > x", "x > slut : vag.dagar > 3", "x > c > slut")
    verdict = judged(*flows, user="a b c", xor="x", extra=_DECIDES)
    assert verdict.fate == Fate.STUCK
    assert "”vag”, som bestäms i ”Besluta”" in verdict.mening
    before = ("start > a > besluta > b > x", *flows[1:])
    assert judged(*before, user="a b c", xor="x", extra=_DECIDES).fate == Fate.SAME


def test_a_new_deadline_is_told_of(judged: Judged) -> None:
    late = boundary("sent", "a", timer('duration("P3D")'))
    verdict = judged("start > a > b > slut", "sent > c > slut", user="a b c", extra=late)
    assert verdict.fate == Fate.SAME
    assert verdict.notes == ("”sent” är ny och räknas från flytten.",)


def test_cases_are_counted_by_cause_and_judged_once_for_each_position(prov: Prov) -> None:
    cases = [prov.start("start > a > b > slut", user="a b") for _ in range(5)]
    for case in cases[:2]:
        prov.do(case, "a")
    new = Bundle("prov", draw("start > b > slut", user="b"), {})
    outlook = foresee(Definition.objects.get(name="prov"), new, {})
    assert [(one.fate, one.count) for one in outlook.groups] == [(Fate.SAME, 2), (Fate.UNMAPPED, 3)]
    assert set(outlook.groups[1].samples) == {case.case_id for case in cases[2:]}
    assert (outlook.positions, outlook.movable, outlook.total) == (2, 2, 5)


def test_no_process_of_ours_would_be_stuck_where_it_stands(settings: object) -> None:
    """Walking by chance must not cry wolf: each position fits the version it is in."""
    for folder in process_folders(settings.BPMN_DIR):  # type: ignore[attr-defined]
        specs = build(from_folder(folder))
        alignment, rehearsal = Alignment(specs, specs, {}), Rehearsal(specs)
        parts = {signature(one): one for one in map(codec.unpack, states(specs, 3))}
        for one in list(parts.values())[:12]:
            written = rewrite(one, alignment)
            assert signature(written.parts) == signature(one)
            assert rehearsal.try_out(written.parts) is None, folder.name
