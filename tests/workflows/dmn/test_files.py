"""Models in files: read once, read again when changed, imports from the same folder."""

from pathlib import Path

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import DmnError
from workflows.dmn.files import ModelFiles
from workflows.feel import to_json


def test_a_file_is_read_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.dmn"
    file.write_bytes(m.definitions(m.decision("d", m.literal("1"))))
    files = ModelFiles()
    first = files.open(file)
    assert files.open(file) is first
    file.write_bytes(m.definitions(m.decision("d", m.literal("22"))))
    assert to_json(files.open(file).evaluate("d", {}).value) == 22


def importing(location: str) -> bytes:
    where = f' locationURI="{location}"' if location else ""
    return m.definitions(
        f'<import name="b" namespace="urn:b" importType="{m.NS}"{where}/>'
        '<decision id="d" name="d"><informationRequirement><requiredDecision href="urn:b#e"/>'
        f"</informationRequirement>{m.literal('b.e')}</decision>"
    )


@pytest.mark.parametrize(
    "location", ["", "b.dmn", "../elsewhere/b.dmn", "http://example.org/b.dmn"]
)
def test_an_import_is_found_beside_and_follows_changes(tmp_path: Path, location: str) -> None:
    asker, other = tmp_path / "a.dmn", tmp_path / "b.dmn"
    asker.write_bytes(importing(location))
    other.write_bytes(m.definitions(m.decision("e", m.literal("1")), namespace="urn:b"))
    (tmp_path / "trasig.dmn").write_bytes(b"<x")
    files = ModelFiles()
    assert to_json(files.open(asker).evaluate("d", {}).value) == 1
    other.write_bytes(m.definitions(m.decision("e", m.literal("22")), namespace="urn:b"))
    assert to_json(files.open(asker).evaluate("d", {}).value) == 22


def test_a_location_can_not_reach_outside_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inne"
    inside.mkdir()
    (tmp_path / "b.dmn").write_bytes(
        m.definitions(m.decision("e", m.literal("1")), namespace="urn:b")
    )
    (inside / "a.dmn").write_bytes(importing("../b.dmn"))
    model = ModelFiles().open(inside / "a.dmn")
    assert model.faults
    assert model.evaluate("d", {}).value is None


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DmnError, match="saknas"):
        ModelFiles().open(tmp_path / "saknas.dmn")
