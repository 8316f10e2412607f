"""Finished cases through a draft: the same, otherwise with the rule, or known as far as it goes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.organisation.models import Grupp
from tests.fritt.conftest import Varld, varld
from workflows import clock, engine, workdays
from workflows.diagrams import versions
from workflows.errors import NotYourTurn, Refused
from workflows.models import Job, Message, Move, MoveDetail, Process, Replay, UserTask
from workflows.trial.play import FIRST_MOMENT
from workflows.trial.rerun import _Rerun
from workflows.workbench import drafts, replays

__all__ = ["varld"]

BEGARAN = {
    "mottagare": "200303030303",
    "typ": "manuell_rullstol",
    "vikt": 72.5,
    "behov": "Ta sig ut till skolan varje dag.",
    "akut": False,
}


def _done(v: Varld, *, sent: bool = False) -> UUID:
    """A case from begäran to result; `sent` when the bedömning is late."""
    now = FIRST_MOMENT

    def answer(element: str, **svar: Any) -> None:
        task = UserTask.objects.get(case_id=arende.pk, element=element)
        who = {"konsulent": v.kajsa, "kundtjanst": v.kim}[task.role]
        actions.svara(task.pk, person=who, inlamning=Inlamning(svar))

    with clock.frozen(now):
        arende = actions.starta(
            "utprovning",
            person=v.miriam,
            kund=v.kund,
            inlamning=Inlamning(BEGARAN),
            bekraftar_vardrelation=True,
        )
    if sent:
        now = workdays.add(now, 3)
        with clock.frozen(now + timedelta(seconds=4)):
            engine.tick()
    with clock.frozen(now + timedelta(hours=2)):
        if sent:
            answer(
                "meddela_forsening",
                anledning="Sjuk.",
                vantas_klar="2026-12-15",
                forskrivaren_vet=True,
            )
        answer("bedom", bedomning="utprovning", ta_med=["vag"])
        answer("boka_tid", tid_dag="2026-12-15", tid_klockan="13:30", plats="hmc")
    with clock.frozen(now + timedelta(days=1)):
        answer("dokumentera", resultat="inget", anteckning="Provade tre stolar.")
    return arende.pk


def _replay(change: Callable[[dict[str, bytes]], None], **choice: Any) -> Replay:
    bundle = versions.bundle_of(versions.published("utprovning"))
    files = {"utprovning.bpmn": bundle.bpmn} | {n: t.encode() for n, t in bundle.files.items()}
    change(files)
    drafts.change("utprovning", files, by="pia")
    made = replays.begin("utprovning", by="pia", **choice)
    assert replays.carry_on(made.pk)
    made.refresh_from_db()
    return made


def _only(made: Replay) -> dict[str, Any]:
    told: dict[str, Any] = made.cases.get().told
    return told


def _swap(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())

    return change


def _nothing(files: dict[str, bytes]) -> None:
    pass


@pytest.mark.parametrize("sent", [False, True])
def test_a_draft_that_changes_nothing_goes_the_same_way(varld: Varld, sent: bool) -> None:
    _done(varld, sent=sent)
    made = _replay(_nothing)
    assert (made.status, replays.progress(made)) == ("done", {"same": 1}), _only(made)
    assert replays.groups(made) == []


def test_another_group_is_told_with_the_row_that_made_it(varld: Varld) -> None:
    Grupp.objects.create(nyckel="konsulent_ny", namn="konsulent_ny", roll="konsulent")
    _done(varld)
    change = _swap("utprovningsvag.dmn", '"konsulent_manuella_rullstolar"', '"konsulent_ny"')
    made = _replay(change)
    told = _only(made)
    assert [one["kind"] for one in told["differences"]] == ["grupp", "grupp"]
    assert "konsulent_ny" in told["differences"][0]["mening"]
    assert "rad 1 ger" in told["differences"][0]["rule"]
    assert [(kind, count) for kind, _, count in replays.groups(made)] == [("grupp", 1)]


def test_another_deadline_is_told_with_what_is_written(varld: Varld) -> None:
    _done(varld)
    told = _only(_replay(_swap("utprovning.bpmn", "utprovningsvag.bedoms_inom)", "10)")))
    (one,) = told["differences"]
    assert one["kind"] == "tid"
    assert "2026-12-07 09:00 i stället för 2026-11-26 09:00" in one["mening"]
    assert "hmc.arbetsdagar(start, 10)" in one["rule"]


def test_another_answer_is_told_also_where_nothing_in_the_diagram_follows(varld: Varld) -> None:
    """As where a step takes the answer to the case: what was recorded is the old answer's."""
    _done(varld)

    def change(files: dict[str, bytes]) -> None:
        _swap("utprovningsvag.dmn", "<text>3</text>", "<text>9</text>")(files)
        _swap("utprovning.bpmn", "utprovningsvag.bedoms_inom)", "3)")(files)

    made = _replay(change)
    told = _only(made)
    assert [one["kind"] for one in told["differences"]] == ["tabell"]
    assert "rad 1 ger" in told["differences"][0]["rule"]
    assert replays.progress(made) == {"other": 1}


