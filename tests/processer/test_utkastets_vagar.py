"""Taken back, changed in another tab, signed, and refused in the right order."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import clock
from workflows.diagrams import versions
from workflows.models import Draft, Release
from workflows.workbench import drafts

HAR = "/processer/referens/"
RED = "Scenario: A\nDå är ärendet avslutat\n"
SKAL = "Scenariot skrivs om i morgon."


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _draft(by: str, scenarios: str = "", rev: int | None = None) -> Draft:
    bpmn = versions.bundle_of(versions.published("referens")).bpmn
    files = {
        "referens.bpmn": bpmn.replace(b'name="Granska"', b'name="Granska noga"'),
        "scenarier.txt": scenarios.encode(),
    }
    return drafts.change("referens", files, by=by, rev=rev)


def _plan(pia: Client, rev: int) -> None:
    later = clock.local(clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    said = {"rev": str(rev), "anteckning": "Granskas noga.", "fran": later}
    assert pia.post(f"{HAR}publicera/", said).status_code == 302


def test_what_was_planned_is_a_draft_again_with_its_note(v: Varld, pia: Client) -> None:
    made = _draft(v.pia.username)
    _plan(pia, made.rev)
    assert not Draft.objects.exists()
    taken = pia.post(f"{HAR}planerad/ta-tillbaka/", follow=True)
    assert "Det du planerade är ett utkast igen." in _text(taken)
    back = Draft.objects.get()
    assert (bytes(back.bpmn), back.files) == (bytes(made.bpmn), made.files)
    assert "Granskas noga." in _text(pia.get(f"{HAR}publicera/"))
    _plan(pia, back.rev)
    assert versions.published("referens").number == 1


def test_with_another_draft_open_it_is_offered_to_restore_from(v: Varld, pia: Client) -> None:
    made = _draft(v.pia.username)
    _plan(pia, made.rev)
    other = drafts.change("referens", {"scenarier.txt": b"# mitt"}, by=v.pia.username)
    taken = _text(pia.post(f"{HAR}planerad/ta-tillbaka/", follow=True))
    assert "öppna version 2 och välj ”Gör till utkast”" in taken
    assert bytes(Draft.objects.get().bpmn) != bytes(made.bpmn)
    assert "Ersätt utkastet som är öppet?" in _text(pia.get(f"{HAR}versioner/2/"))
    late = pia.post(f"{HAR}versioner/2/utkast/", {"rev": other.rev - 1})
    assert late.status_code == 412
    done = pia.post(f"{HAR}versioner/2/utkast/", {"rev": other.rev}, follow=True)
    assert "Utkastet är nu som version 2." in _text(done)
    assert bytes(Draft.objects.get().bpmn) == bytes(made.bpmn)


def test_the_same_through_the_api(v: Varld, pia: Client) -> None:
    klient = Klient(v.pia)
    made = _draft(v.pia.username)
    _plan(pia, made.rev)
    taken = klient("POST", "processer/referens/planerad/ta-tillbaka/").data
    assert (taken["version"], taken["utkast"]) == (2, Draft.objects.get().rev)
    back = klient("POST", "processer/referens/versioner/1/utkast/", {"rev": taken["utkast"]})
    assert (back.status, back.data["rev"]) == (200, Draft.objects.get().rev)
    assert b"Granska noga" not in bytes(Draft.objects.get().bpmn)
    late = klient("POST", "processer/referens/versioner/2/utkast/", {"rev": taken["utkast"]})
    assert late.status == 412


def test_ones_own_other_tab_is_named_and_there_is_a_way_on(v: Varld, pia: Client) -> None:
    old = _draft(v.pia.username, RED).rev
    drafts.change("referens", {"scenarier.txt": b"# annan flik"}, by=v.pia.username, rev=old)
    page = f"{HAR}utkast/scenarier/"
    late = pia.post(page, {"rev": old, "text": RED})
    assert late.status_code == 412
    assert "Du har ändrat utkastet i en annan flik" in _text(late)
    assert "Scenario: A" in _text(late)
    assert "# annan flik" in _text(late)
    now = Draft.objects.get().rev
    assert f'name="ersatt" value="{now}"' in late.content.decode()
    pia.post(page, {"rev": old, "text": RED, "ersatt": now})
    assert Draft.objects.get().scenarios == RED
    step = f"{HAR}utkast/text/granska/"
    late = pia.post(step, {"rev": old, "namn": "Granska mycket noga"})
    assert (late.status_code, "Spara det här steget ändå" in _text(late)) == (412, True)
    now = Draft.objects.get().rev
    pia.post(step, {"rev": old, "namn": "Granska mycket noga", "ersatt": now})
    assert b"Granska mycket noga" in bytes(Draft.objects.get().bpmn)
    assert Draft.objects.get().scenarios == RED, "what was saved meanwhile is kept"
    late = pia.post(f"{HAR}publicera/", {"rev": old, "anteckning": "Nytt namn."})
    assert "Publicera utkastet som det är nu" in _text(late)
    assert "Nytt namn." in _text(late)


def test_a_colleague_is_named(v: Varld, pia: Client) -> None:
    old = _draft(v.kim.username).rev
    drafts.change("referens", {"scenarier.txt": b"# annat"}, by=v.kim.username, rev=old)
    late = pia.post(f"{HAR}utkast/scenarier/", {"rev": old, "text": RED})
    assert f"Utkastet har ändrats av {v.kim.namn}" in _text(late)


def test_who_may_not_is_told_so_before_anything_else(v: Varld) -> None:
    kim = Client()
    kim.force_login(v.kim)
    said = kim.post("/api/v1/processer/", {}, content_type="application/json")
    assert said.status_code == 403
    pia = Client()
    pia.force_login(v.pia)
    said = pia.post("/api/v1/processer/", {}, content_type="application/json")
    assert said.status_code == 422


@pytest.mark.parametrize("again", [False, True])
def test_red_scenarios_are_signed_by_name_in_the_api_as_on_the_page(
    v: Varld, pia: Client, *, again: bool
) -> None:
    klient = Klient(v.pia)
    rev = _draft(v.pia.username, RED).rev
    what: dict[str, object] = {"rev": rev}
    if again:
        signed = {"underskrift": v.pia.namn, "skal": SKAL, "anteckning": "Granskas noga."}
        assert klient("POST", "processer/referens/publicera/", what | signed).status == 200
        good = {"version": 1, "underskrift": v.pia.namn, "skal": SKAL, "anteckning": "Tillbaka."}
        assert klient("POST", "processer/referens/publicera/", good).status == 200
        what = {"version": 2}
    asked = what | {"anteckning": "Granskas noga."}
    count = Release.objects.count()
    for said, falt in (
        ({}, "skal"),
        ({"skal": SKAL}, "underskrift"),
        ({"skal": SKAL, "underskrift": "Kim Kundtjänst"}, "underskrift"),
        ({"skal": "kort", "underskrift": v.pia.namn}, "skal"),
    ):
        no = klient("POST", "processer/referens/publicera/", asked | said)
        assert (no.status, no.falt) == (422, [falt])
        path = f"{HAR}versioner/2/publicera/" if again else f"{HAR}publicera/"
        page = pia.post(path, {**asked, **said})
        assert page.status_code == 422
    assert Release.objects.count() == count
    yes = klient(
        "POST",
        "processer/referens/publicera/",
        asked | {"skal": SKAL, "underskrift": v.pia.namn},
    )
    assert yes.status == 200
    made = Release.objects.latest("pk")
    assert (made.by, made.reason) == (v.pia.username, SKAL)
    assert "Scenariot ”A” är rött." in made.despite
