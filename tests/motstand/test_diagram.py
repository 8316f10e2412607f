"""A broken and a hostile diagram: told in sentences by the gate and the API, never run or kept."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.api.klient import Klient
from tests.kundorder.varld import Varld, person
from tests.motstand.conftest import allt
from tests.workflows.draw import draw

GOOD = draw("start > a > slut", user="a").decode()
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><d>&c;</d>'
)


def _with(inner: str) -> str:
    return GOOD.replace("</bpmn:process>", f"{inner}</bpmn:process>")


DIAGRAM = {
    "cut off": GOOD[: len(GOOD) // 2],
    "not xml": "Det här är inget diagram.",
    "a flow to nowhere": GOOD.replace('targetRef="slut"', 'targetRef="ingenstans"'),
    "laughs": LAUGHS,
    "a file of the machine's": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>',
    "a script": _with(
        '<bpmn:scriptTask id="kod"><bpmn:script>import os; os.system("id")</bpmn:script>'
        "</bpmn:scriptTask>"
    ),
    "Python in a condition": draw(
        "start > x", "x > a : __import__('os').system('id')", "x > b", "a > slut", "b > slut",
        user="a b", xor="x",
    ).decode(),
    "a script before a task": GOOD.replace(
        'name="a">',
        'name="a"><bpmn:extensionElements><spiffworkflow:preScript>open("/tmp/x","w")'
        "</spiffworkflow:preScript></bpmn:extensionElements>",
    ),
    "far too deep": "<a>" * 5000 + "</a>" * 5000,
    "far too big": "<a>" + " " * 3_000_000 + "</a>",
}  # fmt: skip


@pytest.fixture
def pia(v: Varld) -> Klient:
    return Klient(person("pia", "processagare"))


@pytest.mark.parametrize("bpmn", DIAGRAM.values(), ids=DIAGRAM.keys())
def test_in_the_api(pia: Klient, bpmn: str) -> None:
    before = allt()
    answer = pia("POST", "processer/kontrollera/", {"process": "prov", "bpmn": bpmn, "filer": {}})
    assert answer.status in {200, 413, 422}, answer.data
    if answer.status == 200:
        assert answer.data["godkand"] is False
        told = [one["mening"] for one in answer.data["fynd"]]
    else:
        told = [answer.data["detail"]]
    assert told
    assert all(one.endswith((".", "”")) for one in told), told
    assert "Traceback" not in str(answer.data)
    assert Path("/etc/hostname").read_text().strip() not in " ".join(told)
    assert allt() == before


@pytest.mark.parametrize("bpmn", DIAGRAM.values(), ids=DIAGRAM.keys())
def test_by_the_command(v: Varld, tmp_path: Path, bpmn: str) -> None:
    path = tmp_path / "prov.bpmn"
    path.write_text(bpmn)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_process", str(path), stdout=out)
    assert ended.value.code
    told = json.loads(out.getvalue().splitlines()[0])
    assert told["ok"] is False
    assert told["findings"]


def test_only_those_who_draw_may_ask(v: Varld, api: Klient) -> None:
    answer = api("POST", "processer/kontrollera/", {"process": "prov", "bpmn": GOOD, "filer": {}})
    assert answer.status == 403