def test_another_way_is_told_where_it_parts(varld: Varld) -> None:
    _done(varld)
    made = _replay(_swap("utprovning.bpmn", 'bedomning = "utprovning"', 'bedomning = "x"'))
    told = _only(made)
    assert [one["kind"] for one in told["differences"]] == ["vag"]
    assert "i stället för ”Boka tid”" in told["differences"][0]["mening"]
    assert told["until"] == ""


def test_what_no_record_answers_is_known_till_there(varld: Varld) -> None:
    _done(varld)

    def ring(files: dict[str, bytes]) -> None:
        bpmn = files["utprovning.bpmn"].decode()
        bpmn = bpmn.replace(
            '<bpmn:sequenceFlow id="till_dokumentera" sourceRef="boka_tid"'
            ' targetRef="dokumentera" />',
            '<bpmn:userTask id="ring" name="Ring mottagaren"/>'
            '<bpmn:sequenceFlow id="r1" sourceRef="boka_tid" targetRef="ring"/>'
            '<bpmn:sequenceFlow id="r2" sourceRef="ring" targetRef="dokumentera"/>',
        ).replace(
            "<bpmn:flowNodeRef>bedom</bpmn:flowNodeRef>",
            "<bpmn:flowNodeRef>bedom</bpmn:flowNodeRef><bpmn:flowNodeRef>ring</bpmn:flowNodeRef>",
        )
        files["utprovning.bpmn"] = bpmn.encode()
        files["ring.form.json"] = (
            b'{"title": "Ring", "type": "object", "properties":'
            b' {"svarade": {"type": "boolean", "title": "Svarade?"}}}'
        )

    told = _only(_replay(ring))
    assert told["differences"] == []
    assert told["until"].startswith("Känd till ”Ring mottagaren”")
    assert told["after"][-1] == "Boka tid"


def test_a_new_question_that_must_be_answered_stops_the_case_there(varld: Varld) -> None:
    _done(varld)
    change = _swap(
        "boka_tid.form.json",
        '"properties": {',
        '"properties": {"ny_fraga": {"type": "string", "title": "Vad mer?"},',
    )

    def also_required(files: dict[str, bytes]) -> None:
        change(files)
        _swap("boka_tid.form.json", '"required": [', '"required": ["ny_fraga", ')(files)
        if b'"x-order": [' in files["boka_tid.form.json"]:
            _swap("boka_tid.form.json", '"x-order": [', '"x-order": ["ny_fraga", ')(files)

    told = _only(_replay(also_required))
    assert "frågan ”Vad mer?” har inget svar i ärendet" in told["until"]


