"""What `manage.py benchmark` prints: figures that can be read by people and by programs."""

import json
from pathlib import Path

import pytest

from benchmarks.figures import Figure
from tests.programs import Program, clean_environment


@pytest.mark.parametrize(
    ("value", "target", "more", "met"),
    [(5, 6, False, True), (7, 6, False, False), (120, 100, True, True), (80, 100, True, False)],
)
def test_a_target_is_met_from_the_right_side(
    value: float, target: float, more: bool, met: bool
) -> None:
    assert Figure("x", value, "ms", target, more=more).met is met


def test_a_figure_without_target_or_peer_claims_nothing() -> None:
    plain = Figure("x", 3, "ms")
    assert plain.met is None
    assert plain.ratio is None


def test_a_figure_is_told_beside_its_peer() -> None:
    line = Figure("referens.http.sql", 11, "satser", 12, 19, "viewflow").as_line()
    assert "mål ≤ 12" in line
    assert "ja" in line
    assert "viewflow 19 (×0.58)" in line


def test_the_command_measures_in_a_database_of_its_own(tmp_path: Path) -> None:
    environment = clean_environment() | {"WEBSESAM_DATA": str(tmp_path)}
    ran = Program.manage("benchmark", "--only", "growth", "--quick", "--json").finish(
        environment=environment
    )
    assert ran.returncode == 0, ran.stderr
    figures = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {figure["name"] for figure in figures} == {
        "tillvaxt.steg_200_mot_2",
        "tillstand.tre_grenar",
    }
    for figure in figures:
        assert {"name", "value", "unit", "target", "peer", "ratio"} <= figure.keys()
    assert next(f for f in figures if f["name"] == "tillstand.tre_grenar")["value"] <= 1024
    assert not (tmp_path / "websesam.sqlite3").exists()


def test_the_reference_is_completed_in_a_web_server_of_its_own(tmp_path: Path) -> None:
    environment = clean_environment() | {"WEBSESAM_DATA": str(tmp_path)}
    ran = Program.manage("benchmark", "--only", "reference", "--quick", "--json").finish(
        environment=environment
    )
    assert ran.returncode == 0, ran.stderr
    figures = {figure["name"]: figure for figure in map(json.loads, ran.stdout.splitlines())}
    for counted in ("referens.http.sql", "referens.motorns_drag.sql", "referens.tillstand"):
        assert figures[counted]["met"], figures[counted]
    # How fast is this machine's matter; that something was measured is not.
    assert figures["referens.http.cpu"]["value"] > 0.5
