"""The workbench in the browser and through the API, from the first look to a regretted version."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import clock
from workflows.diagrams import versions
from workflows.models import Definition, Draft, UserTask

HAR = "/processer/referens/"
NOTE = {"anteckning": "Kortare väntan för alla."}


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


def _starta(v: Varld) -> Arende:
    return actions.starta("referens", person=v.pia, kund=None, inlamning=Inlamning(svar={}))


def _andrat() -> bytes:
    bpmn = versions.bundle_of(versions.published("referens")).bpmn
    assert b'name="Granska"' in bpmn
    return bpmn.replace(b'name="Granska"', b'name="Granska noga"')


def _scenarier() -> str:
    """The scenarios name the task as the draft does."""
    return versions.bundle_of(versions.published("referens")).scenarios.replace(
        "”Granska”", "”Granska noga”"
    )


def _utkast() -> list[SimpleUploadedFile]:
    return [_fil(_andrat()), _fil(_scenarier().encode(), "scenarier.txt")]


def _fil(data: bytes, name: str = "referens.bpmn") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def test_the_owner_sees_what_runs_and_where_it_waits(v: Varld, pia: Client) -> None:
    for _ in range(2):
        _starta(v)
    listed = pia.get("/processer/")
    assert "Referensprocess" in _text(listed.content)
    shown = _text(pia.get(HAR).content)
    assert "Pågår 2" in shown
    assert "Registrera Uppgift för en person · Kundtjänst 2 väntar" in shown
    with clock.moved(timedelta(days=90)):
        assert "Sena" in _text(pia.get(HAR).content)


def test_a_change_is_tried_compared_published_and_regretted(v: Varld, pia: Client) -> None:
    running = _starta(v)
    empty = pia.get(f"{HAR}utkast/")
    assert "Hämta filerna i version 1" in _text(empty.content)
    saved = pia.post(f"{HAR}utkast/", {"filer": _utkast()}, follow=True)
    shown = _text(saved.content)
    assert "Utkastet går att köra" in shown
    assert "heter nu ”Granska noga” i stället för ”Granska”" in shown
    assert versions.published("referens").number == 1
    rev = Draft.objects.get().rev
    no = pia.post(f"{HAR}publicera/", {"rev": rev, "anteckning": ""})
    assert (no.status_code, versions.published("referens").number) == (422, 1)
    done = pia.post(f"{HAR}publicera/", {"rev": rev, **NOTE}, follow=True)
    assert "Version 2 är publicerad" in _text(done.content)
    new = _starta(v)
    assert [one.process.version.number for one in (running, new) if one.process] == [1, 2]
    compared = _text(pia.get(f"{HAR}jamfor/").content)
    assert "1 skillnad från version 1 till version 2" in compared
    again = pia.post(f"{HAR}versioner/1/publicera/", {"anteckning": "Ångrade mig."}, follow=True)
    assert "Version 1 är publicerad" in _text(again.content)
    assert versions.published("referens").number == 1


def test_from_monday_and_taken_back(v: Varld, pia: Client) -> None:
    pia.post(f"{HAR}utkast/", {"filer": _utkast()})
    later = clock.local(clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    answer = pia.post(
        f"{HAR}publicera/", {"rev": Draft.objects.get().rev, **NOTE, "fran": later}, follow=True
    )
    assert "Version 2 gäller för nya ärenden från" in _text(answer.content)
    assert versions.published("referens").number == 1
    taken = pia.post(f"{HAR}planerad/ta-tillbaka/", follow=True)
    assert "Version 2 publiceras inte" in _text(taken.content)
    assert f"Version 2 Tillbakatagen {NOTE['anteckning']} {v.pia.namn}" in _text(taken.content)
    one = _text(pia.get(f"{HAR}versioner/2/").content)
    assert "tillbakatagen innan den började gälla" in one
    assert Definition.objects.get(name="referens").planned is None
    again = pia.post(f"{HAR}planerad/ta-tillbaka/", follow=True)
    assert "Det finns ingen planerad publicering att ta tillbaka" in _text(again.content)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"fran": "i morgon"}, "Skriv datum och klockslag"),
        ({"fran": "2001-01-01T06:00"}, "Tiden har redan varit"),
        ({"anteckning": "x" * 401}, "högst 400 tecken"),
        ({"rev": "99"}, "Läs in sidan"),
    ],
)
def test_a_refused_publishing_keeps_what_was_typed(
    v: Varld, pia: Client, said: dict[str, str], words: str
) -> None:
    pia.post(f"{HAR}utkast/", {"filer": _utkast()})
    rev = str(Draft.objects.get().rev)
    answer = pia.post(f"{HAR}publicera/", {"rev": rev, **NOTE, **said})
    assert answer.status_code in (412, 422)
    assert words in _text(answer.content)
    assert (NOTE | said)["anteckning"] in answer.content.decode()
    assert versions.published("referens").number == 1


def test_a_draft_that_can_not_run_says_why_and_is_not_published(v: Varld, pia: Client) -> None:
    bpmn = _andrat().replace(b'targetRef="granska"', b'targetRef="ingenting"')
    shown = pia.post(f"{HAR}utkast/", {"filer": _fil(bpmn)}, follow=True)
    assert "behöver rättas innan du kan publicera" in _text(shown.content)
    assert f'href="{HAR}publicera/"' not in shown.content.decode()
    answer = pia.post(f"{HAR}publicera/", {"rev": Draft.objects.get().rev, **NOTE})
    assert (answer.status_code, versions.published("referens").number) == (422, 1)


def test_files_out_and_in_again(v: Varld, pia: Client) -> None:
    out = pia.get(f"{HAR}versioner/1/filer/")
    names = ZipFile(BytesIO(out.content)).namelist()
    assert "referens/referens.bpmn" in names
    back = pia.post(f"{HAR}utkast/", {"filer": _fil(out.content, "referens-v1.zip")}, follow=True)
    assert "samma sak som den version som gäller" in _text(back.content)
    draft = Draft.objects.get()
    name = next(iter(draft.files))
    fewer = pia.post(f"{HAR}utkast/ta-bort-fil/", {"rev": draft.rev, "fil": name}, follow=True)
    assert f"”{name}” är borttagen ur utkastet." in _text(fewer.content)
    assert name not in Draft.objects.get().files


def test_a_new_process_and_its_draft_thrown_away(v: Varld, pia: Client) -> None:
    assert pia.get("/processer/ny/").status_code == 200
    none = pia.post("/processer/ny/")
    assert (none.status_code, "Välj minst en fil" in _text(none.content)) == (422, True)
    same = pia.post("/processer/ny/", {"filer": _fil(_andrat())})
    assert "redan en process" in _text(same.content)
    bpmn = _andrat().replace(b'id="referens"', b'id="ringlista"')
    bpmn = bpmn.replace(b'processRef="referens"', b'processRef="ringlista"')
    made = pia.post("/processer/ny/", {"filer": _fil(bpmn, "ringlista.bpmn")}, follow=True)
    assert made.redirect_chain[-1][0] == "/processer/ringlista/utkast/"
    stale = pia.post("/processer/ringlista/utkast/ta-bort/", {"rev": "7"})
    assert stale.status_code == 412
    gone = pia.post("/processer/ringlista/utkast/ta-bort/", {"rev": "1"}, follow=True)
    assert gone.redirect_chain[-1][0] == "/processer/"
    assert not Definition.objects.filter(name="ringlista").exists()


def test_the_same_through_the_api(v: Varld) -> None:
    pia = Klient(v.pia)
    _starta(v)
    here = "processer/referens/"
    told = pia("GET", here).data
    assert (told["version"], told["laget"]["pagar"], told["utkast"]) == (1, 1, None)
    assert {one["id"]: one["vantar"] for one in told["steg"]}["registrera"] == 1
    assert pia("GET", f"{here}utkast/").status == 404
    files = pia("GET", f"{here}versioner/1/").data["filer"]
    sent = {"referens.bpmn": files["referens.bpmn"].replace("Granska", "Granska noga")}
    sent["scenarier.txt"] = _scenarier()
    rev = pia("POST", f"{here}utkast/", {"filer": sent}).data["rev"]
    assert pia("POST", f"{here}utkast/", {"filer": sent}).status == 412
    found = pia("GET", f"{here}jamfor/?fran=1&till=utkast").data["skillnader"]
    assert [(one["slag"], one["element"]) for one in found] == [("changed", "granska")]
    assert pia("POST", f"{here}publicera/", NOTE).status == 422
    published = pia("POST", f"{here}publicera/", {**NOTE, "rev": rev}, key="en-gang")
    assert published.data["version"] == 2
    same = pia("POST", f"{here}publicera/", {**NOTE, "rev": rev}, key="en-gang")
    assert (same.status, same.data) == (200, published.data)
    assert [one["galler"] for one in pia("GET", f"{here}versioner/").data] == [True, False]
    back = {**NOTE, "version": 1, "fran": (clock.now() + timedelta(days=1)).isoformat()}
    assert pia("POST", f"{here}publicera/", back).data["version"] == 1
    assert pia("GET", here).data["planerad"]["version"] == 1
    assert pia("POST", f"{here}planerad/ta-tillbaka/").data["version"] == 1
    assert pia("GET", "processer/finns-inte/").status == 404
    assert pia("POST", "processer/", {"filer": {"bild.png": "x"}}).status == 422


def test_a_process_is_drawn_from_the_beginning_published_and_started(v: Varld, pia: Client) -> None:
    asked = {"gor": "tomt", "titel": "Lån av ramp", "startas_av": "forskrivare"}
    no = pia.post("/processer/ny/", asked)
    assert no.status_code == 422
    assert "Välj vem som gör den första uppgiften." in _text(no.content)
    assert 'value="Lån av ramp"' in no.content.decode()
    assert not Definition.objects.filter(name="lan_av_ramp").exists()
    made = pia.post("/processer/ny/", asked | {"utfors_av": "kundtjanst"})
    assert made["Location"] == "/processer/lan_av_ramp/utkast/rita/"
    again = pia.post("/processer/ny/", asked | {"utfors_av": "kundtjanst"})
    assert "Det finns redan en process" in _text(again.content)
    rev = Definition.objects.get(name="lan_av_ramp").draft_rev
    said = {"anteckning": "Första versionen", "rev": str(rev), "skal": "Ny", "underskrift": "Pia"}
    published = pia.post("/processer/lan_av_ramp/publicera/", said)
    assert published.status_code == 302, _text(published.content)
    miriam = Client()
    miriam.force_login(v.miriam)
    assert "Lån av ramp" in _text(miriam.get(reverse("fritt:valj")).content)
    started = miriam.post(
        reverse("fritt:starta", args=["lan_av_ramp"]),
        {"_kund": v.kund.nummer, "_arende": str(uuid4()), "arendet": "En ramp till dörren."},
    )
    assert started.status_code == 302, _text(started.content)
    task = UserTask.objects.get(element="uppgift")
    assert (task.process.version.definition.name, task.role) == ("lan_av_ramp", "kundtjanst")


def test_the_api_begins_one_from_nothing(v: Varld) -> None:
    pia_api = Klient(v.pia)
    asked = {"titel": "Lån av ramp", "startas_av": "forskrivare", "utfors_av": "kundtjanst"}
    made = pia_api("POST", "processer/", asked)
    assert made.status == 201
    assert made.data["process"] == "lan_av_ramp"
    no = pia_api("POST", "processer/", asked | {"titel": "", "utfors_av": "kung"})
    assert no.status == 422
