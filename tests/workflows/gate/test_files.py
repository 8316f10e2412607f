"""Any file by any tool is answered, in sentences, within seconds."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from tests.workflows.gate.world import CORPUS, NAMES, checked, rules
from workflows.diagrams.bundle import Bundle
from workflows.gate import check, dry_run, ok
from workflows.gate.limits import Stopped, limited
from workflows.gate.verdict import SHOWN

ROOT = Path(__file__).resolve().parents[3]
GOOD = CORPUS / "villkor-saknas.good.bpmn"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "&{a};&{a};">' for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))
    + "]><lolz>&z;</lolz>"
)


def _bpmn(inner: str) -> str:
    model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return f'<definitions xmlns="{model}" id="d">{inner}</definitions>'


def _zip() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("process.bpmn", GOOD.read_bytes())
    return kept.getvalue()


UNREADABLE = {
    "empty": b"",
    "white": b" \n\t ",
    "text": "Det här är ingen XML".encode(),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "zip": _zip(),
    "gzip": gzip.compress(GOOD.read_bytes()),
    "cut": GOOD.read_bytes()[:700],
    "nul": b"\x00" * 5000,
    "laughs": LAUGHS.encode(),
    "doctype": b'<!DOCTYPE definitions SYSTEM "file:///etc/hostname"><definitions/>',
    "external": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>',
    "wrong encoding": '<?xml version="1.0" encoding="UTF-8"?><a b="å"/>'.encode("latin-1"),
    "unknown encoding": b'<?xml version="1.0" encoding="nonsuch"?><a/>',
    "huge": b"<a>" + b" " * (3 * 1024 * 1024) + b"</a>",
    "many nodes": b"<a>" + b"<b/>" * 30_000 + b"</a>",
    "deep": b"<a>" * 5_000 + b"</a>" * 5_000,
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_readable_xml_is_said_in_a_sentence(name, tmp_path):
    path = tmp_path / "fil.bpmn"
    path.write_bytes(UNREADABLE[name])
    (found,) = checked(path)
    assert (found.rule, found.level, found.element) == ("xml", "error", None)
    assert found.mening.endswith(".")
    assert "hostname" not in found.mening


NOT_OURS = {
    "other root": ("<bpmn/>", "inte-bpmn"),
    "xpdl": ('<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>', "inte-bpmn"),
    "bpmn 1": ('<BpmnDiagram xmlns="http://www.wfmc.org/2008/XPDL2.1"/>', "inte-bpmn"),
    "nothing in it": (_bpmn(""), "process-saknas"),
    "only pools": (
        _bpmn('<collaboration id="c"><participant id="p" name="Kund"/></collaboration>'),
        "process-saknas",
    ),
    "choreography": (
        _bpmn('<choreography id="c"><choreographyTask id="t" name="Avtala"/></choreography>'),
        "koreografi",
    ),
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_file_without_a_process_is_told_so(name, tmp_path):
    text, rule = NOT_OURS[name]
    path = tmp_path / "fil.bpmn"
    path.write_text(text)
    found = checked(path, ours=False)
    assert rule in rules(found)
    assert not ok(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1"])
def test_any_encoding_and_prefix_is_read(encoding, tmp_path):
    text = GOOD.read_text().replace("bpmn:", "semantic:").replace("xmlns:bpmn", "xmlns:semantic")
    text = text.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    path = tmp_path / "prov.bpmn"
    path.write_bytes(text.encode(encoding))
    assert checked(path) == []


def test_a_missing_file_and_a_folder_are_told_so(tmp_path):
    assert rules(checked(tmp_path / "borta.bpmn")) == {"fil"}
    assert rules(checked(tmp_path)) == {"fil"}


def test_code_and_other_languages_of_another_engine_are_refused():
    path = CORPUS / "foreign" / "camunda7.bpmn"
    assert rules(checked(path, ours=False), "error") == {"kodanrop", "uttryck-sprak"}


def test_a_diagram_of_another_tool_passes_with_warnings_where_only_this_house_would_ask():
    path = CORPUS / "foreign" / "camunda8.bpmn"
    found = checked(path, ours=False)
    assert ok(found), found
    assert {"bana-saknas", "uppgift-utan-sida", "steg-saknas"} <= rules(found, "warning")
    assert not ok(checked(path, ours=True))


def test_several_pools_run_the_executable_one(tmp_path):
    own = GOOD.read_text()
    pools = (
        '<bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="prov"/>'
        '<bpmn:participant id="p2" name="Kund" processRef="kund"/></bpmn:collaboration>'
    )
    other = '<bpmn:process id="kund" isExecutable="false"><bpmn:task id="ring"/></bpmn:process>'
    text = own.replace("<bpmn:process", pools + "<bpmn:process", 1)
    path = tmp_path / "prov.bpmn"
    path.write_text(text.replace("</bpmn:definitions>", other + "</bpmn:definitions>"))
    assert checked(path) == []


def test_tables_forms_and_called_diagrams_beside_the_file_belong_to_it(tmp_path):
    caller = (CORPUS / "anrop-saknas.bad.bpmn").read_text()
    (tmp_path / "prov.bpmn").write_text(caller)
    assert "anrop-saknas" in rules(checked(tmp_path / "prov.bpmn"))
    called = GOOD.read_text().replace('id="prov"', 'id="borta"')
    (tmp_path / "borta.bpmn").write_text(called)
    assert ok(checked(tmp_path / "prov.bpmn"))
    (tmp_path / "borta.bpmn").write_text(called.replace("antal &gt; 3", "antal &gt;"))
    assert "uttryck-fel" in rules(checked(tmp_path / "prov.bpmn"))


def test_a_diagram_beside_the_file_that_it_does_not_call_is_none_of_its_business(tmp_path):
    """Also when its process is named as a task of the file is."""
    (tmp_path / "annan.bpmn").write_text(
        _bpmn('<process id="granska"><startEvent id="s"/></process>')
    )
    mine = tmp_path / "min.bpmn"
    mine.write_text(
        _bpmn(
            '<process id="min" isExecutable="true"><startEvent id="s"/><userTask id="granska"/>'
            '<endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="granska"/>'
            '<sequenceFlow id="f2" sourceRef="granska" targetRef="e"/></process>'
        )
    )
    assert "slut-saknas" not in rules(checked(mine))


def test_a_copy_of_a_diagram_finds_its_tables_at_home(tmp_path):
    home, away = tmp_path / "hemma", tmp_path / "borta"
    (home / "prov").mkdir(parents=True)
    away.mkdir()
    (away / "kopia.bpmn").write_bytes((CORPUS / "beslut-okant.good.bpmn").read_bytes())
    (home / "prov" / "lager.dmn").write_bytes((CORPUS / "lager.dmn").read_bytes())
    assert "beslut-okant" in rules(checked(away / "kopia.bpmn"))
    assert checked(away / "kopia.bpmn", home=home) == []


def test_more_findings_than_anyone_reads_are_counted():
    found = checked(CORPUS / "ritning-for-stor.bad.bpmn")
    assert len(found) == SHOWN + 1
    assert found[-1].rule == "fler-fel"


def test_a_bundle_must_hold_the_process_it_is_named_after():
    bundle = Bundle("annat", GOOD.read_bytes())
    assert "process-id" in rules(check(bundle, names=NAMES, try_out=dry_run.forked))


def test_the_engines_own_refusal_is_told():
    found = check(
        Bundle("prov", GOOD.read_bytes()),
        names=NAMES,
        try_out=lambda _: dry_run.Outcome(mening="Något är fel.", element="finns"),
    )
    assert [(f.rule, f.element) for f in found] == [("provkorning", "finns")]


@pytest.mark.parametrize("outcome", [dry_run.Outcome(stopped=True), dry_run.Outcome(tasks=2_001)])
def test_a_process_too_heavy_to_start_is_refused(outcome):
    found = check(Bundle("prov", GOOD.read_bytes()), names=NAMES, try_out=lambda _: outcome)
    assert rules(found) == {"provkorning-tung"}


def test_the_helper_process_answers_as_a_fork_does():
    bundle = Bundle("prov", GOOD.read_bytes())
    assert dry_run.helped(bundle) == dry_run.helped(bundle) == dry_run.forked(bundle)
    dry_run._helper.close()
    assert dry_run.helped(bundle).tasks > 0


def _hang() -> str:
    while True:
        pass


def _swell() -> str:
    return "x" * (2 * 1024**3)


def _break() -> str:
    raise RuntimeError


@pytest.mark.parametrize("job", [_hang, _swell, _break])
def test_work_that_goes_astray_is_stopped(job):
    began = monotonic()
    with pytest.raises(Stopped):
        limited(job, seconds=0.5, megabytes=64)
    assert monotonic() - began < 3


def test_work_within_its_limits_answers():
    assert limited(lambda: "å" * 100_000, seconds=5, megabytes=64) == "å" * 100_000


def _command(*paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check_process", *map(str, paths)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgres://ingen:ingen@127.0.0.1:1/ingen"},
    )


def test_the_command_says_one_object_a_line_in_order_without_a_database(tmp_path):
    broken = tmp_path / "trasig.bpmn"
    broken.write_bytes(UNREADABLE["png"])
    table, form = tmp_path / "tabell.dmn", tmp_path / "fel.form.json"
    table.write_text("<definitions/>")
    form.write_text("{")
    paths = [GOOD, broken, table, form, tmp_path / "borta.bpmn", CORPUS / "lager.dmn"]
    ran = _command(*paths)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(path) for path in paths]
    assert [line["ok"] for line in lines] == [True, False, False, False, False, True]
    assert all(set(line) == {"file", "ok", "findings"} for line in lines)
    for finding in lines[1]["findings"]:
        assert set(finding) == {"element", "rule", "sentence", "level"}
    assert ran.returncode == 1
    assert ran.stderr == ""


def test_the_command_ends_well_when_all_is_well():
    ran = _command(GOOD)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["ok"] is True
