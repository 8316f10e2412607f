"""`manage.py dmn_evaluate`: a line in, a line out, in order, whatever the line holds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.dmn import modeller as m

ROOT = Path(__file__).parents[3]


def run(lines: list[str], tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    """The answers, from a process of its own that has no database to reach."""
    environment = os.environ | {
        "WEBSESAM_DATA": str(tmp_path / "data"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "dmn_evaluate", *options],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    table = m.table(
        "UNIQUE",
        ["ålder"],
        ["grupp", "från"],
        [
            ("< 18", '"barn"', 'date("2026-01-01")'),
            (">= 18", '"vuxen"', "null"),
            ("> 90", "1", "1"),
        ],
    )
    file = tmp_path / "grupp.dmn"
    file.write_bytes(
        m.definitions(
            m.given("ålder", "number")
            + m.decision("grupp", table, inputs=["ålder"])
            + m.knowledge("dubbla", [("x", "number")], m.literal("2 * x"))
        )
    )
    return file


def line(file: Path | str, decision: str, **inputs: Any) -> str:
    return json.dumps({"file": str(file), "decision": decision, "inputs": inputs})


def test_lines_are_answered_in_order(file: Path, tmp_path: Path) -> None:
    child, both, call, table = run(
        [
            line(file, "grupp", ålder="20 - 10"),
            line(file, "grupp", ålder="91"),
            line(file, "dubbla", x="2.50"),
            line(
                "bpmn/gemensamt/betalare.dmn",
                "betalare",
                mottagartyp='"Patient"',
                patient_alder="17",
                artikelansvar="null",
                avvikande_baskod="null",
            ),
        ],
        tmp_path,
    )
    assert child["result"] == '{grupp: "barn", från: date("2026-01-01")}'
    assert child["value"] == {"grupp": "barn", "från": "2026-01-01"}
    assert [hit["row"] for hit in child["matched"]] == [1]
    assert child["warnings"] == []
    assert both["result"] == "null"
    assert [notice["kod"] for notice in both["warnings"]] == ["flera_traffar"]
    assert call["value"] == 5
    assert table["value"] == "regionen"
    assert [hit["row"] for hit in table["matched"]] == [3]


def test_what_can_not_be_answered_is_an_error_on_its_own_line(file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "trasig.dmn"
    broken.write_bytes(b"<definitions")
    lines = [
        "{",
        "[]",
        "7",
        '{"file": 1}',
        json.dumps({"file": str(file)}),
        line(tmp_path / "saknas.dmn", "grupp"),
        line(tmp_path, "grupp"),
        line(broken, "grupp"),
        line(file, "finns inte"),
        line(file, "grupp", ålder="1 +"),
        line(file, "grupp", ålder=7),
        json.dumps({"file": str(file), "decision": "grupp", "inputs": [1]}),
        json.dumps({"file": "\u0000", "decision": "grupp"}),
        "",
        line(file, "grupp", ålder="7"),
    ]
    answers = run(lines, tmp_path)
    assert len(answers) == len(lines) - 1
    assert all(list(answer) == ["error"] for answer in answers[:-1])
    assert all(answer["error"] for answer in answers[:-1])
    assert answers[-1]["value"]["grupp"] == "barn"


def test_no_input_is_no_output(tmp_path: Path) -> None:
    assert run([], tmp_path) == []


def test_values_json_has_no_room_for_are_still_answered(file: Path, tmp_path: Path) -> None:
    """A number of 5 001 digits, half a surrogate pair: the lines after them are answered too."""
    huge, half, small = run(
        [
            line(file, "dubbla", x="10**5000"),
            line(file, "\ud800", x="1"),
            line(file, "dubbla", x="1"),
        ],
        tmp_path,
    )
    assert huge["value"] == huge["result"] == "2" + "0" * 5000
    assert "\ud800" in half["error"]
    assert small["value"] == 2


def test_an_input_that_becomes_null_says_why(file: Path, tmp_path: Path) -> None:
    [answer] = run([line(file, "dubbla", x="okant + 1")], tmp_path)
    assert answer["value"] is None
    assert [notice["kod"] for notice in answer["warnings"]][:2] == ["okant_namn", "rakning"]
    assert answer["warnings"][0]["mening"].startswith("Indata x: ")


def test_the_short_way_and_djangos_answer_the_same(file: Path, tmp_path: Path) -> None:
    """Without options the apps are never started; with one, Django carries the command out."""
    lines = [line(file, "grupp", ålder="17"), "{", line(file, "dubbla", x="1/3")]
    assert run(lines, tmp_path) == run(lines, tmp_path, "--no-color")
