"""The page where a draft is drawn: what may be chosen, and what the check says of what is saved."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from cases.processer import val
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import gate, registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.models import Draft
from workflows.workbench import drafts, verdicts

RITA = "/processer/referens/utkast/rita/"
UTKAST = "processer/referens/utkast/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _bundle() -> Bundle:
    return versions.bundle_of(versions.published("referens"))


def _underlag(html: bytes, id_: str = "editor-underlag") -> dict[str, object]:
    found = re.search(rf'<script id="{id_}"[^>]*>(.*?)</script>'.encode(), html, re.DOTALL)
    assert found
    said = json.loads(found[1])
    assert isinstance(said, dict)
    return said


def test_the_page_brings_the_drawing_and_all_that_may_be_chosen(v: Varld) -> None:
    pia = Client()
    pia.force_login(v.pia)
    said = _underlag(pia.get(RITA).content)
    assert str(said["xml"]).encode() == _bundle().bpmn
    assert (said["rev"], said["fil"]) == (0, "referens.bpmn")
    assert not said["utkast"]
    assert {"value": "kundtjanst", "label": "Kundtjänst"} in list(said["roller"])  # type: ignore[call-overload]
    drafts.change("referens", {}, by="pia", rev=None)
    again = pia.get(RITA)
    told = _underlag(again.content)
    assert (told["rev"], told["utkast"]) == (1, True)
    assert again.headers["Cache-Control"] == "no-store"


def test_what_may_be_chosen_is_what_the_gate_knows(v: Varld) -> None:
    bundle = _bundle()
    names = gate.registered("referens")
    said = val.underlag(bundle)
    assert {one["value"] for one in said["roller"]} == names.roles
    assert {one["value"] for one in said["steg"]} == set(names.steps)
    assert {one["value"] for one in said["formular"]} == set(bundle.forms())
    assert {one["value"] for one in said["handlingar"]} == names.actions
    sent = {m for k in registry.case_types().values() for m in k.sends}
    assert {one["value"] for one in said["meddelanden"]} >= sent


def test_a_case_type_offers_its_pages_steps_tables_and_facts(v: Varld) -> None:
    said = val.underlag(from_folder(settings.BPMN_DIR / "felrapport"))
    assert {"value": "aterkoppla", "label": "Återkoppla på svaret"} in said["handlingar"]
    assert {"value": "eskalera_svar", "label": "Meddela att svaret dröjer"} in said["steg"]
    assert "felrapport_grupp" in {one["value"] for one in said["beslut"]}
    messages = {one["value"]: one["label"] for one in said["meddelanden"]}
    assert messages["felrapport_ersattning"] == "felrapport ersättning"


def test_a_process_named_as_another_folder_of_ours_is_drawn_too(v: Varld) -> None:
    shared = replace(_bundle(), process_id="gemensamt")
    assert val.underlag(replace(shared, bpmn=shared.bpmn.replace(b"referens", b"gemensamt")))


def test_what_an_expression_may_ask_is_offered_beside_the_drawing(v: Varld) -> None:
    versions.publish(from_folder(settings.BPMN_DIR / "felrapport"), case_type="felrapport")
    pia = Client()
    pia.force_login(v.pia)
    page = pia.get("/processer/felrapport/utkast/rita/").content
    said = _underlag(page, "feel-ordlista")
    told = {one["namn"]: one["ord"] for one in said["namn"]}  # type: ignore[attr-defined]
    assert set(told) >= set(gate.registered("felrapport").facts)
    assert told["svara_senast"]
    assert {"felrapport_grupp", "hmc", "start"} <= set(told)
    assert "list contains" in said["funktioner"]  # type: ignore[operator]


def test_the_check_of_a_draft_names_its_rev_and_its_elements(v: Varld) -> None:
    pia = Klient(v.pia)
    assert pia("GET", f"{UTKAST}omdome/").status == 404
    assert pia("GET", "processer/referens/").data["rev"] == 0
    assert pia("POST", UTKAST, {"filer": {}, "rev": 7}).status == 412
    pia("POST", UTKAST, {"filer": {}, "rev": 0})
    right = pia("GET", f"{UTKAST}omdome/").data
    assert (right["rev"], right["godkand"], right["fynd"]) == (1, True, [])
    wrong = _bundle().bpmn.decode().replace('name="kundtjanst"', 'name="kundtjant"')
    pia("POST", UTKAST, {"filer": {"referens.bpmn": wrong}, "rev": 1})
    said = pia("GET", f"{UTKAST}omdome/").data
    assert (said["rev"], said["godkand"]) == (2, False)
    assert {one["regel"] for one in said["fynd"]} == {"bana-okand"}
    assert all(one["element"] and "kundtjant" in one["mening"] for one in said["fynd"])


def test_the_same_drawing_is_judged_once(v: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = _bundle()
    first = verdicts.of(bundle)
    asked: list[Bundle] = []
    monkeypatch.setattr(drafts, "findings", lambda one: asked.append(one) or [])
    moved = Bundle(bundle.process_id, bundle.bpmn.replace(b' x="', b' x="1'), bundle.files)
    assert verdicts.of(moved) == first
    assert asked == []
    renamed = Bundle(bundle.process_id, bundle.bpmn.replace(b'"Granska"', b'"Se"'), bundle.files)
    verdicts.of(renamed)
    assert asked == [renamed]


def test_only_owners_draw(v: Varld) -> None:
    other = Client()
    other.force_login(v.kim)
    assert other.get(RITA).status_code == 403
    assert Klient(v.kim)("GET", f"{UTKAST}omdome/").status == 403
    assert not Draft.objects.exists()
