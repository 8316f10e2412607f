"""The forms of a draft, built in the browser without a line of JSON."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fritt.conftest import Varld
from workflows.forms import Form
from workflows.models import Definition, Draft
from workflows.workbench import drafts

HAR = "/processer/utprovning/utkast/formular/"
BEDOM = f"{HAR}bedom/"


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def _rev() -> str:
    found = Draft.objects.filter(definition__name="utprovning").first()
    return str(found.rev) if found else ""


def _formular(namn: str) -> dict[str, Any]:
    files = drafts.bundle_of(Draft.objects.get(definition__name="utprovning")).files
    found: dict[str, Any] = json.loads(files[f"{namn}.form.json"])
    return found


def _fraga(**said: str) -> dict[str, str]:
    return {"rev": _rev(), "sort": "ja_nej", "fraga": "Har du ringt?", "kravs": "ja", **said}


def test_two_questions_the_second_only_if_the_first_is_yes(v: Varld, pia: Client) -> None:
    listed = _text(pia.get(HAR).content)
    assert "Bedöm begäran" in listed
    assert Draft.objects.count() == 0
    begun = pia.post(HAR, {"titel": "Ring patienten", "steg": ""}, follow=True)
    assert "Första frågan i ”Ring patienten”" in _text(begun.content)
    here = f"{HAR}ring_patienten/"
    assert Draft.objects.count() == 0  # a form that asks nothing is no form
    first = pia.post(f"{here}ny-fraga/", _fraga(_titel="Ring patienten"), follow=True)
    assert "Utkastet är sparat" in _text(first.content)
    second = pia.post(
        f"{here}ny-fraga/",
        _fraga(sort="lang", fraga="Vad blev sagt?", nar="har_du_ringt = true", minst="5"),
        follow=True,
    )
    assert "Visas när har_du_ringt = true" in _text(second.content)
    made = _formular("ring_patienten")
    assert list(made["properties"]) == ["har_du_ringt", "vad_blev_sagt"]
    assert made["required"] == ["har_du_ringt", "vad_blev_sagt"]
    form = Form.load(json.dumps(made))
    assert form.validate({"har_du_ringt": False}).ok
    assert not form.validate({"har_du_ringt": True}).ok
    # The owner sees it as the one who answers will.
    no = pia.get(f"{here}visa/", {"har_du_ringt": "nej"})
    assert "Vad blev sagt?" not in _text(no.content)
    yes = pia.get(f"{here}visa/", {"har_du_ringt": "ja"}, headers={"HX-Request": "true"})
    assert 'id="falt-vad_blev_sagt"' in yes.content.decode()
    assert b"<html" not in yes.content


def test_a_misspelt_name_is_pointed_out_with_the_near_one_and_nothing_is_lost(
    v: Varld, pia: Client
) -> None:
    wrong = _fraga(sort="kort", fraga="Hur bred?", nar='bedomnin = "rad"', hjalp="I <b>cm</b>.")
    answer = pia.post(f"{BEDOM}ny-fraga/", wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Menade du bedomning?" in shown
    assert 'value="Hur bred?"' in shown
    assert "I &lt;b&gt;cm&lt;/b&gt;." in shown
    assert Draft.objects.count() == 0
    # The same is told about the one field while the rest is being written.
    look = pia.post(f"{BEDOM}ny-fraga/", {**wrong, "_kontrollera": "nar"})
    assert "Menade du bedomning?" in look.content.decode()
    assert "Hur bred?" not in look.content.decode()
    right = pia.post(f"{BEDOM}ny-fraga/", {**wrong, "nar": 'bedomning = "rad" and vikt > 130'})
    assert right.status_code == 302
    types = pia.post(f"{BEDOM}ny-fraga/", _fraga(fraga="Till?", nar="vikt + 1"))
    assert "Uttrycket ger" in types.content.decode()


def test_what_may_be_asked_is_listed_with_type_and_meaning(v: Varld, pia: Client) -> None:
    shown = pia.get(f"{BEDOM}fragor/tva_personer/")
    assert "vikt tal Mottagarens vikt" in _text(shown.content)
    assert "bedomning text Hur ska behovet mötas?" in _text(shown.content)
    offered = re.search(
        r'<script id="feel-ordlista" type="application/json">(.*?)</script>', shown.content.decode()
    )
    assert offered
    told = json.loads(offered[1])
    assert {"namn": "vikt", "typ": "tal", "ord": "Mottagarens vikt"} in told["namn"]
    assert "contains" in told["funktioner"]
    # What is asked further down is not offered.
    assert "tva_personer" not in {one["namn"] for one in told["namn"]}


def test_up_down_and_away(v: Varld, pia: Client) -> None:
    def gor(vad: str, falt: str) -> int:
        return pia.post(f"{BEDOM}andra/", {"rev": _rev(), "gor": vad, "falt": falt}).status_code

    assert gor("upp", "rad") == 302
    assert list(_formular("bedom")["properties"])[:2] == ["rad", "bedomning"]
    shown = _text(pia.get(BEDOM).content)
    assert "”bedomning” är varken en fråga längre upp" in shown
    assert "Rätta felen, så visas formuläret här." in shown
    assert gor("ner", "rad") == 302
    assert gor("ta_bort", "tva_personer") == 302
    left = _formular("bedom")
    assert "tva_personer" not in left["properties"]
    assert left["required"] == ["bedomning", "rad"]
    assert gor("upp", "finns_inte") == 404
    assert gor("hoppa", "rad") == 422
    assert gor("ta_bort_formular", "") == 302
    files = drafts.bundle_of(Draft.objects.get()).files
    assert "bedom.form.json" not in files
    assert pia.get(BEDOM).status_code == 404


def test_title_and_button(v: Varld, pia: Client) -> None:
    said = {"rev": _rev(), "_titel": "", "_beskrivning": "Läs noga.", "_knapp": "Spara"}
    no = pia.post(BEDOM, said)
    assert (no.status_code, "Läs noga." in no.content.decode()) == (422, True)
    assert Draft.objects.count() == 0
    assert pia.post(BEDOM, {**said, "_titel": "Bedöm"}).status_code == 302
    made = _formular("bedom")
    assert (made["title"], made["description"], made["x-submit"]) == ("Bedöm", "Läs noga.", "Spara")


def test_a_colleague_was_first_and_the_next_save_lies_on_top(v: Varld, pia: Client) -> None:
    old = _fraga(fraga="Min fråga?")
    assert pia.post(f"{BEDOM}ny-fraga/", _fraga(fraga="Kollegans fråga?")).status_code == 302
    late = pia.post(f"{BEDOM}ny-fraga/", old)
    assert late.status_code == 412
    assert 'value="Min fråga?"' in late.content.decode()
    assert "Spara igen, så läggs bara din ändring ovanpå." in _text(late.content)
    found = re.search(r'name="rev" value="(\d+)"', late.content.decode())
    assert found
    again = pia.post(f"{BEDOM}ny-fraga/", {**old, "rev": found[1]})
    assert again.status_code == 302
    labels = [one["title"] for one in _formular("bedom")["properties"].values()]
    assert labels[-2:] == ["Kollegans fråga?", "Min fråga?"]
    moved = pia.post(f"{BEDOM}andra/", {"rev": "1", "gor": "upp", "falt": "rad"})
    assert moved.status_code == 412


def test_a_question_is_put_in_its_place(v: Varld, pia: Client) -> None:
    before = re.findall(r'id="fraga-(\w+)"', pia.get(BEDOM).content.decode())
    last, first = before[-1], before[0]
    said = {"rev": "", "gor": "flytta", "falt": last, "plats": "1"}
    assert pia.post(f"{BEDOM}andra/", said).status_code == 302
    assert list(_formular("bedom")["properties"]) == [last, *before[:-1]]
    back = {"rev": _rev(), "gor": "flytta", "falt": first, "plats": "9999"}
    assert pia.post(f"{BEDOM}andra/", back).status_code == 302
    assert list(_formular("bedom")["properties"])[-1] == first
    for wrong in ("", "först", "-1", "99999"):
        no = pia.post(f"{BEDOM}andra/", {**back, "plats": wrong, "rev": _rev()})
        assert no.status_code == 422, wrong


def test_changing_sort_keeps_what_was_typed_and_saves_nothing(v: Varld, pia: Client) -> None:
    answer = pia.post(
        f"{BEDOM}ny-fraga/", _fraga(sort="flera_val", fraga="Vad behövs?", byt_sort="ja")
    )
    assert (answer.status_code, Draft.objects.count()) == (200, 0)
    assert 'name="alternativ"' in answer.content.decode()
    assert 'value="Vad behövs?"' in answer.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"fraga": "<script>alert(1)</script>"},
        {"fraga": "x" * 5000},
        {"fraga": "Vad?", "sort": "lang", "hogst": "9" * 30},
        {"fraga": "Vad?", "sort": "val", "alternativ": "\n".join(map(str, range(400)))},
        {"fraga": "Vad?", "nar": "(" * 400},
        {"fraga": "Vad?", "nar": "a" * 600},
        {"fraga": "Vad?", "namn": "__proto__"},
        {"fraga": "Vad?", "namn": "x/../../y"},
        {"fraga": "Vad?", "sort": "register_bilaga"},
    ],
)
def test_hostile_questions_are_escaped_or_refused(
    v: Varld, pia: Client, said: dict[str, str]
) -> None:
    answer = pia.post(f"{BEDOM}ny-fraga/", _fraga(**said), follow=True)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()
    if answer.status_code == 422:
        assert Draft.objects.count() == 0
    else:
        assert "&lt;script&gt;alert(1)" in answer.content.decode()


def test_a_form_that_is_too_much_says_so(v: Varld, pia: Client) -> None:
    many = {f"f{n}": {"type": "string", "title": f"Fråga {n}"} for n in range(100)}
    full = json.dumps({"title": "Fullt", "type": "object", "properties": many}).encode()
    files = {"fullt.form.json": full}
    drafts.change("utprovning", files, by="pia")
    assert pia.get(f"{HAR}fullt/").status_code == 200
    one_more = pia.post(f"{HAR}fullt/ny-fraga/", _fraga(), follow=True)
    assert "fler än 100 fält" in _text(one_more.content)
    torn = SimpleUploadedFile("trasigt.form.json", b'{"title": "<img src=x>", "prop')
    pia.post("/processer/utprovning/utkast/", {"filer": torn, "rev": _rev()})
    broken = pia.get(f"{HAR}trasigt/")
    assert (broken.status_code, "<img src=x" in broken.content.decode()) == (422, False)
    assert pia.get(HAR).status_code == 200


def test_only_owners_come_in_and_nothing_is_looked_up(v: Varld, pia: Client) -> None:
    client = Client()
    client.force_login(v.miriam)
    for path in (HAR, BEDOM, f"{BEDOM}ny-fraga/", f"{BEDOM}visa/"):
        assert client.get(path).status_code == 403
    shown = pia.get(f"{HAR}begaran/visa/", {"mottagare": "200303030303"})
    assert "Skutt" not in shown.content.decode()
    assert pia.get(f"{HAR}finns_inte/").status_code == 404
    assert Definition.objects.get(name="utprovning").published is not None
