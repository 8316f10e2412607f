"""Files out of the workbench and in: ours unchanged, other tools' told, hostile harmless."""

import html
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.fritt.conftest import Varld
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Draft, UserTask
from workflows.workbench import drafts

OURS = sorted(one.parent.name for one in settings.BPMN_DIR.glob("*/*.bpmn"))
FOREIGN = Path(settings.BASE_DIR) / "tests" / "workflows" / "gate" / "corpus" / "foreign"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><svg onload=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "]]><b>fet",
    "x" * 3000,
)


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


def _text(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


@pytest.mark.parametrize("name", OURS)
def test_what_is_published_goes_back_into_the_folder_unchanged(
    v: Varld, pia: Client, name: str, tmp_path: Path
) -> None:
    folder = settings.BPMN_DIR / name
    kind = name if name in {"referens", "utprovning"} else ""
    versions.publish(from_folder(folder), case_type="fritt" if kind else name)
    number = versions.published(name).number
    sent = pia.get(f"/processer/{name}/versioner/{number}/filer/")
    with ZipFile(BytesIO(sent.content)) as archive:
        held = {one.partition("/")[2]: archive.read(one) for one in archive.namelist()}
        archive.extractall(tmp_path)
    shared = settings.BPMN_DIR / "gemensamt"
    for file, data in held.items():
        at = folder / file if (folder / file).exists() else shared / file
        assert data == at.read_bytes(), file
    endings = (".bpmn", ".dmn", ".form.json", "scenarier.txt")
    assert set(held) >= {one.name for one in folder.iterdir() if one.name.endswith(endings)}
    back = from_folder(tmp_path / name)
    assert back == replace(from_folder(folder))


@pytest.mark.parametrize("tool", ["camunda7", "camunda8"])
def test_a_diagram_of_another_tool_is_told_element_by_element(
    v: Varld, pia: Client, tool: str
) -> None:
    data = (FOREIGN / f"{tool}.bpmn").read_bytes()
    sent = {"filer": SimpleUploadedFile(f"{tool}.bpmn", data)}
    shown = pia.post("/processer/ny/", sent, follow=True)
    assert shown.status_code == 200
    found = shown.context["fel"]
    assert found
    said = _text(shown.content)
    for one in found:
        assert " ".join(html.escape(one.mening).split())[:60] in said
        assert one.element is None or f'id="{one.element}"'.encode() in data
    assert any(one.element for one in found)
    name = Draft.objects.get().definition.name
    for page in ("rita", "text"):
        assert pia.get(f"/processer/{name}/utkast/{page}/").status_code == 200
    refused = pia.post(
        f"/processer/{name}/publicera/",
        {"rev": Draft.objects.get().rev, "anteckning": "Ritad i ett annat verktyg."},
    )
    assert refused.status_code == 422
    assert not versions.Version.objects.filter(definition__name=name).exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_in_a_drawing_is_harmless_on_every_page_of_a_draft(
    v: Varld, pia: Client, name: str
) -> None:
    bundle = versions.bundle_of(versions.published("utprovning"))
    written = html.escape(name)
    bpmn = bundle.bpmn.decode()
    for old in ("Bedöm begäran", "Nej, råd räcker", "Begäran om utprovning", "Boka tid"):
        assert f'name="{old}"' in bpmn
        bpmn = bpmn.replace(f'name="{old}"', f'name="{written}"')
    bpmn = bpmn.replace("Tid ska erbjudas inom", written)
    bpmn = bpmn.replace('value="if akut then 10 else 0"', f'value="{written}"')
    drafts.change("utprovning", {"utprovning.bpmn": bpmn.encode()}, by="pia", rev=None)
    here = "/processer/utprovning/"
    places = ("", "utkast/", "utkast/rita/", "utkast/text/", "utkast/text/bedom/", "jamfor/")
    more = ("utkast/formular/", "utkast/tabeller/", "utkast/scenarier/", "utkast/prova/")
    for place in (*places, *more):
        page = pia.get(f"{here}{place}")
        assert page.status_code in {200, 302}, place
        sent = page.content.decode()
        for markup in ("<script>alert", "<img src=x", "<svg onload", "<b>fet"):
            assert markup not in sent, place
        assert "1414" not in sent
    assert not UserTask.objects.exists()
