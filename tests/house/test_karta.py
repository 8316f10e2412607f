"""docs/karta.md names every room, and no room that is not there."""

import re

from tests.programs import ROOT

MAP = (ROOT / "docs" / "karta.md").read_text(encoding="utf-8")
NAMED = {path.rstrip("/") for path in re.findall(r"^\| `([^`]+)` \|", MAP, re.MULTILINE)}


def children(folder: str) -> set[str]:
    """Folders with something of ours in them, as paths from the root."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).iterdir()
        if path.is_dir()
        and not path.name.startswith((".", "_"))
        and any(file.is_file() and "__pycache__" not in file.parts for file in path.rglob("*"))
    }


def test_every_room_at_the_top_is_on_the_map() -> None:
    # What an installation or a test run leaves behind is no room.
    there = children(".") - {"data"}
    assert there == {path for path in NAMED if "/" not in path}


def test_every_module_of_the_engine_is_on_the_map() -> None:
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "workflows").glob("[!_]*.py")} - {
        "workflows/apps.py"
    }
    folders = children("workflows") - {"workflows/migrations", "workflows/management"}
    assert modules | folders == {path for path in NAMED if path.startswith("workflows/")}


def test_every_room_of_the_business_is_on_the_map() -> None:
    assert children("cases") == {path for path in NAMED if path.startswith("cases/")}


def test_every_page_that_the_docs_link_to_is_there() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose):
            assert (page.parent / target).exists(), (page.name, target)
