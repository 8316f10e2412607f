"""Publishing by two: nothing takes effect until another process owner has said yes."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from cases.processer import godkannande
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from tests.leverans.test_foljesedel import text as pdf_text
from tests.organisation import bygg
from tests.processer.test_uppspelning import _done, _other_role
from tests.tasks.uppgifter import inloggad, sidan
from tests.workflows.workbench.test_release import _with_new_name
from workflows import clock
from workflows.diagrams import versions
from workflows.models import Approval, Draft, Release
from workflows.workbench import drafts, replays

HAR = "/processer/referens/"
NOTE = {"anteckning": "Nytt namn på steget."}


@pytest.fixture(autouse=True)
def _two(settings: Settings) -> None:
    settings.PUBLICERING_FYRA_OGON = True


@pytest.fixture
def pia(v: Varld) -> Client:
    return inloggad(v.pia)


@pytest.fixture
def olle(v: Varld) -> Client:
    return inloggad(bygg.person("processagare", username="olle"))


@pytest.fixture
def rev(v: Varld) -> int:
    return _andra(v)


def _andra(v: Varld) -> int:
    draft = Draft.objects.filter(definition__name="referens").first()
    bundle = (
        drafts.bundle_of(draft) if draft else versions.bundle_of(versions.published("referens"))
    )
    changed = drafts.change(
        "referens",
        _with_new_name(bundle),
        by=v.pia.username,
        rev=draft.rev if draft else None,
    )
    return changed.rev


def _begar(pia: Client, rev: int, **more: str) -> Approval:
    answer = pia.post(f"{HAR}publicera/", {"rev": rev, **NOTE, **SIGNED, **more}, follow=True)
    assert "väntar på att en annan processägare godkänner" in answer.content.decode()
    return Approval.objects.latest("pk")


SIGNED: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _signed(v: Varld) -> None:
    """The scenarios name the step by its old name."""
    SIGNED.update({"underskrift": v.pia.namn, "skal": "Scenarierna rättas efteråt."})


def _galler() -> int:
    return versions.published("referens").number


def test_it_waits_is_told_and_takes_effect_when_another_approves(
    v: Varld, pia: Client, olle: Client, rev: int
) -> None:
    assert "Be om godkännande" in sidan(pia, f"{HAR}publicera/")
    asked = _begar(pia, rev)
    assert _galler() == 1
    assert not Release.objects.filter(by=v.pia.username).exists()
    assert {one.till.username for one in Meddelande.objects.all()} >= {"olle"}
    assert v.pia.username not in {one.till.username for one in Meddelande.objects.all()}
    assert "En publicering väntar på godkännande" in sidan(olle, HAR)
    here = f"{HAR}godkannande/{asked.pk}/"
    page = sidan(olle, here)
    assert "Nytt namn på steget." in page
    assert asked.despite
    assert all(one in page for one in asked.despite.splitlines())
    assert "Godkänn och publicera" in page
    mine = sidan(pia, here)
    assert "Godkänn och publicera" not in mine
    assert "Ta tillbaka" in mine
    assert pia.post(f"{here}godkann/").status_code == 403
    assert _galler() == 1
    done = olle.post(f"{here}godkann/", follow=True)
    assert "är godkänd och publicerad" in done.content.decode()
    assert _galler() == 2
    made = Release.objects.latest("pk")
    assert (made.by, made.approved_by) == (v.pia.username, "olle")
    assert (made.despite, made.reason) == (asked.despite, SIGNED["skal"])
    (second,) = Anvandare.objects.filter(username="olle")
    assert f"{v.pia.namn}, godkänd av {second.namn}" in sidan(pia, HAR)
    document = f"{HAR}versioner/{made.version.number}/dokument/"
    page = sidan(pia, document)
    assert "Godkänd av" in page
    assert f"Underskrivet av {v.pia.namn}." in page
    paper = pdf_text(pia.get(f"{document}pdf/").content)
    assert re.sub(r"\s", "", f"Godkänd av {second.namn}") in re.sub(r"\s", "", paper)
    program = Klient(v.pia)
    (newest, first) = program("GET", "processer/referens/versioner/").data
    assert (newest["av"], newest["godkand_av"]) == (v.pia.namn, second.namn)
    assert first["godkand_av"] == ""
    told = program("GET", "processer/referens/versioner/2/dokument/").data
    assert told["godkand_av"] == second.namn
    assert not Draft.objects.filter(definition__name="referens").exists()
    assert olle.post(f"{here}godkann/").status_code == 409
    assert Meddelande.objects.filter(till=v.pia, rubrik__contains="godkänd").count() == 1


def test_what_has_come_in_the_way_since_is_not_signed_by_the_old_reason(
    v: Varld, pia: Client, olle: Client
) -> None:
    _done(v)
    asked = _begar(pia, _other_role().rev)
    assert (asked.despite, asked.reason) == ("", "")
    replay = replays.begin("referens", by="pia")
    replays.carry_on(replay.pk)
    here = f"{HAR}godkannande/{asked.pk}/"
    answer = olle.post(f"{here}godkann/")
    assert answer.status_code == 412
    assert "Nytt står i vägen" in answer.content.decode()
    program = Klient(Anvandare.objects.get(username="olle"))
    assert program("POST", f"processer/referens/godkannande/{asked.pk}/godkann/").status == 412
    assert _galler() == 1
    asked.refresh_from_db()
    assert asked.status == Approval.Status.ASKED
    pia.post(f"{here}avsla/")
    again = _begar(pia, Draft.objects.get().rev)
    assert "Uppspelningen av 1 ärenden är inte läst" in again.despite
    assert "Uppspelningen av 1 ärenden är inte läst" in sidan(olle, f"{HAR}godkannande/{again.pk}/")
    olle.post(f"{HAR}godkannande/{again.pk}/godkann/")
    assert Release.objects.latest("pk").despite == again.despite


def test_what_no_longer_stands_in_the_way_hinders_nobody(
    v: Varld, pia: Client, olle: Client
) -> None:
    _done(v)
    draft = _other_role()
    replay = replays.begin("referens", by="pia")
    replays.carry_on(replay.pk)
    asked = _begar(pia, draft.rev)
    pia.post(f"{HAR}uppspelning/{replay.pk}/last/")
    olle.post(f"{HAR}godkannande/{asked.pk}/godkann/")
    made = Release.objects.latest("pk")
    assert (made.approved_by, made.despite, made.reason) == ("olle", "", "")


def test_no_to_an_earlier_version_says_so(v: Varld, pia: Client, olle: Client, rev: int) -> None:
    olle.post(f"{HAR}godkannande/{_begar(pia, rev).pk}/godkann/")
    back = Klient(v.pia)("POST", "processer/referens/publicera/", {"version": 1, **NOTE, **SIGNED})
    here = f"{HAR}godkannande/{back.data['nummer']}/"
    assert "Versionen ligger kvar" in sidan(olle, here)
    answer = olle.post(f"{here}avsla/", {"skal": "Nej."}, follow=True)
    assert "Version 1 publiceras inte." in answer.content.decode()


def test_a_changed_draft_voids_it(v: Varld, pia: Client, olle: Client, rev: int) -> None:
    asked = _begar(pia, rev)
    again = pia.post(f"{HAR}publicera/", {"rev": rev, **NOTE, **SIGNED})
    assert again.status_code == 422
    new = _andra(v)
    here = f"{HAR}godkannande/{asked.pk}/"
    assert "Utkastet har ändrats" in sidan(olle, here)
    assert "Godkänn och publicera" not in sidan(olle, here)
    assert olle.post(f"{here}godkann/").status_code == 412
    assert _galler() == 1
    second = _begar(pia, new)
    asked.refresh_from_db()
    assert asked.status == Approval.Status.VOID
    olle.post(f"{HAR}godkannande/{second.pk}/godkann/")
    assert _galler() == 2


def test_a_planned_one_waits_too_and_a_late_yes_is_at_once(
    v: Varld, pia: Client, olle: Client, rev: int
) -> None:
    later = clock.now() + timedelta(days=2)
    asked = _begar(pia, rev, fran=clock.local(later).strftime("%Y-%m-%dT%H:%M"))
    with clock.moved(timedelta(days=3)):
        assert _galler() == 1
        olle.post(f"{HAR}godkannande/{asked.pk}/godkann/")
        assert _galler() == 2


def test_a_planned_one_that_is_approved_in_time_holds_from_its_moment(
    v: Varld, pia: Client, olle: Client, rev: int
) -> None:
    later = clock.now() + timedelta(days=2)
    asked = _begar(pia, rev, fran=clock.local(later).strftime("%Y-%m-%dT%H:%M"))
    answer = olle.post(f"{HAR}godkannande/{asked.pk}/godkann/", follow=True)
    assert "är godkänd och planerad" in answer.content.decode()
    assert _galler() == 1
    with clock.moved(timedelta(days=3)):
        assert _galler() == 2


def test_no_with_a_reason_and_ones_own_taken_back(
    v: Varld, pia: Client, olle: Client, rev: int
) -> None:
    asked = _begar(pia, rev)
    here = f"{HAR}godkannande/{asked.pk}/"
    assert olle.post(f"{here}avsla/", {"skal": ""}).status_code == 422
    olle.post(f"{here}avsla/", {"skal": "Fel bana."})
    asked.refresh_from_db()
    assert (asked.status, asked.answer, asked.decided_by) == ("declined", "Fel bana.", "olle")
    assert Draft.objects.filter(definition__name="referens").exists()
    mine = _begar(pia, rev)
    pia.post(f"{HAR}godkannande/{mine.pk}/avsla/")
    mine.refresh_from_db()
    assert mine.status == "declined"
    assert _galler() == 1
    assert olle.post(f"{HAR}godkannande/{mine.pk}/avsla/", {"skal": "Sent."}).status_code == 409
    assert olle.get(f"{HAR}godkannande/999999/").status_code == 404


def test_for_programs_and_an_earlier_version_again(
    v: Varld, pia: Client, olle: Client, rev: int
) -> None:
    first = Klient(v.pia)
    second = Klient(Anvandare.objects.get(username="olle"))
    there = "processer/referens/"
    asked = first("POST", f"{there}publicera/", {"rev": rev, **NOTE, **SIGNED})
    assert (asked.status, asked.data["lage"], asked.data["galler"]) == (202, "asked", True)
    assert first("GET", there).data["vantar"]["nummer"] == asked.data["nummer"]
    here = f"{there}godkannande/{asked.data['nummer']}/"
    assert first("POST", f"{here}godkann/").status == 403
    assert second("POST", f"{here}godkann/").data["version"] == 2
    back = first("POST", f"{there}publicera/", {"version": 1, **NOTE, **SIGNED})
    assert (back.status, back.data["version"]) == (202, 1)
    assert _galler() == 2
    said = second("POST", f"{there}godkannande/{back.data['nummer']}/avsla/", {"skal": "Nej."})
    assert said.data["lage"] == "declined"
    assert _galler() == 2


def test_what_is_refused_is_refused_before_anybody_is_asked(v: Varld, pia: Client) -> None:
    answer = pia.post(f"{HAR}versioner/1/publicera/", {**NOTE, **SIGNED})
    assert answer.status_code == 422
    assert not Approval.objects.exists()
    assert not Meddelande.objects.exists()


def test_without_the_setting_one_is_enough(
    v: Varld, pia: Client, rev: int, settings: Settings
) -> None:
    settings.PUBLICERING_FYRA_OGON = False
    pia.post(f"{HAR}publicera/", {"rev": rev, **NOTE, **SIGNED})
    assert _galler() == 2
    assert not Approval.objects.exists()


def test_the_question_and_the_answer_are_nothing_without_their_message(
    v: Varld, pia: Client, olle: Client, rev: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = godkannande.skicka

    def away(*args: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(godkannande, "skicka", away)
    with pytest.raises(RuntimeError):
        pia.post(f"{HAR}publicera/", {"rev": rev, **NOTE, **SIGNED})
    assert not Approval.objects.exists()
    monkeypatch.setattr(godkannande, "skicka", real)
    asked = _begar(pia, rev)
    monkeypatch.setattr(godkannande, "skicka", away)
    for answer in ("godkann", "avsla"):
        with pytest.raises(RuntimeError):
            olle.post(f"{HAR}godkannande/{asked.pk}/{answer}/", {"skal": "Nej."})
        asked.refresh_from_db()
        assert asked.status == "asked"
