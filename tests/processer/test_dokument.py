"""The documentation of a version: everything that it says, read and on paper."""

import html
import json
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.processer import dokument_pdf
from cases.processer.dokument import dokument
from tests.api.klient import ROT, Klient
from tests.fritt.conftest import Varld
from tests.leverans.test_foljesedel import text as pdf_text
from workflows import registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.gate.drawing import read
from workflows.models import Draft, Version
from workflows.workbench.reading import role_label
from workflows.workbench.tables import tables_of

PROCESSER = sorted(one.name for one in settings.BPMN_DIR.iterdir() if one.name != "gemensamt")
HAR = "/processer/referens/versioner/1/dokument/"


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


def _publicera(bundle: Bundle) -> str:
    kind = bundle.process_id if bundle.process_id in registry.case_types() else "fritt"
    made = versions.publish(bundle, case_type=kind)
    return f"/processer/{bundle.process_id}/versioner/{made.number}/dokument/"


def _text(content: bytes) -> str:
    """What a page says, its picture left out."""
    plain = re.sub(r"<script.*?</script>", " ", content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def _tatt(text: str) -> str:
    """Without the blanks, which paper puts where a line ends."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("process", PROCESSER)
def test_every_task_and_every_row_of_every_process_is_there(
    v: Varld, pia: Client, process: str
) -> None:
    bundle = from_folder(settings.BPMN_DIR / process)
    here = _publicera(bundle)
    page = _text(pia.get(here).content)
    paper = pdf_text(pia.get(f"{here}pdf/").content)
    for where in (_tatt(page), _tatt(paper)):
        for node in read(bundle.tree.getroot()).nodes("userTask"):
            said = where[where.rindex(_tatt(f"{node.name} Uppgift för en person")) :][:4_000]
            assert _tatt(role_label(node.lane)) in said, node.id
            deadline = node.properties.get("deadline", "ingen tidsgräns")
            assert "Klartsenast:" in said, node.id
            assert _tatt(deadline) in said, node.id
        for table in tables_of(bundle).values():
            assert _tatt(table.name) in where
            for row in table.rows:
                for cell in row:
                    assert _tatt(cell) in where, (table.id, cell)
            for note in table.notes:
                assert _tatt(note) in where, (table.id, note)


def test_a_table_keeps_its_rows_whole_and_in_order(v: Varld, pia: Client) -> None:
    page = pia.get("/processer/utprovning/versioner/1/dokument/").content.decode()
    [table] = re.findall(r'aria-label="Utprovningens väg">(.*?)</table>', page, re.DOTALL)
    rows = [
        [html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]
    ]
    [known] = tables_of(from_folder(settings.BPMN_DIR / "utprovning")).values()
    assert [tuple(row[: len(known.columns)]) for row in rows] == [
        tuple(cell or "–" for cell in row) for row in known.rows
    ]


def test_forms_conditions_and_times_are_told_in_words(v: Varld, pia: Client) -> None:
    here = "/processer/utprovning/versioner/1/dokument/"
    for said in (_text(pia.get(here).content), pdf_text(pia.get(f"{here}pdf/").content)):
        plain = _tatt(said)
        for words in (
            "när ”Hur ska behovet mötas?” är ”Med råd till förskrivaren”",
            "när ”Är det akut?” är ja",
            "minst 1 kg, högst 400 kg",
            "Klart senast: 7 dygn efter ”Dag”",
            "så många arbetsdagar som tid_inom ur tabellen ”Utprovningens väg” säger",
            "Ruta att kryssa i, måste besvaras",
        ):
            assert _tatt(words) in plain, words


def test_what_is_new_who_published_it_and_why(v: Varld, pia: Client) -> None:
    first = _text(pia.get(HAR).content)
    assert "Vad som är nytt" not in first
    bundle = versions.bundle_of(versions.published("referens"))
    changed = bundle.bpmn.replace(b'name="Granska"', b'name="Granska noga"')
    scenarios = bundle.scenarios.replace("”Granska”", "”Granska noga”").encode()
    files = [
        SimpleUploadedFile("referens.bpmn", changed),
        SimpleUploadedFile("scenarier.txt", scenarios),
    ]
    pia.post("/processer/referens/utkast/", {"filer": files})
    rev = Draft.objects.get().rev
    note = "Granskningen ska vara noggrann."
    pia.post("/processer/referens/publicera/", {"rev": rev, "anteckning": note})
    here = "/processer/referens/versioner/2/dokument/"
    page = _text(pia.get(here).content)
    paper = pdf_text(pia.get(f"{here}pdf/").content)
    for said in (page, paper):
        for words in (
            "Vad som är nytt sedan version 1",
            "heter nu ”Granska noga” i stället för ”Granska”",
            note,
            v.pia.namn,
            "nu, från 2",
        ):
            assert _tatt(words) in _tatt(said), words
    assert "inte för nya ärenden; gällde från" in _text(pia.get(HAR).content)
    assert f'href="{here}"' in pia.get("/processer/referens/versioner/2/").content.decode()


def test_the_same_version_gives_the_same_paper(v: Varld) -> None:
    kept = [dokument("referens", 1) for _ in range(2)]
    assert dokument_pdf.pdf(kept[0]) == dokument_pdf.pdf(kept[1])


def test_as_many_questions_however_many_versions(v: Varld, pia: Client) -> None:
    pia.get(HAR)
    with CaptureQueriesContext(connection) as few:
        pia.get(HAR)
    bundle = versions.bundle_of(versions.published("referens"))
    for number in range(3):
        name = f'name="Granska {number}"'.encode()
        _publicera(replace(bundle, bpmn=bundle.bpmn.replace(b'name="Granska"', name)))
    with CaptureQueriesContext(connection) as more:
        pia.get(HAR.replace("/1/", "/4/"))
    # The version before, held against it, is two more.
    assert len(more) <= len(few) + 2


HOSTILE = (
    "<script>alert(1)</script>",
    "<b>fet</b> & <para>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "{{ 7|add:7 }}{% debug %}",
    "x" * 3000,
    "\u202eomvänt\u202c",
    '"><svg onload=alert(1)>',
)


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_in_a_name_is_harmless_wherever_it_stands(v: Varld, name: str) -> None:
    bundle = versions.bundle_of(versions.published("utprovning"))
    written = html.escape(name)
    bpmn = bundle.bpmn.decode()
    for old in ("Bedöm begäran", "Nej, råd räcker", "Begäran om utprovning", "Boka tid"):
        bpmn = bpmn.replace(f'name="{old}"', f'name="{written}"')
    bpmn = bpmn.replace("Tid ska erbjudas inom", written)
    form = json.loads(bundle.files["bedom.form.json"])
    form["title"] = form["properties"]["rad"]["x-help"] = name[:1000]
    form["properties"]["bedomning"]["oneOf"][0]["title"] = name[:200]
    table = bundle.files["utprovningsvag.dmn"].replace("Utprovningens väg", written)
    table = table.replace("Manuella rullstolar, akut", written)
    files = {"bedom.form.json": json.dumps(form), "utprovningsvag.dmn": table}
    hostile = replace(bundle, bpmn=bpmn.encode(), files={**bundle.files, **files})
    here = _publicera(hostile)
    client = Client()
    client.force_login(v.pia)
    page = client.get(here)
    assert page.status_code == 200
    sent = re.sub(r'<script id="dokument-ritning".*?</script>', "", page.content.decode())
    for markup in ("<script>alert", "<svg onload", "<img src=x", "<b>fet"):
        assert markup not in sent
    assert "\u202e" not in sent.partition("<main")[2]
    paper = client.get(f"{here}pdf/")
    assert paper.content[:5] == b"%PDF-"
    plain = re.sub("[\u202a-\u202e]", "", name)
    assert _tatt(plain)[:40] in _tatt(pdf_text(paper.content))
    for action in (b"/JavaScript", b"/URI", b"/Launch"):
        assert action not in paper.content


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\\u202e", "\\uffff"])
def test_what_no_page_can_show_is_left_out(v: Varld, pia: Client, text: str) -> None:
    bundle = versions.bundle_of(versions.published("referens"))
    form = bundle.files["granska.form.json"].replace('"title": "', f'"title": "{text}', 1)
    here = _publicera(replace(bundle, files={**bundle.files, "granska.form.json": form}))
    assert pia.get(here).status_code == 200
    assert pia.get(f"{here}pdf/").status_code == 200
    assert Klient(v.pia)("GET", f"processer/referens{here[19:]}").status == 200


def _stort(rader: int, kolumner: int) -> Bundle:
    """A long row of tasks, drawn in rows; the last one is named so that it can be found."""
    ids = [f"u{n}" for n in range(rader * kolumner)]
    tasks, flows, drawn = [], [], []
    for at, id_ in enumerate(ids):
        after = ids[at + 1] if at + 1 < len(ids) else "slut"
        tasks.append(f'<userTask id="{id_}" name="Gör sak nummer {at}"/>')
        flows.append(f'<sequenceFlow id="f{at}" sourceRef="{id_}" targetRef="{after}"/>')
        x, y = 200 + at % kolumner * 160, 100 + at // kolumner * 130
        bounds = f'<dc:Bounds x="{x}" y="{y}" width="110" height="80"/>'
        drawn.append(f'<di:BPMNShape id="d{at}" bpmnElement="{id_}">{bounds}</di:BPMNShape>')
    body = "".join(
        [
            '<process id="stor" name="Stor" isExecutable="true">',
            '<startEvent id="start" name="Början"/><endEvent id="slut" name="Slut"/>',
            '<sequenceFlow id="f" sourceRef="start" targetRef="u0"/>',
            *tasks,
            *flows,
            "</process>",
            '<di:BPMNDiagram id="b"><di:BPMNPlane id="p" bpmnElement="stor">',
            *drawn,
            "</di:BPMNPlane></di:BPMNDiagram>",
        ]
    )
    return Bundle("stor", (HEAD + body + "</definitions>").encode())


HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="urn:x">'
)


def test_a_very_large_diagram_is_drawn_on_many_pages_in_a_moment(v: Varld, pia: Client) -> None:
    here = _publicera(_stort(20, 50))
    began = time.monotonic()
    paper = pia.get(f"{here}pdf/").content
    assert time.monotonic() - began < 60
    said = _tatt(pdf_text(paper))
    # In the picture as a whole, in a part of it, and in words.
    assert said.count(_tatt("Gör sak nummer 999")) >= 3
    assert "Diagram:Stor,del1av" in said
    assert len(re.findall(rb"/Type /Page\b", paper)) < 150
    assert pia.get(here).status_code == 200


def test_what_is_too_large_for_paper_is_refused_with_a_way_on(v: Varld, pia: Client) -> None:
    here = _publicera(_stort(40, 40))
    answer = pia.get(f"{here}pdf/")
    assert answer.status_code == 422
    assert "för många steg för en PDF" in _text(answer.content)
    page = pia.get(here).content
    assert "Gör sak nummer 1599" in _text(page)
    assert "för stor för en PDF" in _text(page)
    assert f'href="{here}pdf/"'.encode() not in page
    headers = {"Authorization": f"Bearer {Klient(v.pia).token}", "Accept": "application/pdf"}
    read = Client().get(f"{ROT}{here[1:]}", headers=headers)
    assert read.status_code == 422
    assert "för många steg" in read.content.decode()


IMPORTED = (
    '<?xml version="1.0"?><semantic:definitions'
    ' xmlns:semantic="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" id="d" targetNamespace="urn:y"'
    ' exporter="Ett annat verktyg">'
    '<semantic:process id="lan_av_ramp" name="Lån av ramp" isExecutable="true">'
    '<semantic:startEvent id="begart" name="Lån begärt"/>'
    '<semantic:userTask id="prova" name="Prova rampen">'
    "<semantic:documentation>Se om den håller.</semantic:documentation></semantic:userTask>"
    '<semantic:endEvent id="klart" name="Lånet är klart"/>'
    '<semantic:sequenceFlow id="a" sourceRef="begart" targetRef="prova"/>'
    '<semantic:sequenceFlow id="b" sourceRef="prova" targetRef="klart"/>'
    "</semantic:process>"
    '<bpmndi:BPMNDiagram id="x"><bpmndi:BPMNPlane id="y" bpmnElement="lan_av_ramp">'
    '<bpmndi:BPMNShape id="s1" bpmnElement="prova" bioc:stroke="#831311">'
    '<dc:Bounds x="-40" y="-20.5" width="100" height="80"/></bpmndi:BPMNShape>'
    '<bpmndi:BPMNShape id="s2" bpmnElement="begart"><dc:Bounds x="NaN" y="1e999" width="36"'
    ' height="36"/></bpmndi:BPMNShape>'
    '<bpmndi:BPMNShape id="s3" bpmnElement="finns_inte"><dc:Bounds x="0" y="0" width="36"'
    ' height="36"/></bpmndi:BPMNShape>'
    '<bpmndi:BPMNEdge id="e1" bpmnElement="b"><di:waypoint x="60" y="20"/>'
    '<di:waypoint x="60" y="20"/></bpmndi:BPMNEdge>'
    '<bpmndi:BPMNEdge id="e2" bpmnElement="a"><di:waypoint x="0" y="0"/></bpmndi:BPMNEdge>'
    "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></semantic:definitions>"
)


def test_a_process_from_another_tool(v: Varld, pia: Client) -> None:
    here = _publicera(Bundle("lan_av_ramp", IMPORTED.encode()))
    page = _text(pia.get(here).content)
    paper = pdf_text(pia.get(f"{here}pdf/").content)
    assert paper.count("Prova rampen") >= 2
    for said in (page, paper):
        assert "Se om den håller." in said
        assert "ingen tidsgräns" in said
        assert "Lånet är klart" in said


def test_what_can_not_be_read_is_said_and_the_rest_is_told(v: Varld, pia: Client) -> None:
    bundle = versions.bundle_of(versions.published("referens"))
    broken = {"extra.bpmn": "<inte xml", "granska.form.json": "{}", "tom.dmn": "<x/>"}
    Version.objects.filter(definition__name="referens").update(files={**bundle.files, **broken})
    for said in (_text(pia.get(HAR).content), pdf_text(pia.get(f"{HAR}pdf/").content)):
        assert "Diagrammet går inte att läsa." in said
        assert "Formuläret går inte att läsa." in said
        assert "Registrera" in said


def test_only_those_who_own_processes_read_it(v: Varld) -> None:
    kim = Client()
    kim.force_login(v.kim)
    for address in (HAR, f"{HAR}pdf/", f"{ROT}processer/referens/versioner/1/dokument/"):
        assert kim.get(address).status_code == 403
    pia = Client()
    pia.force_login(v.pia)
    for address in (HAR.replace("1", "9"), f"{HAR.replace('referens', 'finns-inte')}pdf/"):
        assert pia.get(address).status_code == 404


def test_the_same_through_the_api(v: Varld) -> None:
    pia = Klient(v.pia)
    here = "processer/utprovning/versioner/1/dokument/"
    told: dict[str, Any] = pia("GET", here).data
    assert (told["process"], told["version"], told["jamfort_med"]) == ("utprovning", 1, None)
    [chapter] = told["kapitel"]
    step = next(one for one in chapter["steg"] if one["id"] == "bedom")
    assert (step["roll"], step["formular"]) == ("Konsulent", "bedom")
    assert step["tidsgrans"]["skrivet"] == "hmc.arbetsdagar(start, utprovningsvag.bedoms_inom)"
    assert step["vidare"][0] == {"villkor": "annars", "vart": "Råd givet"}
    assert {"typ", "akut"} <= {one["namn"] for one in told["ord"]}
    assert [len(one["rader"]) for one in told["tabeller"]] == [8]
    form = next(one for one in told["formular"] if one["id"] == "begaran")
    assert form["fragor"][-1]["kravs"] is False
    headers = {"Authorization": f"Bearer {pia.token}", "Accept": "application/pdf"}
    paper = Client().get(f"{ROT}{here}", headers=headers)
    assert (paper.status_code, paper.headers["Content-Type"]) == (200, "application/pdf")
    assert paper.headers["Content-Disposition"] == 'attachment; filename="utprovning-v1.pdf"'
    assert "Boka tid" in pdf_text(paper.content)
    missing = Client().get(f"{ROT}processer/utprovning/versioner/7/dokument/", headers=headers)
    assert (missing.status_code, missing.headers["Content-Type"]) == (
        404,
        "application/problem+json",
    )
    assert json.loads(missing.content)["status"] == 404
    assert Klient(v.kim)("GET", here).status == 403


def test_a_draft_that_is_not_begun_leads_to_forms_and_tables(v: Varld, pia: Client) -> None:
    page = pia.get("/processer/referens/utkast/").content.decode()
    assert not Draft.objects.exists()
    assert 'href="/processer/referens/utkast/formular/"' in page
    assert 'href="/processer/referens/utkast/tabeller/"' in page


def test_a_move_with_nothing_running_leads_on(v: Varld, pia: Client) -> None:
    page = pia.get("/processer/referens/flytt/").content.decode()
    assert "Det finns inget att flytta." in page
    assert '<a class="ds-button" href="/processer/referens/">Till processen</a>' in page
