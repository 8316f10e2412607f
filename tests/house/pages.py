"""Reading the tables of docs/."""

from pathlib import Path

from tests.programs import ROOT


def rows(page: str, *, columns: int) -> list[list[str]]:
    """Every table row of a page, without headings; a row with other columns is an error."""
    found = []
    heading = True
    for line in (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heading = True
            continue
        if set(line) <= set("|- "):
            heading = False
            continue
        if heading:
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert len(cells) == columns, (page, line)
        found.append(cells)
    return found


def exists(path: str) -> bool:
    return (ROOT / path).exists()


def python_files(*rooms: str) -> list[Path]:
    """Our Python, without migrations: those are written by a machine."""
    return sorted(
        path
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
    )
