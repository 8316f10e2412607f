"""An owner tries a draft and keeps what she did as a scenario, in the browser and by the API."""

import re
from typing import Any

import pytest
from django.test import Client

from cases.gemensamt.models import Arende
from cases.processer import provas_visning
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows.models import Draft, Message, Move, Process
from workflows.trial import asking
from workflows.workbench import drafts

HAR = "/processer/referens/utkast/"
REGISTRERA = {
    "gor": "svara",
    "element": "registrera",
    "registrera_rubrik": "Prov",
    "registrera_antal": "3",
    "registrera_klar": "ja",
}


@pytest.fixture
def pia(v: Varld) -> Client:
    drafts.change("referens", {"scenarier.txt": b""}, by="pia")
    client = Client()
    client.force_login(v.pia)
    return client


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _post(client: Client, **data: str) -> Any:
    return client.post(f"{HAR}prova/", data, follow=True)


def test_a_case_is_stepped_through_back_and_kept_as_a_scenario(v: Varld, pia: Client) -> None:
    assert "Börja provkörningen" in _text(pia.get(f"{HAR}prova/"))
    begun = _text(_post(pia, gor="borja"))
    assert "Registrera Kundtjänst" in begun
    wrong = pia.post(f"{HAR}prova/", {**REGISTRERA, "registrera_antal": "tre"})
    assert wrong.status_code == 422
    assert 'value="Prov"' in wrong.content.decode()
    done = _text(pia.post(f"{HAR}prova/", REGISTRERA, follow=True))
    assert "”Granska” väntar nu hos" in done
    assert "Registrera Kundtjänst" in _text(_post(pia, gor="tillbaka"))
    pia.post(f"{HAR}prova/", REGISTRERA)
    rev = str(Draft.objects.get().rev)
    assert pia.post(f"{HAR}prova/", {"gor": "spara", "rev": rev}).status_code == 422
    saved = _text(_post(pia, gor="spara", rev=rev, namn="Registrerad"))
    assert "Grönt Registrerad" in saved
    kept = Draft.objects.get().scenarios
    assert "När kundtjänst gör ”Registrera” med registrera_rubrik är Prov" in kept
    assert "väntar ”Granska” hos kundtjänst" in kept
    assert "vägen" not in kept, "no row of ids"
    assert not Arende.objects.exists()
    for touched in (Process, Move, Message):
        assert not touched.objects.exists()


def test_time_passes_and_what_can_not_happen_is_refused(v: Varld, pia: Client) -> None:
    _post(pia, gor="borja")
    assert "Klockan är 2026-11-23 09:00" in _text(_post(pia, gor="frist"))
    moved = _text(_post(pia, gor="tid", antal="2", enhet="arbetsdagar"))
    assert "Klockan är 2026-11-25 09:00" in moved
    for wrong in (
        {"gor": "tid", "antal": "-1", "enhet": "dagar"},
        {"gor": "tid", "antal": "1", "enhet": "år"},
        {"gor": "svara", "element": "avsluta"},
        {"gor": "meddelande", "meddelande": "finns_inte"},
        {"gor": "fakta", "_fakta": "x = 1"},
        {"gor": "?"},
    ):
        assert pia.post(f"{HAR}prova/", wrong).status_code == 422
    assert "Börja provkörningen" in _text(_post(pia, gor="borja_om"))