def test_nothing_real_is_touched(varld: Varld) -> None:
    _done(varld)
    tables = (Process, Move, UserTask, Message, Job)
    before = [list(table.objects.values_list("pk", flat=True)) for table in tables]
    with CaptureQueriesContext(connection) as asked:
        _replay(_nothing)
    assert before == [list(table.objects.values_list("pk", flat=True)) for table in tables]
    changed = [
        q["sql"]
        for q in asked.captured_queries
        if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert all("replay" in sql or "draft" in sql for sql in changed), changed


def test_a_worker_that_died_is_taken_over_and_no_case_is_told_twice(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        _done(varld)
    drafts.change("utprovning", {"scenarier.txt": b""}, by="pia")
    made = replays.begin("utprovning", by="pia")
    monkeypatch.setattr(replays, "_AT_ONCE", 1)
    kept = replays._keep

    def die_after_the_first(told: Any) -> None:
        kept(told)
        raise KeyboardInterrupt

    monkeypatch.setattr(replays, "_keep", die_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        replays.carry_on(made.pk)
    monkeypatch.setattr(replays, "_keep", kept)
    first = made.cases.exclude(outcome="").get()
    assert not replays.carry_on(made.pk)  # the lease has not ended
    with clock.moved(timedelta(minutes=3)):
        replays.sweep()
        assert replays.carry_on(made.pk)
    assert replays.progress(made) == {"same": 3}
    again = made.cases.get(pk=first.pk)
    assert again.told == first.told
    assert not replays.carry_on(made.pk)


def test_it_is_cancelled_between_two_rounds(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        _done(varld)
    drafts.change("utprovning", {"scenarier.txt": b""}, by="pia")
    made = replays.begin("utprovning", by="pia")
    monkeypatch.setattr(replays, "_AT_ONCE", 1)
    kept = replays._keep

    def and_cancel(told: Any) -> None:
        kept(told)
        replays.cancel("utprovning", made.pk)

    monkeypatch.setattr(replays, "_keep", and_cancel)
    replays.carry_on(made.pk)
    made.refresh_from_db()
    assert (made.status, replays.progress(made)) == ("cancelled", {"": 1, "same": 1})
    with pytest.raises(NotYourTurn):
        replays.cancel("utprovning", made.pk)


def test_the_choice_is_narrowed_and_an_empty_one_refused(varld: Varld) -> None:
    first, second = _done(varld), _done(varld, sent=True)
    drafts.change("utprovning", {"scenarier.txt": b""}, by="pia")
    ended = Process.objects.get(case_id=second).ended_at
    assert ended
    for choice, cases in (
        ({"count": 1}, {second}),
        ({"until": ended}, {first}),
        ({"since": ended}, {second}),
        ({"number": 1}, {first, second}),
    ):
        made = replays.begin("utprovning", by="pia", **choice)  # type: ignore[arg-type]
        assert set(made.cases.values_list("case_id", flat=True)) == cases
        replays.cancel("utprovning", made.pk)
    for nothing in ({"number": 2}, {"count": 0}, {"since": ended + timedelta(days=1)}):
        with pytest.raises(Refused):
            replays.begin("utprovning", by="pia", **nothing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (Move.Kind.VERSION, "flyttades mellan versioner"),
        (Move.Kind.PLACED, "till ett annat steg"),
    ],
)
def test_every_kind_of_move_is_run_again_or_said_not_to_be(
    varld: Varld, kind: Move.Kind, why: str
) -> None:
    assert {one.name for one in Move.Kind} == _Rerun._KINDS.keys() | {"VERSION", "PLACED"}
    case = _done(varld)
    moved = Move.objects.filter(process__case_id=case).order_by("rev")[1:2].get()
    Move.objects.filter(pk=moved.pk).update(kind=kind)
    told = _only(_replay(_nothing))
    assert (told["outcome"], why in told["until"]) == ("until", True)


def test_a_worker_holds_it_for_a_while_and_lets_the_next_go_on(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        _done(varld)
    drafts.change("utprovning", {"scenarier.txt": b""}, by="pia")
    made = replays.begin("utprovning", by="pia")
    monkeypatch.setattr(replays, "_AT_ONCE", 1)
    for left in ({"": 1, "same": 1}, {"same": 2}):
        assert replays.carry_on(made.pk, seconds=0)
        assert replays.progress(made) == left
    made.refresh_from_db()
    assert made.status == "done"


def test_an_erased_record_is_never_guessed(varld: Varld) -> None:
    _done(varld)
    MoveDetail.objects.all().delete()
    told = _only(_replay(_nothing))
    assert told["until"]
