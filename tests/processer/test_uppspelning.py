"""Replay and the signature, from the browser and the API: begun, followed, read, published."""

import re
from datetime import timedelta
from typing import Any, get_args

import pytest
from django.test import Client

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.processer import visning_uppspelning
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import clock
from workflows.diagrams import versions
from workflows.models import Draft, Release, Replay, UserTask
from workflows.trial.difference import Kind
from workflows.workbench import drafts, replays

HAR = "/processer/referens/"
SVAR: dict[str, dict[str, object]] = {
    name: {f"{name}_rubrik": "Prov", f"{name}_antal": 3, f"{name}_klar": True}
    for name in ("registrera", "granska", "avsluta")
}
NOTE = {"anteckning": "Kortare väntan för alla."}
RED = "Scenario: A\nDå är ärendet avslutat\n"
SKAL = "Scenariot är gammalt och skrivs om i morgon."


def _done(v: Varld) -> None:
    arende = actions.starta("referens", person=v.pia, kund=None, inlamning=Inlamning({}))
    for name, svar in SVAR.items():
        task = UserTask.objects.get(case_id=arende.pk, element=name)
        actions.svara(task.pk, person=v.kim, inlamning=Inlamning(svar))


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _drafted(old: bytes, new: bytes, scenarios: str = "") -> Draft:
    bpmn = versions.bundle_of(versions.published("referens")).bpmn
    assert old in bpmn
    files = {"referens.bpmn": bpmn.replace(old, new), "scenarier.txt": scenarios.encode()}
    return drafts.change("referens", files, by="pia")


def _other_role() -> Draft:
    """The draft gives one task to another role."""
    bpmn = versions.bundle_of(versions.published("referens")).bpmn
    assert b'name="kundtjanst"' in bpmn
    return _drafted(b'name="kundtjanst"', b'name="konsulent"')


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


