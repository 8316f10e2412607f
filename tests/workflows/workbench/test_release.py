"""Drafts and publishing: through the gate, from a moment on, and back again."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from api.processer import urls as api
from cases.processer import urls as pages
from tests.workflows.draw import draw
from tests.workflows.workbench import bygg
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import MAX_BYTES
from workflows.errors import NotFound, Refused, Stale
from workflows.models import Definition, Draft, Release, Version
from workflows.workbench import drafts, exchange, release

NOTE = "Kortare väntan."


def _with_new_name(bundle: Bundle) -> dict[str, bytes]:
    text = bundle.bpmn.decode()
    first = text.index('<bpmn:userTask id="')
    begin = text.index('name="', first) + len('name="')
    return {f"{bundle.process_id}.bpmn": (text[:begin] + "Ny: " + text[begin:]).encode()}


def _zip(files: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _spoiled(archive: bytes) -> bytes:
    """With other bytes in the middle of what is packed."""
    middle = len(archive) // 3
    return archive[:middle] + b"\xff" * 8 + archive[middle + 8 :]


@pytest.fixture
def draft(utprovning: Definition, bundle: Bundle) -> Draft:
    return drafts.change("utprovning", _with_new_name(bundle), by="pia")


def test_a_draft_runs_nothing_until_it_is_published(utprovning: Definition, draft: Draft) -> None:
    assert versions.published("utprovning").number == 1
    made = bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev)
    assert made is not None
    assert (versions.published("utprovning").number, made.by, made.note) == (2, "pia", NOTE)
    assert not Draft.objects.exists()


def test_from_a_moment_on_and_not_before(utprovning: Definition, draft: Draft) -> None:
    later = clock.now() + timedelta(hours=12)
    bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev, live_at=later)
    assert versions.published("utprovning").number == 1
    with clock.frozen(later - timedelta(minutes=1)):
        assert engine.tick().releases == 0
        assert versions.published("utprovning").number == 1
    with clock.frozen(later):
        assert versions.published("utprovning").number == 2, "whoever starts a case sees it at once"
        assert versions.published("utprovning").published_at == later
        assert engine.tick().releases == 0


def test_the_sweep_lets_a_planned_version_live(utprovning: Definition, draft: Draft) -> None:
    later = clock.now() + timedelta(hours=1)
    bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev, live_at=later)
    with clock.frozen(later):
        assert engine.tick().releases == 1
    assert Definition.objects.get(name="utprovning").published == Version.objects.get(number=2)


def test_what_is_planned_can_be_taken_back(utprovning: Definition, draft: Draft) -> None:
    later = clock.now() + timedelta(hours=1)
    bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev, live_at=later)
    taken = release.withdraw("utprovning", by="olle")
    assert taken.release.withdrawn_at is not None
    back = Draft.objects.get()
    assert (bytes(back.bpmn), back.files) == (bytes(draft.bpmn), draft.files)
    assert (back.scenarios, back.changed_by) == (draft.scenarios, "olle")
    assert (taken.draft, taken.open_already) == (back, False)
    assert back.note == NOTE
    with clock.moved(timedelta(hours=2)):
        engine.tick()
    assert versions.published("utprovning").number == 1
    with pytest.raises(Refused):
        release.withdraw("utprovning", by="olle")
    drafts.throw_away("utprovning", rev=back.rev, by="olle")
    other = drafts.change("utprovning", {"scenarier.txt": b"# Nytt"}, by="pia")
    assert other.note == "", "what was said of the one taken back is not said of another"


def test_another_open_draft_is_left_alone_and_can_be_replaced(
    utprovning: Definition, draft: Draft
) -> None:
    later = clock.now() + timedelta(hours=1)
    bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev, live_at=later)
    planned = bytes(draft.bpmn)
    other = drafts.change("utprovning", {"scenarier.txt": b"# Nytt"}, by="olle")
    taken = release.withdraw("utprovning", by="pia")
    assert (taken.draft, taken.open_already) == (None, True)
    assert bytes(Draft.objects.get().bpmn) != planned
    with pytest.raises(Stale, match="Utkastet har ändrats av olle"):
        drafts.begin_from("utprovning", 2, by="pia", rev=other.rev - 1)
    drafts.begin_from("utprovning", 2, by="pia", rev=other.rev)
    assert bytes(Draft.objects.get().bpmn) == planned
    with pytest.raises(NotFound):
        drafts.begin_from("utprovning", 9, by="pia")


def test_an_earlier_version_planned_again_leaves_no_draft_when_it_is_taken_back(
    utprovning: Definition, draft: Draft
) -> None:
    bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev)
    later = clock.now() + timedelta(hours=1)
    bygg.publish_again("utprovning", 1, by="pia", note="Tillbaka.", live_at=later)
    taken = release.withdraw("utprovning", by="pia")
    assert (taken.draft, taken.open_already) == (None, False)
    assert not Draft.objects.exists()


def test_ones_own_other_tab_is_named_as_such(utprovning: Definition, draft: Draft) -> None:
    drafts.change("utprovning", {"scenarier.txt": b"# Ett"}, by="pia", rev=draft.rev)
    with pytest.raises(Stale, match="Du har ändrat utkastet i en annan flik"):
        drafts.change("utprovning", {"scenarier.txt": b"# Annat"}, by="pia", rev=draft.rev)
    with pytest.raises(Stale, match="Utkastet har ändrats av pia"):
        drafts.change("utprovning", {"scenarier.txt": b"# Annat"}, by="olle", rev=draft.rev)
    with pytest.raises(Stale, match="Du har ändrat utkastet i en annan flik"):
        release.passed_draft("utprovning", note=NOTE, rev=draft.rev, by="pia")


def test_back_to_the_version_before_and_files_do_not_undo_it(
    utprovning: Definition, draft: Draft
) -> None:
    bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev)
    bygg.publish_again("utprovning", 1, by="pia", note="Ångrade mig.")
    assert versions.published("utprovning").number == 1
    assert Version.objects.count() == 2
    versions.seed()
    assert versions.published("utprovning").number == 1
    assert Release.objects.filter(definition=utprovning, by="pia").count() == 2


def test_what_the_gate_refuses_is_not_published(utprovning: Definition, bundle: Bundle) -> None:
    broken = {"utprovning.bpmn": bundle.bpmn.replace(b"<bpmn:endEvent", b"<bpmn:complexGateway")}
    broken["utprovning.bpmn"] = broken["utprovning.bpmn"].replace(
        b"</bpmn:endEvent", b"</bpmn:complexGateway"
    )
    draft = drafts.change("utprovning", broken, by="pia")
    with pytest.raises(Refused) as no:
        bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev)
    assert no.value.hinder
    assert versions.published("utprovning").number == 1
    assert Draft.objects.count() == 1
    assert Version.objects.count() == 1


@pytest.mark.parametrize("note", ["", "  ", "x"])
def test_publishing_needs_a_reason(utprovning: Definition, draft: Draft, note: str) -> None:
    with pytest.raises(Refused) as no:
        bygg.publish_draft("utprovning", by="pia", note=note, rev=draft.rev)
    assert [one.falt for one in no.value.hinder] == ["anteckning"]
    assert versions.published("utprovning").number == 1


def test_another_layout_is_kept_and_makes_no_version(
    utprovning: Definition, bundle: Bundle
) -> None:
    moved = bundle.bpmn.replace(b'<dc:Bounds x="', b'<dc:Bounds x="1', 1)
    draft = drafts.change("utprovning", {"utprovning.bpmn": moved}, by="pia")
    assert bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev) is None
    kept = versions.published("utprovning")
    assert (kept.number, bytes(kept.bpmn)) == (1, moved)
    assert not Draft.objects.exists()
    versions.seed()
    kept.refresh_from_db()
    assert bytes(kept.bpmn) == moved, "what an owner has drawn is not taken back by the files"


def test_what_has_come_to_hold_is_not_withdrawn_by_the_next(
    utprovning: Definition, draft: Draft, bundle: Bundle
) -> None:
    later = clock.now() + timedelta(hours=1)
    first = bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev, live_at=later)
    with clock.frozen(later + timedelta(seconds=1)):
        bygg.publish_again("utprovning", 1, by="pia", note="Ångrade mig.")
    assert first is not None
    first.refresh_from_db()
    assert first.withdrawn_at is None


def test_a_file_is_taken_out_of_a_draft(utprovning: Definition, draft: Draft) -> None:
    name = next(iter(draft.files))
    changed = drafts.change("utprovning", {}, by="pia", rev=draft.rev, without=[name])
    assert name not in changed.files
    assert len(changed.files) == len(draft.files) - 1


def test_a_called_diagram_does_not_take_the_place_of_the_process_own(
    utprovning: Definition, bundle: Bundle
) -> None:
    called = draw("start > slut", process_id="delad")
    draft = drafts.change("utprovning", {"delad.bpmn": called}, by="pia")
    assert bytes(draft.bpmn) == bundle.bpmn
    assert draft.files["delad.bpmn"] == called.decode()


def test_what_changes_nothing_is_no_version(utprovning: Definition, bundle: Bundle) -> None:
    draft = drafts.change("utprovning", {"utprovning.bpmn": bundle.bpmn}, by="pia")
    with pytest.raises(Refused, match="likadant som version 1"):
        bygg.publish_draft("utprovning", by="pia", note=NOTE, rev=draft.rev)


def test_two_who_change_a_draft_do_not_write_over_each_other(
    utprovning: Definition, bundle: Bundle, draft: Draft
) -> None:
    files = {"utprovning.bpmn": bundle.bpmn}
    mine = drafts.change("utprovning", files, by="pia", rev=draft.rev)
    for late in (draft.rev, None):
        with pytest.raises(Stale):
            drafts.change("utprovning", _with_new_name(bundle), by="ada", rev=late)
    with pytest.raises(Stale):
        drafts.throw_away("utprovning", rev=draft.rev, by="pia")
    with pytest.raises(Stale):
        bygg.publish_draft("utprovning", by="ada", note=NOTE, rev=draft.rev)
    assert drafts.of(utprovning) == mine
    assert bytes(Draft.objects.get().bpmn) == bundle.bpmn


def test_who_has_a_page_open_from_before_a_publication_is_late(
    utprovning: Definition, bundle: Bundle
) -> None:
    opened = drafts.read(utprovning)[1]
    first = drafts.change("utprovning", _with_new_name(bundle), by="ada", rev=opened)
    bygg.publish_draft("utprovning", by="ada", note=NOTE, rev=first.rev)
    for late in (opened, first.rev):
        with pytest.raises(Stale):
            drafts.change("utprovning", {"utprovning.bpmn": bundle.bpmn}, by="pia", rev=late)
    utprovning.refresh_from_db()
    opened = drafts.read(utprovning)[1]
    bygg.publish_again("utprovning", 1, by="ada", note=NOTE)
    with pytest.raises(Stale):
        drafts.change("utprovning", {}, by="pia", rev=opened)
    second = drafts.change("utprovning", {}, by="pia")
    drafts.throw_away("utprovning", rev=second.rev, by="pia")
    third = drafts.change("utprovning", {}, by="ada")
    assert third.rev > second.rev
    with pytest.raises(Stale):
        drafts.change("utprovning", {}, by="pia", rev=second.rev)


def test_a_process_from_scratch_is_started_once_published(utprovning: Definition) -> None:
    drawn = draw("start > a > slut", user="a", process_id="ringlista")
    draft = drafts.begin({"ringlista.bpmn": drawn}, by="pia")
    with pytest.raises(NotFound):
        versions.published("ringlista")
    with pytest.raises(Refused):
        bygg.publish_draft("ringlista", by="pia", note=NOTE, rev=draft.rev)
    with pytest.raises(Refused, match="redan en process"):
        drafts.begin({"ringlista.bpmn": drawn}, by="pia")
    drafts.throw_away("ringlista", rev=draft.rev, by="pia")
    assert not Definition.objects.filter(name="ringlista").exists()


@pytest.mark.django_db
def test_no_process_is_called_what_stands_beside_them_in_their_addresses() -> None:
    beside = set()
    for patterns in (pages.urlpatterns, api.urlpatterns):
        for one in patterns:
            first = str(one.pattern).partition("/")[0]
            beside |= {first} if first.isidentifier() else set()
    assert {"grupper", "arenden"} <= beside <= drafts.NOT_A_PROCESS
    drawn = draw("start > a > slut", user="a", process_id="grupper")
    with pytest.raises(Refused, match="kan inte heta"):
        drafts.begin({"grupper.bpmn": drawn}, by="pia")


def test_files_go_out_and_come_in_again_unchanged(utprovning: Definition, bundle: Bundle) -> None:
    archive = exchange.packed(bundle)
    assert exchange.packed(bundle) == archive
    back = exchange.merged(None, exchange.unpacked({"u.zip": archive}))
    assert (back.digest, back.bpmn, back.scenarios) == (
        bundle.digest,
        bundle.bpmn,
        bundle.scenarios,
    )
    assert back == replace(bundle)


@pytest.mark.parametrize(
    "files",
    [
        {"bild.png": b"x"},
        {"a.bpmn": b"\xff\xfe"},
        {"a.bpmn": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"},
        {"a.bpmn": b"<x/>", "b.bpmn": b"<x/>"},
        {"tabell.dmn": b"\xff"},
        {"paket.zip": b"PK\x03\x04trasig"},
        {"a.bpmn": b""},
        {"a.bpmn": draw("start > slut", process_id="9 / ..")},
        {"a.bpmn": draw("start > slut", process_id="ringlåta")},
        {"a.bpmn": draw("start > slut", process_id="ny")},
        {"a.bpmn": draw("start > slut"), "b/a.bpmn": draw("start > slut")},
        {"a.bpmn": draw("start > slut"), "t.dmn": b"<x>\0</x>"},
        {"a.bpmn": draw("start > slut").decode().encode("utf-16")},
        {"paket.zip": _zip({"a.bpmn": b"x" * 100_000})[:-200] + b"\0" * 100},
        {"paket.zip": _spoiled(_zip({"a.bpmn": bytes(range(256)) * 400}))},
        {"paket.zip": _zip({"stor.bpmn": b" " * (MAX_BYTES + 1)})},
        {f"{i}.zip": _zip({f"{i}-{j}.dmn": b" " * MAX_BYTES for j in range(4)}) for i in range(3)},
    ],
)
def test_files_that_can_not_be_read_leave_nothing(db: None, files: dict[str, bytes]) -> None:
    with pytest.raises(Refused):
        drafts.begin(files, by="pia")
    assert not Definition.objects.exists()
