"""A machine says what is missing when a new case type is added."""

from pathlib import Path

import pytest
from django.conf import settings

from workflows import registry
from workflows.gate.layout import ROOMS, missing


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one whole case type, and a register beside it."""
    for room in ROOMS:
        _write(tmp_path / "cases" / "lan" / f"{room}.py")
    _write(tmp_path / "cases" / "register" / "models.py")
    _write(tmp_path / "bpmn" / "lan" / "lan.bpmn")
    _write(tmp_path / "bpmn" / "lan" / "scenarier.txt")
    _write(tmp_path / "bpmn" / "gemensamt" / "tabell.dmn")
    _write(tmp_path / "tests" / "cases" / "lan" / "test_vag.py")
    _write(tmp_path / "templates" / "lan" / "sida.html")
    return tmp_path


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")


def test_a_whole_case_type_lacks_nothing(house):
    assert list(missing(house)) == []


@pytest.mark.parametrize(
    "part",
    [
        *(f"cases/lan/{room}.py" for room in ROOMS if room not in ("actions", "steps")),
        "bpmn/lan/lan.bpmn",
        "bpmn/lan/scenarier.txt",
        "tests/cases/lan",
        "templates/lan",
    ],
)
def test_each_missing_part_is_named(house, part):
    gone = house / part
    if gone.is_dir():
        for each in gone.iterdir():
            each.unlink()
        gone.rmdir()
    else:
        gone.unlink()
    ((name, said),) = missing(house)
    assert name == "lan"
    assert Path(part).name in said


def test_a_copied_folder_alone_is_told_what_it_lacks(house):
    _write(house / "cases" / "uthyrning" / "actions.py")
    said = [sentence for name, sentence in missing(house) if name == "uthyrning"]
    assert len(said) == len(ROOMS) - 1 + 3


def test_a_diagram_under_another_name_than_its_folder_is_told(house):
    (house / "bpmn" / "lan" / "lan.bpmn").rename(house / "bpmn" / "lan" / "annat.bpmn")
    assert any("bpmn/lan saknar lan.bpmn" in said for _, said in missing(house))


def test_a_case_type_that_runs_any_process_needs_no_diagram_and_no_steps(house):
    (house / "cases" / "lan" / "steps.py").unlink()
    for part in (house / "bpmn" / "lan").iterdir():
        part.unlink()
    assert list(missing(house, frozenset({"lan"}))) == []
    assert len(list(missing(house))) == 2


def test_nothing_is_missing_in_the_product():
    runs_any = frozenset(name for name, kind in registry.case_types().items() if kind.runs_any)
    assert list(missing(settings.BASE_DIR, runs_any)) == []