def test_a_replay_is_begun_read_and_only_then_published_without_a_signature(
    v: Varld, pia: Client
) -> None:
    for _ in range(2):
        _done(v)
    draft = _other_role()
    assert pia.post(f"{HAR}utkast/uppspelning/", {"antal": "noll"}).status_code == 422
    none = pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10", "version": "7"})
    assert "Inga avslutade ärenden passar" in _text(none)
    begun = _text(pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"}, follow=True))
    made = Replay.objects.get()
    assert "0 av 2 klara" in begun
    assert pia.post(f"{HAR}uppspelning/{made.pk}/last/").status_code == 409
    replays.carry_on(made.pk)
    shown = _text(pia.get(f"{HAR}uppspelning/{made.pk}/"))
    assert "Går annorlunda 2" in shown
    case = made.cases.first()
    assert case
    one = _text(pia.get(f"{HAR}uppspelning/{made.pk}/{case.case_id}/"))
    assert "i stället för Kundtjänst" in one
    said = {"rev": draft.rev, **NOTE}
    refused = pia.post(f"{HAR}publicera/", said)
    assert refused.status_code == 422
    assert "Uppspelningen av 2 ärenden är inte läst: 2 går annorlunda" in _text(refused)
    pia.post(f"{HAR}uppspelning/{made.pk}/last/")
    done = _text(pia.post(f"{HAR}publicera/", said, follow=True))
    assert "Version 2 är publicerad" in done
    release = Release.objects.latest("pk")
    assert (release.despite, release.reason) == ("", "")


def test_a_red_scenario_is_published_only_with_a_name_and_a_reason(v: Varld, pia: Client) -> None:
    draft = _drafted(b'name="Granska"', b'name="Granska noga"', RED)
    said = {"rev": draft.rev, **NOTE}
    page = _text(pia.get(f"{HAR}publicera/"))
    assert "Scenariot ”A” är rött." in page
    stale = pia.post(
        f"{HAR}publicera/", {**said, "rev": 0, "skal": SKAL, "underskrift": v.pia.namn}
    )
    assert (stale.status_code, stale.context["rev"]) == (412, 0)
    for signature in (
        {},
        {"skal": "kort", "underskrift": v.pia.namn},
        {"skal": SKAL, "underskrift": "Någon Annan"},
        {"skal": "x" * 401, "underskrift": v.pia.namn},
    ):
        refused = pia.post(f"{HAR}publicera/", {**said, **signature})
        assert (refused.status_code, versions.published("referens").number) == (422, 1)
    signed = {**said, "skal": SKAL, "underskrift": f" {v.pia.namn.upper()} "}
    assert "Version 2 är publicerad" in _text(pia.post(f"{HAR}publicera/", signed, follow=True))
    release = Release.objects.latest("pk")
    assert (release.by, release.despite, release.reason) == (
        "pia",
        "Scenariot ”A” är rött.",
        SKAL,
    )
    listed = _text(pia.get(HAR))
    assert f"Publicerad trots invändningar Scenariot ”A” är rött. Skäl: {SKAL}" in listed


def test_the_same_through_the_api(v: Varld) -> None:
    klient = Klient(v.pia)
    _done(v)
    here = "processer/referens/"
    assert klient("POST", f"{here}utkast/uppspelning/", {}).status == 404
    draft = _other_role()
    begun = klient("POST", f"{here}utkast/uppspelning/", {"antal": 5})
    assert (begun.status, begun.data["status"], begun.data["antal"]) == (201, "running", 1)
    one = f"{here}uppspelning/{begun.data['nummer']}/"
    replays.carry_on(begun.data["nummer"])
    told = klient("GET", one).data
    assert (told["status"], told["annorlunda"], told["klara"]) == ("done", 1, 1)
    assert told["regler"][0]["antal"] == 1
    rows = klient("GET", f"{one}arenden/?utfall=other").data["poster"]
    assert rows[0]["skillnader"][0]["slag"] == "Gruppen"
    said = {**NOTE, "rev": draft.rev}
    no = klient("POST", f"{here}publicera/", said)
    assert (no.status, no.data["hinder"][0]["kod"]) == (422, "underskrift")
    signed = {**said, "skal": SKAL, "underskrift": v.pia.namn}
    assert klient("POST", f"{here}publicera/", signed).data["version"] == 2
    assert klient("GET", f"{here}versioner/").data[0]["skal"] == SKAL
    assert klient("POST", f"{one}avbryt/").status == 409
    assert klient("POST", f"{one}last/").status == 204
    assert klient("GET", one).data["last"]


def test_a_patients_case_is_told_by_its_number_and_leads_to_its_process_only(
    v: Varld, pia: Client
) -> None:
    _done(v)
    _other_role()
    pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"})
    made = Replay.objects.get()
    replays.carry_on(made.pk)
    here = f"{HAR}uppspelning/{made.pk}/"
    arende = Arende.objects.get()
    number, case = str(arende), f"{here}{arende.pk}/"
    Arende.objects.update(mottagare=v.patient)
    listed, one = pia.get(here), pia.get(case)
    assert number in _text(listed)
    assert case in listed.content.decode()
    assert f'href="/processer/arenden/{arende.pk}/"' in one.content.decode()
    assert f"/arende/{arende.pk}" not in one.content.decode()
    assert "Skutt" not in _text(one)
    rows = Klient(v.pia)("GET", f"{here.removeprefix('/')}arenden/").data["poster"]
    assert [row["nummer"] for row in rows] == [number]


def test_every_kind_of_difference_has_a_name() -> None:
    assert visning_uppspelning.SLAG.keys() == set(get_args(Kind))


def test_a_worker_that_was_overtaken_keeps_its_hands_off(v: Varld, pia: Client) -> None:
    _done(v)
    _other_role()
    pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"})
    made = Replay.objects.get()
    first = replays.take(made.pk)
    assert first is not None
    assert replays.take(made.pk) is None, "it is held"
    with clock.moved(timedelta(minutes=3)):
        second = replays.take(made.pk)
        assert second is not None, "whoever had it has said nothing for too long"
        assert replays.renewed(made.pk, first) is None
        assert replays.renewed(made.pk, second) is not None


def test_a_running_one_is_cancelled(v: Varld, pia: Client) -> None:
    _done(v)
    _other_role()
    pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"})
    number = Replay.objects.get().pk
    twice = pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"})
    assert (twice.status_code, Replay.objects.count()) == (422, 1)
    assert "En uppspelning pågår" in _text(twice)
    assert "Avbruten när 0 av 1" in _text(
        pia.post(f"{HAR}uppspelning/{number}/avbryt/", follow=True)
    )
    assert not replays.carry_on(number)


def test_the_page_opens_on_what_there_is_to_read(v: Varld, pia: Client) -> None:
    _done(v)
    _drafted(b'name="Granska"', b'name="Granska noga"')
    pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"})
    here = f"{HAR}uppspelning/{Replay.objects.get().pk}/"
    polled = pia.get(here, headers={"HX-Request": "true"})
    assert "Avbryt den" in _text(polled)
    assert "HX-Refresh" not in polled.headers
    replays.carry_on(Replay.objects.get().pk)
    # Whoever looks on gets the whole page anew: its list, and no way to stop what is done.
    assert pia.get(here, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    done = pia.get(here)
    assert "HX-Refresh" not in done.headers
    assert "Avbryt den" not in _text(done)
    assert done.context["utfall"] == "same"
    assert str(Arende.objects.get()) in _text(done)
    assert "Inga ärenden här" in _text(pia.get(f"{here}?utfall=other"))


@pytest.mark.parametrize(
    ("outcomes", "first"),
    [
        (["same", "until", "other"], "other"),
        (["same", "until"], "until"),
        (["same", "same"], "same"),
        (["", "same"], "same"),
        (["", ""], "other"),
    ],
)
def test_the_first_outcome_is_the_one_that_tells_most(
    v: Varld, pia: Client, outcomes: list[str], first: str
) -> None:
    for _ in outcomes:
        _done(v)
    _other_role()
    pia.post(f"{HAR}utkast/uppspelning/", {"antal": "10"})
    made = Replay.objects.get()
    for row, outcome in zip(made.cases.all(), outcomes, strict=True):
        made.cases.filter(pk=row.pk).update(
            outcome=outcome, told={"differences": [], "until": "", "before": [], "after": []}
        )
    assert pia.get(f"{HAR}uppspelning/{made.pk}/").context["utfall"] == first