def test_a_case_that_never_comes_to_rest_is_left(
    v: Varld, pia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _post(pia, gor="borja")

    def endless(*_: object) -> None:
        raise asking.TookTooLong

    monkeypatch.setattr(asking, "case", endless)
    stopped = pia.get(f"{HAR}prova/")
    assert (stopped.status_code, "kom aldrig till ro" in _text(stopped)) == (422, True)
    assert "Börja provkörningen" in _text(pia.get(f"{HAR}prova/"))


def test_scenarios_are_written_refused_and_told(v: Varld, pia: Client) -> None:
    page = f"{HAR}scenarier/"
    rev = Draft.objects.get().rev
    no = pia.post(page, {"rev": rev, "text": "Scenario: A\nGivet hokus pokus\nDå pågår ärendet"})
    assert no.status_code == 422
    assert "Rad 2: Raden förstås inte" in _text(no)
    assert "hokus pokus" in no.content.decode()
    red = "Scenario: A\nDå är ärendet avslutat"
    told = _text(pia.post(page, {"rev": rev, "text": red}, follow=True))
    assert "Rött A Rad 2: Ärendet pågår. Det som väntar är ”Registrera”." in told
    assert "element besöks inte av något scenario" in told
    for _ in range(2):
        stale = pia.post(page, {"rev": rev, "text": red})
        assert (stale.status_code, stale.context["rev"]) == (412, rev)
    draft = pia.get(HAR)
    assert "Rött A" in _text(draft)
    assert "unvisited" in draft.content.decode()


def test_a_hostile_file_of_scenarios_is_red_and_harms_nothing(v: Varld, pia: Client) -> None:
    rev = Draft.objects.get().rev
    hostile = "Scenario: <script>alert(1)</script>\nGivet a = " + "[" * 50_000
    drafts.change("referens", {"scenarier.txt": hostile.encode()}, by="pia", rev=rev)
    shown = pia.get(HAR)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.content.decode()
    assert "Rad 2:" in _text(shown)


def test_a_draft_with_errors_can_not_be_tried(v: Varld, pia: Client) -> None:
    draft = Draft.objects.get()
    bpmn = bytes(draft.bpmn).replace(b'targetRef="granska"', b'targetRef="ingenting"')
    drafts.change("referens", {"referens.bpmn": bpmn}, by="pia", rev=draft.rev)
    assert "går inte att köra än" in _text(pia.get(f"{HAR}prova/"))
    assert "körs när felen är rättade" in _text(pia.get(HAR))


def test_the_same_through_the_api(v: Varld, pia: Client) -> None:
    klient = Klient(v.pia)
    here = "processer/referens/utkast/"
    rev = Draft.objects.get().rev
    text = (
        'Scenario: A\nNär ”Registrera” görs med registrera_rubrik = "P", registrera_antal = 3,'
        " registrera_klar = ja\nDå väntar ”Granska”\n"
    )
    told = klient("POST", f"{here}prova/", {"text": text}).data
    assert [one["element"] for one in told["oppna"]] == ["granska"]
    assert told["steg"][1]["gick"] == ["registrera"]
    assert klient("POST", f"{here}prova/", {"text": "Scenario: A\nNär x"}).status == 422
    assert klient("POST", f"{here}scenarier/", {"text": "Vad?", "rev": rev}).status == 422
    assert klient("POST", f"{here}scenarier/", {"text": text, "rev": rev}).status == 204
    assert klient("POST", f"{here}scenarier/", {"text": text, "rev": rev}).status == 412
    got = klient("GET", f"{here}scenarier/").data
    assert [(one["namn"], one["gron"]) for one in got["scenarier"]] == [("A", True)]
    assert {one["element"] for one in got["obesokta"]} == {"avsluta", "klart"}


def test_what_takes_too_long_while_it_is_typed_is_told(
    v: Varld, pia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _post(pia, gor="borja")

    def endless(*_: object) -> None:
        raise asking.TookTooLong

    monkeypatch.setattr(asking, "case", endless)
    no = pia.post(f"{HAR}prova/", {**REGISTRERA, "_bara_fragor": "1"})
    assert (no.status_code, 'id="nekas-svara"' in no.content.decode()) == (422, True)
    assert "kom aldrig till ro" in _text(no)
    assert 'id="fakta-svara"' not in no.content.decode(), "what is typed is left alone"


def test_a_task_that_waits_no_longer_is_refused(v: Varld, pia: Client) -> None:
    _post(pia, gor="borja")
    for also in ({}, {"_bara_fragor": "1"}):
        no = pia.post(f"{HAR}prova/", {"gor": "svara", "element": "borttagen", **also})
        assert (no.status_code, "väntar inte längre" in _text(no)) == (422, True)


@pytest.mark.parametrize("count", ["00001999999999", "1" * 5000, "٣", "0"])
def test_time_is_counted_in_numbers_that_can_be_read_again(
    v: Varld, pia: Client, count: str
) -> None:
    _post(pia, gor="borja")
    no = pia.post(f"{HAR}prova/", {"gor": "tid", "antal": count, "enhet": "dagar"})
    assert (no.status_code, "mellan 1 och 3000" in _text(no)) == (422, True)


def test_she_can_always_begin_anew(v: Varld, pia: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _post(pia, gor="borja")

    def broken(*_: object, **__: object) -> None:
        raise KeyError("okänt")

    with monkeypatch.context() as patched:
        patched.setattr(provas_visning, "oppna", broken)
        shown = pia.get(f"{HAR}prova/")
        assert (shown.status_code, "Provkörningen går inte att visa" in _text(shown)) == (500, True)
        assert 'value="borja_om"' in shown.content.decode()
    assert "Börja provkörningen" in _text(_post(pia, gor="borja_om"))
